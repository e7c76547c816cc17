"""Children of the cast, as the tests of goals and plans need them, and forms as they are opened."""

import re
from datetime import date

from django.test import Client

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from tests.casefile.staff import person
from tests.cast_county import TODAY

THEO, OWEN, JAYLEN = "theo-marchetti", "owen-drescher", "jaylen-okafor"
"""Two versions of a plan and a draft; adoption with its reasons; a draft whose plan has no text."""
AIYANA, NOAH, SAHRA = "aiyana-rivers", "noah-larocque", "sahra-dirie"
"""An Indian child; one with nothing written; one without a birth date, who is ocm-002's."""

REASONS = {
    "set_by": "agency",
    "rationale": "Why this goal",
    "efforts": "What was done",
    "compelling_reason": "Why no other",
    "enduring_adult": "Her coach",
}


def child(external_id: str) -> Child:
    return Child.objects.get(external_id=external_id)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms, but the one against forgery."""
    found = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def opened(client: Client, at: str, **typed: str) -> dict[str, str]:
    """The form at an address as it is opened, with what somebody typed."""
    return {**hidden(client.get(at).content.decode()), "when": "today", "on": "", **typed}


def disturb(of: Child) -> None:
    """Somebody else saves something for the child."""
    record_event(child=of, kind="relative_search", on=TODAY, by=person("sup-01"), today=TODAY)


def event_of(of: Child, kind: str, on: date | None = None) -> Event:
    """The latest event of a kind that counts."""
    events = Event.objects.current().filter(child=of, kind=kind).in_order()
    found = (events.filter(on=on) if on else events).last()
    assert found
    return found
