"""What is recorded of the people of a family: who they are, what ties them, how to reach them, what was told."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from homeward.casefile.models import Child, TribalAffiliation
from homeward.family.keep import Sender, done, keep, lock_family, opened, save
from homeward.family.kinship import DOWN, GUARDIAN, LIKE_KIN, MENTOR, PARTNER, SIBLING, UP
from homeward.family.models import ContactPoint, Family, Relative, RelativeChange, RelativeNote, Tie
from homeward.family.models.people import HowKnown
from homeward.family.relations import Relation
from homeward.family.sharing import KEPT_APART, as_by_now, is_kept_apart, read_with, recorded_as
from homeward.workforce.models import Tribe

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

FLAGS: Final = {"do_not_contact": "do_not_contact_why", "is_unsafe": "unsafe_why"}
"""The flags for safety, each with the column of its reason."""

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
    the same agency; a restricted record joins nobody's, and nobody joins a family with one.

    That they are brothers and sisters is taken from the family file, as likely: who their parents are is not.
    """
    if known := as_relative(child):
        return known
    siblings = Child.objects.filter(case_id=child.case_id, agency=child.agency, is_restricted=False).exclude(
        pk=child.pk
    )
    may_share = child.case_id and not child.is_restricted
    closed = Relative.objects.filter(child__is_restricted=True).values("family")
    of_siblings = Relative.objects.filter(child__in=siblings).exclude(family__in=closed)
    first = of_siblings.first() if may_share else None
    family = first.family if first else Family.objects.create()
    own = Relative.objects.create(family=family, child=child, gender=child.gender, recorded_at=timezone.now())
    for sibling in of_siblings.filter(family=family).exclude(pk=own.pk):
        tie = Tie(
            recorded_for=child,
            one=sibling,
            other=own,
            kind=Tie.Kind.SIBLING,
            certainty=Tie.Certainty.LIKELY,
            on=sent.today,
        )
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


@dataclass(frozen=True)
class _Adding:
    """A newcomer who is being added, for whom, and by whom."""

    child: Child
    newcomer: Newcomer
    sent: Sender


@transaction.atomic
def add_relative(*, child: Child, newcomer: Newcomer, of: Relative | None, sent: Sender) -> Relative:
    """Somebody is known: a relative of the child, or of a relative. Whoever stands in between is added without a name.

    If only an unnamed person stands where this one belongs, that person gets the name. The same form twice adds once.
    Raises ValidationError, PermissionDenied, or ChangedSinceError.
    """
    lock_family(child)
    if kept := Relative.objects.filter(token=sent.token).first():
        return kept
    child = opened(child, sent)
    if not (newcomer.facts.get("first_name") or newcomer.facts.get("last_name")):
        raise ValidationError({"first_name": "Write at least one name."})
    here = of or joined(child, sent)
    adding = _Adding(child, newcomer, sent)
    for number, (kind, gender) in enumerate(newcomer.relation.way[:-1]):
        here = _through(here, kind, gender, adding, number)
    relative = _at_the_end(here, adding)
    for kind, value in ((ContactPoint.Kind.PHONE, newcomer.phone), (ContactPoint.Kind.ADDRESS, newcomer.address)):
        if value:
            point = ContactPoint(relative=relative, kind=kind, value=value, recorded_for=child, on=sent.today)
            point.source = newcomer.asserted_by
            save(point, sent, uuid5(sent.token, kind))
    done(child, sent, verb="add_relative", target=f"relative:{relative.pk}")
    return relative


def _through(here: Relative, kind: str, gender: str, adding: _Adding, number: int) -> Relative:
    """The next person on the way: the one who is known, the surest and first of several; else somebody without a name.

    Only of parents is it known who is meant by "the mother"; a sister in between may be any sister.
    """
    if kind == UP:
        ties = _to_parents(here, adding.child).filter(one__gender=gender, ended_on=None).exclude(basis=Tie.Basis.STEP)
        rank = list(Tie.Certainty)
        known = sorted(ties.select_related("one"), key=lambda tie: rank.index(Tie.Certainty(tie.certainty)))
        if known:
            return as_by_now(known[0].one, adding.child)
    between = Relative.objects.create(
        family=here.family,
        gender=gender,
        recorded_for=adding.child,
        recorded_by=adding.sent.by,
        recorded_at=timezone.now(),
    )
    _tie(here, between, kind, adding, token=uuid5(adding.sent.token, f"tie {number}"))
    return between


def _to_parents(here: Relative, child: Child) -> QuerySet[Tie]:
    """The ties to the parents of somebody, under whichever record of her they stand; in the order of their days."""
    ties = Tie.objects.current().filter(read_with(child), other__in=recorded_as(here, child), kind=Tie.Kind.PARENT)
    return ties.order_by("on", "recorded_at")


def _at_the_end(here: Relative, adding: _Adding) -> Relative:
    """The newcomer herself, tied to whom she is known by."""
    child, newcomer, sent = adding.child, adding.newcomer, adding.sent
    relation, (kind, gender) = newcomer.relation, newcomer.relation.way[-1]
    facts = {"gender": gender, **{name: value for name, value in newcomer.facts.items() if value}}
    unnamed = _unnamed(here, kind, gender, child) if relation.certainty == Tie.Certainty.CERTAIN else None
    if unnamed:
        unnamed.token = sent.token
        unnamed.save(update_fields=["token"])
        change_facts(unnamed, facts, "", child=child, sent=sent)
        return unnamed
    relative = Relative(family=here.family, recorded_for=child, recorded_by=sent.by, token=sent.token, **facts)
    relative.recorded_at = timezone.now()
    relative.full_clean(exclude=["family", "recorded_by", "recorded_for"])
    relative.save(force_insert=True)
    token, basis, sure = uuid5(sent.token, "tie"), relation.basis, relation.certainty
    _tie(here, relative, kind, adding, token=token, basis=basis, sure=sure)
    return relative


def _unnamed(here: Relative, kind: str, gender: str, child: Child) -> Relative | None:
    """A parent without a name who was added because others are known through her."""
    if kind != UP or not gender:
        return None
    ties = _to_parents(here, child).filter(one__gender=gender)
    tie = ties.filter(one__first_name="", one__last_name="", one__child=None, one__merged_into=None).first()
    return tie.one if tie and not is_kept_apart(tie.one, child) else None


def _tie(
    here: Relative,
    there: Relative,
    kind: str,
    adding: _Adding,
    *,
    token: UUID,
    basis: str = "",
    sure: str = Tie.Certainty.CERTAIN,
) -> None:
    of_step, is_first = _TIE_OF_STEP[kind]
    one, other = (there, here) if is_first else (here, there)
    tie = Tie(one=one, other=other, kind=of_step, basis=basis, certainty=sure, on=adding.sent.today)
    tie.recorded_for, tie.asserted_by = adding.child, adding.newcomer.asserted_by
    save(tie, adding.sent, token)


@transaction.atomic
def change_relative(*, relative: Relative, child: Child, facts: dict[str, Any], why: str, sent: Sender) -> Relative:
    """What is known of somebody is another thing than was recorded; each change leaves a dated entry.

    Raises ValidationError, PermissionDenied, or ChangedSinceError.
    """
    lock_family(child)
    relative.refresh_from_db()
    lifted = _flags_lifted(relative, facts, child)
    if not lifted and all(getattr(relative, name) == became for name, became in facts.items()):
        return relative
    child = opened(child, sent)
    _refuse_without_reason(relative, facts)
    change_facts(relative, facts, why, child=child, sent=sent)
    for other, flags in lifted:
        change_facts(other, flags, why, child=child, sent=sent)
    done(child, sent, verb="change_relative", target=f"relative:{relative.pk}")
    return relative


def _flags_lifted(
    relative: Relative, facts: dict[str, Any], child: Child
) -> list[tuple[Relative, dict[str, bool | str]]]:
    """Other records of the same person with a flag that is taken away from her: it would hold as long as one has it."""
    gone = {flag: why for flag, why in FLAGS.items() if facts.get(flag) is False}
    others = Relative.objects.filter(pk__in=recorded_as(relative, child) - {relative.pk}) if gone else ()
    found = [(one, {flag: why for flag, why in gone.items() if getattr(one, flag)}) for one in others]
    return [
        (one, {**dict.fromkeys(flags, False), **dict.fromkeys(flags.values(), "")}) for one, flags in found if flags
    ]


def _refuse_without_reason(relative: Relative, facts: dict[str, Any]) -> None:
    faults = {why: "Say why." for flag, why in FLAGS.items() if facts.get(flag) and not facts.get(why)}
    if relative.is_named and not (facts.get("first_name") or facts.get("last_name")):
        faults["first_name"] = "Write at least one name."
    if faults:
        raise ValidationError(dict(faults))


def change_facts(relative: Relative, facts: dict[str, Any], why: str, *, child: Child, sent: Sender) -> None:
    """Write facts of somebody, each with a dated entry. Whoever calls holds the child's lock and notes it.

    Raises ValidationError if the child's record is restricted and others read this person too.
    """
    if is_kept_apart(relative, child):
        raise ValidationError(KEPT_APART)
    now = timezone.now()
    for column, became in facts.items():
        was = getattr(relative, column)
        if was == became:
            continue
        RelativeChange.objects.create(
            relative=relative,
            recorded_for=child,
            column=column,
            was="" if was in {None, False} else str(was),
            became="" if became in {None, False} else str(became),
            why=why.strip(),
            recorded_by=sent.by,
            recorded_at=now,
        )
        setattr(relative, column, became)
    relative.clean_fields(exclude=["family", "recorded_by", "recorded_for", "tribe", "child", "merged_into"])
    relative.save(update_fields=list(facts))


def add_tie(
    *, child: Child, one: Relative, other: Relative, kind: str, on: date, said: dict[str, Any], sent: Sender
) -> Tie:
    """Two people of the family are tied to each other. A tie that is over is said once more, with the day on which it
    ended. Raises as `keep` does.
    """
    if one.pk == other.pk:
        raise ValidationError({"other": "Choose somebody else: nobody is tied to herself."})
    known = Tie.objects.current().filter(read_with(child), one=one, other=other, kind=kind, ended_on=None)
    known = known.filter(basis=said["basis"])
    ended_on = said.get("ended_on")
    if ended_on and not on <= ended_on <= sent.today:
        raise ValidationError({"ended_on": "It ends after it is known, and not in the future."})
    if not ended_on and known.exclude(token=sent.token).exists():
        raise ValidationError({"other": "This tie is recorded already."})
    tie = Tie(one=one, other=other, kind=kind, on=on, recorded_for=child, **said)
    return keep(tie, child=child, sent=sent, verb="add_tie")


def add_contact_point(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> ContactPoint:
    """A way to reach somebody is known. Raises as `keep` does."""
    point = ContactPoint(relative=relative, recorded_for=child, **said)
    return keep(point, child=child, sent=sent, verb="add_contact_point")


def add_note(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> RelativeNote:
    """Something was told of somebody; for which tribe, if the child has several. Raises as `keep` does."""
    said = {**said, "tribe": _tribe_of(child, said, sent)}
    note = RelativeNote(relative=relative, recorded_for=child, **said)
    return keep(note, child=child, sent=sent, verb="add_relative_note")


def _tribe_of(child: Child, said: dict[str, Any], sent: Sender) -> Tribe | None:
    """For which tribe a note is: the one that is chosen, or the child's only one; none if it is for others."""
    if said["for_whom"] != RelativeNote.ForWhom.TRIBE:
        return None
    known = tribes_of(child, sent.today)
    chosen = said.get("tribe") or (known[0] if len(known) == 1 else None)
    if chosen not in known:
        raise ValidationError({"tribe": "Choose for which of the child's tribes it is; it must be recorded."})
    return chosen


def tribes_of(child: Child, on: date) -> list[Tribe]:
    """The tribes to which a child is known to belong on a day."""
    known = TribalAffiliation.objects.in_force(on).filter(child=child)
    return list(Tribe.objects.filter(pk__in=known.values("tribe")).order_by("pk"))
