"""What everybody reaches by links in a county with one of everything: worked out once, however many tests ask.

It is kept in files, so that of the processes that share the tests only the first works it out, and the others wait.
"""

import fcntl
import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.browser.one_of_each import links_of_letters, stories, write_one_of_each
from tests.browser.walk import Found, Walk
from tests.casefile.staff import person
from tests.cast_county import fill
from tests.website.test_every_address import NAMES, patterns

NOBODY: Final = "nobody"
EVERYBODY: Final = (
    "ocm-001",
    "sup-01",
    "pc-01",
    "qa-01",
    "admin-01",
    "fac-01",
    "ext-01",
    "coach-01",
    "learner-01",
    "guest-01",
)

MOST_OF_AN_ADDRESS: Final = 2
"""So many different pages of one address are looked at: Chromium takes a second for each."""


@dataclass(frozen=True)
class Survey:
    """What was found."""

    faults: list[str]
    """Links that lead to a refusal."""

    barriers: list[str]
    """What keeps somebody out whose browser runs no script."""

    not_reached: list[str]
    """Pages to which no link leads."""

    to_look_at: list[tuple[Found, bool]]
    """The pages that are built of something new, and whether each is the first of its address."""


def surveyed(folder: Path, settings: Settings) -> Survey:
    """What is found; the database and the files are then as the walk left them."""
    folder.mkdir(exist_ok=True)
    settings.HOMEWARD_DATA = folder / "data"
    county, found = folder / "county.sqlite3", folder / "found.pickle"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            fill(children=0)
            write_one_of_each(folder / "extract")
            survey = _survey([*_walks()])
            with closing(sqlite3.connect(county)) as file:
                connection.connection.backup(file)
            found.write_bytes(pickle.dumps(survey))
            return survey
    connection.ensure_connection()
    with closing(sqlite3.connect(county)) as file:
        file.backup(connection.connection)
    read: Survey = pickle.loads(found.read_bytes())
    return read


def _survey(walks: list[Walk]) -> Survey:
    pages = [page for walk in walks for page in walk.found]
    first = set[str]()
    to_look_at = []
    for page in distinct(pages):
        to_look_at.append((page, page.name not in first))
        first.add(page.name)
    return Survey(
        faults=[fault for walk in walks for fault in walk.faults],
        barriers=sorted({f"{page.name} {barrier}" for page in pages for barrier in page.barriers}),
        not_reached=_never_reached({name for walk in walks for name in walk.named}),
        to_look_at=to_look_at,
    )


def distinct(found: Iterable[Found]) -> Iterator[Found]:
    """The pages that are built of something new at their address; of each address so many at most."""
    known: dict[str, set[tuple[str, ...]]] = {}
    shown = Counter[str]()
    for page in found:
        parts = known.setdefault(page.name, set())
        if page.is_page and not page.paths <= parts and shown[page.name] < MOST_OF_AN_ADDRESS:
            parts |= page.paths
            shown[page.name] += 1
            yield page


def _walks() -> Iterator[Walk]:
    recorded = Counter[object]()
    door = ["/", "/policy/?q=zebra", reverse("account_login"), reverse("account_reset_password"), *links_of_letters()]
    yield Walk(Client(), NOBODY, recorded).follow(*door)
    known = [reverse("search"), reverse("signed_in_again"), *stories()]
    for who in EVERYBODY:
        client = Client()
        client.force_login(person(who))
        yield Walk(client, who, recorded).follow("/", may_refuse=known)


def _never_reached(reached: set[str]) -> list[str]:
    """The pages that nobody was led to. Two names of one address are one page."""
    client = Client()
    client.force_login(person("admin-01"))
    routes = {str(one.name): str(one.pattern) for one in patterns()}
    known = {routes[name] for name in reached if name in routes}
    missing = [name for name in NAMES if routes[name] not in known]
    return [name for name in missing if client.get(_anywhere(name)).status_code != 405]


def _anywhere(name: str) -> str:
    """An address of this name, about nothing: enough to learn that it takes no GET."""
    of_type = {"UUIDConverter": UUID(int=1), "IntConverter": 1}
    wanted = next(one for one in patterns() if one.name == name).pattern.converters
    return reverse(name, kwargs={word: of_type.get(type(one).__name__, "none") for word, one in wanted.items()})
