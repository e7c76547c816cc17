"""Sentences for the person who has to act: what happened, what follows from it, how it stands, and where it is written.

A sentence is a row of pieces: fixed text, days, and numbers. The pieces are laid out once for all rows that read
alike (`clauses`); whoever needs text joins them: row by row (`write`) or a million at a time (`homeward.batch`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.days import Days, Flags, date_of
from homeward.policy.evaluate import CANNOT_TELL, MET, MET_LATE, MISSED, NOT_REQUIRED, OPEN, OVERDUE, UPCOMING, Answered
from homeward.policy.grammar import PLACEHOLDER
from homeward.policy.occasions import Occasions
from homeward.policy.reckoning import CAN_NOT_TELL, NO, YES
from homeward.policy.vocabulary import RATINGS

_ENDINGS: Final = {
    MET: "done on {met}",
    MET_LATE: "done on {met}, {late} after it was due by {due}",
    MISSED: "due by {due}, not done before {closed}",
    OVERDUE: "due by {due}, overdue by {overdue}",
    OPEN: "due by {due}",
    UPCOMING: "opens on {opens}, due by {due}",
}


@dataclass(frozen=True, eq=False)
class Clause:
    """Rows that read alike: `rows` says which of the answered rows; `pieces` are texts, days, or numbers of days."""

    rows: NDArray[np.int64]
    pieces: tuple["str | Days | Lapse | Ratings", ...]


@dataclass(frozen=True, eq=False)
class Lapse:
    """A number of days that is written out: "1 day", "12 days"."""

    days: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ratings:
    """A permanency rating that is written out: "poor", "not rated"."""

    codes: NDArray[np.int64]


RATING_WORDS: Final = (*(rating.replace("_", " ") for rating in RATINGS), "not rated")
"""How each rating reads in a sentence; the last is what -1 stands for."""


def day_words(day: int) -> str:
    """A day as a sentence has it: "Mar 2, 2025"; "a day not recorded" where there is none."""
    found = date_of(day)
    return f"{found:%b} {found.day}, {found.year}" if found else "a day not recorded"


def lapse_words(days: int) -> str:
    """A number of days as a sentence has it: "1 day", "12 days"."""
    return "1 day" if days == 1 else f"{days} days"


def clauses(answered: Answered, *, every: bool) -> Iterator[Clause]:
    """The sentences of one answered version: every row that is required (with `every`: every row) is in one clause."""
    for outcome, ending in _ENDINGS.items():
        yield from _clause(answered, answered.outcome == outcome, ending)
    undecided_outcomes = ((CANNOT_TELL, "cannot tell"), (NOT_REQUIRED, "not required"))
    for outcome, intro in undecided_outcomes if every else undecided_outcomes[:1]:
        undecided = answered.outcome == outcome
        for name, answers in answered.conditions.items():
            deciding = undecided & (answers == _deciding(name, answered, outcome))
            yield from _clause(answered, deciding, f"{intro}: {_reason(name, answered, outcome)}")
            undecided &= ~deciding
        yield from _clause(answered, undecided, f"{intro}: the day on which it is due is not recorded")


def _deciding(name: str, answered: Answered, outcome: int) -> int:
    """The answer of a condition that makes an obligation `cannot_tell` or `not_required`."""
    if outcome == CANNOT_TELL:
        return CAN_NOT_TELL
    return NO if name in answered.version.when else YES


def _reason(name: str, answered: Answered, outcome: int) -> str:
    word = answered.rows.facts.manual.condition_words[name]
    if outcome == CANNOT_TELL:
        return word.unknown
    return word.no if name in answered.version.when else word.yes


def _clause(answered: Answered, here: Flags, ending: str) -> Iterator[Clause]:
    rows = np.flatnonzero(here)
    if len(rows):
        cite = answered.rule.sources[0].cite
        sentence = f"{answered.version.because}: {ending} ({cite})."
        yield Clause(rows, tuple(_pieces(sentence, answered.rows, rows)))


def _pieces(sentence: str, occasions: Occasions, rows: NDArray[np.int64]) -> "Iterator[str | Days | Lapse | Ratings]":
    """Texts and what stands between them, in turn."""
    for place, part in enumerate(PLACEHOLDER.split(sentence)):
        if place % 2 == 0:
            if part:
                yield part
        elif part == "late":
            yield Lapse((occasions.days["met"] - occasions.days["due"])[rows])
        elif part == "overdue":
            yield Lapse(occasions.facts.as_of - occasions.days["due"][rows])
        elif part == "rating":
            yield Ratings(occasions.rating[rows])
        else:
            yield occasions.day(part)[rows]


def write(clause: Clause) -> list[str]:
    """The sentences of a clause, one for each of its rows."""
    columns = [[piece] * len(clause.rows) if isinstance(piece, str) else _words(piece) for piece in clause.pieces]
    return ["".join(parts) for parts in zip(*columns, strict=True)]


def _words(piece: "Days | Lapse | Ratings") -> list[str]:
    match piece:
        case Lapse(days=days):
            return [lapse_words(number) for number in days.tolist()]
        case Ratings(codes=codes):
            return [RATING_WORDS[code] for code in codes.tolist()]
        case _:
            return [day_words(day) for day in piece.tolist()]
