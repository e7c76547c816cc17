"""The genogram: generations as rows, nobody on top of anybody, every line a tie; and what it says as a table.

Within a row those who have children together stand side by side, and everybody as near as can be to whom she is tied
to. Boxes are put one after the other from the left, so that no two ever overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final
from uuid import UUID

from homeward.family.kinship import LIKE_KIN, MATERNAL, MENTOR, PATERNAL
from homeward.family.models import Tie
from homeward.family.people import Kinsfolk, Member

WIDTH, HEIGHT, GAP, BETWEEN, MARGIN = 178, 56, 22, 96, 24
NAME_LETTERS, KIN_LETTERS = 20, 25
OUTSIDE: Final = -99
"""The row of like-kin, mentors, and those whom no tie reaches."""
_SWEEPS: Final = 6
_SIDE: Final = {PATERNAL: -1, "": 0, MATERNAL: 1}


@dataclass(frozen=True)
class Box:
    """One person, drawn."""

    member: Member
    x: int
    y: int
    is_child: bool

    width, height = WIDTH, HEIGHT

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def centre(self) -> int:
        return self.y + HEIGHT // 2

    @property
    def bottom(self) -> int:
        return self.y + HEIGHT

    @property
    def name(self) -> str:
        return shortened(self.member.name, NAME_LETTERS)

    @property
    def kin(self) -> str:
        return shortened(self.member.kin_words, KIN_LETTERS)

    @property
    def text_x(self) -> int:
        return self.x + 32

    @property
    def name_y(self) -> int:
        return self.y + 24

    @property
    def kin_y(self) -> int:
        return self.y + 42

    @property
    def sign(self) -> tuple[int, int]:
        """Where the sign of the gender stands: its middle."""
        return self.x + 17, self.centre

    @property
    def style(self) -> str:
        """Its classes."""
        flags = (
            ("child", self.is_child),
            ("unsafe", self.member.relative.is_unsafe),
            ("unnamed", not self.member.relative.is_named),
        )
        return " ".join(["g-box", *(f"g-box--{name}" for name, holds in flags if holds)])


@dataclass(frozen=True)
class Line:
    """A tie, drawn as a path."""

    path: str
    style: str


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn, and how large it is."""

    boxes: list[Box]
    lines: list[Line]
    width: int
    height: int


def shortened(text: str, letters: int) -> str:
    """A text that fits into its box; the whole stands in the table and in the box's title."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def draw(kinsfolk: Kinsfolk) -> Drawing:
    """The genogram of a child's family."""
    rows = _rows(kinsfolk.members)
    where = _placed(rows, kinsfolk.ties)
    own = kinsfolk.own.pk if kinsfolk.own else None
    boxes = {one.relative.pk: _box(one, where, number, own) for number, row in enumerate(rows) for one in row}
    lines = [line for tie in kinsfolk.ties if (line := _line(tie, boxes))]
    right = max((box.x + WIDTH for box in boxes.values()), default=0)
    bottom = max((box.bottom for box in boxes.values()), default=0)
    return Drawing(list(boxes.values()), lines, right + MARGIN, bottom + MARGIN)


def _rows(members: Iterable[Member]) -> list[list[Member]]:
    """The eldest generation first, those outside last."""
    found: dict[int, list[Member]] = {}
    for one in members:
        is_outside = one.kin.distance == 99 or any(step.kind in {LIKE_KIN, MENTOR} for step in one.way)
        found.setdefault(OUTSIDE if is_outside else one.kin.generation, []).append(one)
    return [found[generation] for generation in sorted(found, reverse=True)]


def _box(one: Member, where: dict[UUID, float], row: int, own: UUID | None) -> Box:
    y = MARGIN + row * (HEIGHT + BETWEEN)
    return Box(one, MARGIN + round(where[one.relative.pk]), y, one.relative.pk == own)


def _placed(rows: list[list[Member]], ties: Sequence[Tie]) -> dict[UUID, float]:
    """From the left, where each begins."""
    near = _near(ties)
    groups = [_together(row, ties) for row in rows]
    where: dict[UUID, float] = {}
    for row in groups:
        row.sort(key=lambda group: (_side(group), group[0].name))
        _put(row, {}, where)
    for _ in range(_SWEEPS):
        for row in groups:
            wanted = {id(group): _wanted(group, near, where) for group in row}
            row.sort(key=lambda group: (_side(group), wanted[id(group)]))
            _put(row, wanted, where)
    least = min(where.values(), default=0)
    return {pk: x - least for pk, x in where.items()}


def _side(group: list[Member]) -> int:
    """The father's side on the left, the mother's on the right, and between them whoever belongs to both."""
    sides = {_SIDE[one.kin.side] for one in group}
    return sides.pop() if len(sides) == 1 else 0


def _near(ties: Iterable[Tie]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for tie in ties:
        found.setdefault(tie.one_id, []).append(tie.other_id)
        found.setdefault(tie.other_id, []).append(tie.one_id)
    return found


def _together(row: list[Member], ties: Sequence[Tie]) -> list[list[Member]]:
    """Those of a row who are partners or have a child together, as groups; men first, as is the custom."""
    in_row = {one.relative.pk for one in row}
    parents: dict[UUID, list[UUID]] = {}
    pairs = [(tie.one_id, tie.other_id) for tie in ties if tie.kind == Tie.Kind.PARTNER]
    for tie in ties:
        if tie.kind == Tie.Kind.PARENT:
            parents.setdefault(tie.other_id, []).append(tie.one_id)
    pairs += [pair for listed in parents.values() for pair in pairwise(listed)]
    group_of = {pk: {pk} for pk in in_row}
    for one, other in pairs:
        if one in in_row and other in in_row and group_of[one] is not group_of[other]:
            joined = group_of[one] | group_of[other]
            for pk in joined:
                group_of[pk] = joined
    by_id = {one.relative.pk: one for one in row}
    groups = {id(group): group for group in group_of.values()}.values()
    return [
        sorted((by_id[pk] for pk in group), key=lambda one: (one.relative.gender != "male", one.name))
        for group in groups
    ]


def _wanted(group: list[Member], near: dict[UUID, list[UUID]], where: dict[UUID, float]) -> float:
    """Where a group would stand if it were alone: below or above those whom it is tied to."""
    own = {one.relative.pk for one in group}
    others = [where[pk] for one in group for pk in near.get(one.relative.pk, ()) if pk not in own and pk in where]
    middle = fmean(others) if others else fmean(where[pk] for pk in own)
    return middle - (len(group) - 1) * (WIDTH + GAP) / 2


def _put(row: list[list[Member]], wanted: dict[int, float], where: dict[UUID, float]) -> None:
    """One after the other, each where it wants to be or right of the one before; then all moved towards the middle."""
    free, starts, pulls = float("-inf"), [], []
    for group in row:
        wish = wanted.get(id(group), free if free > float("-inf") else 0.0)
        start = max(wish, free)
        starts.append(start)
        pulls.append(wish - start)
        free = start + len(group) * (WIDTH + GAP)
    shift = fmean(pulls) if pulls else 0
    for group, start in zip(row, starts, strict=True):
        for number, one in enumerate(group):
            where[one.relative.pk] = start + shift + number * (WIDTH + GAP)


def _line(tie: Tie, boxes: dict[UUID, Box]) -> Line | None:
    """The path of a tie; ties to like-kin and mentors stand in words in their boxes."""
    one, other = boxes.get(tie.one_id), boxes.get(tie.other_id)
    if one is None or other is None or tie.kind in {Tie.Kind.LIKE_KIN, Tie.Kind.MENTOR}:
        return None
    sure = "" if tie.certainty == Tie.Certainty.CERTAIN else " g-line--unsure"
    ended = " g-line--ended" if tie.ended_on else ""
    style = f"g-line g-line--{tie.kind}{sure}{ended}"
    if tie.kind == Tie.Kind.PARTNER:
        left, right = sorted((one, other), key=lambda box: box.x)
        return Line(f"M{left.middle} {left.bottom}v10H{right.middle}V{right.bottom}", style)
    if tie.kind == Tie.Kind.SIBLING:
        top = min(one.y, other.y) - 14
        return Line(f"M{one.middle} {one.y}V{top}H{other.middle}V{other.y}", style)
    upper, lower = sorted((one, other), key=lambda box: box.y)
    lane = upper.bottom + 22 + (upper.x // (WIDTH + GAP)) % 5 * 9
    return Line(f"M{upper.middle} {upper.bottom}V{lane}H{lower.middle}V{lower.y}", style)
