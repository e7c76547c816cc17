"""A timeline as shapes with places: what the template sets down as SVG, and the rows of the table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 1100
LEFT: Final = 176
"""Where the days begin; the names of the lanes stand before."""
RIGHT: Final = 1084
TOP: Final = 46
"""Room for the marked months and today above the lanes."""
ROW: Final = 24
"""One row of a lane: large enough for a finger."""


@dataclass(frozen=True)
class Text:
    """Words at a place; `anchor` is start, middle or end."""

    x: float
    y: float
    says: str
    style: str
    anchor: str = "start"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


@dataclass(frozen=True)
class Box:
    """A rectangle that says nothing."""

    x: float
    y: float
    width: float
    height: float
    style: str


@dataclass(frozen=True)
class Mark:
    """Something that can be focused: `title` says it in full, `link` leads to its record or its row of the table."""

    x: float
    y: float
    width: float
    height: float
    style: str
    title: str
    link: str
    is_round: bool = False
    letter: str = ""
    label: Text | None = None

    @property
    def middle(self) -> float:
        """The middle, from left to right."""
        return round(self.x + self.width / 2, 1)

    @property
    def centre(self) -> float:
        """The middle, from top to bottom."""
        return round(self.y + self.height / 2, 1)

    @property
    def letter_line(self) -> float:
        """The line on which a letter stands in the middle of the mark."""
        return round(self.centre + 4, 1)

    @property
    def radius(self) -> float:
        """Of a round mark."""
        return self.height / 2


@dataclass(frozen=True)
class Row:
    """A row of the table: the same as one mark."""

    id: str
    lane: str
    on: date
    until: date | None
    says: str


@dataclass(frozen=True)
class Drawing:
    """A whole timeline, in the order in which it is painted; `key` says what the letters stand for."""

    height: float
    title: str
    summary: str
    boxes: Sequence[Box]
    lines: Sequence[Line]
    texts: Sequence[Text]
    path: str
    marks: Sequence[Mark]
    rows: Sequence[Row]
    key: Sequence[tuple[str, str]]
    width: int = WIDTH
