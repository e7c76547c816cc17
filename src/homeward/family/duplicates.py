"""Two records that may be of one person: found by name and number, brought together and set apart by a person.

Nothing is rewritten when two are brought together: one record says into whom it was merged, and whoever reads the
family reads both as one (`people.kinsfolk_of`). So it can be undone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, Final
from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.casefile.models import Child
from homeward.family.actions import FACTS, change_facts
from homeward.family.keep import Sender, done, lock_family, opened
from homeward.family.models import Relative
from homeward.family.people import Kinsfolk, Member
from homeward.family.sharing import is_kept_apart

_ALIKE: Final = 0.86
MOST_SHOWN: Final = 50
"""So many pairs are looked through at once."""


@dataclass(frozen=True)
class Pair:
    """Two who may be one person, and why."""

    one: Member
    other: Member
    has_number: bool
    """Whether they have one number or address."""
    likeness: float
    """How nearly the same their names are; 0: not nearly."""

    @property
    def because(self) -> str:
        """What speaks for it, in words."""
        reasons = (
            (self.likeness, "their names are nearly the same"),
            (self.has_number, "they have one number or address"),
        )
        return ", and ".join(words for holds, words in reasons if holds)


def pairs_of(kinsfolk: Kinsfolk) -> list[Pair]:
    """Those of a family who may be recorded twice, the most alike first."""
    named = [_Known(one) for one in kinsfolk.others if one.relative.is_named and one.relative.child_id is None]
    found = [pair for one, other in combinations(named, 2) if (pair := _alike(one, other))]
    return sorted(found, key=lambda pair: (pair.has_number, pair.likeness), reverse=True)


class _Known:
    """Somebody with all by which a second record of her is found: made once, held against many."""

    def __init__(self, member: Member) -> None:
        self.member, self.born = member, member.relative.birth_date
        self.numbers = {re.sub(r"\W", "", point.value.lower()) for point in member.points}
        self.names = _names(member.relative)
        self.nearly = _Nearly(self.names)


def _alike(one: _Known, other: _Known) -> Pair | None:
    """Two who may be one person, if anything speaks for it; a birth date that is another one speaks against all."""
    if one.born and other.born and one.born != other.born:
        return None
    has_number, likeness = bool(one.numbers & other.numbers), one.nearly.likeness_of(other.names)
    return Pair(one.member, other.member, has_number, likeness) if has_number or likeness else None


def known_like(newcomers: Iterable[Relative], members: Iterable[Member]) -> list[list[Member]]:
    """For each who is not recorded yet, those of the family who may be the same person by name and birth date."""
    named = [one for one in members if one.relative.is_named]
    known = [(one, Relative(first_name=one.name) if one.relative.child else one.relative) for one in named]
    names = [(one, _names(who), (one.relative.child or who).birth_date) for one, who in known]
    found = []
    for newcomer in newcomers:
        nearly, born = _Nearly(_names(newcomer)), newcomer.birth_date
        found.append(
            [one for one, called, on in names if not (born and on and born != on) and nearly.likeness_of(called)]
        )
    return found


class _Nearly:
    """Some names, and whether others are nearly the same. What is cheap is looked at first: how long they are, which
    letters they have, and only then the letters one by one.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._matchers = [SequenceMatcher(None, b=name) for name in names]

    def likeness_of(self, names: Iterable[str]) -> float:
        """That of the two names that are most alike; 0 if none are nearly the same."""
        return max((_likeness(matcher, name) for name in names for matcher in self._matchers), default=0)


def _likeness(matcher: "SequenceMatcher[str]", name: str) -> float:
    matcher.set_seq1(name)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _ALIKE:
        return 0
    found = matcher.ratio()
    return found if found >= _ALIKE else 0


def _plain(name: str) -> str:
    """A name in small letters without accents, the parts in order of the alphabet."""
    letters = "".join(sign for sign in normalize("NFKD", name.lower()) if sign.isalpha() or sign == " ")
    return " ".join(sorted(letters.split()))


def _names(relative: Relative) -> list[str]:
    """The name and the other names, each made plain."""
    said = [str(relative), *relative.other_names.split(",")]
    return [plain for name in said if (plain := _plain(name))]


@transaction.atomic
def merge_relatives(*, child: Child, kept: Relative, same: Relative, sent: Sender) -> Relative:
    """Two records are of one person; the one that is kept gets what only the other one knows, and its flags.

    Raises ValidationError for a child of the file, PermissionDenied, or ChangedSinceError.
    """
    lock_family(child)
    kept.refresh_from_db()
    same.refresh_from_db()
    if same.merged_into_id == kept.pk:
        return kept
    child = opened(child, sent)
    if same.child_id or kept.pk == same.pk or kept.merged_into_id or same.merged_into_id:
        raise ValidationError("These two can not be one person. Look at the family again.")
    if is_kept_apart(kept, child):
        raise ValidationError("Keep the one who is recorded for this child: this record is restricted.")
    facts: dict[str, Any] = {
        name: getattr(same, name) for name in FACTS if getattr(same, name) and not getattr(kept, name)
    }
    known = {str(kept), *filter(None, kept.other_names.split(", "))}
    if str(same) not in known:
        facts["other_names"] = ", ".join(filter(None, (kept.other_names, str(same))))
    if kept.child_id is None and facts:
        change_facts(kept, facts, f"Found to be the same person as {same}", child=child, sent=sent)
    same.merged_into = kept
    same.save(update_fields=["merged_into"])
    done(child, sent, verb="merge_relatives", target=f"relative:{same.pk}")
    return kept


@transaction.atomic
def separate_relatives(*, child: Child, relative: Relative, sent: Sender) -> Relative:
    """They are two people after all. Raises PermissionDenied, or ChangedSinceError."""
    lock_family(child)
    relative.refresh_from_db()
    if relative.merged_into_id is None:
        return relative
    child = opened(child, sent)
    relative.merged_into = None
    relative.save(update_fields=["merged_into"])
    done(child, sent, verb="separate_relatives", target=f"relative:{relative.pk}")
    return relative
