"""The weeks of this month and the next, as a permanency consultant looks ahead: hearings, ratings, roundtables."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta

from homeward.casefile.models import Event
from homeward.casefile.sight import Sight
from homeward.obligations.models import Determination, ObligationQuerySet

_WEEK = timedelta(days=7)


@dataclass
class Week:
    """How much of each falls into one week, from Monday to Sunday."""

    first: date
    hearings: int = 0
    ratings: int = 0
    roundtables_due: int = 0
    roundtables_set: int = 0

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)

    @property
    def is_empty(self) -> bool:
        return not (self.hearings or self.ratings or self.roundtables_due or self.roundtables_set)


def weeks_ahead(sight: Sight, ratings: ObligationQuerySet, consulted: Collection[UUID], today: date) -> list[Week]:
    """From this week to the end of next month, for the children of some consultants. Three queries.

    `ratings` are the ratings that are owed; roundtables that are due are those that are required, by the last day on
    which one can be held.
    """
    monday = today - timedelta(days=today.weekday())
    end = today + relativedelta(months=2, day=1) - timedelta(days=1)
    weeks = {monday + number * _WEEK: Week(monday + number * _WEEK) for number in range((end - monday).days // 7 + 1)}

    def count(days: Iterable[date | None], name: str) -> None:
        for day in days:
            week = weeks.get(day - timedelta(days=day.weekday())) if day else None
            if week:
                setattr(week, name, getattr(week, name) + 1)

    between = (monday, max(weeks) + _WEEK - timedelta(days=1))
    hers = Determination.objects.listed_for(sight).filter(permanency_consultant__in=consulted)
    known = list(hers.values_list("determination", "next_hearing_on", "window_closes_on"))
    count((hearing for _, hearing, _ in known), "hearings")
    count((closes for asked, _, closes in known if asked == "required"), "roundtables_due")
    count(ratings.filter(due_on__range=between).values_list("due_on", flat=True), "ratings")
    announced = Event.objects.current().filter(kind="roundtable_scheduled", on__range=between)
    of_hers = announced.filter(child__in=hers.values("child_id"))
    count(of_hers.values_list("on", flat=True), "roundtables_set")
    return list(weeks.values())
