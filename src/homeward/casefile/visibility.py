"""The doors to a child: opening the record, and recording in it. Who may pass is said in `casefile.sight`."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.sight import NOBODY, OWNERS, PRACTISE, SEE_THEIR_AGENCY, Sight, sight_of
from homeward.workforce.models import Person, RoleName

__all__ = [
    "OWNERS",
    "PRACTISE",
    "SEE_THEIR_AGENCY",
    "Sight",
    "get_child_for",
    "may_record",
    "recordable",
    "sight_of",
]


def may_record(person: Person, child: Child, owner: str, *, on: date, only_owner: bool = False) -> bool:
    """Whether a person may record in a child's file what is the duty of `owner`.

    That role, her supervisor, or who covers for one of them; with `only_owner` nobody but somebody who has that role
    herself (ratings). A record that is open by broken glass is only read.
    """
    sight = sight_of(person, on=on)
    return Child.objects.filter(
        sight.by_work, sight.practice | _recordable(sight, owner, only_owner), pk=child.pk
    ).exists()


def recordable(sight: Sight, child_ids: Collection[UUID], *, rating: str) -> dict[UUID, frozenset[str]]:
    """For each of some children whose record a person sees by her work: for which owners she may record.

    `rating` stands among them where she may record what the permanency consultant alone records. One query.
    """
    asked: dict[str, Q] = {owner: _recordable(sight, owner, only_owner=False) for owner in sorted(OWNERS)}
    asked[rating] = _recordable(sight, RoleName.PERMANENCY_CONSULTANT, only_owner=True)
    columns = {f"as_{name}": ExpressionWrapper(sight.practice | q, BooleanField()) for name, q in asked.items()}
    rows = Child.objects.filter(sight.by_work, pk__in=child_ids).annotate(**columns).values_list("pk", *columns)
    return {pk: frozenset(name for name, may in zip(asked, row, strict=True) if may) for pk, *row in rows}


def _recordable(sight: Sight, owner: str, only_owner: bool) -> Q:
    """The children for whom a person does the work of `owner`."""
    if owner == RoleName.PERMANENCY_CONSULTANT:
        own = sight.of_agency(frozenset({RoleName.PERMANENCY_CONSULTANT}))
        return own if only_owner else own | sight.supervised_or_carried(owner, but_agency=owner in sight.roles)
    if only_owner:
        return sight.carried(owner) if owner in sight.roles else NOBODY
    return sight.supervised_or_carried(owner)


def get_child_for(person: Person, child_id: UUID, *, sight: Sight, page: str = "") -> Child:
    """The child, if the person may open the record; the opening is noted in the audit.

    Raises Http404 for a stranger as for a child who does not exist; the refusal is noted too. `page` is the name of
    what is looked at. Views open a child by `Visit.child`.
    """
    child = Child.objects.seen_by(sight).select_related("agency", "unit").filter(pk=child_id).first()
    if child is None:
        if Child.objects.filter(pk=child_id).exists():
            audit.record(by=person, verb="refused", child_id=child_id, details={"page": page})
        raise Http404("There is no such child, or you may not open the record.")
    audit.record(by=person, verb="opened", child_id=child_id, details={"page": page})
    return child
