"""The pages of a family of 200 people and 500 contacts, on SQLite: `python -m benchmarks.family`.

Asked in this process, one after the other, so that what is measured is the work of the website alone: no server, no
browser. The cast of the demonstration is the county.
"""

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table

from benchmarks import machine
from benchmarks.results import console, results_table

PAGES = ("family", "genogram", "ecomap", "duplicates", "family_interaction", "add_relative", "record_notices")
"""By the names of their addresses; `child`, the child's own page, is the floor."""


@dataclass(frozen=True)
class Opened:
    """How long a page took, in seconds, and how large it is."""

    page: str
    seconds: list[float]
    kilobytes: int


def measure(people: int, contacts: int, rounds: int) -> list[Opened]:
    """Fill the open database, and open every page so many times after a first look that is not counted."""
    from django.test import Client
    from django.urls import reverse

    from homeward.demo.installation import set_up_demo_county
    from tests.casefile.staff import person
    from tests.cast_county import TODAY
    from tests.family.kin import child, keeper_of
    from tests.family.large_family import large_family, many_contacts

    set_up_demo_county(children=0, as_of=TODAY)
    hazel = child()
    large_family(hazel, people)
    many_contacts(hazel, contacts)
    client = Client(headers={"host": "localhost"})
    client.force_login(person(keeper_of(hazel)))
    found = []
    for page in ("child", *PAGES):
        given = (hazel.pk, "relative_notice_sent") if page == "record_notices" else (hazel.pk,)
        at = reverse("record" if page == "record_notices" else page, args=given)
        seconds, size = [], 0
        for _ in range(rounds + 1):
            began = time.perf_counter()
            answer = client.get(at)
            seconds.append(time.perf_counter() - began)
            size = len(answer.content)
            if answer.status_code != 200:
                raise SystemExit(f"{page} answered {answer.status_code}")
        found.append(Opened(page, seconds[1:], size // 1024))
    return found


def table_of(opened: Sequence[Opened]) -> Table:
    """Medians and 95th percentiles, in milliseconds."""
    table = results_table("page", numbers=("opened", "median, ms", "p95, ms", "slowest, ms", "KiB"))
    for one in opened:
        ordered = sorted(one.seconds)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        numbers = (statistics.median(ordered), p95, ordered[-1])
        in_ms = (f"{1000 * number:,.0f}" for number in numbers)
        table.add_row(one.page, str(len(ordered)), *in_ms, str(one.kilobytes))
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.family", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--contacts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(arguments)
    page = console()
    for line in machine.description():
        page.print(line)
    with TemporaryDirectory(prefix="homeward-family-") as name:
        os.environ["HOMEWARD_DATA"] = str(Path(name))
        from homeward.cli.database import open_database
        from homeward.website.serving import prepare

        prepare(demo=True)
        open_database(create=True)
        page.print(table_of(measure(asked.people, asked.contacts, asked.rounds)))


if __name__ == "__main__":
    main()
