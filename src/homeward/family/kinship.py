"""Who somebody is to a child, worked out from the ties between people: "maternal great-aunt" is never typed.

The way from the child to a person is a row of steps: up to a parent, down to a child, to a brother or sister, to a
partner, a guardian, a mentor, like-kin. The shortest way counts; of two that are as long, the surer one.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from homeward.family.models import Relative, Tie

UP, DOWN, SIBLING, PARTNER, GUARDIAN, WARD, LIKE_KIN, MENTOR = (
    "up", "down", "sibling", "partner", "guardian", "ward", "like_kin", "mentor",
)  # fmt: skip
MATERNAL, PATERNAL = "maternal", "paternal"

_BOTH_WAYS: Final = {
    Tie.Kind.PARENT: (DOWN, UP),
    Tie.Kind.PARTNER: (PARTNER, PARTNER),
    Tie.Kind.SIBLING: (SIBLING, SIBLING),
    Tie.Kind.GUARDIAN: (WARD, GUARDIAN),
    Tie.Kind.LIKE_KIN: (LIKE_KIN, LIKE_KIN),
    Tie.Kind.MENTOR: (MENTOR, MENTOR),
}
"""The step from the first to the second person of a tie, and the one back."""

_COST: Final = {UP: 10, DOWN: 10, SIBLING: 20, PARTNER: 25, GUARDIAN: 30, WARD: 30, LIKE_KIN: 60, MENTOR: 60}
_DOUBT: Final = {Tie.Certainty.CERTAIN: 0, Tie.Certainty.LIKELY: 1, Tie.Certainty.ALLEGED: 2}

_WORDS: Final = {
    "parent": ("mother", "father", "parent"),
    "child": ("daughter", "son", "child"),
    "sibling": ("sister", "brother", "brother or sister"),
    "grandparent": ("grandmother", "grandfather", "grandparent"),
    "grandchild": ("granddaughter", "grandson", "grandchild"),
    "aunt": ("aunt", "uncle", "aunt or uncle"),
    "niece": ("niece", "nephew", "niece or nephew"),
    "cousin": ("cousin", "cousin", "cousin"),
    PARTNER: ("partner", "partner", "partner"),
    GUARDIAN: ("guardian", "guardian", "guardian"),
    WARD: ("ward", "ward", "ward"),
    LIKE_KIN: ("like-kin", "like-kin", "like-kin"),
    MENTOR: ("mentor", "mentor", "mentor"),
}
"""By gender: female, male, any other."""


@dataclass(frozen=True)
class Step:
    """One step of a way: what kind, by which tie, to whom."""

    kind: str
    tie: Tie
    to: UUID


@dataclass(frozen=True)
class Kin:
    """Who somebody is to the child."""

    words: str
    side: str
    """`maternal`, `paternal`, or empty: both sides, neither, or not known."""
    generation: int
    """Above the child (1: parents), of one age with her (0), below (-1)."""
    distance: int


def neighbors(ties: Iterable[Tie]) -> dict[UUID, list[Step]]:
    """From each person the steps that lead on."""
    found: dict[UUID, list[Step]] = {}
    for tie in ties:
        there, back = _BOTH_WAYS[Tie.Kind(tie.kind)]
        found.setdefault(tie.one_id, []).append(Step(there, tie, tie.other_id))
        found.setdefault(tie.other_id, []).append(Step(back, tie, tie.one_id))
    return found


def ways_from(start: UUID, ties: Iterable[Tie]) -> dict[UUID, list[Step]]:
    """The best way from somebody to each person whom ties reach."""
    leads, ways = neighbors(ties), dict[UUID, list[Step]]()
    waiting: list[tuple[int, int, UUID, list[Step]]] = [(0, 0, start, [])]
    number = 0
    while waiting:
        cost, _, here, way = heapq.heappop(waiting)
        if here in ways:
            continue
        ways[here] = way
        for step in leads.get(here, ()):
            if step.to not in ways:
                number += 1
                doubt = _DOUBT[Tie.Certainty(step.tie.certainty)] + (3 if step.tie.ended_on else 0)
                heapq.heappush(waiting, (cost + _COST[step.kind] + doubt, number, step.to, [*way, step]))
    return ways


def kin_of(way: list[Step], people: Mapping[UUID, Relative]) -> Kin:
    """Who stands at the end of a way."""
    kinds = _as_up_and_down(way)
    ups, downs, rest = _blood(kinds)
    side = _side(way, people, ups)
    generation = kinds.count(UP) - kinds.count(DOWN)
    gender = people[way[-1].to].gender
    if not rest:
        words = _plain_kin(ups, downs, gender)
        words = _by_what(way, words, gender)
        return Kin(f"{side} {words}" if side and ups > 1 else words, side, generation, len(kinds))
    words = _in_words(way, people)
    return Kin(words, side, generation, len(kinds))


def _as_up_and_down(way: list[Step]) -> list[str]:
    """The steps, a brother or sister taken as up to a parent and down again."""
    return [kind for step in way for kind in ((UP, DOWN) if step.kind == SIBLING else (step.kind,))]


def _blood(kinds: list[str]) -> tuple[int, int, list[str]]:
    """How many steps up and then down at the beginning, and what is left."""
    ups = next((number for number, kind in enumerate(kinds) if kind != UP), len(kinds))
    after = kinds[ups:]
    downs = next((number for number, kind in enumerate(after) if kind != DOWN), len(after))
    return ups, downs, after[downs:]


def _side(way: list[Step], people: Mapping[UUID, Relative], ups: int) -> str:
    """On whose side somebody is: that of the parent through whom the way goes, or who it is."""
    first = way[0]
    if first.kind != UP or not ups:
        return ""
    if len(way) > 1 and way[1].kind == DOWN:
        return ""
    return {Relative.Gender.FEMALE.value: MATERNAL, Relative.Gender.MALE.value: PATERNAL}.get(
        people[first.to].gender, ""
    )


def _word(name: str, gender: str) -> str:
    female, male, other = _WORDS[name]
    return {"female": female, "male": male}.get(gender, other)


def _greats(number: int, word: str) -> str:
    return "great-" * number + word


def _plain_kin(ups: int, downs: int, gender: str) -> str:
    """The word for so many steps up and so many down."""
    match ups, downs:
        case 0, 0:
            return "the child"
        case 1, 0:
            return _word("parent", gender)
        case _, 0:
            return _greats(ups - 2, _word("grandparent", gender))
        case 0, 1:
            return _word("child", gender)
        case 0, _:
            return _greats(downs - 2, _word("grandchild", gender))
        case 1, 1:
            return _word("sibling", gender)
        case _, 1:
            return _greats(ups - 2, _word("aunt", gender))
        case 1, _:
            return _greats(downs - 2, _word("niece", gender))
    degree, removed = min(ups, downs) - 1, abs(ups - downs)
    ordinal = {1: "", 2: "second ", 3: "third "}.get(degree, f"{degree}th ")
    return f"{ordinal}cousin" + {0: "", 1: " once removed", 2: " twice removed"}.get(
        removed, f" {removed} times removed"
    )


def _by_what(way: list[Step], words: str, gender: str) -> str:
    """The same with how the ties came to be: a stepmother, an adoptive father, an alleged one."""
    bases = {step.tie.basis for step in way}
    if len(way) == 1 and Tie.Basis.STEP in bases:
        words = f"step{words}"
    elif Tie.Basis.STEP in bases:
        words = f"step-{words}"
    elif Tie.Basis.ADOPTIVE in bases and len(way) == 1:
        words = f"adoptive {words}"
    elif Tie.Basis.LEGAL in bases and len(way) == 1:
        words = f"legal {words}"
    doubt = {step.tie.certainty for step in way}
    return f"alleged {words}" if Tie.Certainty.ALLEGED in doubt else words


def _in_words(way: list[Step], people: Mapping[UUID, Relative]) -> str:
    """Somebody to whom no single word leads: the partner of an aunt, the mentor, like-kin of a brother."""
    last = way[-1]
    own = last.kind if last.kind in _WORDS else {UP: "parent", DOWN: "child", SIBLING: "sibling"}[last.kind]
    said = _word(own, people[last.to].gender)
    if len(way) == 1:
        return f"alleged {said}" if last.tie.certainty == Tie.Certainty.ALLEGED else said
    through = kin_of(way[:-1], people)
    ended = "former " if last.tie.ended_on else ""
    return f"{ended}{said} of the {through.words}"
