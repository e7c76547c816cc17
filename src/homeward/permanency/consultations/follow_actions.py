"""What is recorded when a roundtable is followed up: check, review, answer to what was raised, reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.permanency.consultations import who
from homeward.permanency.consultations.follow_ups import CHECK, Open, name_of, not_rated, open_of, standings
from homeward.permanency.consultations.raised import children_of_level
from homeward.permanency.consultations.settle import settle_step
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import ActionStep, Consultation, FollowUp, RaisedAnswer, ReadBeforeHearing
from homeward.permanency.models.following import Level
from homeward.website.words import day_words
from homeward.workforce.models import Person


@dataclass(frozen=True)
class Became:
    """What became of a step: how it stood when the form was opened, how it stands, and why."""

    was: str
    state: str
    why: str = ""


@transaction.atomic
def record_follow_up(
    *,
    consultation: Consultation,
    kind: str,
    on: date,
    became: Mapping[ActionStep, Became],
    support: str = "",
    why_not_rated: str = "",
    by: Person,
    today: date,
    token: UUID,
) -> FollowUp:
    """Record the check of the steps, or the review, with what became of each step; all of it or nothing.

    Each is held once, and one is open at a time. Sent twice, it is recorded once. Raises ValidationError with the
    faults by field, PermissionDenied.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    children = children_of(consultation)
    may = who.checks if kind == CHECK else who.reviews
    if not all(may(by, child, on=today) for child in children):
        raise PermissionDenied(f"{by} may not record this follow-up.")
    if known := FollowUp.objects.filter(token=token).first():
        return known
    _refuse(consultation, kind, on, why_not_rated, today)
    # All of them before the audit's end is locked, so that nobody who settles one waits for us and we for her.
    list(ActionStep.objects.select_for_update().filter(pk__in=[step.pk for step in became]).order_by("pk"))
    for step, said in became.items():
        if said.state != said.was:
            settle_step(
                step=step, was=said.was, state=said.state, on=on, why=said.why, by=by, today=today,
                token=uuid5(token, str(step.pk)),
            )  # fmt: skip
    done = FollowUp.objects.create(
        consultation=consultation, kind=kind, on=on, support=support.strip(), why_not_rated=why_not_rated.strip(),
        recorded_by=by, recorded_at=timezone.now(), token=token,
    )  # fmt: skip
    _note(children, by, "record_follow_up", f"consultation:{consultation.pk}", kind)
    return done


def _refuse(consultation: Consultation, kind: str, on: date, why_not_rated: str, today: date) -> None:
    """Raise ValidationError unless it is this follow-up that is open, on a day on which it can have been held."""
    if done := FollowUp.objects.current().filter(consultation=consultation, kind=kind).first():
        raise ValidationError(
            f"{done.recorded_by} recorded the {name_of(consultation, kind)} already, for {day_words(done.on)}."
        )
    one = open_of(consultation, today=today)
    if one is None or one.kind != kind:
        raise ValidationError(f"No {name_of(consultation, kind)} of this roundtable is open.")
    if on > today:
        raise ValidationError({"on": "That day is in the future. Write the day on which it was held."})
    if on <= consultation.on:
        raise ValidationError({"on": "That is not after the roundtable."})
    if kind != CHECK:
        _refuse_without_rating(one, why_not_rated)


def _refuse_without_rating(one: Open, why_not_rated: str) -> None:
    missing = not_rated(standings(one))
    if missing and not why_not_rated.strip():
        names = " and ".join(str(child) for child in missing)
        raise ValidationError(
            {"why_not_rated": f"No new rating of {names} since {day_words(one.rated_from)}: say why."}
        )


@transaction.atomic
def answer_raised(
    *,
    consultation: Consultation,
    step: ActionStep | None,
    kind: str,
    level: str,
    did: str,
    on: date,
    sight: Sight,
    by: Person,
    today: date,
    token: UUID,
) -> RaisedAnswer:
    """Record what was done about a late step, or about a check or review that was not held (`step` is None).

    Sent twice, it is recorded once. Raises ValidationError with the faults by field, PermissionDenied.
    """
    children = children_of(consultation)
    hers = Child.objects.filter(children_of_level(sight, level), pk__in=[child.pk for child in children])
    if level not in Level.values or not hers.exists():
        raise PermissionDenied("It is not raised to this person.")
    if known := RaisedAnswer.objects.filter(token=token).first():
        return known
    if not did.strip():
        raise ValidationError({"why": "Say what you did."})
    if on > today:
        raise ValidationError({"on": "That day is in the future. Write the day on which you did it."})
    if on < consultation.on:
        raise ValidationError({"on": "That is before the roundtable."})
    answer = RaisedAnswer.objects.create(
        consultation=consultation, step=step, kind="" if step else kind, level=level, did=did.strip(), on=on,
        recorded_by=by, recorded_at=timezone.now(), token=token,
    )  # fmt: skip
    target = f"step:{step.pk}" if step else f"consultation:{consultation.pk}"
    _note(children, by, "answer_raised", target, level)
    return answer


@transaction.atomic
def read_before_hearing(
    *, child: Child, consultation: Consultation, by: Person, today: date, token: UUID
) -> ReadBeforeHearing:
    """Record that the roundtable was looked at again before the hearing: today, by whom. No duty asks for it.

    On one day it is recorded once. Raises PermissionDenied.
    """
    if not who.reads_before_hearing(by, child, on=today):
        raise PermissionDenied("Case manager and supervisor record that they have read it.")
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    same = ReadBeforeHearing.objects.filter(child=child, consultation=consultation, recorded_by=by, on=today)
    if known := ReadBeforeHearing.objects.filter(token=token).first() or same.first():
        return known
    read = ReadBeforeHearing.objects.create(
        child=child, consultation=consultation, on=today, recorded_by=by, recorded_at=timezone.now(), token=token
    )
    _note([child], by, "read_before_hearing", f"consultation:{consultation.pk}")
    return read


def _note(children: Sequence[Child], by: Person, verb: str, target: str, kind: str = "") -> None:
    for child in children:
        audit.record(by=by, verb=verb, child_id=child.pk, target=target, details={"kind": kind} if kind else {})
