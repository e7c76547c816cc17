"""What is different between two texts of a plan, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from homeward.permanency.plans.parts import Part
from homeward.permanency.plans.text import COLUMNS, PlanText, Row
from homeward.website.words import capital, counted, plain

_WORD: Final = re.compile(r"\S+\s*|\s+")
_CHANCE: Final = 3
"""So few words may stand in two texts by chance."""
_ALIKE: Final = 0.5
"""From here on two conditions are one that was reworded."""

_FIRST_WORDS: Final = 40

Stretch = tuple[bool, int, int, int, int]
"""Whether it stayed; from where to where it stood then, and stands now."""


@dataclass(frozen=True)
class Piece:
    """Words that stayed (`same`), came (`added`) or went (`taken_out`)."""

    how: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One part of the plan, then and now."""

    title: str
    pieces: list[Piece]

    @property
    def summary(self) -> str:
        """In words: "4 words added, 2 words taken out"; "The same"."""
        added, taken_out = (self._words(how) for how in ("added", "taken_out"))
        said = [
            f"{counted(number, 'word')} {how}" for number, how in ((added, "added"), (taken_out, "taken out")) if number
        ]
        return capital(", ".join(said)) if said else "The same" if self.pieces else "Empty in both"

    @property
    def is_same(self) -> bool:
        return all(piece.how == "same" for piece in self.pieces)

    def _words(self, how: str) -> int:
        return sum(len(piece.text.split()) for piece in self.pieces if piece.how == how)


def differences(was: PlanText, now: PlanText, parts: tuple[Part, ...]) -> list[Difference]:
    """Part by part, then condition by condition."""
    found = [
        Difference(part.title, list(pieces(was.texts.get(part.code, ""), now.texts.get(part.code, ""))))
        for part in parts
    ]
    pairs = _paired(was.conditions, now.conditions)
    return found + [
        Difference(f"Condition {number}", list(pieces(_sentence(before), _sentence(after))))
        for number, (before, after) in enumerate(pairs, start=1)
    ]


def pieces(was: str, now: str) -> Iterator[Piece]:
    """The words of two texts in reading order."""
    if was == now:
        yield from [Piece("same", now)] if now else []
        return
    before, after = _WORD.findall(was), _WORD.findall(now)
    matcher = SequenceMatcher(None, [one.strip() for one in before], [one.strip() for one in after])
    for is_same, start, end, begin, stop in _readable(matcher.get_opcodes()):
        if is_same:
            yield Piece("same", "".join(after[begin:stop]))
            continue
        if start < end:
            yield Piece("taken_out", "".join(before[start:end]))
        if begin < stop:
            yield Piece("added", "".join(after[begin:stop]))


def _readable(opcodes: Sequence[tuple[str, int, int, int, int]]) -> list[Stretch]:
    """The stretches that stayed or changed; a word or two that stand in both by chance, amid changes, do not count.

    Nobody reads a sentence of which every third word is struck through.
    """
    stretches: list[Stretch] = [(how == "equal", start, end, begin, stop) for how, start, end, begin, stop in opcodes]
    joined: list[Stretch] = []
    for number, stretch in enumerate(stretches):
        is_same, start, end, begin, stop = stretch
        if is_same and joined and number + 1 < len(stretches):
            least = min(_size(joined[-1]), _size(stretches[number + 1]))
            is_same = end - start >= min(least, _CHANCE)
        if joined and not is_same and not joined[-1][0]:
            joined[-1] = (False, joined[-1][1], end, joined[-1][3], stop)
        else:
            joined.append((is_same, start, end, begin, stop))
    return joined


def _size(stretch: Stretch) -> int:
    """How many words came or went, whichever is more."""
    _, start, end, begin, stop = stretch
    return max(end - start, stop - begin)


def _paired(was: tuple[Row, ...], now: tuple[Row, ...]) -> list[tuple[Row | None, Row | None]]:
    """Conditions of then and now that are about the same; those without a counterpart stand alone."""
    left = list(was)
    pairs: list[tuple[Row | None, Row | None]] = []
    for row in now:
        alike = [(_likeness(one["condition"], row["condition"]), one) for one in left]
        likeness, before = max(alike, key=lambda found: found[0], default=(0.0, None))
        if before is not None and likeness >= _ALIKE:
            left.remove(before)
        pairs.append((before if likeness >= _ALIKE else None, row))
    return pairs + [(row, None) for row in left]


def _likeness(was: str, now: str) -> float:
    """From 0 to 1, by the first words: the rest of a long text says no more, and takes long to compare."""
    return SequenceMatcher(None, was.split()[:_FIRST_WORDS], now.split()[:_FIRST_WORDS]).ratio()


def _sentence(row: Row | None) -> str:
    """A condition as lines of text."""
    if row is None:
        return ""
    return "\n".join(f"{capital(name)}: {plain(row[name])}" for name in COLUMNS if row[name])
