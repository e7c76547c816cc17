"""Eight people who save at one moment, each something else, in the same few files; run by itself on a database with a
county. What goes wrong among them, and what does not hold together afterwards, is said on standard output.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any, Final
from uuid import uuid4

Work = Callable[[int], object]

SECONDS: Final = 8
UNIT: Final = "three-bridges-1"


class Office:
    """The people and children of one unit, and what each of eight people does over and over."""

    def __init__(self, today: date) -> None:
        from homeward.casefile.models import Child
        from homeward.workforce.actions import add_person, appoint
        from homeward.workforce.models import Person

        self.today = today
        self.by = {who: Person.objects.get(external_id=who) for who in ("ocm-001", "sup-01", "pc-01", "admin-01")}
        self.children = list(Child.objects.filter(unit__external_id=UNIT).order_by("pk")[:4])
        self.nora = add_person(name="Nora Newcomer", agency=self.by["sup-01"].agency, unit=self.by["sup-01"].unit)
        appoint(person=self.nora, role="ongoing_case_manager", from_on=today)
        self.sent: dict[str, Any] = {"by": self.by["sup-01"], "today": today}

    def child(self, number: int) -> Any:
        return self.children[number % len(self.children)]

    def works(self) -> list[Work]:
        return [
            self.record, self.record, self.hold_hearing, self.restrict, self.hand_over, self.change_person, self.open,
            self.break_glass, self.move, self.refresh,
        ]  # fmt: skip

    def record(self, number: int) -> None:
        from homeward.obligations.actions import record_event, withdraw_event

        event = record_event(child=self.child(number), kind="relative_search", on=self.today, **self.sent)
        if number % 2:
            withdraw_event(event=event, why="It was another child", **self.sent)

    def hold_hearing(self, number: int) -> None:
        from homeward.permanency.court.actions import record_held

        form: dict[str, Any] = {
            "child": self.child(number),
            "what": "permanency_hearing",
            "on": self.today,
            "findings": {},
        }
        form |= {"token": uuid4(), "next_on": self.today + timedelta(days=90 + number % 5), **self.sent}
        _both(lambda: record_held(**form))

    def restrict(self, number: int) -> None:
        from homeward.administration.actions import teams

        sent: dict[str, Any] = {"child": self.child(number), "by": self.by["sup-01"], "on": self.today}
        teams.restrict(named=[self.by["sup-01"]], **sent)
        teams.lift_restriction(**sent)

    def hand_over(self, number: int) -> None:
        from homeward.administration.actions import teams

        role, day = "ongoing_case_manager", self.today + timedelta(days=1 + number)
        ids = [child.pk for child in reversed(self.children)]
        sent: dict[str, Any] = {"by": self.by["sup-01"], "on": self.today}
        teams.hand_over(person=self.by["ocm-001"], successor=self.nora, role=role, child_ids=ids, from_on=day, **sent)

    def change_person(self, number: int) -> None:
        from homeward.administration.actions import people
        from homeward.workforce.models import Role, RoleName

        sent: dict[str, Any] = {"by": self.by["admin-01"], "on": self.today}
        given = people.appoint(
            person=self.by["sup-01"],
            role=RoleName.COACH,
            from_on=self.today,
            until_on=None,
            certified_until=None,
            **sent,
        )
        people.end_role(role=given, until_on=self.today, **sent)
        Role.objects.filter(pk=given.pk).delete()

    def open(self, number: int) -> None:
        from homeward.casefile.sight import sight_of
        from homeward.casefile.visibility import get_child_for

        person = self.by["sup-01"]
        get_child_for(person, self.child(number).pk, sight=sight_of(person, on=self.today))

    def break_glass(self, number: int) -> None:
        from homeward.casefile.actions import break_glass

        break_glass(child_id=self.child(number).pk, by=self.by["pc-01"], reason="A call", on=self.today)

    def move(self, number: int) -> None:
        from homeward.administration.actions import teams
        from homeward.workforce.models import Unit

        units = Unit.objects.filter(agency__is_practice=False).order_by("external_id")
        teams.move_to_unit(child=self.child(3), unit=units[number % 2], by=self.by["admin-01"], on=self.today)

    def refresh(self, number: int) -> None:
        from homeward.obligations.refresh import refresh_all

        refresh_all(as_of=self.today)


def _both(work: Callable[[], object]) -> None:
    """The same form, sent by two at one moment."""
    found: list[BaseException] = []

    def one() -> None:
        from django.db import connection

        try:
            work()
        except Exception as problem:
            found.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for problem in found:
        raise problem


def all_at_once(today: date) -> dict[str, Any]:
    """Everybody works for SECONDS; what went wrong by its name, and how often what was done."""
    office, wrong, done = Office(today), Counter[str](), Counter[str]()
    until = time.monotonic() + SECONDS

    def work(it: Work) -> None:
        from django.core.exceptions import PermissionDenied, ValidationError
        from django.db import connection
        from django.http import Http404

        name = getattr(it, "__name__", "")
        for number in count():
            if time.monotonic() > until:
                break
            try:
                it(number)
                done[name] += 1
            except (PermissionDenied, ValidationError, Http404):
                continue  # somebody else was first: that is said to her
            except Exception as problem:  # everything else is what is looked for
                wrong[f"{name}: {type(problem).__name__}: {str(problem)[:160]}"] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in office.works()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"wrong": dict(wrong), "done": dict(done)}


def miscounted(today: date) -> list[str]:
    """The tallies that are not what one counts now."""
    from homeward.obligations.models import Tally
    from homeward.obligations.standing import NUMBERS, Place, count_anew

    before = {row[0]: row for row in Tally.objects.values_list("pk", *NUMBERS)}
    count_anew([Place(*place) for place in Tally.objects.values_list("agency_id", "unit_id")], today)
    now = {row[0]: row for row in Tally.objects.values_list("pk", *NUMBERS)}
    return [str(key) for key in now if before.get(key) != now[key]]


if __name__ == "__main__":
    import sys

    from django.db import transaction

    from homeward.cli.database import open_database
    from tests.obligations.saving import faults

    open_database()
    day = date.fromisoformat(sys.argv[1])
    said = all_at_once(day)
    with transaction.atomic():
        said["faults"] = faults(day) + [f"miscounted: {key}" for key in miscounted(day)]
    print(json.dumps(said))  # noqa: T201
