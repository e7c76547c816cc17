"""The words of the notice to relatives in English and Spanish, as the agency writes them, in versions.

42 USC 671(a)(29) asks that the notice say that the child was removed, which ways a relative has to take part and which
may be lost without an answer, what a foster home needs and is given, and how guardianship assistance works. What comes
with Homeward is a sample; the agency's counsel confirms the words.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from homeward.permanency.content.kinds import Column, Kind, Listed, Version
from homeward.permanency.content.versions import content_on
from homeward.policy.dated_texts import table_of
from homeward.policy.grammar import ManualError, Names, Table

EMBEDDED: Final = Path(__file__).parent / "texts"
ENGLISH, SPANISH = "en", "es"
LANGUAGES: Final = {ENGLISH: "english", SPANISH: "spanish"}

_WORD: Final = re.compile(r"\{([^{}]*)\}")
_OF_LETTER: Final = ("child", "relative", "since")
_OF_SINCE: Final = ("child", "day")


@dataclass(frozen=True)
class PartText:
    """A part of the letter: its heading, and lines that stand one by one or as a list."""

    title: str
    lines: tuple[str, ...]
    is_list: bool


@dataclass(frozen=True)
class LetterText:
    """What the letter says in one language."""

    title: str
    greeting: tuple[str, ...]
    since: str
    ending: str
    parts: tuple[PartText, ...]


@dataclass(frozen=True)
class LetterTexts:
    """One version of the letter."""

    wording: str
    """Its name: what a notice keeps."""
    notice: str
    """Told to whoever prints it; empty once it is the agency's official text."""
    languages: dict[str, LetterText]


def letter_texts_on(day: date) -> LetterTexts:
    """The version that holds on a day. One query."""
    return content_on(LETTER, day)


def filled(line: str, words: dict[str, str]) -> str:
    """A line with what stands for its words in braces; nothing else in it is ever read as anything but text."""
    return _WORD.sub(lambda found: words.get(found[1], found[0]), line)


def _read(version: Version) -> LetterTexts:
    table = Table(version.values, version.place or "letter", Names(settings={}))
    of_languages = [f"{name}_{key}" for name in LANGUAGES.values() for key in ("title", "greeting", "since", "ending")]
    table.only("notice", *of_languages, *LANGUAGES.values())
    texts = {code: _language(table, name) for code, name in LANGUAGES.items()}
    return LetterTexts(version.name, table.text("notice", ""), texts)


def _language(table: Table, name: str) -> LetterText:
    parts = []
    for row in table.tables(name):
        row.only("title", "lines", "is_list")
        lines = row.texts("lines")
        parts.append(PartText(row.text("title"), lines, bool(row.values.get("is_list"))))
        _refuse_unknown([parts[-1].title, *lines], _OF_LETTER, name)
    if not parts:
        raise ManualError([f"the letter in {name.capitalize()} has no part: write the title and lines of one"])
    text = LetterText(
        title=table.text(f"{name}_title"),
        greeting=table.texts(f"{name}_greeting"),
        since=table.text(f"{name}_since", ""),
        ending=table.text(f"{name}_ending", ""),
        parts=tuple(parts),
    )
    _refuse_unknown([text.title, *text.greeting, text.ending], _OF_LETTER, name)
    _refuse_unknown([text.since], _OF_SINCE, name)
    return text


def _refuse_unknown(lines: Iterable[str], words: Sequence[str], language: str) -> None:
    """Raise ManualError for a word in braces that nothing stands for: it would go out to a relative as it is."""
    unknown = [f"{{{word}}}" for line in lines for word in _WORD.findall(line) if word not in words]
    if unknown:
        known = " and ".join(f"{{{word}}}" for word in words)
        raise ManualError([f"{', '.join(unknown)} stands for nothing ({language.capitalize()}): write {known} only"])


@cache
def _shipped() -> tuple[Version, ...]:
    return tuple(_of_file(path) for path in sorted(EMBEDDED.glob("*.toml")))


def _of_file(path: Path) -> Version:
    table = table_of(path)
    said = {key: value for key, value in table.values.items() if key not in {"version", "effective_from"}}
    return Version(table.text("version"), table.day_of_calendar("effective_from"), said, place=path.name)


def _columns(name: str) -> tuple[Column, ...]:
    language = name.capitalize()
    return (
        Column(f"{name}_title", f"{language}: title", is_required=True),
        Column(
            f"{name}_greeting",
            f"{language}: greeting and first sentences",
            "A line for each paragraph. {child} is the first name, {relative} the name, {since} the sentence below.",
            "lines",
            is_required=True,
        ),
        Column(
            f"{name}_since", f"{language}: since when", "Told of a child in care. {child} and {day} may stand here."
        ),
        Column(f"{name}_ending", f"{language}: last sentence", holds="text"),
    )


def _parts(name: str) -> Listed:
    columns = (
        Column("title", "Heading", is_required=True),
        Column("lines", "What it says", "A line for each paragraph, or for each entry of the list.", "lines", (), True),
        Column("is_list", "As a list", holds="check"),
    )
    return Listed(name, f"Parts of the letter in {name.capitalize()}", "Part", columns, code="")


LETTER: Final[Kind[LetterTexts]] = Kind(
    code="letter-to-relatives",
    title="The letter to relatives",
    about="The notice that a child was placed, in English and Spanish, for the page, the PDF and Word.",
    fields=(
        Column("notice", "Notice above the letter", "Empty once this is your official text.", "text"),
        *_columns("english"),
        *_columns("spanish"),
    ),
    lists=tuple(_parts(name) for name in LANGUAGES.values()),
    shipped=_shipped,
    read=_read,
)
