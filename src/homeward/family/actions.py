"""What is recorded of the people of a family: who they are, what ties them, how to reach them, what was told."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.casefile.actions import lock_child
from homeward.casefile.models import Child
from homeward.family.keep import Sender, done, keep, opened, save
from homeward.family.kinship import DOWN, GUARDIAN, LIKE_KIN, MENTOR, PARTNER, SIBLING, UP
from homeward.family.models import ContactPoint, Family, Relative, RelativeChange, RelativeNote, Tie
from homeward.family.models.people import HowKnown
from homeward.family.relations import Relation

FACTS: Final = (
    "first_name",
    "last_name",
    "other_names",
    "gender",
    "birth_date",
    "born_about",
    "is_deceased",
    "tribe",
    "do_not_contact",
    "do_not_contact_why",
    "is_unsafe",
    "unsafe_why",
)
"""The columns of a relative that are changed by a dated entry."""

_TIE_OF_STEP: Final = {
    UP: (Tie.Kind.PARENT, True),
    DOWN: (Tie.Kind.PARENT, False),
    SIBLING: (Tie.Kind.SIBLING, True),
    PARTNER: (Tie.Kind.PARTNER, True),
    GUARDIAN: (Tie.Kind.GUARDIAN, True),
    LIKE_KIN: (Tie.Kind.LIKE_KIN, True),
    MENTOR: (Tie.Kind.MENTOR, True),
}
"""The tie of a step, and whether whom the step leads to is its first person."""


def as_relative(child: Child) -> Relative | None:
    """The child as she stands in her family; None if nobody has recorded anything of it."""
    return Relative.objects.filter(child=child).first()


def joined(child: Child, sent: Sender) -> Relative:
    """The same; the family begins here if there is none yet, or the child joins that of her sibling group in
    the same agency; a restricted record joins nobody's.

    That they are brothers and sisters is taken from the family file, as likely: who their parents are is not.
    """
    if known := as_relative(child):
        return known
    siblings = Child.objects.filter(case_id=child.case_id, agency=child.agency, is_restricted=False).exclude(
        pk=child.pk
    )
    may_share = child.case_id and not child.is_restricted
    of_siblings = Relative.objects.filter(child__in=siblings) if may_share else Relative.objects.none()
    first = of_siblings.first()
    family = first.family if first else Family.objects.create()
    own = Relative.objects.create(family=family, child=child, gender=child.gender, recorded_at=timezone.now())
    for sibling in of_siblings:
        tie = Tie(one=sibling, other=own, kind=Tie.Kind.SIBLING, certainty=Tie.Certainty.LIKELY, on=sent.today)
        tie.asserted_by = HowKnown.RECORD
        save(tie, sent, uuid5(sent.token, f"sibling {sibling.pk}"))
    return own


@dataclass(frozen=True)
class Newcomer:
    """A relative who is added: what is known of her, who says so, and how to reach her."""

    facts: dict[str, Any]
    relation: Relation
    asserted_by: str
    phone: str = ""
    address: str = ""


@transaction.atomic
def add_relative(*, child: Child, newcomer: Newcomer, of: Relative | None, sent: Sender) -> Relative:
    """Somebody is known: a relative of the child, or of a relative. Whoever stands in between is added without a name.

    If only an unnamed person stands where this one belongs, that person gets the name. The same form twice adds once.
    Raises ValidationError, PermissionDenied, or ChangedSinceError.
    """
    lock_child(child.pk)
    if kept := Relative.objects.filter(token=sent.token).first():
        return kept
    child = opened(child, sent)
    if not (newcomer.facts.get("first_name") or newcomer.facts.get("last_name")):
        raise ValidationError({"first_name": "Write at least one name."})
    here = of or joined(child, sent)
    for number, (kind, gender) in enumerate(newcomer.relation.way[:-1]):
        here = _through(here, kind, gender, newcomer, sent, number)
    relative = _at_the_end(here, newcomer, sent)
    for kind, value in ((ContactPoint.Kind.PHONE, newcomer.phone), (ContactPoint.Kind.ADDRESS, newcomer.address)):
        if value:
            point = ContactPoint(relative=relative, kind=kind, value=value, source=newcomer.asserted_by, on=sent.today)
            save(point, sent, uuid5(sent.token, kind))
    done(child, sent, verb="add_relative", target=f"relative:{relative.pk}")
    return relative


def _through(here: Relative, kind: str, gender: str, newcomer: Newcomer, sent: Sender, number: int) -> Relative:
    """The next person on the way: the one who is known, the surest and first of several; else somebody without a name.

    Only of parents is it known who is meant by "the mother"; a sister in between may be any sister.
    """
    if kind == UP:
        ties = Tie.objects.current().filter(other=here, kind=Tie.Kind.PARENT, ended_on=None)
        ties = ties.filter(one__gender=gender, one__merged_into=None).exclude(basis=Tie.Basis.STEP)
        rank = list(Tie.Certainty)
        known = sorted(ties.select_related("one"), key=lambda tie: rank.index(Tie.Certainty(tie.certainty)))
        if known:
            return known[0].one
    between = Relative.objects.create(
        family=here.family, gender=gender, recorded_by=sent.by, recorded_at=timezone.now()
    )
    _tie(here, between, kind, newcomer=newcomer, sent=sent, token=uuid5(sent.token, f"tie {number}"))
    return between


def _at_the_end(here: Relative, newcomer: Newcomer, sent: Sender) -> Relative:
    """The newcomer herself, tied to whom she is known by."""
    relation, (kind, gender) = newcomer.relation, newcomer.relation.way[-1]
    facts = {"gender": gender, **{name: value for name, value in newcomer.facts.items() if value}}
    unnamed = _unnamed(here, kind, gender) if relation.certainty == Tie.Certainty.CERTAIN else None
    if unnamed:
        unnamed.token = sent.token
        unnamed.save(update_fields=["token"])
        change_facts(unnamed, facts, "", sent)
        return unnamed
    relative = Relative(family=here.family, recorded_by=sent.by, recorded_at=timezone.now(), token=sent.token, **facts)
    relative.full_clean(exclude=["family", "recorded_by"])
    relative.save(force_insert=True)
    token, basis, sure = uuid5(sent.token, "tie"), relation.basis, relation.certainty
    _tie(here, relative, kind, newcomer=newcomer, sent=sent, token=token, basis=basis, sure=sure)
    return relative


def _unnamed(here: Relative, kind: str, gender: str) -> Relative | None:
    """A parent without a name who was added because others are known through her."""
    if kind != UP or not gender:
        return None
    ties = Tie.objects.current().filter(other=here, kind=Tie.Kind.PARENT, one__gender=gender)
    tie = ties.filter(one__first_name="", one__last_name="", one__child=None, one__merged_into=None).first()
    return tie.one if tie else None


def _tie(
    here: Relative,
    there: Relative,
    kind: str,
    *,
    newcomer: Newcomer,
    sent: Sender,
    token: UUID,
    basis: str = "",
    sure: str = Tie.Certainty.CERTAIN,
) -> None:
    of_step, is_first = _TIE_OF_STEP[kind]
    one, other = (there, here) if is_first else (here, there)
    tie = Tie(one=one, other=other, kind=of_step, basis=basis, certainty=sure, on=sent.today)
    tie.asserted_by = newcomer.asserted_by
    save(tie, sent, token)


@transaction.atomic
def change_relative(*, relative: Relative, child: Child, facts: dict[str, Any], why: str, sent: Sender) -> Relative:
    """What is known of somebody is another thing than was recorded; each change leaves a dated entry.

    Raises ValidationError, PermissionDenied, or ChangedSinceError.
    """
    lock_child(child.pk)
    relative.refresh_from_db()
    if all(getattr(relative, name) == became for name, became in facts.items()):
        return relative
    child = opened(child, sent)
    _refuse_without_reason(relative, facts)
    change_facts(relative, facts, why, sent)
    done(child, sent, verb="change_relative", target=f"relative:{relative.pk}")
    return relative


def _refuse_without_reason(relative: Relative, facts: dict[str, Any]) -> None:
    faults = {
        f"{flag}_why": "Say why."
        for flag in ("do_not_contact", "unsafe")
        if facts.get(flag, facts.get(f"is_{flag}")) and not facts.get(f"{flag}_why")
    }
    if relative.is_named and not (facts.get("first_name") or facts.get("last_name")):
        faults["first_name"] = "Write at least one name."
    if faults:
        raise ValidationError(dict(faults))


def change_facts(relative: Relative, facts: dict[str, Any], why: str, sent: Sender) -> None:
    """Write facts of somebody, each with a dated entry. Whoever calls holds the child's lock and notes it."""
    now = timezone.now()
    for column, became in facts.items():
        was = getattr(relative, column)
        if was == became:
            continue
        RelativeChange.objects.create(
            relative=relative,
            column=column,
            was="" if was in {None, False} else str(was),
            became="" if became in {None, False} else str(became),
            why=why.strip(),
            recorded_by=sent.by,
            recorded_at=now,
        )
        setattr(relative, column, became)
    relative.clean_fields(exclude=["family", "recorded_by", "tribe", "child", "merged_into"])
    relative.save(update_fields=list(facts))


def add_tie(
    *, child: Child, one: Relative, other: Relative, kind: str, on: date, said: dict[str, Any], sent: Sender
) -> Tie:
    """Two people of the family are tied to each other. Raises as `keep` does."""
    if one.pk == other.pk:
        raise ValidationError({"other": "Choose somebody else: nobody is tied to herself."})
    known = Tie.objects.current().filter(one=one, other=other, kind=kind, ended_on=None, basis=said["basis"])
    if known.exclude(token=sent.token).exists():
        raise ValidationError({"other": "This tie is recorded already."})
    return keep(Tie(one=one, other=other, kind=kind, on=on, **said), child=child, sent=sent, verb="add_tie")


def add_contact_point(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> ContactPoint:
    """A way to reach somebody is known. Raises as `keep` does."""
    return keep(ContactPoint(relative=relative, **said), child=child, sent=sent, verb="add_contact_point")


def add_note(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> RelativeNote:
    """Something was told of somebody. Raises as `keep` does."""
    return keep(RelativeNote(relative=relative, **said), child=child, sent=sent, verb="add_relative_note")
