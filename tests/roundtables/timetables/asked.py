"""A timetable that was asked for, and made at once."""

from datetime import date
from typing import Any

from homeward.roundtables.models import Timetable
from homeward.roundtables.timetables import actions
from homeward.roundtables.timetables.actions import Days
from homeward.roundtables.timetables.tasks import solve
from tests.casefile.staff import person
from tests.cast_county import TODAY

FIRST, LAST = date(2026, 11, 24), date(2026, 12, 31)


def ask(**more: Any) -> Timetable:
    who = person("pc-01")
    assert who.agency
    given: dict[str, Any] = {"agency": who.agency, "days": Days(FIRST, LAST, 10), "by": who, "today": TODAY, **more}
    return actions.ask_for_timetable(**given)


def made(timetable: Timetable) -> Timetable:
    """As the work in the background leaves it."""
    solve.call(str(timetable.pk))
    timetable.refresh_from_db()
    return timetable


def proposed(**more: Any) -> Timetable:
    timetable = made(ask(**more))
    assert timetable.stage == "proposed", timetable.faults
    return timetable


def meetings(timetable: Timetable) -> dict[str, dict[str, Any]]:
    return {one["roundtable"]: one for one in timetable.solution["meetings"]}
