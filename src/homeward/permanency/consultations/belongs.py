"""Whose step it is: what the form says of who does it, found among the roles and the people who work with the child."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Assignment, Child
from homeward.casefile.page import SEE_FILES
from homeward.workforce.models import Person, Role, RoleName, with_agencies_above

_OF_ROLE: Final = {
    RoleName.ONGOING_CASE_MANAGER.value: {"ongoing case manager", "case manager", "ocm"},
    RoleName.SUPERVISOR.value: {"ongoing supervisor", "supervisor", "ongoing case manager supervisor"},
    RoleName.PERMANENCY_CONSULTANT.value: {"permanency consultant", "consultant"},
}
_BETWEEN: Final = re.compile(r"\s*(?:,|;|/|&|\band\b|\bwith\b)\s*")
_SILENT: Final = {"the", "her", "his", "their", "my"}


@dataclass(frozen=True)
class Whose:
    """A role with the child, or a person who has none; neither: the case manager, who owns the plan."""

    role: str = ""
    person: Person | None = None


class Finder:
    """Finds whose step it is among those who worked with some children on a day. Two queries, and one a stranger."""

    def __init__(self, children: Sequence[Child], on: date) -> None:
        assigned = Assignment.objects.in_force(on).filter(child__in=children).select_related("person")
        self._team = {_said(one.person.name): one.role for one in assigned}
        self._agencies = {
            one for chain in with_agencies_above({c.agency_id for c in children}).values() for one in chain
        }
        self._on = on

    def find(self, who: str) -> Whose:
        """Whose step it is; of several who are named, the first who is known."""
        parts = [_said(part) for part in _BETWEEN.split(who.casefold())]
        for part in parts:
            for role, words in _OF_ROLE.items():
                if part in words:
                    return Whose(role)
            if part in self._team:
                return Whose(self._team[part])
        return next((Whose(person=found) for part in parts if (found := self._colleague(part))), Whose())

    def _colleague(self, part: str) -> Person | None:
        """The one person of that name in the agency, or in one above it, who works with children's files."""
        if not part:
            return None
        working = Role.objects.in_force(self._on).filter(name__in=SEE_FILES).values("person_id")
        named = Person.objects.filter(
            name__iexact=part, agency__in=self._agencies, is_active=True, pk__in=working
        )[:2]  # fmt: skip
        found = list(named)
        return found[0] if len(found) == 1 else None


def _said(text: str) -> str:
    return " ".join(word for word in text.casefold().split() if word not in _SILENT)


def words_of(role: str, person: object | None) -> str:
    """Whose step it is, in words."""
    if person:
        return str(person)
    return role.replace("_", " ") or RoleName.ONGOING_CASE_MANAGER.label


def roles() -> Iterable[str]:
    """The roles to which a step may belong."""
    return _OF_ROLE
