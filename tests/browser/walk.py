"""Somebody who follows every link: which pages there are for each role, and which of them look like one seen before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.http import Http404
from django.test import Client
from django.urls import ResolverMatch, resolve

VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
SAME_WORDS: Final = frozenset({"kind", "role"})
"""What in an address chooses another page; what else stands there says only whose page it is."""

OF_ONE_KIND: Final = 1
"""So many pages of one kind are opened for a role: a list may have a thousand links of a kind."""

LEADS_OUT: Final = frozenset({"account_logout", "openid_connect_login"})


class Reader(HTMLParser):
    """What a page links to, and of what it is built: the path of each element, without what differs from row to row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.paths: set[tuple[str, ...]] = set()
        self.actions: list[str] = []
        """Where its forms are sent: a page may be reached by a button only."""
        self.headings = 0
        self.forms: list[bool] = []
        """Of each form, whether it can be sent without a script."""
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "h1" and "main" in {path.split()[0] for path in self._open}:
            self.headings += 1
        if tag == "form":
            self.forms.append(False)
            self.actions.append(given.get("action", ""))
        if "formaction" in given:
            self.actions.append(given["formaction"])
        if tag == "button" and given.get("type", "submit") == "submit":
            self._can_be_sent()
        looks = [given.get(name, "") for name in ("type", "role", "scope", "method")]
        self._open.append(" ".join([tag, *sorted(given.get("class", "").split()), *looks, *sorted(given)]))
        self.paths.add(tuple(self._open))
        if tag in VOID:
            self._open.pop()

    def _can_be_sent(self) -> None:
        if "form" in {path.split()[0] for path in self._open}:
            self.forms[-1] = True

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop().split()[0] == tag:
                break


@dataclass(frozen=True)
class Found:
    """A page that answered, and what it is built of."""

    address: str
    name: str
    """Of the address, as the program calls it."""

    who: str
    paths: frozenset[tuple[str, ...]]
    is_page: bool
    barriers: tuple[str, ...] = ()
    """What keeps somebody out whose browser runs no script."""


@dataclass
class Walk:
    """The pages that one person reaches by links from where she begins."""

    client: Client
    who: str
    recorded: Counter[object]
    """How often each kind of record was opened by anybody: there are thirty, and they look alike for everybody."""

    found: list[Found] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    """What the program calls the addresses that were asked for, by link or by button."""
    buttons: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def follow(self, *start: str, may_refuse: Sequence[str] = ()) -> "Walk":
        """Open what can be reached: all of `start` and what of `may_refuse` opens, and of each kind at most a few more.

        What refuses is as if it had not been asked for: a link that leads there is a fault all the same.
        """
        waiting, opened, seen = [*start, *may_refuse], Counter[object](), set[str]()
        tried = set(may_refuse)
        while waiting:
            address = waiting.pop(0)
            match = None if address in seen else _of_the_website(address)
            seen.add(address)
            if match is None or match.url_name in LEADS_OUT:
                continue
            kind = _kind(address, match)
            so_often = self.recorded if match.kwargs.keys() & SAME_WORDS else opened
            if so_often[kind] >= OF_ONE_KIND and address not in tried and address not in start:
                continue
            answer = self.client.get(address, headers={"accept": "text/html"})
            if address in tried and answer.status_code != HTTPStatus.OK:
                tried.remove(address)
                seen.remove(address)
                continue
            so_often[kind] += 1
            self.named.add(str(match.url_name))
            waiting.extend(self._read(answer, address, str(match.url_name)))
        return self

    def _read(self, answer: Any, address: str, name: str) -> Iterator[str]:
        """Where the page leads."""
        content = answer.getvalue()
        if answer.status_code in {301, 302}:
            yield urljoin(address, answer.headers["Location"])
            return
        if address in self.buttons and answer.status_code in {403, 404, 405}:
            return
        if answer.status_code != 200:
            self.faults.append(f"{self.who} is led to {address} ({name}), which answers {answer.status_code}")
            return
        is_page = answer.headers["Content-Type"].startswith("text/html") and content.startswith(b"<!DOCTYPE")
        reader = Reader(content.decode() if is_page else "")
        barriers = tuple(_barriers(reader)) if is_page else ()
        self.found.append(Found(address, name, self.who, frozenset(reader.paths), is_page, barriers))
        for button in reader.actions:
            at = urljoin(address, button).split("#")[0]
            self.buttons.add(at)
            yield at
        for link in reader.links:
            yield urljoin(address, link).split("#")[0]


def _barriers(page: Reader) -> Iterator[str]:
    if page.headings != 1:
        yield f"has {page.headings} main headings"
    if not all(page.forms):
        yield "has a form that nothing sends"


def _of_the_website(address: str) -> ResolverMatch | None:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        return resolve(parts.path)
    except Http404:
        return None


def _kind(address: str, match: ResolverMatch) -> tuple[object, ...]:
    words = tuple(sorted((name, str(value)) for name, value in match.kwargs.items() if name in SAME_WORDS))
    asked = tuple(sorted({name for name, _ in parse_qsl(urlsplit(address).query)}))
    return (match.url_name, words, asked)
