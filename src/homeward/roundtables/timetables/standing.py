"""What is planned or announced already in the days of a timetable: to be moved, or to stay as it is."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from homeward.casefile.models import Child
from homeward.obligations.models import Determination
from homeward.roundtables.free import moment, standing
from homeward.roundtables.models import Attending, Roundtable, SchedulingSettings, Seat, SeatRole
from homeward.roundtables.timetables.people import Seated, at_words
from homeward.roundtables.timetables.wish import Wish
from homeward.roundtables.windows import first_day_after_notice, practical_last_day

_CHOSEN = (SeatRole.FACILITATOR, SeatRole.EXTERNAL_CONSULTANT)


@dataclass(frozen=True)
class Standing:
    """A roundtable with its children and the people who sit there."""

    roundtable: Roundtable
    children: tuple[Child, ...]
    facilitator: UUID | None
    external: UUID | None
    others: tuple[str, ...]
    """Everybody else with a seat, by key."""
    hearing_on: date | None
    is_free: bool
    """It may be changed."""

    @property
    def seated(self) -> list[UUID]:
        """Everybody."""
        chosen = [one for one in (self.facilitator, self.external) if one]
        return [*chosen, *(UUID(one) for one in self.others)]

    @property
    def as_announced(self) -> dict[str, Any]:
        """Its four parts, as the solver reads what is to be kept."""
        return {
            "start": at_words(self.roundtable.starts_at),
            "room": str(self.roundtable.room_id),
            "facilitator": str(self.facilitator),
            "external": str(self.external) if self.external else None,
        }

    @property
    def as_asked(self) -> dict[str, Any]:
        """What the proposal shows of it."""
        key, on = str(self.roundtable.pk), self.roundtable.on.isoformat()
        return {
            "children": [str(child.pk) for child in self.children], "kind": self.roundtable.kind, "roundtable": key,
            "is_fixed": True, "is_required": True, "is_late": False, "opens_on": on, "closes_on": on,
            "hearing_on": None, "asked_for": "arranged already",
        }  # fmt: skip

    def days(self, wish: Wish, settings: SchedulingSettings) -> tuple[date, date]:
        """The days on which it is to be held if it is changed: its own is among them, unless the hearing came before.

        Another day takes the same notice as a new meeting; the practical last day holds if it leaves any.
        """
        own = self.roundtable.on
        is_indian_child = any(child.indian_child == "yes" for child in self.children)
        opens = max(wish.first_day, first_day_after_notice(wish.today, settings, is_indian_child=is_indian_child))
        closes = wish.last_day
        if self.hearing_on:
            last = practical_last_day(self.hearing_on, settings)
            closes = min(closes, last if last >= opens else self.hearing_on - timedelta(days=1))
        if self.hearing_on is None or own < self.hearing_on:
            opens, closes = min(opens, own), max(closes, own)
        return opens, max(opens, closes)

    def as_fixed(self, seated: Seated) -> dict[str, Any]:
        """Its four parts as they stay. Who comes from outside to others alone is no external consultant here."""
        return self.as_announced if self.external in seated.guests else {**self.as_announced, "external": None}

    def as_pinned(self, seated: Seated) -> dict[str, Any]:
        """A meeting that is held as it is; of its people, those who matter to this timetable."""
        on, known, parts = self.roundtable.on.isoformat(), {one.pk for one in seated.everybody}, self.as_fixed(seated)
        attendees = [one for one in self.seated if str(one) not in {parts["facilitator"], parts["external"]}]
        return {
            "id": str(self.roundtable.pk), "agency": str(self.roundtable.agency_id),
            "minutes": self.roundtable.minutes, "opens_on": on, "closes_on": on, "hearing_on": None,
            "required": True, "priority": 0, "attendees": [str(one) for one in attendees if one in known],
            "connected": [], "pinned": parts,
        }  # fmt: skip


def meetings_between(wish: Wish, days: tuple[date, date]) -> list[Standing]:
    """All live roundtables of these days, whoever arranged them: they take up people and rooms. Four queries."""
    from_at, until_at = moment(days[0], time.min), moment(days[1] + timedelta(days=1), time.min)
    live = standing(is_practice=wish.agency.is_practice)
    live = live.filter(starts_at__gte=from_at, starts_at__lt=until_at).select_related("room")
    listed = list(live.order_by("starts_at", "pk"))
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.taken().filter(roundtable__in=listed, person__isnull=False).order_by("pk"):
        seats[seat.roundtable_id].append(seat)
    children: dict[UUID, list[Child]] = defaultdict(list)
    for one in Attending.objects.filter(roundtable__in=listed).select_related("child").order_by("child__birth_date"):
        children[one.roundtable_id].append(one.child)
    about = [child.pk for group in children.values() for child in group]
    hearings = dict(
        Determination.objects.filter(child__in=about, next_hearing_on__gte=wish.today)
        .order_by("-next_hearing_on").values_list("child_id", "next_hearing_on")
    )  # fmt: skip
    hers = wish.may_convene(about) if wish.may_move or wish.repairs else frozenset()
    return [_standing(wish, one, children[one.pk], seats[one.pk], hearings, hers) for one in listed]


def _standing(
    wish: Wish, roundtable: Roundtable, children: list[Child], seats: list[Seat],
    hearings: dict[UUID, date | None], hers: frozenset[UUID],
) -> Standing:  # fmt: skip
    of_role = {seat.role: seat.person_id for seat in seats}
    hearing = min((day for child in children if (day := hearings.get(child.pk))), default=None)
    may_be_changed = bool(children) and all(child.pk in hers for child in children)
    if wish.repairs:
        is_free = may_be_changed and roundtable.pk == wish.repairs.pk
    else:
        is_free = may_be_changed and wish.first_day <= roundtable.on <= wish.last_day
    return Standing(
        roundtable=roundtable,
        children=tuple(children),
        facilitator=of_role.get(SeatRole.FACILITATOR),
        external=of_role.get(SeatRole.EXTERNAL_CONSULTANT),
        others=tuple(str(seat.person_id) for seat in seats if seat.role not in _CHOSEN),
        hearing_on=hearing,
        is_free=is_free,
    )
