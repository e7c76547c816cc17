"""What learner and coach do: begin, choose and agree, write, talk and agree on a next step, follow it up, sign.

What somebody signed does not change under her: to go on, she takes her signature back, as long as she is alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.sight import sight_of
from homeward.learning.models import ActivityWork, Choosing, LearningPath, LearningSignature, NextStep, Talk
from homeward.learning.who import COACH, LEARNER, LEARNERS, coaches_for, part_in
from homeward.workforce.models import Person

_SIGNED: Final = "It is signed. Take the signature back first, if nobody else has signed."


@transaction.atomic
def begin_path(*, learner: Person, coach: Person, version: str, by: Person, today: date, token: UUID) -> LearningPath:
    """Learner and coach begin a way; one of them writes it down. The same form twice begins one.

    Raises PermissionDenied, ValidationError.
    """
    if by not in (learner, coach) or not LEARNERS & sight_of(learner, on=today).roles:
        raise PermissionDenied("A way is begun by its learner, or by her coach.")
    if begun := LearningPath.objects.filter(token=token).first():
        return begun
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)
    if LearningPath.objects.under_way().filter(learner=learner).exists():
        who, both = ("You are", "you and your coach") if by == learner else (f"{learner} is", "learner and coach")
        raise ValidationError(f"{who} on a way already. It ends when {both} have signed it.")
    _refuse_coach(learner, coach, today)
    path = LearningPath.objects.create(learner=learner, coach=coach, version=version, begun_on=today, token=token)
    _note("begin_learning", path, by)
    return path


@transaction.atomic
def change_coach(*, path: LearningPath, coach: Person, by: Person, today: date) -> LearningPath:
    """Go on with another coach, who sees from now on what the learner shares. Raises as `begin_path`."""
    path, part = _locked(path, by, today)
    if part != LEARNER:
        raise PermissionDenied("The learner says with whom she goes on.")
    _refuse_signed(path)
    _refuse_coach(path.learner, coach, today)
    path.coach = coach
    path.save(update_fields=["coach"])
    _note("change_coach", path, by)
    return path


@transaction.atomic
def choose(*, path: LearningPath, rows: Sequence[Mapping[str, str]], why: str, by: Person, today: date) -> Choosing:
    """Write down what was chosen, for the other one to agree. Raises PermissionDenied, ValidationError."""
    path, _ = _locked(path, by, today)
    _refuse_signed(path)
    latest = path.choosings.first()
    kept = [dict(row) for row in rows]
    if latest and latest.rows == kept and latest.why == why.strip() and latest.made_by_id == by.pk:
        return latest
    made = Choosing.objects.create(
        path=path,
        number=latest.number + 1 if latest else 1,
        rows=kept,
        why=why.strip(),
        made_by=by,
        made_at=timezone.now(),
    )
    _note("choose_activities", path, by)
    return made


@transaction.atomic
def agree(*, path: LearningPath, number: int, by: Person, today: date) -> Choosing:
    """Agree to what the other one wrote down. Raises PermissionDenied, ValidationError if it was chosen anew since."""
    path, _ = _locked(path, by, today)
    latest = path.choosings.first()
    if latest is None or latest.number != number:
        raise ValidationError("It was chosen anew since you opened this page. Read it again first.")
    if latest.made_by_id == by.pk:
        raise ValidationError("You wrote this choice: the other one of you agrees to it.")
    if latest.agreed_at is None:
        latest.agreed_by, latest.agreed_at = by, timezone.now()
        latest.save(update_fields=["agreed_by", "agreed_at"])
        _note("agree_to_activities", path, by)
    return latest


@transaction.atomic
def write_work(
    *, path: LearningPath, activity: str, said: Mapping[str, Any], opened: int, by: Person, today: date
) -> ActivityWork:
    """Save what the learner wrote about an activity, and what of it she shares; the same text twice is the same save.

    Raises PermissionDenied, ValidationError, and ChangedSinceError if it was saved since it was opened.
    """
    path, part = _locked(path, by, today)
    if part != LEARNER:
        raise PermissionDenied("The learner writes her own notes.")
    work = path.works.filter(activity=activity).first()
    if work and all(getattr(work, name) == value for name, value in said.items()):
        return work
    _refuse_signed(path)
    if (work.number if work else 0) != opened:
        raise ChangedSinceError("This was saved in another window since you opened it.")
    work = work or ActivityWork(path=path, activity=activity)
    for name, value in said.items():
        setattr(work, name, value)
    work.number, work.saved_at = opened + 1, timezone.now()
    work.save()
    _note("write_learning", path, by)
    return work


@transaction.atomic
def record_talk(
    *,
    path: LearningPath,
    on: date,
    activity: str,
    summary: str,
    step: str,
    due_on: date | None,
    by: Person,
    today: date,
    token: UUID,
) -> Talk:
    """Record a talk of the two, and the next step on which they agreed, if they did. The same form twice records one.

    Raises PermissionDenied, ValidationError.
    """
    path, _ = _locked(path, by, today)
    if recorded := Talk.objects.filter(token=token).first():
        return recorded
    _refuse_signed(path)
    if on > today:
        raise ValidationError({"on": "A talk is recorded once it was held: choose today or an earlier day."})
    agreed = step.strip()
    if agreed and (due_on is None or due_on < on):
        raise ValidationError({"due_on": "Write the day by which the step is done, after the talk."})
    talk = Talk.objects.create(
        path=path,
        on=on,
        activity=activity,
        summary=summary.strip(),
        recorded_by=by,
        recorded_at=timezone.now(),
        token=token,
    )
    if agreed and due_on:
        NextStep.objects.create(path=path, talk=talk, says=agreed, due_on=due_on)
    _note("record_learning_talk", path, by)
    return talk


@transaction.atomic
def follow_step(*, step: NextStep, became: str, by: Person, today: date) -> NextStep:
    """Say what became of a next step, once; also after both have signed.

    Raises PermissionDenied, and ValidationError if the other one has said it already.
    """
    path, _ = _locked(step.path, by, today)
    step = path.steps.get(pk=step.pk)
    if step.followed_on is None:
        step.followed_on, step.followed_by, step.became = today, by, became.strip()
        step.save(update_fields=["followed_on", "followed_by", "became"])
        _note("follow_learning_step", path, by)
    elif step.became != became.strip():
        raise ValidationError(f"{step.followed_by} has written it down already: “{step.became}”")
    return step


@transaction.atomic
def sign(*, path: LearningPath, by: Person, today: date) -> LearningSignature:
    """Sign that learner and coach went this way together. Raises ValidationError with what is missing."""
    path, part = _locked(path, by, today)
    if signed := path.signatures.filter(signed_as=part).first():
        return signed
    if missing := missing_to_sign(path):
        raise ValidationError(missing)
    signature = LearningSignature.objects.create(path=path, person=by, signed_as=part, signed_on=today)
    _note("sign_learning", path, by)
    return signature


@transaction.atomic
def take_signature_back(*, path: LearningPath, by: Person, today: date) -> None:
    """Take one's own signature back, as long as the other one has not signed. Raises as `sign`."""
    path, part = _locked(path, by, today)
    signed = {signature.signed_as: signature for signature in path.signatures.all()}
    if part in signed:
        if len(signed) > 1:
            raise ValidationError("Both of you have signed: it is complete.")
        signed[part].delete()
        _note("take_signature_back", path, by)


def missing_to_sign(path: LearningPath) -> list[str]:
    """What is missing before anybody signs, each in a sentence."""
    latest = path.choosings.first()
    found = []
    if latest is None or latest.agreed_at is None:
        found.append("Choose together first, and agree to the choice.")
    if not path.talks.exists():
        found.append("Record a talk with each other first.")
    if not path.steps.exists():
        found.append("Agree on a next step first, and record it with the talk.")
    return found


def _locked(path: LearningPath, by: Person, today: date) -> tuple[LearningPath, str]:
    path = LearningPath.objects.select_for_update(no_key=True).get(pk=path.pk)
    return path, part_in(path, by, on=today)


def _refuse_signed(path: LearningPath) -> None:
    if path.signatures.exists():
        raise ValidationError(_SIGNED)


def _refuse_coach(learner: Person, coach: Person, today: date) -> None:
    if not coaches_for(learner, on=today).filter(pk=coach.pk).exists():
        raise ValidationError({COACH: "Choose a coach or a supervisor of your agency."})


def _note(verb: str, path: LearningPath, by: Person) -> None:
    audit.record(by=by, verb=verb, target=f"learning:{path.pk}")
