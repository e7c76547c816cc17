"""Mornings and afternoons instead of starts: what the smallest model lets through, and what not."""

import time
from datetime import datetime
from typing import Any

import pytest

from homeward.scheduling.calendar import CELLS, bits
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.problem import Announced
from homeward.scheduling.solver import search, solve
from homeward.scheduling.solver.board import Board
from homeward.scheduling.solver.counted import CountedModel
from homeward.scheduling.solver.greedy import fill
from homeward.scheduling.solver.model import Allowed
from homeward.scheduling.solver.outline import OutlineModel, outlines, runs
from homeward.scheduling.solver.program import Limits
from homeward.scheduling.solver.score import Scores
from tests.scheduling.documents import document, person, problem_of, roundtable

ONE_DAY = {"opens_on": "2026-12-01", "closes_on": "2026-12-01"}
OF_NOBODY: dict[str, Any] = {"with_tiers": False}


def scores_of(**changes: Any) -> Scores:
    return Scores(Candidates(problem_of(document(**changes))), {})


def soon() -> Limits:
    return Limits(1, time.monotonic() + 20)


def alone(*names: str, **others: Any) -> list[dict[str, Any]]:
    """Roundtables that have no attendee in common."""
    return [roundtable(name, attendees=[f"{name}-p"], connected=[], **ONE_DAY, **others) for name in names]


def hall(*closed: list[str]) -> dict[str, Any]:
    return {"id": "hall", "site": "north", "virtual": False, "closed": list(closed)}


def with_people(*names: str) -> list[dict[str, Any]]:
    return [*document()["people"], *(person(f"{name}-p") for name in names)]


def required(scores: Scores) -> int | None:
    model = OutlineModel(scores, **OF_NOBODY, limits=soon())
    return model.solve(scores.goals[0], seconds=10).bound


def test_unbroken_rows_of_bits_are_told_from_the_first_on() -> None:
    assert list(runs(0b1110010)) == [(1, 1), (4, 3)]
    assert list(runs(0)) == []


@pytest.mark.parametrize(("minutes", "most"), [(120, 2), (90, 4), (180, 2), (30, 8)])
def test_a_room_holds_as_many_as_have_whole_places_in_a_morning_and_an_afternoon(minutes: int, most: int) -> None:
    names = tuple("abcdefghij")
    scores = scores_of(rooms=[hall()], people=with_people(*names), roundtables=alone(*names, minutes=minutes))
    assert required(scores) == most


def test_a_meeting_that_leaves_a_morning_half_empty_takes_all_of_it() -> None:
    """Four rooms for three hours and a half: beside four short ones in two of them there are only two long ones."""
    rooms = [{**hall(), "id": f"hall-{number}"} for number in range(4)]
    names = ("a", "b", "c", "d", "e", "f", "g", "h")
    leaders = [
        person(f"leader-{number}", can_facilitate=True, certified_until="2027-06-30") for number in range(len(names))
    ]
    scores = scores_of(
        rooms=rooms,
        people=[*with_people(*names), *leaders],
        roundtables=[*alone(*names[:4], minutes=90), *alone(*names[4:], minutes=120)],
        day={"opens": "08:30", "closes": "12:00", "lunch": ["12:00", "12:00"]},
    )
    assert required(scores) == 6


def test_what_is_held_is_chosen_so_that_nobody_consults_more_often_than_must_be() -> None:
    """Room for three of six; agency A would have them all consulted by the one guest, agency B by three."""
    names = ("a", "b", "c")
    asked = [*alone(*names), *alone("d", "e", "f", agency="B")]
    spread = {"opens_on": "2026-12-01", "closes_on": "2026-12-03"}
    people = [*with_people(*names, "d", "e", "f"), *(person(one, can_consult_externally=True) for one in ("x", "y"))]
    scores = scores_of(
        rooms=[hall()],
        people=people,
        roundtables=[{**one, **spread} for one in asked],
        day={"opens": "09:00", "closes": "11:00", "lunch": ["11:00", "11:00"]},
    )
    board = fill(Board(scores.candidates), range(6))
    place = next(number for number, goal in enumerate(scores.goals) if goal.name == "external_most")
    assert scores.of(board)[0] == scores.of(board)[place] == 3
    found = {one.place: one for one in outlines(scores, board, 0, **OF_NOBODY, limits=soon())}
    assert found[place].bound == 1
    held = set(found[place].starts or ())
    assert len(held) == 3
    assert len(held & {0, 1, 2}) <= 1


def test_a_room_that_is_closed_in_the_morning_holds_nothing_then() -> None:
    shut = hall(["2026-12-01T08:00", "2026-12-01T12:00"])
    scores = scores_of(rooms=[shut], people=with_people("a", "b"), roundtables=alone("a", "b"))
    assert required(scores) == 1


def test_somebody_who_attends_both_is_in_one_at_a_time() -> None:
    both = [roundtable(name, minutes=180, **ONE_DAY) for name in ("first", "next", "last")]
    assert required(scores_of(roundtables=both)) == 2


def test_an_outline_offers_all_starts_of_the_days_that_it_chose() -> None:
    scores = scores_of()
    board = Board(scores.candidates)
    for found in outlines(scores, board, 0, **OF_NOBODY, limits=soon()):
        assert found.starts is not None
        assert found.holds(scores.goals, scores.of(board)) == (not any(found.kept.values()))
        for number, starts in found.starts.items():
            assert len({start // CELLS for start in bits(starts)}) == 1
            assert starts & ~scores.candidates.each[number].starts == 0


def test_the_counting_model_knows_that_rooms_are_closed_one_by_one() -> None:
    """Two rooms, each of them closed for half a day: one place in the morning and one in the afternoon."""
    shut = [hall(["2026-12-01T08:00", "2026-12-01T12:00"])]
    shut.append({**hall(["2026-12-01T13:00", "2026-12-01T17:00"]), "id": "nook"})
    names = ("a", "b", "c")
    scores = scores_of(rooms=shut, people=with_people(*names), roundtables=alone(*names))
    everything: Allowed = {number: {"north": one.starts} for number, one in enumerate(scores.candidates.each)}
    model = CountedModel(Board(scores.candidates), scores, everything, limits=soon())
    assert model.solve(scores.goals[0], seconds=10).bound == 2


@pytest.mark.parametrize("small", [search._SMALL, 0])
def test_two_announced_meetings_swap_places_where_nothing_less_keeps_both(
    small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_SMALL", small)
    people = with_people("a", "b", "c")
    people[-3]["away"] = [["2026-12-01T00:00", "2026-12-02T00:00"]]
    asked = [{**one, "opens_on": "2026-12-01", "closes_on": "2026-12-03"} for one in alone("a", "b", "c", minutes=180)]
    asked[0]["closes_on"] = "2026-12-02"
    mornings = {"opens": "09:00", "closes": "12:00", "lunch": ["12:00", "12:00"]}
    problem = problem_of(document(rooms=[hall()], people=people, roundtables=asked, day=mornings))
    days = {"a": 1, "b": 2, "c": 3}
    told = {
        name: Announced(datetime.fromisoformat(f"2026-12-0{day}T09:00"), "hall", "leader", "guest")
        for name, day in days.items()
    }
    timetable = solve(problem, told, seconds=10).timetable
    assert timetable.objective[:2] == timetable.bound[:2] == (3, 2)
    assert {one.roundtable: one.start.day for one in timetable.meetings} == {"a": 2, "b": 1, "c": 3}
