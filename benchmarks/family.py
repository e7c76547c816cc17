"""The pages of a family of 200 people and 500 contacts: `python -m benchmarks.family`.

Beside them stand two things that one would make in an afternoon instead: a script that writes the same people into a
plain HTML table, and a spreadsheet of them that a script opens and reads. Neither asks who may read what, works out who
somebody is to the child, or notes that the page was opened; so they are the floor, and the ratio is what that costs.

Everything is asked in this process, in turn, round after round, on SQLite: no server, no network, no browser.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.results import console, results_table

if TYPE_CHECKING:
    from homeward.casefile.models import Child

TABLE, SPREADSHEET = "a plain HTML table, by a script", "a spreadsheet, read by openpyxl"
_PAGES: Final = {
    "relatives (tab Family)": "family",
    "genogram": "genogram",
    "eco-map": "ecomap",
    "recorded twice?": "duplicates",
    "family interaction": "family_interaction",
}
"""What they are called here, and the names of their addresses."""
ONE: Final = "one relative, with contacts"
_CONNECTIONS: Final = 40

Opens = Callable[[], bytes]
"""Opens one thing, and gives what came."""


@dataclass
class Opened:
    """How long one thing took each time, in seconds on the clock and of the processor, and how large it is."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    size: int = 0


def main(arguments: Sequence[str] | None = None, page: Console | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.family", description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--contacts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(arguments)
    page = page or console()
    for line in machine.description():
        page.print(line)
    with TemporaryDirectory(prefix="homeward-family-") as name, _website(Path(name)):
        hazel = fill(asked.people, asked.contacts)
        page.print(table_of(measure({**pages_of(hazel), **rivals_of(hazel, Path(name))}, asked.rounds)))


@contextmanager
def _website(data: Path) -> Iterator[None]:
    """A website with a database of its own that has the cast of the demonstration."""
    os.environ["HOMEWARD_DATA"] = str(data)
    from homeward.cli.database import open_database
    from homeward.website.serving import prepare

    prepare(demo=True)
    open_database(create=True)
    from django.core.management import call_command

    from homeward.demo.installation import set_up_demo_county
    from tests.cast_county import TODAY

    call_command("collectstatic", verbosity=0, interactive=False)
    set_up_demo_county(children=0, as_of=TODAY)
    yield


def fill(people: int, contacts: int) -> "Child":
    """A child with a family of so many, and so many contacts with them; a tenth of these with one person."""
    from homeward.family.models import Connection, ContactAttempt
    from tests.cast_county import TODAY
    from tests.family.kin import child, sent
    from tests.family.large_family import large_family, many_contacts

    hazel = child()
    large_family(hazel, people)
    many_contacts(hazel, contacts)
    made = ContactAttempt.objects.filter(child=hazel).order_by("on", "pk")
    near = list(dict.fromkeys(one.relative for one in made.select_related("relative")))
    made.filter(pk__in=[one.pk for one in made[: contacts // 10]]).update(relative=near[0])
    by = sent(of=hazel)
    said = {"child": hazel, "on": TODAY, "strength": "some", "recorded_by": by.by, "recorded_at": made[0].recorded_at}
    Connection.objects.bulk_create(Connection(relative=one, token=uuid4(), **said) for one in near[:_CONNECTIONS])
    return hazel


def pages_of(child: "Child") -> dict[str, Opens]:
    """The pages of a child's family, opened by her case manager."""
    from django.db.models import Count
    from django.test import Client
    from django.urls import reverse

    from homeward.family.models import ContactAttempt
    from tests.casefile.staff import person
    from tests.family.kin import keeper_of

    client = Client(headers={"host": "localhost"})
    client.force_login(person(keeper_of(child)))
    of_each = ContactAttempt.objects.filter(child=child).values("relative").annotate(number=Count("pk"))
    most = of_each.order_by("-number", "relative")[0]["relative"]
    addresses = {called: reverse(name, args=(child.pk,)) for called, name in _PAGES.items()}
    addresses[ONE] = reverse("relative", args=(child.pk, most))

    def opening(at: str) -> Opens:
        def opens() -> bytes:
            answer = client.get(at)
            assert answer.status_code == 200, f"{at} answered {answer.status_code}"
            return bytes(answer.content)

        return opens

    return {called: opening(at) for called, at in addresses.items()}


def rivals_of(child: "Child", folder: Path) -> dict[str, Opens]:
    """The same people as a plain table, read from the same database, and as a spreadsheet that was written before."""
    from openpyxl import Workbook, load_workbook

    from homeward.family.models import ContactAttempt

    path = folder / "family.xlsx"
    book = Workbook()
    contacts = ContactAttempt.objects.filter(child=child)
    columns = ("on", "relative__first_name", "relative__last_name", "how", "outcome", "result")
    for sheet, rows in ((book.active, _people(child)), (book.create_sheet(), contacts.values_list(*columns))):
        assert sheet, "a new workbook has a sheet"
        for row in rows:
            sheet.append(row)
    book.save(path)

    def spreadsheet() -> bytes:
        cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True) for cell in row]
        assert cells
        return path.read_bytes()

    def table() -> bytes:
        rows = ("".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) for row in _people(child))
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>".encode()

    return {TABLE: table, SPREADSHEET: spreadsheet}


def _people(child: "Child") -> list[tuple[Any, ...]]:
    """Everybody's name, gender, birth, how far she has come, a way to reach her, and when she was reached last."""
    from django.db.models import Max, OuterRef, Q, Subquery

    from homeward.family.models import ContactPoint, LeadStep, Relative

    steps = LeadStep.objects.filter(relative=OuterRef("pk"), child=child).order_by("-on")
    points = ContactPoint.objects.filter(relative=OuterRef("pk")).order_by("-on")
    found = Relative.objects.filter(family__relatives__child=child, child=None).annotate(
        rung=Subquery(steps.values("rung")[:1]),
        reach=Subquery(points.values("value")[:1]),
        reached=Max("contact_attempts__on", filter=Q(contact_attempts__outcome="reached")),
    )
    columns = ("first_name", "last_name", "gender", "birth_date", "rung", "reach", "reached")
    return list(found.order_by("last_name", "first_name", "pk").values_list(*columns))


def measure(opens: Mapping[str, Opens], rounds: int) -> dict[str, Opened]:
    """Open all in turn, so many rounds after a first one that is not counted."""
    found = {called: Opened(size=len(opened())) for called, opened in opens.items()}
    for _ in range(rounds):
        for called, opened in opens.items():
            began, worked = time.perf_counter(), time.process_time()
            opened()
            found[called].clock.append(time.perf_counter() - began)
            found[called].processor.append(time.process_time() - worked)
    return found


def table_of(found: Mapping[str, Opened]) -> Table:
    """In milliseconds; the ratio is of the processor's median to that of the plain table."""
    table = results_table(
        "what is opened", numbers=("opened", "median, ms", "p95, ms", "slowest, ms", "processor, ms", "ratio", "KiB")
    )
    floor = statistics.median(found[TABLE].processor)
    for called, one in found.items():
        middle, worked = statistics.median(one.clock), statistics.median(one.processor)
        p95 = statistics.quantiles(one.clock, n=20, method="inclusive")[-1] if len(one.clock) > 1 else middle
        numbers = (f"{1000 * seconds:,.0f}" for seconds in (middle, p95, max(one.clock), worked))
        table.add_row(called, str(len(one.clock)), *numbers, f"{worked / floor:.1f}", f"{one.size // 1024:,}")
    return table


if __name__ == "__main__":
    main()
