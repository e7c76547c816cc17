"""What can be wrong with a link, without opening it: that it was copied badly, or stands twice."""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol
from urllib.parse import urlsplit

_CLINGS: Final = ".,;:)]}>\"'"
"""Signs of the sentence in which a link stood."""

EXAMPLE: Final = "https://dcf.wisconsin.gov/"


class Linked(Protocol):
    """Something that stands under a topic and may have a link."""

    @property
    def key(self) -> str: ...

    @property
    def topic(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def link(self) -> str: ...

    @property
    def place(self) -> str: ...


def fault_of(link: str) -> str:
    """Why a link can not be opened as it is written, as a sentence; empty if it can, or if there is none."""
    if not link:
        return ""
    if link != "".join(link.split()):
        return "There is a space in the link."
    if link[-1] in _CLINGS:
        return f"The link ends with {link[-1]}, which belongs to the sentence around it."
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return f"This is not a link. Write it as {EXAMPLE}"
    if parts.scheme not in {"http", "https"}:
        return f"The link begins neither with https:// nor with http://. Write it as {EXAMPLE}"
    if parts.username is not None:
        return "The link holds a name or a password before the @."
    if "." not in host.strip(".") or not host.isascii() or port == 0:
        return f"The link names no website. Write it as {EXAMPLE}"
    return ""


def same(link: str, place: str) -> str:
    """What is the same for two links that lead to one place, however they are written."""
    parts = urlsplit(link)
    host = (parts.hostname or "").removeprefix("www.")
    return " ".join((host, parts.path.rstrip("/"), parts.query, parts.fragment, place.casefold()))


def problems(resources: Iterable[Linked]) -> Iterator[tuple[str, str]]:
    """For each resource with a link at fault, its title and the fault.

    One page may stand under several topics; under one topic, it stands once.
    """
    seen: dict[tuple[str, str], str] = {}
    for one in resources:
        if fault := fault_of(one.link):
            yield one.title, fault
        elif one.link:
            where = (one.topic, same(one.link, one.place))
            if where in seen:
                yield one.title, f"The same link stands under this topic already: {seen[where]}."
            seen.setdefault(where, one.title)
