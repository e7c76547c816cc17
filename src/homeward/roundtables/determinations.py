"""The groups of determinations, as tabs: what each says, and a piece of its list."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.obligations.models import Determination
from homeward.obligations.reasons import reason_words
from homeward.website.words import age_words, plain

GROUPS: Final = {
    "required": "Required",
    "optional": "Optional",
    "cannot_tell": "Cannot tell",
    "exempt": "Exempt",
    "not_yet": "Not yet",
}
ABOUT: Final = {
    "required": "These children must have a permanency roundtable. The window is the time in which it is to be held.",
    "optional": "A roundtable may be held for these children; their rating does not oblige one. "
    "Consider the prioritization guidance of your agency, and choose with a reason.",
    "cannot_tell": "Something is missing on the record that decides. Record it, and the answer will be here.",
    "exempt": "These children need none, for the reason beside each. "
    "Case manager and supervisor together may begin one.",
    "not_yet": "The time at which it is decided has not come. Case manager and supervisor together may begin one.",
}
ORDER: Final = ("window_opens_on", "id")


@dataclass(frozen=True)
class Needed:
    """A row: the determination, and its reasons in words."""

    determination: Determination
    age: str
    reasons: list[str]
    rating: str


def needed(one: Determination, today: date) -> Needed:
    """The row of a determination."""
    age = age_words(one.child.birth_date, today)
    return Needed(one, age, reason_words(one.reasons), plain(one.rating))
