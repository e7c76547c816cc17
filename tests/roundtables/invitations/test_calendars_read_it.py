"""Two parsers that share nothing read what is sent: icalendar, which also writes it, and vobject."""

from datetime import UTC, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from django.test import Client
from django.urls import reverse

from homeward.roundtables.invitations.feed import make_feed
from homeward.roundtables.models import Roundtable
from tests.casefile.staff import person
from tests.roundtables.arranged import SOON, convened
from tests.roundtables.invitations.post import deliver, ics_in, latest_to
from tests.roundtables.invitations.test_letters import called_off, moved

pytestmark = pytest.mark.django_db


def by_icalendar(text: str) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(text)
    found: list[Any] = calendar.walk("VEVENT")
    (entry,) = found
    names = ("UID", "SUMMARY", "LOCATION", "STATUS")
    return {
        "METHOD": str(calendar["METHOD"]),
        **{name: str(entry[name]) for name in names},
        "SEQUENCE": int(entry["SEQUENCE"]),
        "from": entry["DTSTART"].dt.astimezone(UTC),
        "to": entry["DTEND"].dt.astimezone(UTC),
        "stamp": entry["DTSTAMP"].dt.astimezone(UTC),
    }


def by_vobject(text: str) -> dict[str, Any]:
    calendar = vobject.readOne(text)
    entry = calendar.vevent
    return {
        "METHOD": calendar.method.value,
        "UID": entry.uid.value,
        "SUMMARY": entry.summary.value,
        "LOCATION": entry.location.value,
        "STATUS": entry.status.value,
        "SEQUENCE": int(entry.sequence.value),
        "from": entry.dtstart.value.astimezone(UTC),
        "to": entry.dtend.value.astimezone(UTC),
        "stamp": entry.dtstamp.value.astimezone(UTC),
    }


def sent(made: Roundtable, what: str) -> str:
    deliver()
    if what == "moved":
        moved(made, on=SOON + timedelta(days=1))
    if what == "cancelled":
        called_off(made)
    deliver()
    return ics_in(latest_to("ext-01"))


@pytest.mark.parametrize("what", ["announced", "moved", "cancelled"])
def test_two_parsers_read_the_same_of_a_letter(what: str) -> None:
    made = convened()
    text = sent(made, what)
    read = by_icalendar(text)
    assert read == by_vobject(text)
    assert read["UID"] == f"{made.pk}@roundtables.homeward"
    assert read["LOCATION"] == "Oak, North"
    assert (read["METHOD"], read["STATUS"], read["SEQUENCE"]) == {
        "announced": ("REQUEST", "CONFIRMED", 0),
        "moved": ("REQUEST", "CONFIRMED", 1),
        "cancelled": ("CANCEL", "CANCELLED", 1),
    }[what]


def test_two_parsers_read_the_same_of_a_feed(client: Client) -> None:
    made = convened()
    text = client.get(reverse("calendar_feed", args=(make_feed(person=person("ext-01")),))).content.decode()
    assert by_icalendar(text) == by_vobject(text)
    assert by_vobject(text)["from"] == made.starts_at.astimezone(UTC)


def test_every_line_is_as_the_standard_has_it() -> None:
    text = sent(convened(), "announced")
    assert text.endswith("\r\n")
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert not any("\n" in line for line in lines)
