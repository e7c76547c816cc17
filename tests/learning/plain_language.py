"""How easy the guide and the activities are to read: a report, no gate. `python -m tests.learning.plain_language`

The grade is that of Flesch and Kincaid (1975), with syllables counted by pyphen's rules of hyphenation. About eight is
meant: it is what the plain-language guides of public services ask for. Some syllables are never parted by a hyphen, so
the grade is a little low; and it knows nothing of meaning. So people read it, and it refuses nothing.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyphen

TEXTS: Final = Path(__file__).parents[2] / "src" / "homeward" / "learning" / "texts"
MEANT: Final = 8.0

_HYPHENS: Final = pyphen.Pyphen(lang="en_US")
_SAID: Final = ("says", "how", "about", "points", "instructions", "discussion", "reflect", "notice")
"""What is in our own words: quotes, sources and links are not counted."""


@dataclass(frozen=True)
class Measured:
    """A text with what was counted in it."""

    called: str
    sentences: int
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The school grade of Flesch and Kincaid."""
        return 0.39 * self.words / self.sentences + 11.8 * self.syllables / self.words - 15.59


def measured(called: str, text: str) -> Measured:
    """The counts of a text that has at least one word."""
    sentences = [one for one in re.split(r"[.!?:]+\s+|\n", f"{text}\n") if re.search(r"\w", one)]
    words = re.findall(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*", text)
    syllables = sum(len(_HYPHENS.positions(word.lower())) + 1 for word in words)
    return Measured(called, len(sentences), len(words), syllables)


def texts() -> Iterator[tuple[str, str]]:
    """Each objective, theme and activity, and what stands around them; then each file as a whole."""
    for path in sorted(TEXTS.glob("*.toml")):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        rows = [("around them", values), *_rows(values)]
        parts = [(f"{path.stem}, {called}", _said(row)) for called, row in rows]
        yield from parts
        yield f"{path.stem}, all of it", "\n".join(said for _, said in parts)


def _rows(values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for listed in values.values():
        if isinstance(listed, list):
            yield from ((row["code"], row) for row in listed if isinstance(row, dict))


def _said(row: dict[str, Any]) -> str:
    lines: list[str] = []
    for name in _SAID:
        value = row.get(name, [])
        lines += [value] if isinstance(value, str) else value
    return "\n".join(lines)


def report() -> str:
    """A line for each text, with its grade."""
    found = [measured(called, text) for called, text in texts()]
    lines = [
        f"{one.grade:5.1f}  {one.words:5}  {one.called}{'  <- long' if one.grade > MEANT else ''}" for one in found
    ]
    return "\n".join([f"Grade by Flesch and Kincaid; about {MEANT:.0f} is meant.", "grade  words  text", *lines])


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
