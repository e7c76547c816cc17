"""The website under its users, on SQLite with the demo county, or on PostgreSQL with a large one.

python -m benchmarks.web demo
python -m benchmarks.web large --children 100000
"""

import argparse
import os
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks import machine
from benchmarks.results import console, results_table
from benchmarks.web.site import served
from benchmarks.web.visitor import Seconds, Visitor, hidden_of, token_of

FLOOR = "nothing but the server (/healthz)"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__.partition("\n")[0])
    parser.add_argument("county", choices=("demo", "large"))
    parser.add_argument("--children", type=int, default=100_000, help="in care, of the large county")
    parser.add_argument("--users", type=int, default=8, help="how many work at once")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two pages of a user")
    parser.add_argument("--workers", type=int, default=2, help="gunicorn's processes")
    asked = parser.parse_args(arguments)
    page = console()
    for line in machine.description():
        page.print(line)
    measured = _demo if asked.county == "demo" else _large
    measured(asked, page)


def _demo(asked: argparse.Namespace, page: Console) -> None:
    """SQLite, about 2,000 children in care."""
    with TemporaryDirectory(prefix="homeward-web-") as name, _installation(Path(name)):
        from homeward.demo.installation import set_up_demo_county
        from homeward.website.policy_in_force import today

        set_up_demo_county(as_of=today())
        _visit(asked, page, Path(name), None)


def _large(asked: argparse.Namespace, page: Console) -> None:
    """PostgreSQL, as many children in care as was asked; and their nightly refresh."""
    from tests.on_postgres import setting
    from tests.postgres import newest_programs, own_server

    programs = newest_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed: apt-get install -y postgresql")
    with TemporaryDirectory(prefix="homeward-web-") as name, own_server(programs, "-c shared_buffers=2GB") as dsn:
        database = setting(dsn)
        with _installation(Path(name), database):
            _fill_and_refresh(asked.children, page)
            _visit(asked, page, Path(name), database)


def _fill_and_refresh(children: int, page: Console) -> None:
    from datetime import timedelta

    from django.db import connection

    from benchmarks.web.large_county import set_up_large_county
    from homeward.obligations.refresh import refresh_all
    from homeward.website.policy_in_force import today

    began = time.perf_counter()
    set_up_large_county(children, today() - timedelta(days=1))
    page.print(f"Loading {children:,} children and working out what is due, once: {_minutes(began)}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    began = time.perf_counter()
    done = refresh_all(as_of=today())
    page.print(f"Nightly refresh of {done.children:,} children, {done.obligations:,} obligations: {_minutes(began)}")
    page.print(f"Peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MiB")


def _minutes(began: float) -> str:
    return f"{(time.perf_counter() - began) / 60:.1f} minutes"


@contextmanager
def _installation(data: Path, database: str | None = None) -> Iterator[None]:
    """An empty database of this process and of the website that is served from it."""
    os.environ["HOMEWARD_DATA"] = str(data)
    if database:
        os.environ["HOMEWARD_DATABASE"] = database
    from homeward.cli.database import open_database

    open_database(create=True)
    yield


def _visit(asked: argparse.Namespace, page: Console, data: Path, database: str | None) -> None:
    plans = _plans(asked.users)
    with served(data, asked.workers, database) as port, ThreadPoolExecutor(asked.users) as threads:
        visitors = list(threads.map(partial(_arrive, port), count(), plans))
        until = time.monotonic() + asked.seconds

        def work(number: int) -> Seconds:
            return visitors[number].works(plans[number][1], until, asked.pause)

        found = list(threads.map(work, range(asked.users)))
        until = time.monotonic() + asked.seconds / 2
        saving = threads.submit(_record, port, until, asked.pause / 4)
        list(threads.map(work, range(1, asked.users)))
        found += [saving.result()]
    page.print(f"\n{asked.users} at once, {asked.pause} s on average between two pages of each\n")
    page.print(table_of(merged(found)))


Plan = tuple[str, list[tuple[str, str]]]


def _plans(users: int) -> list[Plan]:
    """(person, her pages) of each who works: supervisors, case managers, consultants and an administrator in turn."""
    from homeward.casefile.models import Assignment
    from homeward.workforce.models import Role

    def some(role: str) -> list[str]:
        with_address = Role.objects.filter(name=role, person__email__isnull=False).order_by("person__external_id")
        return [str(pk) for pk in with_address.values_list("person", flat=True)[:users]]

    by_role = {
        role: some(role) for role in ("supervisor", "ongoing_case_manager", "permanency_consultant", "administrator")
    }
    plans: list[Plan] = []
    for number in range(users):
        role = list(by_role)[number % 4]
        person = by_role[role][number // 4 % len(by_role[role])]
        children = Assignment.objects.filter(person_id=person, until_on=None).values_list("child", flat=True)[:5]
        said = role.replace("_", " ")
        own = [(f"Today, {said}", "/today/"), (f"Due, {said}", "/due/"), (f"Children, {said}", "/children/")]
        pages = [*own, *(("a child", f"/children/{child}/") for child in children), (FLOOR, "/healthz")]
        plans.append((person, pages))
    return plans


def _arrive(port: int, number: int, plan: Plan) -> Visitor:
    """Sign in, and open every page for a first time, which does not count: a process that has just started reads much.

    Nobody's work is counted before everybody is there: these looks come without a pause.
    """
    person, pages = plan
    visitor = Visitor(port, number)
    visitor.signs_in(person)
    for _, address in pages:
        visitor.opens(address)
    return visitor


def _record(port: int, until: float, pause: float) -> Seconds:
    """A case manager who records one relative search after the other."""
    from homeward.casefile.models import Assignment

    mine = Assignment.objects.filter(role="ongoing_case_manager", until_on=None).order_by("person__external_id")[0]
    visitor = Visitor(port)
    visitor.signs_in(str(mine.person_id))
    address = f"/children/{mine.child_id}/record/relative_search/"
    return visitor.records(
        address,
        until,
        pause,
        lambda shown: {**hidden_of(shown), "csrfmiddlewaretoken": token_of(shown), "when": "today"},
    )


def merged(found: Sequence[Seconds]) -> Seconds:
    """Everybody's times together, by what was opened; of "Today, supervisor" also under "Today"."""
    together: Seconds = {}
    for seconds in found:
        for called, took in seconds.items():
            for name in {called, called.partition(",")[0]}:
                together.setdefault(name, []).extend(took)
    return together


def table_of(seconds: Seconds) -> Table:
    """Median, p95 and the slowest of each page in milliseconds, and how often the floor's median its own is."""
    table = results_table("page", numbers=("opened", "median, ms", "p95, ms", "slowest, ms", "ratio"))
    floor = statistics.median(seconds[FLOOR])
    for called, took in sorted(seconds.items()):
        middle = statistics.median(took)
        p95 = statistics.quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0]
        numbers = (f"{1000 * number:.0f}" for number in (middle, p95, max(took)))
        table.add_row(called, str(len(took)), *numbers, f"{middle / floor:.0f}")
    return table


if __name__ == "__main__":
    main()
