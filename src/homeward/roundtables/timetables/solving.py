"""Making a timetable in the background: the problem, the solver, the independent check, and what is kept of it.

Nothing that is planned or announced is touched here, whatever comes of it.
"""

import json
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connections
from django.utils import timezone

from homeward.roundtables.models import Stage, Timetable
from homeward.roundtables.timetables.problem import Made, problem_of
from homeward.roundtables.timetables.wish import wish_of
from homeward.roundtables.timetables.words import fault_words
from homeward.scheduling import problem as numbers
from homeward.scheduling.check import check
from homeward.scheduling.fields import ScheduleError
from homeward.scheduling.nearest import nearest
from homeward.scheduling.problem import Announced, Goal
from homeward.scheduling.reading import read_problem
from homeward.scheduling.solver import solve

_log = logging.getLogger(__name__)

_LOOKS_EVERY: Final = 2.0
"""Seconds between two looks whether somebody wants it to stop, each of them a sign of life too."""

_TELLS_EVERY: Final = 1.0
_KEPT: Final = (
    ("start", "room", "facilitator", "external"),
    ("start", "room", "facilitator"),
    ("start", "room", "external"),
    ("start", "room"),
    ("start", "facilitator", "external"),
    ("start",),
    ("day", "room", "facilitator", "external"),
    ("day", "facilitator", "external"),
    ("day", "room", "external"),
    ("day",),
    ("room", "facilitator", "external"),
    ("facilitator", "external"),
    ("facilitator",),
    ("room", "external"),
    ("external",),
)
"""What is kept of a meeting that is repaired, from the smallest change to the largest but one."""

_A_MOMENT: Final = 1
"""Seconds to see whether one meeting has a place."""

_FAILED: Final = (
    "Something went wrong in Homeward itself while the timetable was made. What is announced stays as it is. "
    "Ask for it again; if it fails again, tell whoever runs Homeward: the log says where it went wrong."
)
_WRONG: Final = (
    "A timetable was found, but the check that looks at each one before it is shown found a fault in it, so it is not "
    "shown. This is a defect of Homeward; what is announced stays as it is. The log says what was found."
)


def make_timetable(timetable_id: UUID, *, today: date) -> None:
    """Make a timetable that waits for it; whatever happens, its page says so."""
    begun = Timetable.objects.filter(pk=timetable_id, stage=Stage.WAITING)
    if not begun.update(stage=Stage.SOLVING, seen_at=timezone.now()):
        return
    timetable = Timetable.objects.select_related("asked_by", "agency", "after", "repairs").get(pk=timetable_id)
    try:
        changes = _solved(timetable, today)
    except Exception as problem:  # whatever it is, the page must say that it went wrong
        where = traceback.extract_tb(problem.__traceback__)[-1]
        _log.error(
            "Timetable %s failed: %s at %s:%s", timetable_id, type(problem).__name__, where.filename, where.lineno
        )
        changes = {"stage": Stage.FAILED, "faults": [_FAILED]}
    now = timezone.now()
    # Discarded in the meantime, it stays so.
    Timetable.objects.filter(pk=timetable_id, stage=Stage.SOLVING).update(ended_at=now, seen_at=now, **changes)


def _solved(timetable: Timetable, today: date) -> dict[str, Any]:
    """What becomes of it: a proposal, or why there is none."""
    made = problem_of(wish_of(timetable, today=today))
    kept = {"asked": made.asked, "beside": made.beside, "announced": made.announced}
    try:
        problem = _smallest_change(timetable, made) if timetable.repairs else read_problem(_bytes(made.document))
    except ScheduleError as wrong:
        faults = list(dict.fromkeys(fault_words(fault, made) for fault in wrong.faults))
        return {**kept, "stage": Stage.IMPOSSIBLE, "faults": faults}
    with _watched(timetable) as is_stopped:
        solving: dict[str, Any] = {"reached": _telling(timetable), "is_stopped": is_stopped}
        found, announced = _best(problem, made, _to_keep(timetable, made), timetable.seconds, solving)
    if wrong_lines := check(problem, found, announced):
        _log.error("Timetable %s did not pass the check: %s", timetable.pk, "; ".join(wrong_lines))
        return {**kept, "stage": Stage.FAILED, "faults": [_WRONG]}
    reached = _by_goal(numbers.goals_of(problem), found.objective, found.bound)
    return {**kept, "stage": Stage.PROPOSED, "reached": reached, "solution": _document(problem, found), "faults": []}


def _smallest_change(timetable: Timetable, made: Made) -> numbers.Problem:
    """The problem of a repair with as much pinned as leaves a place: other people first, then a room, then a time."""
    key = str(timetable.repairs_id)
    [asked] = [one for one in made.document["roundtables"] if one["id"] == key]
    before, usual = made.announced[key], dict(asked)
    on = before["start"][:10]
    for parts in () if "pinned" in asked else _KEPT:
        asked |= {"opens_on": on, "closes_on": on} if "day" in parts else usual
        asked["pinned"] = {part: before[part] for part in parts if part != "day"}
        if "day" in parts and not usual["opens_on"] <= on <= usual["closes_on"]:
            continue
        try:
            problem = read_problem(_bytes(made.document))
        except ScheduleError:
            continue
        if any(one.roundtable == key for one in solve(problem, seconds=_A_MOMENT).timetable.meetings):
            return problem
    asked.update(usual)
    if "pinned" not in usual:
        asked.pop("pinned", None)
    return read_problem(_bytes(made.document))


def _best(
    problem: numbers.Problem, made: Made, kept: Mapping[str, Announced], seconds: float, solving: Mapping[str, Any]
) -> tuple[numbers.Timetable, Mapping[str, Announced]]:
    """The best timetable, and what it was to change as little as possible.

    For the solver one change is as good as another. But of what is arranged people were told, and of what was proposed
    nobody was. Where both may be changed, it is seen first how little of what is arranged has to be; the rest of that
    stays, whatever becomes of what was proposed. Of this second timetable only that it holds enough is proven.
    """
    told = {key: one for key, one in kept.items() if key in made.announced and not made.asked[key]["is_fixed"]}
    if not told or kept.keys() <= made.announced.keys():
        return solve(problem, kept, seconds=seconds, **solving).timetable, kept
    told |= {key: one for key, one in kept.items() if key in made.announced}
    first = solve(problem, told, seconds=seconds / 2, **solving).timetable
    second = solve(_holding(problem, told, first), kept, seconds=seconds / 2, **solving).timetable
    if second.objective[0] < first.objective[0]:
        return first, told
    goals = zip(numbers.goals_of(problem), second.objective, strict=True)
    proven = [0 if value == 0 and not goal.is_made_large else None for goal, value in goals]
    return replace(second, bound=(first.bound[0], *proven[1:])), kept


def _holding(problem: numbers.Problem, told: Mapping[str, Announced], found: numbers.Timetable) -> numbers.Problem:
    """The problem in which what is arranged and need not be changed stays as it is."""
    as_found = {one.roundtable: (one.start, one.room, one.facilitator, one.external) for one in found.meetings}
    as_told = {key: (one.start, one.room, one.facilitator, one.external) for key, one in told.items()}
    stays = {
        key: numbers.Pin(*parts, pins_external=True) for key, parts in as_told.items() if as_found.get(key) == parts
    }
    pinned = (replace(one, pin=stays.get(one.id, one.pin)) for one in problem.roundtables)
    return replace(problem, roundtables=tuple(pinned))


def _bytes(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document).encode()


def _to_keep(timetable: Timetable, made: Made) -> dict[str, Announced]:
    """What is to be changed as little as possible: what is arranged, and the proposal that this one follows."""
    before: Mapping[str, Any] = timetable.after.solution if timetable.after else {}
    told = {one["roundtable"]: one for one in before.get("meetings", ())} | made.announced
    return {
        key: Announced(datetime.fromisoformat(one["start"]), one["room"], one["facilitator"], one["external"])
        for key, one in told.items()
    }


def _document(problem: numbers.Problem, found: numbers.Timetable) -> dict[str, Any]:
    near = nearest(problem, found)
    return {
        "meetings": [
            {
                "roundtable": one.roundtable,
                "start": f"{one.start:%Y-%m-%dT%H:%M}",
                "end": f"{one.end:%Y-%m-%dT%H:%M}",
                "room": one.room,
                "facilitator": one.facilitator,
                "external": one.external,
                "external_tier": one.external_tier,
            }
            for one in found.meetings
        ],
        "unscheduled": [
            {
                "roundtable": one.roundtable,
                "blocked_by": list(one.blocked_by),
                "nearest": _nearest(near.get(one.roundtable)),
            }
            for one in found.unscheduled
        ],
    }


def _nearest(one: Any) -> dict[str, Any] | None:
    return {"start": f"{one.start:%Y-%m-%dT%H:%M}", "taken": list(one.taken)} if one else None


def _by_goal(
    goals: Sequence[Goal], values: Sequence[int], bounds: Sequence[int | None]
) -> list[tuple[str, int, int | None, int | None]]:
    return [(goal.name, value, bound, goal.priority) for goal, value, bound in zip(goals, values, bounds, strict=False)]


def _telling(timetable: Timetable) -> Callable[[Sequence[Goal], Sequence[int], Sequence[int | None]], None]:
    """Write down how far it is, not more often than somebody could read it."""
    last = 0.0

    def tell(goals: Sequence[Goal], values: Sequence[int], bounds: Sequence[int | None]) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELLS_EVERY:
            last = time.monotonic()
            reached = _by_goal(goals, values, bounds)
            Timetable.objects.filter(pk=timetable.pk).update(reached=reached, seen_at=timezone.now())

    return tell


@contextmanager
def _watched(timetable: Timetable) -> Iterator[Callable[[], bool]]:
    """Whether somebody wants it to stop, looked at beside the work: the solver itself does not come up for minutes."""
    is_stopped, is_done = threading.Event(), threading.Event()

    def look() -> None:
        try:
            while not is_done.wait(_LOOKS_EVERY):
                mine = Timetable.objects.filter(pk=timetable.pk)
                mine.update(seen_at=timezone.now())
                if mine.filter(stage=Stage.SOLVING, is_stop_wanted=False).exists() is False:
                    is_stopped.set()
        except DatabaseError as problem:  # it goes on to the end of its time
            _log.warning("Timetable %s can not be watched: %s", timetable.pk, type(problem).__name__)
        finally:
            connections.close_all()

    if timetable.is_stop_wanted:
        is_stopped.set()
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield is_stopped.is_set
    finally:
        is_done.set()
        thread.join()
