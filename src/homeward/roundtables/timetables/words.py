"""What the solver says, in the words of whoever reads it: names for keys, sentences for codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.roundtables.models import Room
from homeward.website.words import clock_words, day_words, near_words
from homeward.workforce.models import Person

_KEY: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PLACE: Final = re.compile(r"roundtables\[(\d+)\](?:\.pinned)?(?:\.(\w+))?")

GOALS: Final = {
    "required_scheduled": "Required roundtables with a place",
    "changed": "Meetings that are changed",
    "optional_scheduled": "Optional roundtables with a place",
    "external_none": "Without an external consultant",
    "external_other_department": "With one of another department only",
    "facilitator_most": "Most meetings led by one facilitator",
    "external_most": "Most meetings of one external consultant",
    "slack_days": "Working days left before the hearings, together",
}
_FRIDAY: Final = 4
_MADE_LARGE: Final = frozenset({"required_scheduled", "optional_scheduled", "slack_days"})


@dataclass(frozen=True)
class GoalReached:
    """A goal as it stands in a table."""

    says: str
    value: int
    standing: str
    is_proven: bool


def goals_reached(reached: Iterable[Iterable[Any]]) -> list[GoalReached]:
    """The goals in their order, the optional ones of all priorities together."""
    rows = [tuple(one) for one in reached]
    found: dict[str, list[tuple[int, int | None]]] = {}
    for name, value, bound, _ in rows:
        found.setdefault(name, []).append((value, bound))
    return [_goal(name, values) for name, values in found.items()]


def _goal(name: str, values: list[tuple[int, int | None]]) -> GoalReached:
    value = sum(one for one, _ in values)
    is_proven = all(bound == one for one, bound in values)
    bounds = [bound for _, bound in values if bound is not None]
    if is_proven:
        standing = "Proven: no timetable does better"
    elif len(bounds) == len(values) and len(values) == 1:
        most = "more" if name in _MADE_LARGE else "fewer"
        standing = f"Not proven: {sum(bounds):,} might be possible, not {most}"
    else:
        standing = "Not proven: a better one may exist"
    return GoalReached(GOALS[name], value, standing, is_proven)


def proven_words(reached: Iterable[Iterable[Any]]) -> str:
    """What of it all is certain, in a sentence or two."""
    rows = goals_reached(reached)
    if not rows:
        return ""
    if all(one.is_proven for one in rows):
        return "Proven for every goal: no other timetable does better."
    first = next(one for one in rows if not one.is_proven)
    if first is rows[0]:
        return "It is not proven that no timetable holds more of the required roundtables: the time was too short."
    return (
        "Proven: no timetable holds more of the required roundtables. "
        f"From “{first.says.lower()}” on, a better one may exist; more time may find it."
    )


def fault_words(fault: str, made: Any) -> str:
    """A fault of the problem as a sentence with names; `made` is the problem with whom it is about."""
    asked = made.document["roundtables"]
    place = _PLACE.match(fault)
    what = fault.partition(": ")[2] or fault
    what = _PLACE.sub(lambda found: f"the roundtable of {_about(asked[int(found[1])]['id'], made)}", what)
    said = names_in(re.sub(rf"\broom (?={_KEY.pattern})", "", what))
    said = re.sub(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})", lambda found: f"{found[1]} at {found[2]}", said)
    if not place:
        return f"{said}."
    if "would put the meeting outside" in said:
        said = _outside(asked[int(place[1])], made.document)
    about = _about(asked[int(place[1])]["id"], made)
    said = f"{said[:1].upper()}{said[1:]}".removesuffix(".")
    return f"{about}: what is pinned can not be. {said}. Change or loosen what is pinned there."


def _outside(one: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """What of the pinned time can not be: the day itself, or only the hours."""
    start, day = datetime.fromisoformat(one["pinned"]["start"]), document["day"]
    on, end = start.date(), start + timedelta(minutes=one["minutes"])
    opens, closes = (date.fromisoformat(one[name]) for name in ("opens_on", "closes_on"))
    if not opens <= on <= closes:
        return f"{day_words(on)} is none of its days, {near_words(opens, on)} to {near_words(closes, on)}"
    if on.weekday() > _FRIDAY or on.isoformat() in document["closed_days"]:
        return f"{day_words(on)} is no working day"
    hours, lunch = (day["opens"], day["closes"]), day["lunch"]
    says = f"{clock_words(start.time())} to {clock_words(end.time())} does not fit into the hours for meetings"
    return f"{says}, {_hours(hours)} but for {_hours(lunch)}"


def _hours(span: Iterable[str]) -> str:
    return " to ".join(clock_words(time.fromisoformat(one)) for one in span)


def _about(key: str, made: Any) -> str:
    children = made.asked.get(key, {}).get("children", [])
    names = [str(one) for one in Child.objects.filter(pk__in=children).order_by("birth_date")]
    return " and ".join(names) or "A roundtable that is arranged already"


def names_in(text: str) -> str:
    """The text with a name for each key of a person or a room."""
    keys = set(_KEY.findall(text))
    known = {str(one.pk): str(one) for kind in (Person, Room) for one in kind.objects.filter(pk__in=keys)}
    return _KEY.sub(lambda found: known.get(found[0], "somebody"), text)


@dataclass(frozen=True)
class WhyNot:
    """Why something has no place, and what would make one."""

    says: str
    frees: str


def why_not(one: Mapping[str, Any], people: Mapping[UUID, Person]) -> WhyNot:
    """The reason and the remedy, from the solver's codes."""
    parts = [_part(code, people) for code in one["blocked_by"]]
    if one["blocked_by"] == ["competition"]:
        return _competing(one.get("nearest"), people)
    says = "; ".join(part.says for part in parts)
    frees = ", and ".join(part.frees for part in parts)
    return WhyNot(f"It can not be held, even alone: {says}.", f"{frees[:1].upper()}{frees[1:]}.")


def _part(code: str, people: Mapping[UUID, Person]) -> WhyNot:
    kind, _, key = code.partition(":")
    name = str(people.get(UUID(key), "somebody")) if key else ""
    match kind:
        case "attendee":
            return WhyNot(f"{name} is away at every time that could be", f"somebody in the place of {name}")
        case "cap":
            return WhyNot(f"{name} takes part in no roundtable at all", f"another number for {name}")
        case "certified facilitator":
            says = "nobody who is certified, free and not connected could lead it"
            return WhyNot(says, "a further facilitator, or one who is free on another day")
        case "room":
            return WhyNot("no room is open", "another room, or a virtual one")
        case "window":
            return WhyNot("no working day lies in its window", "other days for this timetable")
        case "length":
            return WhyNot("no part of the day is long enough", "a shorter meeting")
        case "pin":
            return WhyNot("what is pinned leaves nothing", "to loosen what is pinned")
    return WhyNot("the way between the sites is too long", "a room at another site")


def _competing(near: Mapping[str, Any] | None, people: Mapping[UUID, Person]) -> WhyNot:
    says = "Alone it could be held, but others that come first take the people or rooms that it needs."
    if not near:
        return WhyNot(says, "More facilitators, rooms or days.")
    start = datetime.fromisoformat(near["start"])
    when = f"{near_words(start.date(), start.date())} at {clock_words(start.time())}"
    taken = [_taken(code, people) for code in near["taken"]]
    if not taken:
        return WhyNot(says, f"Nearest: {when}; more time for the solver may find it a place.")
    return WhyNot(says, f"Nearest: {when}, if {' and '.join(taken)}.")


def taken_words(code: str, people: Mapping[UUID, Person]) -> str:
    """Who or what others have taken, by name."""
    _, _, key = code.partition(":")
    return str(people.get(UUID(key), "somebody")) if key else f"a {code}"


def _taken(code: str, people: Mapping[UUID, Person]) -> str:
    kind, _, key = code.partition(":")
    if kind == "attendee":
        return f"{people.get(UUID(key), 'somebody')} gave up another meeting of that day or week"
    return "a further facilitator were free" if kind == "certified facilitator" else "a further room were free"
