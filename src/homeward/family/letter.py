"""The notice to a relative as a letter, in plain words; a sample that the agency replaces with its official text.

It names the child by the first name only, holds no address but that of whom it goes to, and says nothing of why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings

from homeward.casefile.models import Child, Episode
from homeward.casefile.page import Visit
from homeward.family.letter_texts import ENGLISH, MONTHS, SPANISH, TEXTS
from homeward.family.models import ContactPoint
from homeward.family.people import Member

LANGUAGES: Final = (ENGLISH, SPANISH)


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


def letter_to(child: Child, member: Member, visit: Visit, language: str) -> Letter:
    """The letter to one of the family."""
    stay, texts = Episode.objects.last_of(child.pk, on=visit.today), TEXTS[language]
    name, agency = child.first_name or str(child), settings.HOMEWARD_AGENCY
    words = {"child": name, "relative": str(member.relative)}
    words["since"] = texts["since"].format(day=day_in(stay.removed_on, language), child=name) if stay else ""
    addresses = [one.value for one in member.points if one.kind == ContactPoint.Kind.ADDRESS]
    parts = texts["parts"]
    return Letter(
        language=language,
        agency=agency,
        day=day_in(visit.today, language),
        to=[str(member.relative), *addresses[:1]],
        title=texts["title"].format(**words),
        greeting=[line.format(**words) for line in texts["greeting"]],
        parts=[
            Part(title.format(**words), [line.format(**words) for line in lines], more) for title, lines, more in parts
        ],
        ending=texts["ending"],
        signed=[line for line in (visit.person.name, agency, visit.person.email or "") if line],
    )


def day_in(day: date, language: str) -> str:
    """A day as a letter has it."""
    if language == SPANISH:
        return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"
    return f"{day:%B} {day.day}, {day.year}"
