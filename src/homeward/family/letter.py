"""The notice to a relative as a letter, in plain words; a sample that the agency replaces with its official text.

It names the child by the first name only, holds no address but that of whom it goes to, and says nothing of why.
"""

from typing import Any, Final

from django.conf import settings

from homeward.casefile.models import Child, Episode
from homeward.casefile.page import Visit
from homeward.family.models import ContactPoint
from homeward.family.people import Member

ENGLISH, SPANISH = "en", "es"
LANGUAGES: Final = (ENGLISH, SPANISH)

_MONTHS: Final = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()


def letter_to(child: Child, member: Member, visit: Visit, language: str) -> dict[str, Any]:
    """What the letter to one of the family holds."""
    stay = Episode.objects.last_of(child.pk, on=visit.today)
    addresses = [one.value for one in member.points if one.kind == ContactPoint.Kind.ADDRESS]
    days = {"today": visit.today, "removed_on": stay.removed_on if stay else None}
    return {
        "language": language,
        "relative": member.relative,
        "address": addresses[0] if addresses else "",
        "first_name": child.first_name or str(child),
        "from": visit.person,
        "agency_name": settings.HOMEWARD_AGENCY,
        "other": SPANISH if language == ENGLISH else ENGLISH,
        **{name: _said(day, language) if day else "" for name, day in days.items()},
    }


def _said(day: Any, language: str) -> str:
    """A day as a letter has it."""
    if language == SPANISH:
        return f"{day.day} de {_MONTHS[day.month - 1]} de {day.year}"
    return f"{day:%B} {day.day}, {day.year}"
