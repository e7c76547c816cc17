"""Roundtables as entries of a calendar (RFC 5545 and 5546): one letter's, and a whole feed.

No entry names a child or says anything of one: calendars are kept by others, and shown to others.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress, vText

from homeward.roundtables.invitations.correspondence import organizer_of
from homeward.roundtables.models import Answer, Invited, Roundtable

SUMMARY: Final = "Permanency roundtable"
PRACTICE: Final = f"Practice: {SUMMARY.lower()}"
REQUEST, CANCEL, _PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
_PRODUCT: Final = "-//Homeward//Roundtables//EN"
_PARTSTAT: Final = {
    "": "NEEDS-ACTION",
    Answer.ACCEPTED.value: "ACCEPTED",
    Answer.TENTATIVE.value: "TENTATIVE",
    Answer.DECLINED.value: "DECLINED",
}


def uid_of(roundtable: Roundtable) -> str:
    """By which every calendar knows the roundtable for the same, whatever changes of it, and wherever this site is."""
    return f"{roundtable.pk}@roundtables.homeward"


def of_letter(invited: Invited, *, method: str, sequence: int, now: datetime) -> bytes:
    """The entry that goes with a letter: to take in, or to take out."""
    calendar = _calendar(method)
    entry = _entry(invited.roundtable, sequence=sequence, now=now)
    entry.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    organizer = vCalAddress(f"mailto:{organizer_of(invited.roundtable.agency)}")
    organizer.params["CN"] = vText(str(invited.roundtable.agency))
    entry.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{invited.person.email}")
    attendee.params["CN"] = vText(str(invited.person))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(_PARTSTAT[invited.answer])
    attendee.params["RSVP"] = vText("FALSE")  # one answers by the link: nobody reads what a calendar program sends
    entry.add("attendee", attendee)
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def feed(roundtables: Iterable[tuple[Roundtable, int]], *, now: datetime) -> bytes:
    """All roundtables of one person, each with the number of its changes."""
    calendar = _calendar(_PUBLISH)
    calendar.add("x-wr-calname", "Permanency roundtables")
    for roundtable, sequence in roundtables:
        entry = _entry(roundtable, sequence=sequence, now=now)
        entry.add("status", "CONFIRMED")
        calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _entry(roundtable: Roundtable, *, sequence: int, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", uid_of(roundtable))
    entry.add("sequence", sequence)
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", roundtable.starts_at.astimezone(UTC))
    entry.add("dtend", roundtable.ends_at.astimezone(UTC))
    entry.add("summary", PRACTICE if roundtable.agency.is_practice else SUMMARY)
    entry.add("location", str(roundtable.room))
    entry.add("class", "PRIVATE")
    if settings.HOMEWARD_SITE_URL:
        entry.add("url", f"{settings.HOMEWARD_SITE_URL}{reverse('roundtable', args=(roundtable.pk,))}")
    return entry
