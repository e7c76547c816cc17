"""Recording an event: who may, what is refused, what is written, and that sending twice records once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.models import Move, Obligation
from homeward.obligations.recording import OWNER_OF_KIND, check_event, may_record_kind
from homeward.policy.rule import Sought
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website.policy_in_force import manual_in_force
from tests.casefile.staff import person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def child() -> Child:
    """Her permanency plan is overdue."""
    late = Obligation.objects.counted().get(
        rule="wi.permanency-plan", outcome="overdue", unit__external_id="kestrel-point-1"
    )
    return late.child


@pytest.fixture
def filed(child: Child) -> Event:
    return record_event(child=child, kind="permanency_plan_filed", on=TODAY, by=person("ocm-002"), today=TODAY)


def plan(child: Child) -> Obligation:
    return Obligation.objects.get(child=child, rule="wi.permanency-plan")


def test_recording_satisfies_the_obligation_in_the_same_moment(child: Child, filed: Event) -> None:
    assert (plan(child).outcome, plan(child).met_on, plan(child).is_open) == ("met_late", TODAY, False)
    assert (filed.source, filed.recorded_by, filed.value) == ("typed", person("ocm-002"), "")


def test_what_moved_is_written_down_with_its_cause(child: Child, filed: Event) -> None:
    moves = Move.objects.filter(child=child, cause=filed)
    update = moves.get(rule="wi.permanency-plan-update", occasion=1)
    assert update.due_was is None
    assert update.due_now == Obligation.objects.get(child=child, rule=update.rule, occasion=1).due_on


def test_recording_is_noted_without_any_text_of_the_record(child: Child, filed: Event) -> None:
    entry = Entry.objects.about(child.pk)[0]
    assert (entry.verb, entry.by, entry.target) == ("record_event", person("ocm-002"), f"event:{filed.pk}")
    assert entry.details == {"kind": "permanency_plan_filed", "moved": filed.moves.count()}


@pytest.mark.parametrize(
    ("who", "kind", "may"),
    [
        ("ocm-002", "permanency_plan_filed", True),
        ("sup-02", "permanency_plan_filed", True),
        ("pc-02", "permanency_plan_filed", False),
        ("ocm-001", "permanency_plan_filed", False),
        ("admin-01", "permanency_plan_filed", False),
        ("ocm-002", "permanency_hearing_held", False),
        ("sup-02", "permanency_hearing_held", True),
        ("pc-02", "permanency_rating", True),
        ("sup-02", "permanency_rating", False),
        ("ocm-002", "permanency_rating", False),
        ("pc-02", "roundtable_held", True),
        ("sup-02", "roundtable_held", True),
    ],
)
def test_who_may_record_what(who: str, kind: str, may: bool, child: Child) -> None:
    assert may_record_kind(person(who), child, kind, on=TODAY) is may


def test_whoever_may_not_record_is_refused_and_nothing_is_left(child: Child) -> None:
    before = Event.objects.count(), Entry.objects.count(), plan(child).outcome
    with pytest.raises(PermissionDenied):
        record_event(child=child, kind="permanency_plan_filed", on=TODAY, by=person("ocm-001"), today=TODAY)
    assert (Event.objects.count(), Entry.objects.count(), plan(child).outcome) == before


def test_every_kind_has_the_owner_of_the_rule_that_it_satisfies() -> None:
    satisfies = {
        kind: rule.owner
        for rule in manual_in_force().obligations
        for version in rule.versions
        if isinstance(version.met_by, Sought)
        for kind in version.met_by.events
        if kind in EVENT_KINDS
    }
    assert satisfies == {kind: OWNER_OF_KIND[kind] for kind in satisfies}
    assert set(OWNER_OF_KIND) == set(EVENT_KINDS)


@pytest.mark.parametrize(
    ("kind", "on", "value", "field"),
    [
        ("permanency_plan", TODAY, "", "kind"),
        ("permanency_plan_filed", date(1899, 12, 31), "", "on"),
        ("permanency_hearing_scheduled", date(2201, 1, 1), "", "on"),
        ("permanency_plan_filed", TOMORROW, "", "on"),
        ("permanency_rating", TODAY, "", "value"),
        ("permanency_rating", TODAY, "adoption", "value"),
        ("concurrent_goal_set", TODAY, "poor", "value"),
    ],
)
def test_what_a_caseload_refuses_is_refused_beside_its_field(kind: str, on: date, value: str, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_event(kind=kind, on=on, value=value, today=TODAY)
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("kind", "on", "value"),
    [
        ("permanency_plan_filed", TODAY, ""),
        ("permanency_plan_filed", date(1900, 1, 1), "ignored"),
        ("permanency_hearing_scheduled", TOMORROW, ""),
        ("permanency_rating", TODAY, "uncertain"),
    ],
)
def test_what_a_caseload_takes_is_taken(kind: str, on: date, value: str) -> None:
    check_event(kind=kind, on=on, value=value, today=TODAY)


def test_sending_a_form_twice_records_once(child: Child) -> None:
    form: dict[str, Any] = {"kind": "permanency_plan_filed", "on": TODAY, "token": uuid4(), "version": child.version}
    first, second = (record_event(child=child, by=person("ocm-002"), today=TODAY, **form) for _ in range(2))
    assert first == second
    assert Event.objects.filter(child=child, kind="permanency_plan_filed").count() == 1


def test_a_form_of_another_child_is_refused(child: Child) -> None:
    other = Child.objects.visible_to(person("ocm-002"), on=TODAY).exclude(pk=child.pk)[0]
    by: dict[str, Any] = {"by": person("ocm-002"), "today": TODAY, "token": uuid4()}
    record_event(child=child, kind="permanency_plan_filed", on=TODAY, **by)
    with pytest.raises(ValidationError, match="another child"):
        record_event(child=other, kind="permanency_plan_filed", on=TODAY, **by)


def test_a_form_that_was_opened_before_somebody_else_saved_is_refused(child: Child) -> None:
    opened = child.version
    record_event(child=child, kind="relative_search", on=TODAY, by=person("sup-02"), today=TODAY)
    form: dict[str, Any] = {"kind": "permanency_plan_filed", "on": TODAY, "by": person("ocm-002"), "today": TODAY}
    with pytest.raises(ChangedSinceError):
        record_event(child=child, version=opened, **form)
    record_event(child=child, version=opened + 1, **form)


def test_a_value_is_kept_only_where_the_kind_has_one(child: Child) -> None:
    by: dict[str, Any] = {"by": person("sup-02"), "on": TODAY, "today": TODAY}
    assert record_event(child=child, kind="relative_search", value="poor", **by).value == ""
    assert record_event(child=child, kind="concurrent_goal_set", value="adoption", **by).value == "adoption"


def test_a_correction_counts_in_the_place_of_what_was_wrong(child: Child, filed: Event) -> None:
    yesterday = TODAY - timedelta(days=1)
    right = correct_event(event=filed, on=yesterday, by=person("sup-02"), today=TODAY, why="It was the day before")
    assert plan(child).met_on == yesterday
    assert list(Event.objects.current().filter(child=child, kind=filed.kind)) == [right]
    assert Event.objects.get(pk=filed.pk).on == TODAY


def test_a_withdrawal_leaves_nothing_that_counts(child: Child, filed: Event) -> None:
    withdraw_event(event=filed, by=person("ocm-002"), today=TODAY, why="The wrong child")
    assert plan(child).outcome == "overdue"
    assert not Event.objects.current().filter(child=child, kind=filed.kind).exists()
    assert Event.objects.filter(child=child, kind=filed.kind).count() == 2


def test_what_was_corrected_is_not_corrected_again(filed: Event) -> None:
    by: dict[str, Any] = {"by": person("ocm-002"), "today": TODAY}
    nothing = withdraw_event(event=filed, why="The wrong child", **by)
    for event in (filed, nothing):
        with pytest.raises(ValidationError, match="corrected already"):
            correct_event(event=event, on=TODAY, why="Again", **by)


def test_a_correction_needs_a_reason_and_the_right_person(filed: Event) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        withdraw_event(event=filed, by=person("ocm-002"), today=TODAY, why=" ")
    with pytest.raises(PermissionDenied):
        withdraw_event(event=filed, by=person("ocm-001"), today=TODAY, why="Not mine")
