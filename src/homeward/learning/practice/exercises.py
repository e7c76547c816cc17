"""The exercises: stories to rate with a key, a step to write, statements to tell apart. Read from TOML by version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from homeward.permanency.criteria import CRITERION
from homeward.policy.dated_texts import in_effect, table_of, versions
from homeward.policy.grammar import Table
from homeward.policy.vocabulary import RATINGS

EMBEDDED: Final = Path(__file__).parent / "texts"

WHOSE: Final = (
    ("systemic", "A systemic barrier"),
    ("family", "The family's own, to be worked on with them"),
    ("unclear", "Not to be told from this: look first"),
)


@dataclass(frozen=True)
class Vignette:
    """A story, the answers and the level of its authors, and why."""

    code: str
    title: str
    story: str
    level: str
    reasons: tuple[str, ...]
    answers: Mapping[str, str]
    why: Mapping[str, str]
    """Of each answer."""


@dataclass(frozen=True)
class Statement:
    """Something that is in a child's way, whose it is, and why."""

    code: str
    says: str
    key: str
    why: str

    @property
    def key_words(self) -> str:
        return dict(WHOSE)[self.key]


@dataclass(frozen=True)
class Exercises:
    """One version of all of them."""

    version: str
    title: str
    effective_from: date
    notice: str
    vignettes: tuple[Vignette, ...]
    step_story: str
    step_good: tuple[tuple[str, str], ...]
    step_asks: tuple[str, ...]
    statements: tuple[Statement, ...]

    def vignette(self, code: str) -> Vignette | None:
        """The story of a code."""
        return next((one for one in self.vignettes if one.code == code), None)


@cache
def every() -> Mapping[str, Exercises]:
    """Every version, the oldest first. Raises ManualError with what to write instead."""
    return versions(read_exercises, EMBEDDED, "", called="exercises")


def exercises_on(day: date) -> Exercises:
    """Those that hold on a day."""
    return in_effect(every(), day)


def read_exercises(path: Path) -> Exercises:
    """The exercises of a file. Raises ManualError that names file, key and what to write instead."""
    table = table_of(path)
    table.only("version", "title", "effective_from", "notice", "vignette", "step", "statement")
    step = table.table("step")
    step.only("story", "good", "asks")
    return Exercises(
        version=table.text("version"),
        title=table.text("title"),
        effective_from=table.day_of_calendar("effective_from"),
        notice=table.text("notice"),
        vignettes=tuple(_vignette(row) for row in table.tables("vignette")),
        step_story=step.text("story"),
        step_good=tuple((row.text("part"), row.text("says")) for row in step.tables("good")),
        step_asks=step.texts("asks"),
        statements=tuple(_statement(row) for row in table.tables("statement")),
    )


def _vignette(row: Table) -> Vignette:
    row.only("code", "title", "story", "level", "reasons", "key")
    key = row.table("key")
    key.only(*CRITERION)
    given = {name: _answer(key, name) for name in key.values}
    return Vignette(
        code=row.text("code"),
        title=row.text("title"),
        story=row.text("story"),
        level=row.one_of("level", RATINGS),
        reasons=row.texts("reasons"),
        answers={name: answer for name, (answer, _) in given.items()},
        why={name: why for name, (_, why) in given.items()},
    )


def _answer(key: Table, name: str) -> tuple[str, str]:
    row = key.table(name)
    row.only("answer", "why")
    known: Any = [answer for answer, _ in CRITERION[name].answers]
    return row.one_of("answer", known), row.text("why", "")


def _statement(row: Table) -> Statement:
    row.only("code", "says", "key", "why")
    whose = row.one_of("key", tuple(code for code, _ in WHOSE))
    return Statement(row.text("code"), row.text("says"), whose, row.text("why"))
