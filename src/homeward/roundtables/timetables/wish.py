"""What somebody wants of a timetable: which days, which meetings may be changed, and what is decided already."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from homeward.casefile.sight import Sight, sight_of
from homeward.casefile.visibility import recordable
from homeward.obligations.recording import CONSULTANT, RATING
from homeward.roundtables.models import Roundtable, Timetable
from homeward.roundtables.requests import Request, requests_of
from homeward.workforce.models import Agency, with_agencies_below


@dataclass(frozen=True)
class Wish:
    """Whose children, on which days. `repairs` is the only meeting that may be changed, if it is about one."""

    sight: Sight
    agency: Agency
    first_day: date
    last_day: date
    today: date
    may_move: bool = False
    pins: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    left_out: Collection[str] = ()
    repairs: Roundtable | None = None
    absent: Collection[str] = ()
    """Who can not come to that meeting."""

    def may_convene(self, children: Collection[UUID]) -> frozenset[UUID]:
        """Those of the children for whom it is hers to convene."""
        may = recordable(self.sight, list(children), rating=RATING) if children else {}
        return frozenset(child for child, owners in may.items() if CONSULTANT in owners)


def wish_of(timetable: Timetable, *, today: date) -> Wish:
    """What was asked for, with what its asker sees today."""
    return Wish(
        sight=sight_of(timetable.asked_by, on=today),
        agency=timetable.agency,
        first_day=max(timetable.first_day, today),
        last_day=timetable.last_day,
        today=today,
        may_move=timetable.may_move,
        pins=timetable.pins,
        left_out=timetable.left_out,
        repairs=timetable.repairs,
        absent=timetable.absent,
    )


def waiting_requests(wish: Wish) -> list[Request]:
    """What waits to be arranged and is hers to convene, in the agency and those below it."""
    parents = list(Agency.objects.values_list("pk", "parent_id"))
    near = with_agencies_below(wish.agency.pk, parents)
    listed = [
        one for one in requests_of(wish.sight, today=wish.today)
        if one.arranged is None and one.lead.child.agency_id in near
    ]  # fmt: skip
    hers = wish.may_convene([asked.child.pk for one in listed for asked in one.asked])
    return [one for one in listed if all(asked.child.pk in hers for asked in one.asked)]
