"""The consultant's order: one reason after the other, each in words beside the child. There is no score.

The order is Homeward's own proposal; policy names the due dates, and leaves the rest to the agency.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from homeward.roundtables.requests import Asked, Request
from homeward.website.words import capital, counted, near_words, plain

_STATUS: Final = {"poor": 0, "uncertain": 1, "fair": 2}
CONGREGATE: Final = ("group_home", "residential_care_center", "shelter_care", "juvenile_detention")
"""Homes that restrict a child most."""
_SOON_18: Final = relativedelta(years=18, months=-6)

Key = tuple[date, bool, int, int, bool, bool, bool, bool, int]


@dataclass(frozen=True)
class Chip:
    """One reason in words. What is urgent also looks so."""

    says: str
    is_urgent: bool = False


def key_of(request: Request, today: date) -> Key:
    """What requests are sorted by; the first difference decides."""
    asked = request.asked
    return (
        request.due_on,
        not request.is_required,
        -months_past(request.due_on, today),
        min(_STATUS.get(_rating(one), 0 if not _rating(one) else 3) for one in asked),
        not any(one.home in CONGREGATE for one in asked),
        not any(turns_18_soon(one, today) for one in asked),
        all(one.has_connection for one in asked),
        len(asked) < 2,
        -max(_months(one) for one in asked),
    )


def chips_of(request: Request, today: date) -> list[Chip]:
    """The reasons in the order in which they decide."""
    past = months_past(request.due_on, today)
    late = today > request.due_on
    verb = "Was due" if late else "Due" if request.is_required else "To be held by"
    found = [Chip(f"{verb} {near_words(request.due_on, today)}", late), Chip(_asked_for(request))]
    if past:
        found.append(Chip(f"{counted(past, 'month')} past due", is_urgent=True))
    ratings = {_rating(one): None for one in request.asked}
    found += [Chip(capital(plain(rating)) if rating else "Not rated") for rating in ratings]
    found += [Chip(capital(plain(home))) for home in {one.home for one in request.asked} if home in CONGREGATE]
    if any(turns_18_soon(one, today) for one in request.asked):
        found.append(Chip("Turns 18 within six months", is_urgent=True))
    if not all(one.has_connection for one in request.asked):
        found.append(Chip("No lifelong connection recorded"))
    if len(request.asked) > 1:
        found.append(Chip(f"{len(request.asked)} siblings together"))
    found.append(Chip(f"{counted(max(_months(one) for one in request.asked), 'month')} in care"))
    return found


def months_past(due_on: date, today: date) -> int:
    """Completed months since a day that has passed."""
    gone = relativedelta(today, due_on) if today > due_on else relativedelta()
    return int(gone.years * 12 + gone.months)


def turns_18_soon(one: Asked, today: date) -> bool:
    """Whether the 18th birthday is less than six months away."""
    born = one.child.birth_date
    return born is not None and born + _SOON_18 < today < born + relativedelta(years=18)


def _rating(one: Asked) -> str:
    return one.determination.rating if one.determination else ""


def _months(one: Asked) -> int:
    return one.determination.months_in_care if one.determination else 0


def _asked_for(request: Request) -> str:
    if request.is_required:
        return "Required"
    choice = next((one.choice for one in request.asked if one.choice), None)
    return "Case manager and supervisor ask for it" if choice and choice.kind == "together" else "Optional, chosen"
