"""The notice to a relative as a letter, in the agency's words (`texts`).

It names the child by the first name only, holds no address but that of whom it goes to, and says nothing of why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from homeward.casefile.models import Child, Episode
from homeward.casefile.page import Visit
from homeward.family.models import ContactPoint
from homeward.family.people import Member
from homeward.permanency.letters.texts import SPANISH, filled, letter_texts_on

_MONTHS: Final = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


@dataclass(frozen=True)
class Part:
    """A part of the letter: its heading, and lines that stand one by one or as a list."""

    title: str
    lines: Sequence[str]
    is_list: bool


@dataclass(frozen=True)
class Letter:
    """Everything that a letter says; the page, the PDF and the Word file show the same."""

    language: str
    agency: str
    day: str
    to: Sequence[str]
    title: str
    greeting: Sequence[str]
    parts: Sequence[Part]
    ending: str
    signed: Sequence[str]
    notice: str
    """For whoever prints it; it is no part of the letter."""


def letter_to(child: Child, member: Member, visit: Visit, language: str) -> Letter:
    """The letter to one of the family, in the words that hold today."""
    stay, texts = Episode.objects.last_of(child.pk, on=visit.today), letter_texts_on(visit.today)
    text, agency = texts.languages[language], settings.HOMEWARD_AGENCY
    words = {"child": child.first_name or str(child), "relative": str(member.relative)}
    since = filled(text.since, {**words, "day": day_in(stay.removed_on, language)}) if stay else ""
    words["since"] = since
    addresses = [one.value for one in member.points if one.kind == ContactPoint.Kind.ADDRESS]
    return Letter(
        language=language,
        agency=agency,
        day=day_in(visit.today, language),
        to=[str(member.relative), *addresses[:1]],
        title=filled(text.title, words),
        greeting=[" ".join(filled(line, words).split()) for line in text.greeting],
        parts=[
            Part(filled(part.title, words), [filled(line, words) for line in part.lines], part.is_list)
            for part in text.parts
        ],
        ending=filled(text.ending, words),
        signed=[line for line in (visit.person.name, agency, visit.person.email or "") if line],
        notice=texts.notice,
    )


def day_in(day: date, language: str) -> str:
    """A day as a letter has it."""
    if language == SPANISH:
        return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"
    return f"{day:%B} {day.day}, {day.year}"
