"""What follows from roundtables, on Today: steps, checks and reviews, what stays late, reading before a hearing."""

from typing import Any, Final

from homeward.casefile.page import SEE_FILES, Visit
from homeward.permanency.consultations.before_hearing import to_read
from homeward.permanency.consultations.follow_ups import REVIEW, Open
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.following import steps_to_do
from homeward.permanency.consultations.raised import days_of, raised_to
from homeward.permanency.models.following import Level
from homeward.roundtables.certifications import ending_soon
from homeward.website.words import counted
from homeward.workforce.models import RoleName

_MOST_STEPS: Final = 25
_MOST: Final = 25
_ARRANGE: Final = {RoleName.PERMANENCY_CONSULTANT, RoleName.ADMINISTRATOR}
_READ: Final = {RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR}

_LISTS: Final = (
    ("follow_ups", "#follow-ups", "roundtable to follow up", "roundtables to follow up"),
    ("steps", "#steps", "action step", "action steps"),
    ("to_read", "#to-read", "roundtable to look at again", "roundtables to look at again"),
    ("certifications", "#certifications", "certification that ends", "certifications that end"),
)
"""Each list with its place on the page, and what is counted in it."""


def following_up(visit: Visit) -> dict[str, Any]:
    """The lists of each of her roles. As many queries whatever the number of roundtables."""
    sight, today = visit.sight, visit.today
    followed = Followed(sight, today)
    given: dict[str, Any] = {}
    if sight.roles & SEE_FILES:
        steps = steps_to_do(followed)
        given["steps"] = list(steps[:_MOST_STEPS])
        given["all_steps"] = steps.count() if len(given["steps"]) == _MOST_STEPS else len(given["steps"])
    if sight.roles & _READ:
        given["to_read"] = to_read(followed)
    levels = [level for level in Level.values if level in sight.roles]
    if levels:
        # What is raised to her stands there, and not twice; once she has written what she did, it is to be held still.
        given["raised"] = [(level, days_of(level), raised_to(followed, level)[:_MOST]) for level in levels]
        raised = {row.consultation.pk for _, _, rows in given["raised"] for row in rows if row.step is None}
        given["follow_ups"] = [one for one in _follow_ups(followed, levels) if one.consultation.pk not in raised][
            :_MOST
        ]
    if sight.roles & _ARRANGE:
        given["certifications"] = ending_soon(sight, today=today)[:_MOST]
    return given | {"follows": _links(given)}


def _links(given: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands further down on the page, in a line at its head."""
    links = [
        (f"#raised-{level}", f"{counted(len(rows), 'thing')} {'stays' if len(rows) == 1 else 'stay'} late")
        for level, _, rows in given.get("raised", ())
        if rows
    ]
    for name, at, one, several in _LISTS:
        if rows := given.get(name):
            number = given["all_steps"] if name == "steps" else len(rows)
            links.append((at, counted(number, one, several)))
    return links


def _follow_ups(followed: Followed, levels: list[str]) -> list[Open]:
    """The checks and reviews whose time has come: all to the supervisor, reviews to the consultant too."""
    found: dict[object, Open] = {}
    for level in levels:
        for one in followed.open_at(level):
            if one.is_near and (level == Level.SUPERVISOR or one.kind == REVIEW):
                found[one.consultation.pk] = one
    return list(found.values())
