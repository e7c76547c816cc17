"""A family as a GEDCOM 7 file, which programs for family trees read: names, years, ties, and nothing else.

No address, number, note or flag goes into it, and nobody whose own record the reader may not open. gedcom7 writes it,
and raises rather than writing what the standard does not know.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

import gedcom7
from gedcom7.types import GedcomStructure as Line

from homeward.family.confidential import CLOSED
from homeward.family.models import Relative, Tie
from homeward.family.people import Kinsfolk, Member

_SEX: Final = {"female": "F", "male": "M", "other": "X"}
_BY: Final = {
    Tie.Basis.BIOLOGICAL: ("BIRTH", ""),
    Tie.Basis.ADOPTIVE: ("ADOPTED", ""),
    Tie.Basis.STEP: ("OTHER", "step"),
    Tie.Basis.LEGAL: ("OTHER", "by law"),
}
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_OTHERWISE: Final = {Tie.Kind.GUARDIAN: "guardian", Tie.Kind.LIKE_KIN: "like family", Tie.Kind.MENTOR: "mentor"}
_COUPLE: Final = 2
"""So many parents a family of the file has at most."""


class _Tree:
    """The records of a file while it is made."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.people = {one.relative.pk: _person(f"@I{number}@", one) for number, one in enumerate(members, start=1)}
        self.families: dict[frozenset[UUID], Line] = {}

    def family(self, parents: frozenset[UUID], key: frozenset[UUID] | None = None) -> Line:
        """The family of these parents; of brothers and sisters whose parents are not known, by `key`."""
        found = self.families.get(key or parents)
        if found is None:
            found = Line("FAM", xref=f"@F{len(self.families) + 1}@")
            self.families[key or parents] = found
            for role, pk in zip(("HUSB", "WIFE"), sorted(parents, key=self._man_first), strict=False):
                found.append_child(Line(role, pointer=self.people[pk].xref))
                self.people[pk].append_child(Line("FAMS", pointer=found.xref))
        return found

    def _man_first(self, pk: UUID) -> tuple[bool, str]:
        sex = next((one.text for one in self.people[pk].children if one.tag == "SEX"), "")
        return sex != "M", str(self.people[pk].xref)

    def add_child(self, pk: UUID, family: Line, *, basis: str = "", certainty: str = Tie.Certainty.CERTAIN) -> None:
        """Somebody is a child of a family."""
        family.append_child(Line("CHIL", pointer=self.people[pk].xref))
        way = Line("FAMC", pointer=family.xref)
        if basis:
            code, phrase = _BY[Tie.Basis(basis)]
            way.append_child(Line("PEDI", text=code, children=[Line("PHRASE", text=phrase)] if phrase else []))
        if certainty == Tie.Certainty.ALLEGED:
            way.append_child(Line("STAT", text="CHALLENGED"))
        self.people[pk].append_child(way)


def gedcom_of(kinsfolk: Kinsfolk) -> str:
    """The file of a family as its reader reads it."""
    members = [one for one in kinsfolk.members if one.name != CLOSED]
    tree = _Tree(members)
    ties = [one for one in kinsfolk.ties if {one.one_id, one.other_id} <= tree.people.keys()]
    _parents(tree, ties)
    known = {frozenset((tie.one_id, tie.other_id)) for tie in ties if tie.kind == Tie.Kind.PARENT}
    for tie in ties:
        pair = frozenset((tie.one_id, tie.other_id))
        if tie.kind == Tie.Kind.PARTNER:
            tree.family(pair)
        elif tie.kind == Tie.Kind.SIBLING and not _have_one_parent(pair, known):
            family = tree.family(frozenset(), key=pair | {tie.pk})
            for pk in sorted(pair, key=str):
                tree.add_child(pk, family)
        elif tie.kind in _OTHERWISE:
            role = Line("ROLE", text="OTHER", children=[Line("PHRASE", text=_OTHERWISE[Tie.Kind(tie.kind)])])
            asso = Line("ASSO", pointer=tree.people[tie.one_id].xref, children=[role])
            tree.people[tie.other_id].append_child(asso)
    head = Line("HEAD", children=[Line("GEDC", children=[Line("VERS", text="7.0")])])
    records = [head, *tree.people.values(), *tree.families.values(), Line("TRLR")]
    return gedcom7.dumps(records, validate=True)


def _parents(tree: _Tree, ties: Iterable[Tie]) -> None:
    """A child's parents of one kind and one certainty are one family; more of them than a couple stand each alone."""
    found: dict[tuple[UUID, str, str], list[UUID]] = {}
    for tie in ties:
        if tie.kind == Tie.Kind.PARENT:
            found.setdefault((tie.other_id, tie.basis, tie.certainty), []).append(tie.one_id)
    for (child, basis, certainty), parents in found.items():
        together = [parents] if len(parents) <= _COUPLE else [[one] for one in parents]
        for group in together:
            tree.add_child(child, tree.family(frozenset(group)), basis=basis, certainty=certainty)


def _have_one_parent(pair: frozenset[UUID], known: set[frozenset[UUID]]) -> bool:
    one, other = pair
    parents = [{pk for tie in known if child in tie for pk in tie - {child}} for child in (one, other)]
    return bool(parents[0] & parents[1])


def _person(xref: str, member: Member) -> Line:
    relative = member.relative
    person = Line("INDI", xref=xref)
    if relative.is_named:
        person.append_child(_name(relative))
    if relative.gender:
        person.append_child(Line("SEX", text=_SEX[relative.gender]))
    if born := _born(relative):
        person.append_child(Line("BIRT", children=[Line("DATE", text=born)]))
    if relative.is_deceased:
        person.append_child(Line("DEAT", text="Y"))
    return person


def _name(relative: Relative) -> Line:
    known = relative.child or relative
    return Line("NAME", text=f"{known.first_name} /{known.last_name}/".strip())


def _born(relative: Relative) -> str:
    """The day, or about the year."""
    if day := relative.birth_date:
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"ABT {relative.born_about}" if relative.born_about else ""
