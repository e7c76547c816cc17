"""Somebody at work: signs in, opens her pages one after the other with a pause, and notes how long each took."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from itertools import cycle
from random import Random
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')

KEPT = 1.5
"""Seconds of silence after which a new connection is made."""

Seconds = dict[str, list[float]]


class UnexpectedAnswerError(Exception):
    """A page did not answer as it should; what was measured would mean nothing."""


@dataclass
class Visitor:
    """A browser without a window: keeps its connection and its cookies, follows no redirect by itself."""

    port: int
    number: int = 0
    """Of her pauses: they differ from those of the others, and are the same in every run."""
    seconds: Seconds = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.chance = Random(self.number)

    def opens(self, address: str, called: str = "") -> str:
        """The text of a page; its time is noted under `called`, if that is given."""
        return self._asks("GET", address, "", called)

    def sends(self, address: str, fields: dict[str, str], called: str = "") -> str:
        """Send a form; the text of the answer, empty where it leads on to another page."""
        return self._asks("POST", address, urlencode(fields), called)

    def signs_in(self, person: str) -> None:
        """By one click, as on every demonstration."""
        page = self.opens("/account/login/")
        self.sends("/demo/sign-in/", {"csrfmiddlewaretoken": token_of(page), "person": person})

    def works(self, pages: Iterable[tuple[str, str]], until: float, pause: float) -> Seconds:
        """Open pages (what it is, address) in turn until a moment, with a pause before each, so long on average.

        People do not keep time with each other: pauses of one length would let all ask at once, again and again. What
        she opened before does not count.
        """
        self.seconds = {}
        for called, address in cycle(pages):
            self._waits(self.chance.expovariate(1 / pause))
            if time.monotonic() >= until:
                break
            self.opens(address, called)
        return self.seconds

    def _waits(self, seconds: float) -> None:
        """A server ends a connection that is silent for two seconds; a browser then opens another one."""
        time.sleep(seconds)
        if seconds > KEPT:
            self.connection.close()

    def records(self, address: str, until: float, pause: float, pick: Callable[[str], dict[str, str]]) -> Seconds:
        """Fill in the form at an address again and again, look at what it would move, save."""
        while time.monotonic() < until:
            asked = pick(self.opens(address))
            shown = self.sends(address, asked, "what it would move")
            self.sends(address, {**hidden_of(shown), "step": "save"}, "saving")
            time.sleep(pause)
        return self.seconds

    def _asks(self, method: str, address: str, body: str, called: str) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        self.connection.request(method, address, body=body, headers=headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        took = time.perf_counter() - began
        if answer.status not in {200, 302}:
            raise UnexpectedAnswerError(f"{called or address}: {answer.status}")
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        if called:
            self.seconds.setdefault(called, []).append(took)
        return text


def token_of(page: str) -> str:
    """The token that a form must be sent with. Raises UnexpectedAnswerError if the page has no form."""
    found = _TOKEN.search(page)
    if found is None:
        raise UnexpectedAnswerError("a page without a form")
    return found.group(1)


def hidden_of(page: str) -> dict[str, str]:
    """Every hidden field of a page."""
    return dict(_HIDDEN.findall(page))
