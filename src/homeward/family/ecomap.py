"""The eco-map: the child in the middle, on both sides the people with whom a connection is recorded."""

from dataclasses import dataclass
from typing import Final

from homeward.family.genogram import HEIGHT, MARGIN, WIDTH, shortened
from homeward.family.models import Connection
from homeward.family.people import Member

APART: Final = 220
"""Between the child and the people on either side."""
_STEP: Final = HEIGHT + 22
_MOST_LETTERS: Final = 24


@dataclass(frozen=True)
class Spot:
    """One person and the line to the child."""

    member: Member
    connection: Connection
    x: int
    y: int
    line: tuple[int, int, int, int]

    @property
    def name(self) -> str:
        return shortened(self.member.name, _MOST_LETTERS)

    @property
    def says(self) -> str:
        """How strong, and whether it is lifelong."""
        said = str(self.connection.get_strength_display())
        return f"{said}, lifelong" if self.connection.is_lifelong else said

    @property
    def text_x(self) -> int:
        return self.x + WIDTH // 2

    @property
    def name_y(self) -> int:
        return self.y + 24

    @property
    def says_y(self) -> int:
        return self.y + 42

    @property
    def style(self) -> str:
        return f"g-bond g-bond--{self.connection.strength}"

    @property
    def starts_with_arrow(self) -> bool:
        """Whether the line has an arrow at the child."""
        return self.connection.direction != Connection.Direction.FROM_CHILD

    @property
    def ends_with_arrow(self) -> bool:
        return self.connection.direction != Connection.Direction.TO_CHILD


@dataclass(frozen=True)
class EcoMap:
    """Everything that is drawn, and how large it is."""

    spots: list[Spot]
    width: int
    height: int
    child_x: int
    child_y: int


def draw(members: list[Member]) -> EcoMap:
    """The eco-map of those among them with whom a connection is recorded."""
    known = [(one, one.connection) for one in members if one.connection]
    rows = (len(known) + 1) // 2
    height = 2 * MARGIN + max(rows, 1) * _STEP
    child_x, child_y = MARGIN + WIDTH + APART, height // 2 - HEIGHT // 2
    spots = []
    for number, (member, connection) in enumerate(known):
        row, is_right = divmod(number, 2)
        in_column = rows - (len(known) % 2 if is_right else 0)
        x = child_x + WIDTH + APART if is_right else MARGIN
        y = height // 2 - in_column * _STEP // 2 + row * _STEP
        near = child_x + WIDTH if is_right else child_x
        line = (near, child_y + HEIGHT // 2, x if is_right else x + WIDTH, y + HEIGHT // 2)
        spots.append(Spot(member, connection, x, y, line))
    return EcoMap(spots, child_x + 2 * WIDTH + APART + MARGIN, height, child_x, child_y)
