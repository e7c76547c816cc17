"""What people decide about who has a roundtable: choosing an optional one, beginning one together, siblings apart."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child
from homeward.casefile.models import Child
from homeward.casefile.sight import sight_of
from homeward.casefile.visibility import may_record
from homeward.obligations.models import Determination
from homeward.roundtables.models import Choice, Confirmation, PrioritizationGuidance, Separation
from homeward.roundtables.models.chosen import CASE_MANAGER, CONSULTANT, SUPERVISOR
from homeward.workforce.models import Person


def roles_for(person: Person, child: Child, *, on: date) -> frozenset[str]:
    """As whom a person may stand by a choice about a child."""
    sight = sight_of(person, on=on)
    found = {role for role in (CASE_MANAGER, CONSULTANT) if may_record(person, child, role, on=on, only_owner=True)}
    if Child.objects.filter(sight.by_work, sight.supervised | sight.practice, pk=child.pk).exists():
        found.add(SUPERVISOR)
    return frozenset(found)


@transaction.atomic
def choose(
    *,
    child: Child,
    kind: str,
    why: str,
    by: Person,
    today: date,
    guidance: PrioritizationGuidance | None = None,
    answers: Sequence[Mapping[str, str]] = (),
) -> Choice:
    """Choose an optional roundtable, begin one together, or confirm what the other one began.

    `answers` are those to the questions of the agency's prioritization guidance, where policy leaves it open.
    Doing it twice changes nothing. Raises ValidationError, or PermissionDenied if it takes another role.
    """
    child = lock_child(child.pk)
    choice = Choice.objects.filter(child=child, kind=kind, withdrawn_on=None).first()
    known = {one.role: one.by_id for one in choice.confirmations.all()} if choice else {}
    mine = [role for role in Choice.NEEDS[kind] if role in roles_for(by, child, on=today)]
    if not mine:
        raise PermissionDenied("This takes another role for this child.")
    if choice and by.pk in known.values():
        return choice
    role = next((role for role in mine if role not in known), None)
    if role is None:
        raise ValidationError("This was confirmed already.")
    if choice is None:
        _refuse_what_is_not_open(child, kind, why)
        asked = {"guidance": guidance, "answers": [dict(one) for one in answers]}
        choice = Choice.objects.create(child=child, kind=kind, why=why.strip(), on=today, **asked)
    Confirmation.objects.create(choice=choice, role=role, by=by, on=today)
    details: dict[str, audit.Detail] = {"kind": kind, "as": role}
    audit.record(by=by, verb="choose_roundtable", child_id=child.pk, target=f"choice:{choice.pk}", details=details)
    return choice


def _refuse_what_is_not_open(child: Child, kind: str, why: str) -> None:
    if not why.strip():
        raise ValidationError({"why": "Say why a roundtable would help this child."})
    optional = Determination.objects.filter(child=child, determination="optional")
    if kind == Choice.Kind.OPTIONAL and not optional.exists():
        raise ValidationError(
            "The determination is not “optional”. Case manager and supervisor may begin one together."
        )


@transaction.atomic
def withdraw(*, choice: Choice, by: Person, today: date) -> Choice:
    """Take a choice back; whoever could confirm it may."""
    lock_child(choice.child_id)
    choice = Choice.objects.select_related("child").get(pk=choice.pk)
    if not roles_for(by, choice.child, on=today) & set(Choice.NEEDS[choice.kind]):
        raise PermissionDenied("This takes another role for this child.")
    if choice.withdrawn_on is None:
        choice.withdrawn_on, choice.withdrawn_by = today, by
        choice.save(update_fields=["withdrawn_on", "withdrawn_by"])
        target = f"choice:{choice.pk}"
        audit.record(by=by, verb="withdraw_choice", child_id=choice.child_id, target=target)
    return choice


@transaction.atomic
def separate(*, child: Child, why: str, by: Person, today: date) -> Separation:
    """A child is met apart from sisters and brothers; decided by the permanency consultant."""
    child = lock_child(child.pk)
    _refuse_unless_consultant(by, child, today)
    known = Separation.objects.filter(child=child, withdrawn_on=None).first()
    if known:
        return known
    if not why.strip():
        raise ValidationError({"why": "Say why the meetings are held apart."})
    made = Separation.objects.create(child=child, why=why.strip(), on=today, recorded_by=by)
    audit.record(by=by, verb="separate_siblings", child_id=child.pk, target=f"separation:{made.pk}")
    return made


@transaction.atomic
def bring_together(*, child: Child, by: Person, today: date) -> None:
    """A child is met together with sisters and brothers again."""
    child = lock_child(child.pk)
    _refuse_unless_consultant(by, child, today)
    known = Separation.objects.filter(child=child, withdrawn_on=None).first()
    if known:
        known.withdrawn_on, known.withdrawn_by = today, by
        known.save(update_fields=["withdrawn_on", "withdrawn_by"])
        audit.record(by=by, verb="join_siblings", child_id=child.pk, target=f"separation:{known.pk}")


def _refuse_unless_consultant(by: Person, child: Child, today: date) -> None:
    if not may_record(by, child, CONSULTANT, on=today):
        raise PermissionDenied("The permanency consultant decides who is met together.")
