"""The six looks of an outcome, and the four of a determination: icon, word and colour, the same everywhere."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Look:
    """How a standing looks: `name` picks the colours, `icon` is drawn from the sprite, `word` is always said."""

    name: str
    icon: str
    word: str


LOOKS: Final = {
    "overdue": Look("overdue", "error", "Overdue"),
    "open": Look("open", "schedule", "Open"),
    "upcoming": Look("upcoming", "event", "Upcoming"),
    "met": Look("met", "check_circle", "Met"),
    "met_late": Look("met", "check_circle", "Met late"),
    "missed": Look("missed", "cancel", "Missed"),
    "cannot_tell": Look("cannot-tell", "help", "Cannot tell"),
    "not_required": Look("upcoming", "remove", "Not required"),
    "required": Look("overdue", "groups", "Required"),
    "optional": Look("open", "groups", "Optional"),
    "exempt": Look("upcoming", "remove", "Exempt"),
    "not_yet": Look("upcoming", "event", "Not yet"),
}

URGENCY: Final = ("overdue", "cannot_tell", "open", "upcoming", "missed", "met_late", "met", "not_required")
"""Outcomes, the most urgent first."""
