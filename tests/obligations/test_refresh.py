"""The stored answers are the engine's, after every change and every night."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Child, Event, Source
from homeward.demo.county import make_county
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.models import Determination, Move, Obligation, Refresh, Tally
from homeward.obligations.refresh import refresh_all
from homeward.obligations.standing import NUMBERS, counts
from homeward.obligations.what_if import what_if
from homeward.policy import Caseload, determination_rows, evaluate, obligation_rows
from homeward.website.policy_in_force import manual_in_force
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

ANSWER = ("rule", "occasion", "opens_on", "due_on", "met_on", "outcome", "owner", "because")
FOUND = (
    "determination reasons rating rated_on months_in_care care_days_in_last_22_months next_hearing_on "
    "window_opens_on window_closes_on".split()
)


def stored() -> list[tuple[Any, ...]]:
    rows = Obligation.objects.counted().values_list("child__external_id", "episode__external_id", *ANSWER)
    return sorted(rows, key=lambda row: (row[0], row[1], row[2], row[3]))


def engine(as_of: date) -> list[tuple[Any, ...]]:
    """The same rows straight from the files of the county, and what its people typed besides."""
    tables = make_county(children=0, as_of=TODAY).tables
    county = {name: [row._asdict() for row in table] for name, table in tables.items()}
    typed = Event.objects.current().filter(source=Source.TYPED, child__agency__is_practice=False)
    for event in typed.select_related("child").order_by("recorded_at"):
        county["events"].append(
            {"child_id": event.child.external_id, "kind": event.kind, "on": event.on, "value": event.value}
        )
    caseload = Caseload.of_rows(*county.values())
    rows = obligation_rows(evaluate(caseload, manual_in_force(), as_of))
    names = ("child_id", "episode_id", "rule_id", *ANSWER[1:])
    return sorted((tuple(getattr(row, name) for name in names) for row in rows), key=lambda row: row[:4])


def test_the_stored_answers_are_those_of_the_engine() -> None:
    assert stored() == engine(TODAY)
    assert len(stored()) > 200


@pytest.mark.parametrize("days", [1, 45, 400])
def test_days_later_a_refresh_makes_them_those_of_that_day(days: int) -> None:
    refresh_all(as_of=TODAY + timedelta(days=days), children_at_once=7)
    assert stored() == engine(TODAY + timedelta(days=days))


def test_the_determination_of_every_open_episode_is_stored() -> None:
    for child in Child.objects.counted():
        rows = determination_rows(evaluate(caseload_of(child.pk), manual_in_force(), TODAY))
        expected = [tuple(getattr(row, name) or "" for name in FOUND) for row in rows]
        found = Determination.objects.filter(child=child).order_by("episode_id").values_list(*FOUND)
        assert [tuple(value or "" for value in row) for row in found] == expected


def test_a_child_alone_gets_the_answers_that_it_gets_among_all() -> None:
    before = stored()
    for child in Child.objects.counted()[:5]:
        record_then_withdraw(child)
    assert stored() == before


def record_then_withdraw(child: Child) -> None:
    supervisor = person("sup-01" if child.unit and child.unit.external_id == "three-bridges-1" else "sup-02")
    event = record_event(child=child, kind="relative_search", on=TODAY, by=supervisor, today=TODAY)
    withdraw_event(event=event, by=supervisor, today=TODAY, why="Undone")


def test_a_refresh_without_a_change_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as seen:
        refresh_all(as_of=TODAY)
    written = [query["sql"] for query in seen if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql.split('"')[1] for sql in written] == ["obligations_refresh"]
    assert len(seen) <= 20
    assert not Move.objects.exists()


def test_a_refresh_says_when_it_was_and_how_many_it_looked_at() -> None:
    done: list[int] = []
    refreshed = refresh_all(as_of=TODAY, children_at_once=20, progress=done.append)
    assert Refresh.objects.get(pk=refreshed.pk).children == Child.objects.count() == done[-1]
    assert refreshed.obligations == Obligation.objects.count()
    assert len(done) == -(-Child.objects.count() // 20)


def test_each_obligation_says_who_works_with_the_child() -> None:
    obligation = Obligation.objects.filter(child=child_of())[0]
    team = obligation.ongoing_case_manager, obligation.supervisor, obligation.permanency_consultant
    assert team == (person("ocm-001"), person("sup-01"), person("pc-01"))
    assert (obligation.agency, obligation.unit) == (obligation.child.agency, obligation.child.unit)


def test_open_obligations_are_those_that_are_not_settled() -> None:
    found = set(Obligation.objects.open().values_list("outcome", flat=True))
    assert found <= {"overdue", "open", "upcoming", "cannot_tell"}
    assert {"overdue", "open", "upcoming"} <= found


@pytest.mark.parametrize(
    ("who", "some"), [("ocm-001", True), ("admin-01", True), ("learner-01", True), ("ext-01", False)]
)
def test_obligations_and_determinations_are_seen_with_the_child(who: str, some: bool) -> None:
    children: set[UUID] = set(Child.objects.visible_to(person(who), on=TODAY).values_list("pk", flat=True))
    asked = Obligation.objects.visible_to(person(who), on=TODAY)
    found = Determination.objects.visible_to(person(who), on=TODAY)
    assert {row.child_id for row in asked} <= children
    assert {row.child_id for row in found} <= children
    assert (asked.exists(), found.exists()) == (some, some)


def test_practice_children_are_in_no_count() -> None:
    assert Obligation.objects.count() > Obligation.objects.counted().count()
    assert Determination.objects.count() > Determination.objects.counted().count()


@pytest.mark.parametrize(
    ("kind", "days"),
    [("permanency_hearing_held", 0), ("permanency_hearing_scheduled", 300), ("permanency_plan_filed", 0)],
)
def test_what_would_move_is_what_moves(kind: str, days: int) -> None:
    coming = Obligation.objects.filter(rule="wi-dmcps.rating-before-hearing", outcome="upcoming")
    child, on = coming.filter(supervisor=person("sup-01"))[0].child, TODAY + timedelta(days=days)
    before = stored()
    record = partial(record_event, child=child, kind=kind, on=on, by=person("sup-01"), today=TODAY)
    expected = what_if(record, child=child, today=TODAY)
    assert stored() == before, "nothing is written by asking"
    event = record()
    moved = {(move.rule, move.occasion, move.due_was, move.due_now) for move in event.moves.all()}
    assert moved == {(*change.occasion[1:], change.due_was, change.due_now) for change in expected.moves} != set()


def test_what_a_correction_would_move_counts_from_without_the_wrong_event() -> None:
    child = child_of()
    event = record_event(child=child, kind="permanency_hearing_held", on=TODAY, by=person("sup-01"), today=TODAY)
    sent: dict[str, Any] = {"event": event, "by": person("sup-01"), "today": TODAY, "why": "A slip"}
    same = what_if(lambda: correct_event(on=TODAY, **sent), child=child, today=TODAY)
    assert same.changes == ()
    back = what_if(lambda: withdraw_event(**sent), child=child, today=TODAY)
    moved = {(move.rule, move.due_now, move.due_was) for move in event.moves.all()}
    assert {(change.occasion.rule, change.due_was, change.due_now) for change in back.moves} == moved


def test_of_two_events_on_one_day_the_one_recorded_last_counts() -> None:
    child = child_of()
    for rating in ("poor", "good", "fair"):
        record_event(child=child, kind="permanency_rating", value=rating, on=TODAY, by=person("pc-01"), today=TODAY)
    assert Determination.objects.get(child=child).rating == "fair"
    assert Event.objects.current().filter(child=child, kind="permanency_rating", on=TODAY).count() == 3


def counted_now(child: Child) -> dict[str, int]:
    of_unit = Obligation.objects.open().filter(unit=child.unit, agency=child.agency, child__is_restricted=False)
    return of_unit.aggregate(**counts(TODAY))


def kept(child: Child) -> dict[str, int]:
    tally = Tally.objects.get(unit=child.unit, agency=child.agency)
    return {name: getattr(tally, name) for name in NUMBERS}


def test_what_stands_out_in_a_unit_is_counted_when_something_changes() -> None:
    late = Obligation.objects.counted().filter(rule="wi.permanency-plan", outcome="overdue")[0]
    child, before = late.child, kept(late.child)
    assert before == counted_now(child)
    manager = late.ongoing_case_manager
    assert manager is not None
    record_event(child=child, kind="permanency_plan_filed", on=TODAY, by=manager, today=TODAY)
    assert kept(child) == counted_now(child)
    assert kept(child)["overdue"] < before["overdue"]


def test_a_restricted_record_stands_in_no_count_of_its_unit() -> None:
    child = Obligation.objects.filter(outcome="overdue", unit__isnull=False)[0].child
    before = kept(child)
    Child.objects.filter(pk=child.pk).update(is_restricted=True)
    refresh_all(as_of=TODAY)
    assert kept(child) == counted_now(child) != before


def test_a_unit_that_has_nothing_left_counts_nothing() -> None:
    child = child_of()
    Child.objects.filter(unit=child.unit).update(is_restricted=True)
    refresh_all(as_of=TODAY)
    assert kept(child) == dict.fromkeys(NUMBERS, 0)
