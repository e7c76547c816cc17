"""How an amendment reads: which fact it was of, what it was, and what it became."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Amendment
from homeward.website.words import capital, day_words, plain

_FACTS: Final = {
    "removed_on": "day of removal",
    "discharged_on": "day of discharge",
    "discharge_reason": "how the stay ended",
    "started_on": "first day",
    "ended_on": "last day",
    "placement_type": "type of placement",
    "first_name": "first name",
    "last_name": "last name",
    "birth_date": "birth date",
    "gender": "gender",
    "indian_child": "Indian child",
    "withdrawn_at": "taken back",
}
_NAMES: Final = {"first_name", "last_name"}


@dataclass(frozen=True)
class Amended:
    """An amendment in words; `of` says of which placement or stay, and is empty for the child's own facts."""

    amendment: Amendment
    of: str
    says: str


def amended(amendments: Iterable[Amendment]) -> list[Amended]:
    """Amendments in words; they come with their episode and placement."""
    return [Amended(one, _of(one), _says(one)) for one in amendments]


def _of(one: Amendment) -> str:
    if one.placement:
        return f"{capital(plain(one.placement.placement_type))} from {day_words(one.placement.started_on)}"
    return f"Stay from {day_words(one.episode.removed_on)}" if one.episode else ""


def _says(one: Amendment) -> str:
    fact = _FACTS.get(one.column, plain(one.column))
    if one.column == "withdrawn_at":
        return capital(fact)
    return f"{capital(fact)}: {_value(one.column, one.was)} became {_value(one.column, one.became)}"


def _value(column: str, written: str) -> str:
    """A fact as it was written down, in words."""
    if not written:
        return "not recorded"
    if column in _NAMES:
        return written
    try:
        return day_words(date.fromisoformat(written))
    except ValueError:
        return plain(written)
