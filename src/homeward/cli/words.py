"""How the command line says days, lengths of time, outcomes and owners."""

from datetime import date
from typing import Final

BY_URGENCY: Final = ("overdue", "cannot_tell", "open", "upcoming", "missed", "met_late", "met", "not_required")
"""The outcomes in the order in which a page has them."""

SYMBOLS: Final = {
    "overdue": "!",
    "cannot_tell": "?",
    "open": "○",
    "upcoming": "·",
    "missed": "✗",
    "met_late": "✓",
    "met": "✓",
    "not_required": "-",
    "required": "!",
    "optional": "○",
    "exempt": "-",
    "not_yet": "·",
}
"""A sign for each outcome and determination. It stands beside the word, never for it."""

STYLES: Final = {
    "overdue": "bold red",
    "cannot_tell": "magenta",
    "open": "yellow",
    "upcoming": "dim",
    "missed": "red",
    "met_late": "green",
    "met": "green",
    "not_required": "dim",
    "required": "bold red",
    "optional": "yellow",
    "exempt": "dim",
    "not_yet": "dim",
}

_PROPER: Final = {"tpr ": "TPR ", "indian ": "Indian ", "abuse neglect": "abuse or neglect"}


def plain(code: str) -> str:
    """A code of the vocabulary as words: "permanency plan filed"."""
    words = code.replace("_", " ")
    for lower, proper in _PROPER.items():
        words = words.replace(lower, proper)
    return words


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def day_words(day: date) -> str:
    """A day as one says it: "Mon, Mar 3, 2025"."""
    return f"{day:%a, %b} {day.day}, {day.year}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """So many of something: "1 child", "2,000 children"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def away(day: date, today: date) -> str:
    """How far a day is from another: "today", "in 5 days", "3 days ago"."""
    days = (day - today).days
    if abs(days) <= 1:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {days:,} days" if days > 0 else f"{-days:,} days ago"


def printable(text: str) -> str:
    """A text of the data on one line, with nothing in it that would steer a terminal."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
