"""Letters as they arrive: a mail server that keeps them, and what stands in one."""

import re
from email.message import Message
from email.parser import BytesParser
from typing import Any

import icalendar


class Letterbox:
    """A mail server that takes every message and keeps it."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(BytesParser().parsebytes(envelope.content))
        return "250 OK"

    def to(self, address: str) -> list[Message]:
        return [one for one in self.messages if one["To"] == address]

    def latest_to(self, address: str) -> Message:
        return self.to(address)[-1]


def text_of(message: Message) -> str:
    part = next(one for one in message.walk() if one.get_content_type() == "text/plain")
    return bytes(part.get_payload(decode=True) or b"").decode()


def entry_of(message: Message) -> Any:
    part = next(one for one in message.walk() if one.get_filename() == "roundtable.ics")
    calendar: Any = icalendar.Calendar.from_ical(bytes(part.get_payload(decode=True) or b""))
    return calendar, calendar.walk("VEVENT")[0]


def link_in(message: Message, kind: str) -> str:
    found = re.search(rf"http://\S+/{kind}/\S+", text_of(message))
    assert found
    return found[0]
