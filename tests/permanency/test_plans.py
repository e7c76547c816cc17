"""Writing plans: drafts that two people save, filing, versions, and the text of a plan that was filed without."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import correct_event, record_event, withdraw_event
from homeward.obligations.models import Obligation
from homeward.obligations.stays import record_discharge, record_removal
from homeward.permanency.models import DraftSave, PermanencyPlan, PlanDraft
from homeward.permanency.plans.actions import DraftChangedError, begin_draft, file_plan, save_draft
from homeward.permanency.plans.history import FILED, latest_save, plans_of
from homeward.permanency.plans.text import PlanText
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.permanency.family import JAYLEN, NOAH, THEO, child, disturb, event_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]

MINE = PlanText({"family": "Mine"})


def begin(of: Child, **given: Any) -> PlanDraft:
    return begin_draft(child=of, by=person("ocm-001"), today=TODAY, **given)


def save(of: Child, text: PlanText = MINE, opened: DraftSave | None = None, who: str = "ocm-001") -> DraftSave:
    shown = opened or latest_save(of)
    assert shown
    return save_draft(child=of, opened=shown, text=text, by=person(who), today=TODAY)


def file(saved: DraftSave, **given: Any) -> PermanencyPlan:
    draft = PlanDraft.objects.get(pk=saved.draft_id)
    given = {"on": TODAY, "by": person("ocm-001"), "read": saved.pk, **given}
    return file_plan(draft=draft, today=TODAY, **given)


def events(of: Child) -> int:
    return Event.objects.filter(child=of, kind=FILED).count()


def test_a_stay_has_one_draft_however_often_it_is_begun() -> None:
    assert begin(child(NOAH)) == begin(child(NOAH))
    assert DraftSave.objects.filter(draft__episode__child=child(NOAH)).count() == 1


def test_a_draft_is_begun_in_care_only() -> None:
    noah = child(NOAH)
    record_discharge(
        episode=noah.episodes.get(),
        discharged_on=TODAY,
        discharge_reason="reunification",
        by=person("ocm-001"),
        today=TODAY,
    )
    with pytest.raises(ValidationError, match="not in out-of-home care"):
        begin(noah)


def test_an_update_begins_with_the_text_of_the_version_that_was_chosen() -> None:
    theo = child(THEO)
    plans = plans_of(theo, TODAY)
    assert plans.draft
    assert plans.latest_text
    assert PlanText.of(plans.draft) == PlanText.of(plans.latest_text)
    assert plans.draft.draft.copied_from == plans.latest_text
    first = plans.versions[1]
    file(plans.draft)
    assert PlanText.of(begin(theo, copies=first).saves.get()) == PlanText.of(first)


def test_nothing_in_a_draft_is_required_and_each_save_is_kept() -> None:
    noah = child(NOAH)
    begin(noah)
    save(noah, PlanText({"family": "One"}))
    saved = save(noah, PlanText({}))
    assert saved.number == 3
    assert [one.texts for one in DraftSave.objects.filter(draft=saved.draft)] == [{}, {"family": "One"}, {}]


def test_saving_the_same_text_twice_saves_once() -> None:
    noah = child(NOAH)
    begin(noah)
    opened = latest_save(noah)
    assert save(noah, opened=opened) == save(noah, opened=opened)


def test_of_two_who_write_in_one_draft_the_later_is_refused_and_told_what_stands_there() -> None:
    noah = child(NOAH)
    begin(noah)
    opened = latest_save(noah)
    theirs = save(noah, PlanText({"family": "Theirs"}), opened, who="sup-01")
    with pytest.raises(DraftChangedError) as refused:
        save(noah, opened=opened)
    assert refused.value.latest == theirs
    assert latest_save(noah) == theirs


def test_whoever_writes_in_a_draft_that_was_filed_meanwhile_is_told_so() -> None:
    jaylen = child(JAYLEN)
    opened = latest_save(jaylen)
    assert opened
    file(opened)
    with pytest.raises(DraftChangedError) as refused:
        save(jaylen, opened=opened)
    assert refused.value.latest is None


def test_a_filed_plan_is_a_version_that_moves_the_dates() -> None:
    jaylen = child(JAYLEN)
    saved = latest_save(jaylen)
    assert saved
    before = events(jaylen)
    plan = file(saved)
    assert (plan.number, plan.goal, plan.concurrent_goal, plan.texts) == (1, "reunification", "", saved.texts)
    assert (plan.event.on, plan.event.recorded_by, events(jaylen)) == (TODAY, person("ocm-001"), before + 1)
    update = Obligation.objects.filter(child=jaylen, rule="wi.permanency-plan-update").latest("occasion")
    assert update.due_on == TODAY + timedelta(days=181)
    assert plan.event.moves.exists()
    in_force = plans_of(jaylen, TODAY).in_force
    assert in_force
    assert in_force.plan == plan


def test_filing_the_same_draft_twice_files_it_once() -> None:
    jaylen = child(JAYLEN)
    saved = latest_save(jaylen)
    assert saved
    before, token = events(jaylen), uuid4()
    first, second = (file(saved, token=token, version=jaylen.version) for _ in range(2))
    assert first == second
    assert file(saved, token=uuid4()) == first
    assert events(jaylen) == before + 1


def test_a_draft_that_was_saved_since_it_was_read_is_not_filed() -> None:
    jaylen = child(JAYLEN)
    read = latest_save(jaylen)
    save(jaylen, who="sup-01")
    assert read
    with pytest.raises(ValidationError, match=str(person("sup-01"))):
        file(read)


@pytest.mark.parametrize("text", ["read", "with"])
def test_a_filing_form_from_before_somebody_else_saved_is_refused(text: str) -> None:
    jaylen = child(JAYLEN)
    disturb(jaylen)
    saved = latest_save(jaylen)
    assert saved
    on = TODAY if text == "read" else event_of(jaylen, FILED).on
    with pytest.raises(ChangedSinceError):
        file(saved, version=jaylen.version, on=on)


def test_a_plan_on_record_without_its_text_gets_it_by_filing_with_that_day() -> None:
    jaylen = child(JAYLEN)
    event, before = event_of(jaylen, FILED), events(jaylen)
    saved = latest_save(jaylen)
    assert saved
    plan = file(saved, on=event.on, version=jaylen.version)
    assert (plan.event, events(jaylen)) == (event, before)
    latest = Entry.objects.about(jaylen.pk)[0]
    assert (latest.verb, latest.details) == ("file_permanency_plan", {"number": 1})


def test_a_second_plan_on_the_day_of_one_that_has_its_text_is_another_version() -> None:
    theo = child(THEO)
    saved = plans_of(theo, TODAY).draft
    assert saved
    before = events(theo)
    plan = file(saved, on=event_of(theo, FILED).on)
    assert (plan.number, events(theo)) == (3, before + 1)


def test_a_plan_is_filed_on_a_day_of_its_stay() -> None:
    jaylen = child(JAYLEN)
    saved = latest_save(jaylen)
    assert saved
    removed_on = jaylen.episodes.get().removed_on
    with pytest.raises(ValidationError, match="The child was removed on"):
        file(saved, on=removed_on - timedelta(days=1))
    with pytest.raises(ValidationError, match="in the future"):
        file(saved, on=TODAY + timedelta(days=1))
    assert file(saved, on=removed_on).event.on == removed_on


@pytest.mark.parametrize(("days", "refused"), [(0, False), (1, True)])
def test_a_draft_may_be_filed_after_the_child_left_care_with_a_day_in_care(days: int, refused: bool) -> None:
    jaylen = child(JAYLEN)
    left = TODAY - timedelta(days=2)
    stay = jaylen.episodes.get()
    record_discharge(episode=stay, discharged_on=left, discharge_reason="adoption", by=person("ocm-001"), today=TODAY)
    saved = latest_save(jaylen)
    assert saved
    if refused:
        with pytest.raises(ValidationError, match="left care on"):
            file(saved, on=left + timedelta(days=days))
    else:
        assert file(saved, on=left).number == 1


def test_the_text_stands_with_a_corrected_day_and_is_out_of_force_when_taken_back() -> None:
    theo = child(THEO)
    plan = plans_of(theo, TODAY).versions[0]
    given: dict[str, Any] = {"by": person("ocm-001"), "today": TODAY, "why": "Typed wrongly"}
    moved = correct_event(event=plan.event, on=plan.event.on + timedelta(days=1), **given)
    in_force = plans_of(theo, TODAY).in_force
    assert in_force
    assert (in_force.event, in_force.plan) == (moved, plan)
    withdraw_event(event=moved, **given)
    plans = plans_of(theo, TODAY)
    assert plans.taken_back == [plan]
    assert plans.in_force
    assert plans.in_force.plan
    assert plans.in_force.plan.number == 1


def test_a_plan_of_an_earlier_stay_is_not_in_force() -> None:
    devon = child("devon-mabrey")
    stay = devon.episodes.order_by("-removed_on")[0]
    later = Event.objects.filter(child=devon, kind=FILED, on__gte=stay.removed_on)
    later.update(on=stay.removed_on - timedelta(days=1))
    assert plans_of(devon, TODAY).in_force is None


def test_a_new_stay_begins_with_a_draft_of_its_own() -> None:
    jaylen, by = child(JAYLEN), person("ocm-001")
    stay = jaylen.episodes.get()
    record_discharge(episode=stay, discharged_on=TODAY, discharge_reason="reunification", by=by, today=TODAY)
    assert latest_save(jaylen), "it can still be finished"
    record_removal(child=jaylen, removed_on=TODAY, placement_type="foster_home", by=by, today=TODAY)
    assert latest_save(jaylen) is None
    assert begin(jaylen).episode != stay


@pytest.mark.parametrize("who", ["pc-01", "qa-01", "admin-01", "ocm-002", "fac-01"])
def test_plans_are_written_by_the_case_manager_and_her_supervisor_alone(who: str) -> None:
    jaylen, by = child(JAYLEN), person(who)
    saved = latest_save(jaylen)
    assert saved
    with pytest.raises(PermissionDenied):
        begin_draft(child=jaylen, by=by, today=TODAY)
    with pytest.raises(PermissionDenied):
        save(jaylen, who=who)
    with pytest.raises(PermissionDenied):
        file(saved, by=by)


def test_the_audit_says_what_was_done_and_holds_no_text_of_the_plan() -> None:
    noah = child(NOAH)
    begin(noah)
    file(save(noah, PlanText({"family": "A secret of the family"})))
    entries = list(Entry.objects.about(noah.pk)[:4])
    assert [entry.verb for entry in entries] == [
        "file_permanency_plan",
        "record_event",
        "save_plan_draft",
        "begin_plan_draft",
    ]
    assert all("secret" not in str((entry.details, entry.why, entry.target)) for entry in entries)


def test_what_is_recorded_in_a_hurry_is_in_force_and_its_text_can_follow() -> None:
    noah = child(NOAH)
    token: UUID = uuid4()
    event = record_event(child=noah, kind=FILED, on=TODAY, by=person("ocm-001"), today=TODAY, token=token)
    in_force = plans_of(noah, TODAY).in_force
    assert in_force
    assert (in_force.event, in_force.plan) == (event, None)
    begin(noah)
    assert file(save(noah)).event == event
