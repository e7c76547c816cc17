"""Each rule of a consultation at its boundary."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child, Event
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.history import standing_of
from homeward.permanency.consultations.parts import MISSED, rows_of
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.consultations.settle import resolve_barrier, settle_step
from homeward.permanency.models import ActionStep, Consultation, StepOutcome, SystemicBarrier
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.permanency.consultations.meetings import (
    BARRIER,
    SOMEBODY,
    STEP,
    attended,
    begun,
    completed,
    doing,
    held,
    number,
    started,
    wrote,
)
from tests.permanency.family import disturb

pytestmark = pytest.mark.django_db


def settled(step: ActionStep, state: str, **more: Any) -> StepOutcome:
    given = {"was": step.state, "on": TODAY, "why": "It is so", "token": uuid4(), **doing("ocm-001"), **more}
    return settle_step(step=step, state=state, **given)


def held_events(child: Child) -> int:
    return Event.objects.current().filter(child=child, kind="roundtable_held").count()


def test_the_same_form_twice_begins_one_and_another_is_refused_until_it_was_held(child: Child) -> None:
    token = uuid4()
    twice = [actions.begin(child=child, on=TODAY, token=token, **doing()) for _ in range(2)]
    assert twice[0] == twice[1]
    with pytest.raises(ValidationError, match="being prepared already"):
        begun(child)
    actions.call_off(consultation=twice[0], why="She is ill", **doing())
    assert begun(child).pk != twice[0].pk


def test_a_form_that_is_older_than_what_somebody_saved_begins_nothing(child: Child) -> None:
    version = child.version
    disturb(child)
    with pytest.raises(ChangedSinceError):
        actions.begin(child=child, on=TODAY, token=uuid4(), version=version, **doing())


@pytest.mark.parametrize(("begins", "agrees"), [("ocm-001", "sup-01"), ("sup-01", "ocm-001"), ("ocm-001", "pc-01")])
def test_case_manager_and_supervisor_want_it_together(child: Child, begins: str, agrees: str) -> None:
    one = begun(child, begins)
    with pytest.raises(ValidationError, match="has not agreed yet"):
        actions.start(consultation=one, **doing(begins))
    with pytest.raises(PermissionDenied):
        actions.agree(consultation=one, **doing(begins))
    actions.agree(consultation=one, **doing(agrees))
    assert actions.start(consultation=one, **doing(begins)).started_at


def test_it_starts_on_its_day_and_not_before(child: Child) -> None:
    tomorrow = begun(child, on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="Start it on that day"):
        actions.start(consultation=tomorrow, **doing())
    assert actions.start(consultation=tomorrow, by=person("pc-01"), today=TODAY + timedelta(days=1)).started_at


def test_what_was_known_and_prepared_is_frozen_when_the_meeting_starts(one: Consultation, child: Child) -> None:
    wrote(one, {"prep.strengths": "She sings"})
    frozen = actions.start(consultation=one, **doing()).snapshot
    assert (frozen["version"], frozen["prepared"]) == (1, {"prep.strengths": "She sings"})
    titles = [section["title"] for section in frozen["children"][0]["sections"]]
    assert titles[:4] == ["Who the child is", "Who works with the child", "Time in care", "Placements"]
    with pytest.raises(ValidationError, match="frozen"):
        wrote(one, {"prep.strengths": "She sings well"})
    disturb(child)
    assert Consultation.objects.get(pk=one.pk).snapshot == frozen


def test_nothing_of_the_meeting_is_written_before_it_begins(one: Consultation) -> None:
    with pytest.raises(ValidationError, match="has not begun"):
        wrote(one, {"clarify": "Too early"})


def test_parts_that_one_changed_are_brought_together_and_what_both_changed_is_refused(child: Child) -> None:
    one = started(child)
    at = number(one)
    wrote(one, {"clarify": "A", "ideas.take": ""}, opened=at)
    wrote(one, {"clarify": "", "ideas.take": "B"}, "sup-01", opened=at)
    assert {"clarify": "A", "ideas.take": "B"}.items() <= text_of(one)[0].items()
    with pytest.raises(PartsChangedError) as refused:
        wrote(one, {"clarify": "C", "ideas.worked": "D"}, "sup-01", opened=at)
    assert (dict(refused.value.merged.theirs), number(one)) == ({"clarify": "A"}, at + 2)


def test_new_rows_of_two_scribes_both_stand(child: Child) -> None:
    one = started(child)
    wrote(one, {"steps.0001a.what": "Call the aunt"}, opened=0)
    wrote(one, {"steps.0001b.what": "Call the uncle"}, "sup-01", opened=0)
    assert len(rows_of("steps", text_of(one)[0])) == 2


def test_the_same_typed_again_is_no_new_save(child: Child) -> None:
    one = started(child)
    before = one.saves.count()
    for _ in range(2):
        wrote(one, {"clarify": "A"})
    assert one.saves.count() == before + 1


def test_the_meeting_ends_with_the_event_and_its_rows_or_not_at_all(child: Child) -> None:
    one, version = started(child), Child.objects.get(pk=child.pk).version
    with pytest.raises(ValidationError, match="takes part"):
        actions.hold(consultation=one, **doing())
    wrote(one, dict.fromkeys(attended(one), MISSED))
    with pytest.raises(ValidationError, match="who took part"):
        actions.hold(consultation=one, **doing())
    wrote(one, {**SOMEBODY, **STEP})
    disturb(child)
    with pytest.raises(ChangedSinceError):
        actions.hold(consultation=one, version=version, opened_at=child, **doing())
    assert (held_events(child), ActionStep.objects.filter(consultation=one).count()) == (0, 0)
    for _ in range(2):
        actions.hold(consultation=one, token=uuid4(), **doing())
    assert (held_events(child), ActionStep.objects.filter(consultation=one).count()) == (1, 1)


def test_a_day_that_can_not_be_read_ends_no_meeting(child: Child) -> None:
    one = started(child)
    wrote(one, {**SOMEBODY, **STEP, "steps.0001a.by": "soon"})
    with pytest.raises(ValidationError, match="Write the day"):
        actions.hold(consultation=one, **doing())


def test_the_extracts_event_of_that_day_is_the_same_roundtable(child: Child) -> None:
    marcus = Child.objects.get(external_id="marcus-everhart")
    events = held_events(marcus)
    assert events == 3
    assert Consultation.objects.of(marcus.pk).exclude(held_at=None).count() == 2


def test_who_may_not_record_that_it_was_held_ends_no_meeting(child: Child) -> None:
    one = started(child)
    wrote(one, SOMEBODY)
    with pytest.raises(PermissionDenied):
        actions.hold(consultation=one, **doing("ocm-001"))


def test_other_consultations_than_roundtables_record_no_event(child: Child) -> None:
    one = actions.begin(child=child, kind="family_meeting", on=TODAY, token=uuid4(), **doing())
    actions.start(consultation=one, **doing())
    wrote(one, {**attended(one), **SOMEBODY})
    actions.hold(consultation=one, **doing())
    assert held_events(child) == 0
    assert standing_of(Consultation.objects.get(pk=one.pk), child, TODAY).state == "Held, form to be completed"


def test_the_case_manager_and_nobody_of_the_consultants_completes_the_form_once(child: Child) -> None:
    one = held(child)
    with pytest.raises(PermissionDenied):
        actions.complete(consultation=one, opened=number(one), **doing())
    done = [actions.complete(consultation=one, opened=number(one), **doing("ocm-001")).completed_at for _ in range(2)]
    assert done[0] == done[1]
    assert not Event.objects.filter(child=child, kind="consultation_form_completed").exists()


def test_a_form_that_somebody_saved_since_is_not_completed(child: Child) -> None:
    one = held(child)
    seen = number(one)
    wrote(one, {"clarify": "More"})
    with pytest.raises(ValidationError, match="since you opened it"):
        actions.complete(consultation=one, opened=seen, **doing("ocm-001"))


@pytest.mark.parametrize("left_out", sorted(BARRIER))
def test_without_action_steps_the_barriers_must_be_complete(child: Child, left_out: str) -> None:
    one = held(child, BARRIER)
    emptied = {**BARRIER, left_out: ""}
    wrote(one, emptied)
    with pytest.raises(ValidationError) as refused:
        actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert left_out in refused.value.message_dict
    wrote(one, BARRIER)
    assert actions.complete(consultation=one, opened=number(one), **doing("ocm-001")).form["notes"][0] == (
        "There are no action steps."
    )


def test_the_same_steps_as_last_time_are_noted_and_a_new_one_is_not(child: Child) -> None:
    completed(child, on=TODAY - timedelta(days=40))
    again = held(child, {**STEP, "steps.0001a.what": "call the AUNT."})
    with pytest.raises(ValidationError, match="same as last time"):
        actions.complete(consultation=again, opened=number(again), **doing("ocm-001"))
    new = {"steps.0002a.what": "Write to the uncle", "steps.0002a.who": "OCM", "steps.0002a.by": "Dec 3, 2026"}
    wrote(again, new)
    assert actions.complete(consultation=again, opened=number(again), **doing("ocm-001")).completed_at


def test_a_person_may_say_that_they_are_the_same_in_substance(child: Child) -> None:
    one = held(child, {**STEP, "form.same": "yes"})
    with pytest.raises(ValidationError, match="fill in the systemic barriers"):
        actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))


@pytest.mark.parametrize("name", ["who", "by"])
def test_every_step_of_a_completed_form_says_who_and_by_when(child: Child, name: str) -> None:
    one = held(child, {**STEP, f"steps.0001a.{name}": ""})
    with pytest.raises(ValidationError) as refused:
        actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert f"steps.0001a.{name}" in refused.value.message_dict


def test_a_step_that_was_taken_out_before_the_form_was_completed_is_followed_no_more(child: Child) -> None:
    two = {"steps.0002a.what": "Write", "steps.0002a.who": "OCM", "steps.0002a.by": "Dec 3, 2026"}
    one = held(child, {**STEP, **two})
    wrote(one, dict.fromkeys(two, ""))
    actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert [step.what for step in ActionStep.objects.filter(consultation=one)] == ["Call the aunt"]


def test_a_completed_form_is_locked_and_only_added_to(child: Child) -> None:
    one = completed(child)
    with pytest.raises(ValidationError, match="locked"):
        wrote(one, {"clarify": "Late"})
    with pytest.raises(ValidationError, match="what is to be added"):
        actions.add_addendum(consultation=one, text=" ", token=uuid4(), **doing("ocm-001"))
    actions.add_addendum(consultation=one, text="More", token=uuid4(), **doing("ocm-001"))
    assert one.addenda.get().added_by == person("ocm-001")


def test_a_form_that_is_not_completed_is_changed_and_not_added_to(child: Child) -> None:
    with pytest.raises(ValidationError, match="not completed yet"):
        actions.add_addendum(consultation=held(child), text="More", token=uuid4(), **doing("ocm-001"))


def test_a_step_is_completed_once_opened_again_and_eliminated_with_a_reason(child: Child) -> None:
    one = held(child)
    step, token = one.actionsteps.get(), uuid4()
    for _ in range(2):
        settled(step, "completed", token=token)
    step.refresh_from_db()
    assert (step.state, step.settled_on, step.outcomes.count()) == ("completed", TODAY, 1)
    with pytest.raises(ValidationError, match="Say why"):
        settled(step, "open", why="")
    settled(step, "open")
    step.refresh_from_db()
    settled(step, "eliminated")
    with pytest.raises(ValidationError, match="Somebody recorded since"):
        settled(step, "completed")


@pytest.mark.parametrize(("days", "says"), [(1, "in the future"), (-1, "before the consultation")])
def test_a_step_is_settled_between_the_consultation_and_today(child: Child, days: int, says: str) -> None:
    step = held(child).actionsteps.get()
    with pytest.raises(ValidationError, match=says):
        settled(step, "completed", on=TODAY + timedelta(days=days))


def test_a_barrier_is_resolved_once(child: Child) -> None:
    barrier = held(child, BARRIER).systemicbarriers.get()
    first = resolve_barrier(barrier=barrier, on=TODAY, how="A place was found", **doing("ocm-001"))
    again = resolve_barrier(barrier=barrier, on=TODAY, how="Another way", **doing())
    assert (again.how_resolved, again.resolved_by) == (first.how_resolved, person("ocm-001"))


def test_siblings_of_one_unit_meet_together_and_each_has_the_event(child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    with pytest.raises(ValidationError, match="not recorded as siblings"):
        begun(child, siblings=[sister])
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    one = actions.start(consultation=begun(child, siblings=[sister]), **doing())
    wrote(one, {**attended(one), **SOMEBODY, **STEP, "steps.0001a.child": str(sister.pk)})
    actions.hold(consultation=one, **doing())
    assert all(Event.objects.current().filter(child=c, kind="roundtable_held", on=TODAY) for c in (child, sister))
    assert SystemicBarrier.objects.filter(consultation=one).count() == 0
    assert standing_of(one, child, TODAY).steps == []


def test_strangers_do_nothing(one: Consultation, child: Child) -> None:
    for who in ("ocm-002", "pc-02", "qa-01", "admin-01", "fac-01", "coach-01"):
        with pytest.raises(PermissionDenied):
            wrote(one, {"prep.who": "x"}, who)
        with pytest.raises(PermissionDenied):
            begun(child, who)


def test_the_audit_has_every_verb_and_nothing_of_the_text(child: Child) -> None:
    one = completed(child)
    noted = Entry.objects.filter(target=f"consultation:{one.pk}").order_by("sequence")
    verbs = set(noted.values_list("verb", flat=True))
    assert {"begin_consultation", "hold_consultation", "complete_consultation_form"} <= verbs
    assert "aunt" not in str(list(noted.values()))
