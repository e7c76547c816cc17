"""Writing a permanency plan and filing it: a draft that is saved as typed, and versions that are never changed."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child, next_version, refuse_if_changed
from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.actions import record_event
from homeward.obligations.recording import may_record_kind
from homeward.obligations.refresh import gather_moves
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY
from homeward.permanency.goals.history import goal_on
from homeward.permanency.models import DraftSave, PermanencyPlan, PlanDraft
from homeward.permanency.plans.history import FILED, filed_plans, latest_save
from homeward.permanency.plans.parts import parts_on
from homeward.permanency.plans.text import PlanText
from homeward.website.words import day_words
from homeward.workforce.models import Person


class DraftChangedError(Exception):
    """The draft was saved, or filed, since the page was opened. `latest` is how it stands; None if none is open."""

    def __init__(self, latest: DraftSave | None) -> None:
        super().__init__("saved by somebody else")
        self.latest = latest


@transaction.atomic
def begin_draft(*, child: Child, by: Person, today: date, copies: PermanencyPlan | None = None) -> PlanDraft:
    """Begin a plan, empty or with the text of an earlier version. If one is begun already, that is the draft.

    Raises PermissionDenied, or ValidationError if the child is not in care.
    """
    child = lock_child(child.pk)
    _refuse_strangers(by, child, today)
    stay = Episode.objects.open(on=today).last_of(child.pk, on=today)
    if stay is None:
        raise ValidationError("The child is not in out-of-home care now: there is no plan to begin.")
    draft = PlanDraft.objects.filter(episode=stay, filed_at=None).first()
    if draft is None:
        now = timezone.now()
        draft = PlanDraft.objects.create(episode=stay, copied_from=copies, begun_by=by, begun_at=now)
        _save(draft, 1, PlanText.of(copies) if copies else PlanText({}), parts_on(today).wording, by)
        audit.record(by=by, verb="begin_plan_draft", child_id=child.pk, target=f"draft:{draft.pk}")
    return draft


@transaction.atomic
def save_draft(*, child: Child, opened: DraftSave, text: PlanText, by: Person, today: date) -> DraftSave:
    """Save the open draft as it was typed; nothing in it is required.

    `opened` is the save that the page showed. Raises PermissionDenied, and DraftChangedError if the draft was saved
    or filed since; but the same text a second time is the same save.
    """
    child = lock_child(child.pk)
    _refuse_strangers(by, child, today)
    text = text.tidy()
    latest = latest_save(child)
    if latest and PlanText.of(latest) == text:
        return latest
    if latest is None or latest.pk != opened.pk:
        raise DraftChangedError(latest)
    saved = _save(latest.draft, latest.number + 1, text, latest.wording, by)
    audit.record(by=by, verb="save_plan_draft", child_id=child.pk, target=f"draft_save:{saved.pk}")
    return saved


@transaction.atomic
def file_plan(
    *,
    draft: PlanDraft,
    read: UUID,
    on: date,
    by: Person,
    today: date,
    token: UUID | None = None,
    version: int | None = None,
    also: Collection[str] = (),
) -> PermanencyPlan:
    """File a draft: from now on it is a version of the plan, and nobody changes it any more.

    `also` are the kinds of events that the plan is besides: the goals were looked at again by it, or it has the results
    of the roundtable.

    `read` is the save that was looked at. Where a plan is on record as filed on that day without a text, this is its
    text; else that it was filed is recorded too. The same draft twice is filed once. Raises what `record_event`
    raises, and ValidationError if the draft was saved since it was read, or the day lies outside the stay.
    """
    child = lock_child(draft.episode.child_id)
    _refuse_strangers(by, child, today)
    if filed := PermanencyPlan.objects.filter(draft=draft).first():
        return filed
    latest = draft.saves.select_related("saved_by")[0]
    if latest.pk != read:
        raise ValidationError(f"{latest.saved_by} saved this draft since you opened this page. Read it again first.")
    _refuse_day(draft.episode, on)
    event = _without_text(child, on)
    if event:
        refuse_if_changed(child, version)
        next_version(child)
    else:
        event = record_event(child=child, kind=FILED, on=on, by=by, today=today, token=token, version=version)
    plan = _freeze(latest, event, by)
    with_it = [
        record_event(child=child, kind=kind, on=on, by=by, today=today, token=uuid5(event.pk, kind)) for kind in also
    ]
    if with_it:
        gather_moves([event, *with_it], event)
    details: Mapping[str, audit.Detail] = {"number": plan.number}
    audit.record(by=by, verb="file_permanency_plan", child_id=child.pk, target=f"plan:{plan.pk}", details=details)
    return plan


def _freeze(saved: DraftSave, event: Event, by: Person) -> PermanencyPlan:
    """The version that a draft becomes, with the goals of the day on which it was filed."""
    draft, now = saved.draft, timezone.now()
    goal, concurrent_goal = (goal_on(event.child, kind, event.on) for kind in (PRIMARY, CONCURRENT))
    PlanDraft.objects.filter(pk=draft.pk).update(filed_at=now)
    return PermanencyPlan.objects.create(
        event=event,
        episode=draft.episode,
        number=PermanencyPlan.objects.filter(episode=draft.episode).count() + 1,
        goal=goal.value if goal else "",
        concurrent_goal=concurrent_goal.value if concurrent_goal else "",
        draft=draft,
        texts=saved.texts,
        conditions=saved.conditions,
        wording=saved.wording,
        filed_by=by,
        filed_at=now,
    )


def _save(draft: PlanDraft, number: int, text: PlanText, wording: str, by: Person) -> DraftSave:
    return DraftSave.objects.create(
        draft=draft,
        number=number,
        texts=dict(text.texts),
        conditions=list(text.conditions),
        wording=wording,
        saved_by=by,
        saved_at=timezone.now(),
    )


def _refuse_strangers(by: Person, child: Child, today: date) -> None:
    if not may_record_kind(by, child, FILED, on=today):
        raise PermissionDenied(f"{by} may not write the permanency plan of this child.")


def _refuse_day(stay: Episode, on: date) -> None:
    if on < stay.removed_on:
        raise ValidationError({"on": f"The child was removed on {day_words(stay.removed_on)}, after that day."})
    if stay.discharged_on and on > stay.discharged_on:
        raise ValidationError({"on": f"The child left care on {day_words(stay.discharged_on)}, before that day."})


def _without_text(child: Child, on: date) -> Event | None:
    """The plan that is on record as filed on a day, if nobody has written its text here."""
    return next((one.event for one in filed_plans(child) if one.event.on == on and one.plan is None), None)
