"""The mail that was sent: whole letters, the links in them, the entries for calendars."""

import re
from typing import Any

import icalendar
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from homeward.roundtables.invitations.sending import Sent, send_waiting
from homeward.workforce.models import Person
from tests.casefile.staff import person


def deliver() -> Sent:
    """What waits is sent."""
    return send_waiting(now=timezone.now())


def letters_to(who: Person | str) -> list[Any]:
    """All that was sent to somebody, the latest last."""
    address = (who if isinstance(who, Person) else person(who)).email
    return [one for one in mail.outbox if one.to == [address]]


def latest_to(who: Person | str) -> Any:
    return letters_to(who)[-1]


def link_in(letter: EmailMessage, kind: str) -> str:
    """The path of a link in a letter: kind is `invited` or `guest`."""
    found = re.search(rf"https://homeward\.example\.org(/{kind}/\S+)", str(letter.body))
    assert found, letter.body
    return found[1]


def ics_in(letter: Any) -> str:
    """The attached file."""
    attached = next(one for one in letter.attachments if one.filename == "roundtable.ics")
    return str(attached.content)


def entry_in(letter: Any) -> Any:
    """The one entry for the calendar."""
    (entry,) = entries(ics_in(letter))
    return entry


def entries(text: str | bytes) -> list[Any]:
    """The entries of a calendar."""
    found: list[Any] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def code_in(letter: Any) -> str:
    found = re.search(r"^ +(\d{6})$", str(letter.body), re.MULTILINE)
    assert found, letter.body
    return found[1]
