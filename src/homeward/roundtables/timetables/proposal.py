"""A proposal as its reader sees it: meetings by day with names, what is new or changed, and what has no place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.obligations.satisfying import rules
from homeward.roundtables.models import Kind, Room, Timetable
from homeward.roundtables.timetables.words import WhyNot, taken_words, why_not
from homeward.website.words import clock_words, near_words
from homeward.workforce.models import Person

NEW, MOVED, STAYS = "new", "changed", "stays"
TIERS: Final = {
    "other_agency": "of another agency",
    "other_department": "of another department",
    "none": "",
}
_PARTS: Final = {
    "start": "day and time",
    "room": "room",
    "facilitator": "facilitator",
    "external": "external consultant",
}


@dataclass(frozen=True)
class Whom:
    """A child of a meeting; without a key if the reader does not see the file any more."""

    name: str
    child_id: UUID | None


@dataclass(frozen=True)
class Row:
    """A meeting of the proposal."""

    key: str
    start: datetime
    end: datetime
    whom: list[Whom]
    room: str
    facilitator: str
    external: str
    tier: str
    needs_efforts: bool
    """What was tried to find somebody from another agency is to be written before it is announced."""
    kind: str
    because: str
    """The rule that asks for it, or who does."""
    window: str
    standing: str
    was: list[str]
    """The parts that are another than what was announced, as they were."""
    pinned: list[str]
    can_be_changed: bool
    became: Mapping[str, str]
    has_new_facilitator: bool = False

    @property
    def at(self) -> str:
        """From when to when."""
        return f"{clock_words(self.start.time())} to {clock_words(self.end.time())}"


@dataclass(frozen=True)
class Unplaced:
    """What has no place."""

    key: str
    whom: list[Whom]
    is_required: bool
    window: str
    why: WhyNot
    is_announced: bool


class Proposal:
    """A timetable with the names of whom it is about, as far as the reader sees them."""

    def __init__(self, timetable: Timetable, visit: Visit) -> None:
        self.timetable, self.visit = timetable, visit
        asked = [*timetable.asked.values(), *timetable.beside.values()]
        about = {UUID(pk) for one in asked for pk in one["children"]}
        seen = Child.objects.seen_by(visit.sight).filter(pk__in=about)
        self._children = {str(child.pk): Whom(str(child), child.pk) for child in seen}
        meetings = [*timetable.solution.get("meetings", ()), *timetable.announced.values()]
        keys = {UUID(one[part]) for one in meetings for part in ("facilitator", "external") if one[part]}
        keys |= {UUID(key) for one in self._unscheduled for key in _people_in(one)}
        self._people = Person.objects.in_bulk(list(keys))
        self._rooms = Room.objects.in_bulk(list({UUID(one["room"]) for one in meetings}))

    @property
    def _unscheduled(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.timetable.solution.get("unscheduled", [])
        return found

    def whom(self, children: Iterable[str]) -> list[Whom]:
        """The children by name, or as somebody."""
        return [self._children.get(pk, Whom("A child", None)) for pk in children]

    @cached_property
    def rows(self) -> list[Row]:
        """The meetings about children whom the reader sees, the earliest first."""
        listed = [self._row(one) for one in self.timetable.solution.get("meetings", ())]
        return sorted((row for row in listed if any(one.child_id for one in row.whom)), key=lambda row: row.start)

    @property
    def days(self) -> list[tuple[date, list[Row]]]:
        """The meetings by day; of a repair only what is changed."""
        return _by_day(row for row in self.rows if not self.timetable.repairs_id or row.standing != STAYS)

    @property
    def refused(self) -> list[str]:
        """Why something was not taken over when it was accepted."""
        return [says for row in self.rows if (says := row.became.get("refused"))]

    @property
    def weeks(self) -> list[list[tuple[date, list[Row]]]]:
        """The same as a calendar: Monday to Friday of each week with a meeting."""
        by_day = dict(_by_day(self.rows))
        mondays = sorted({day - timedelta(days=day.weekday()) for day in by_day})
        weeks = [[monday + timedelta(days=ahead) for ahead in range(5)] for monday in mondays]
        return [[(day, by_day.get(day, [])) for day in week] for week in weeks]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many are new, changed, as they were; and of which nothing was found."""
        counted = Counter(row.standing for row in self.rows)
        lost = sum(one.is_announced for one in self.unplaced)
        return [
            ("new", counted[NEW]), ("changed", counted[MOVED]), ("as announced or planned", counted[STAYS]),
            ("announced, no better place found", lost), ("without a place", len(self.unplaced) - lost),
        ]  # fmt: skip

    @cached_property
    def unplaced(self) -> list[Unplaced]:
        """What has no place, the required first."""
        return sorted((self._unplaced(one) for one in self._unscheduled), key=lambda one: not one.is_required)

    @property
    def in_the_way(self) -> list[tuple[str, int]]:
        """Who or what is most often missing where nothing but other meetings stands in the way; the first three."""
        taken = Counter(code for one in self._unscheduled for code in (one.get("nearest") or {}).get("taken", ()))
        return [(taken_words(code, self._people), count) for code, count in taken.most_common(3) if count > 1]

    @property
    def later(self) -> list[tuple[list[Whom], str]]:
        """Whose days come after those of this timetable."""
        listed = self.timetable.beside.values()
        return [(self.whom(one["children"]), one["says"]) for one in listed if one["is_later"]]

    @property
    def beside(self) -> list[tuple[str, list[Whom], str, bool, str]]:
        """What else was not looked at: key, children, why, whether a person left it out, the roundtable to settle."""
        left_out = self.timetable.left_out
        return [
            (key, self.whom(one["children"]), one["says"], key in left_out, one.get("roundtable", ""))
            for key, one in self.timetable.beside.items()
            if not one["is_later"]
        ]

    def of_key(self, key: str) -> list[Whom]:
        """The children of one request; none if there is no such request."""
        known = self.timetable.asked.get(key) or self.timetable.beside.get(key)
        return self.whom(known["children"]) if known else []

    def _row(self, meeting: Mapping[str, Any]) -> Row:
        key, asked = meeting["roundtable"], self.timetable.asked[meeting["roundtable"]]
        before, pin = self.timetable.announced.get(key), self.timetable.pins.get(key, {})
        was = [self._part(part, value) for part, value in (before or {}).items() if value != meeting[part]]
        return Row(
            key=key,
            start=datetime.fromisoformat(meeting["start"]),
            end=datetime.fromisoformat(meeting["end"]),
            whom=self.whom(asked["children"]),
            room=self._room(meeting["room"]),
            facilitator=self._person(meeting["facilitator"]),
            external=self._person(meeting["external"]),
            tier=TIERS[meeting["external_tier"]],
            needs_efforts=_needs_efforts(before, meeting),
            kind=Kind(asked["kind"]).label,
            because=_because(asked),
            window="" if asked["is_fixed"] else _window(asked),
            standing=NEW if before is None else MOVED if was else STAYS,
            was=was,
            pinned=[_PARTS[part] for part in _PARTS if part in pin],
            can_be_changed=not asked["is_fixed"],
            became=self.timetable.became.get(key, {}),
            has_new_facilitator=before is not None and before["facilitator"] != meeting["facilitator"],
        )

    def _unplaced(self, one: Mapping[str, Any]) -> Unplaced:
        asked = self.timetable.asked[one["roundtable"]]
        return Unplaced(
            key=one["roundtable"],
            whom=self.whom(asked["children"]),
            is_required=asked["is_required"],
            window=_window(asked),
            why=why_not(one, self._people),
            is_announced=asked["roundtable"] is not None,
        )

    def _part(self, part: str, value: str | None) -> str:
        if part == "start" and value:
            start = datetime.fromisoformat(value)
            return f"{near_words(start.date(), self.visit.today)}, {clock_words(start.time())}"
        return self._room(value) if part == "room" else f"{_PARTS[part]} {self._person(value)}"

    def _room(self, key: str | None) -> str:
        room = self._rooms.get(UUID(key)) if key else None
        return str(room) if room else "a room"

    def _person(self, key: str | None) -> str:
        person = self._people.get(UUID(key)) if key else None
        return str(person) if person else "nobody"


def _by_day(rows: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    found: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.start.date()].append(row)
    return list(found.items())


def _people_in(one: Mapping[str, Any]) -> list[str]:
    codes = [*one["blocked_by"], *((one.get("nearest") or {}).get("taken", ()))]
    return [code.partition(":")[2] for code in codes if ":" in code]


def _needs_efforts(before: Mapping[str, Any] | None, meeting: Mapping[str, Any]) -> bool:
    """Whether it is still to be written why nobody from another agency comes: it is, where that is new."""
    is_new = before is None or before["external"] != meeting["external"]
    return is_new and bool(meeting["external_tier"] != "other_agency")


def _because(asked: Mapping[str, Any]) -> str:
    rule = rules().get(asked["asked_for"])
    if rule:
        return rule.title
    return "Arranged already" if asked["roundtable"] else "Chosen by people"


def _window(asked: Mapping[str, Any]) -> str:
    opens, closes = date.fromisoformat(asked["opens_on"]), date.fromisoformat(asked["closes_on"])
    said = f"{near_words(opens, closes)} to {near_words(closes, closes)}"
    return f"Late: as soon as possible, by {near_words(closes, closes)}" if asked["is_late"] else said
