"""What a family tree proposes: how those who were chosen of it are tied to those who are known, and to each other."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from homeward.family.kinship import DOWN, GUARDIAN, LIKE_KIN, MENTOR, PARTNER, SIBLING, UP
from homeward.family.models import Tie
from homeward.family.relations import ANY, RELATIONS, Relation
from homeward.family.tree_file import FileTie, Somebody, TreeFile

_BEGINNINGS: Final = {
    tuple(kind for kind, _ in one.way[:number]) for one in RELATIONS.values() for number in range(1, len(one.way) + 1)
}
"""The kinds of steps with which some word of kinship begins: no other way is followed."""
_SURE: Final = ("", Tie.Basis.BIOLOGICAL)
_SINGLE: Final = {PARTNER: "partner", GUARDIAN: "guardian", LIKE_KIN: "like_kin", MENTOR: "mentor"}


@dataclass(frozen=True)
class Step:
    """One step in the file: what kind, to whom, and by which tie if one tie says it."""

    kind: str
    to: int
    tie: FileTie | None = None


@dataclass(frozen=True)
class Proposal:
    """Who somebody is to somebody who is known, or was chosen too."""

    code: str
    of: int


class Ties:
    """The ties of a file, as steps from each of its people."""

    def __init__(self, tree: TreeFile) -> None:
        self.people = {one.number: one for one in tree.people}
        self.steps: dict[int, list[Step]] = {one.number: [] for one in tree.people}
        for tie in tree.ties:
            there, back = _WAYS[Tie.Kind(tie.kind)]
            if there:
                self.steps[tie.one].append(Step(there, tie.other, tie))
            if back:
                self.steps[tie.other].append(Step(back, tie.one, tie))
        for one in tree.people:
            told = {step.to for step in self.steps[one.number] if step.kind == SIBLING}
            for number in sorted(self._of_one_parent(one.number) - told):
                self.steps[one.number].append(Step(SIBLING, number))

    def _of_one_parent(self, number: int) -> set[int]:
        parents = self.to(number, UP)
        return {child for parent in parents for child in self.to(parent, DOWN)} - {number}

    def to(self, number: int, kind: str) -> set[int]:
        """Those to whom one step of a kind leads."""
        return {step.to for step in self.steps[number] if step.kind == kind}

    def told(self, somebody: Somebody) -> list[tuple[str, list[str]]]:
        """What the file says of somebody: child of, brother or sister of, partner of, parent of; with names."""
        found = []
        for words, kind in _TOLD:
            names = sorted(self.people[one].name for one in self.to(somebody.number, kind) if self.people[one].name)
            if names:
                found.append((words, names))
        return found

    def from_(self, start: int) -> Iterator[list[Step]]:
        """The ways that lead on from somebody and may become a word of kinship; each passes nobody twice."""
        waiting: list[list[Step]] = [[]]
        while waiting:
            way = waiting.pop()
            if way:
                yield way
            if way and not _is_plain(way[-1]):
                continue
            kinds, passed = tuple(step.kind for step in way), {start, *(step.to for step in way)}
            waiting += [
                [*way, step]
                for step in self.steps[way[-1].to if way else start]
                if step.to not in passed and (*kinds, step.kind) in _BEGINNINGS
            ]


_WAYS: Final = {
    Tie.Kind.PARENT: (DOWN, UP),
    Tie.Kind.PARTNER: (PARTNER, PARTNER),
    Tie.Kind.SIBLING: (SIBLING, SIBLING),
    Tie.Kind.GUARDIAN: ("", GUARDIAN),
    Tie.Kind.LIKE_KIN: (LIKE_KIN, LIKE_KIN),
    Tie.Kind.MENTOR: ("", MENTOR),
}
"""The step from the first to the second of a tie, and back; empty where no relation has a word for it."""
_TOLD: Final = (
    ("Child of", UP),
    ("Brother or sister of", SIBLING),
    ("Partner of", PARTNER),
    ("Parent of", DOWN),
    ("In the care of", GUARDIAN),
    ("Like family to", LIKE_KIN),
    ("Has as mentor", MENTOR),
)


def _is_plain(step: Step) -> bool:
    """Whether one may go on over it: what is alleged, by law or step leads to no word for those behind."""
    return step.tie is None or (step.tie.certainty == Tie.Certainty.CERTAIN and step.tie.basis in _SURE)


def proposals(ties: Ties, known: Iterable[int], chosen: Iterable[int]) -> dict[int, Proposal]:
    """For each who was chosen the nearest who is known or chosen too, and the word between them; who is nearest first.

    Whoever no word reaches is left out: somebody must say who that is.
    """
    wanted, found = set(chosen), dict[int, Proposal]()
    waiting: list[tuple[int, int, str, int]] = []
    placed = set(known)
    for number in sorted(placed):
        _add_from(ties, number, waiting)
    while waiting:
        _, of, code, number = heapq.heappop(waiting)
        if number in wanted and number not in placed:
            placed.add(number)
            found[number] = Proposal(code, of)
            _add_from(ties, number, waiting)
    return found


def _add_from(ties: Ties, start: int, waiting: list[tuple[int, int, str, int]]) -> None:
    """The shortest first; of those as short, what the file itself says before what follows from it."""
    for way in ties.from_(start):
        if code := _code(ties, way):
            cost = 2 * len(way) + sum(step.tie is None for step in way)
            heapq.heappush(waiting, (cost, start, code, way[-1].to))


def _code(ties: Ties, way: list[Step]) -> str:
    """The relation that says a way; empty if there is none."""
    genders = [ties.people[step.to].gender for step in way]
    if len(way) == 1:
        return _of_one_step(way[0], genders[0])
    for relation in RELATIONS.values():
        if len(relation.way) == len(way) and all(
            step.kind == kind and gender in {ANY, has}
            for step, has, (kind, gender) in zip(way, genders, relation.way, strict=True)
        ):
            return relation.code if _is_plain(way[-1]) else ""
    return ""


def _of_one_step(step: Step, gender: str) -> str:
    if step.kind in _SINGLE:
        return _SINGLE[step.kind]
    basis, certainty = (step.tie.basis, step.tie.certainty) if step.tie else ("", Tie.Certainty.CERTAIN)
    for relation in RELATIONS.values():
        ((kind, has),) = relation.way if len(relation.way) == 1 else (("", ""),)
        if kind != step.kind or (has and has != gender):
            continue
        if kind != UP or (relation.basis == (basis or Tie.Basis.BIOLOGICAL) and relation.certainty == certainty):
            return relation.code
    return ""


def as_in_file(relation: Relation, of: int, somebody: Somebody, ties: Ties) -> FileTie | None:
    """The tie of the file that a relation of one step says, if there is one."""
    if len(relation.way) != 1:
        return None
    kind = relation.way[0][0]
    return next((step.tie for step in ties.steps[of] if step.kind == kind and step.to == somebody.number), None)


def further_ties(tree: TreeFile, known: set[int], found: dict[int, Proposal], ties: Ties) -> list[int]:
    """The places in the file of what else it says of those who are chosen, and of those who are known."""
    said = {as_in_file(RELATIONS[one.code], one.of, ties.people[number], ties) for number, one in found.items()}
    here = known | set(found)
    return [
        place
        for place, tie in enumerate(tree.ties)
        if {tie.one, tie.other} <= here and not {tie.one, tie.other} <= known and tie not in said
    ]
