"""The TPR count N, the care count C, and the days on which they reach 14 and 15 months."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .calendar import DAY, days_after, months_after, months_before
from .facts import EpisodeFacts, taken_days

LOOK_BACK_MONTHS = 22


@dataclass(frozen=True)
class DayCount:
    """How many of a set of days lie in the 22 months that end with a day."""

    days: set[date]
    until: date

    @cached_property
    def reached(self) -> dict[date, int]:
        """The number of the days on or before each day, from the first of them to `until`."""
        totals, total = {}, 0
        day = self.first
        while day <= self.until:
            total += day in self.days
            totals[day] = total
            day += DAY
        return totals

    def in_22_months(self, day: date) -> int:
        """The number of the days d with day - 22 months < d <= day."""
        return self.up_to(day) - self.up_to(months_before(day, LOOK_BACK_MONTHS))

    def up_to(self, day: date) -> int:
        """The number of the days on or before the day, which is not after `until`."""
        return self.reached[day] if day >= self.first else 0

    @cached_property
    def first(self) -> date:
        """The first of the days."""
        return min(self.days, default=self.until)

    def first_day_with(self, needed: int, earliest: date, latest: date | None) -> date | None:
        """The first day from `earliest` on (to `latest`, if there is one) whose count is at least `needed`."""
        day = earliest
        while latest is None or day <= latest:
            if self.in_22_months(day) >= needed:
                return day
            day += DAY
        return None


@dataclass(frozen=True)
class Clocks:
    """Both counts of one child, over all the episodes begun on or before the as-of date."""

    episodes: list[EpisodeFacts]
    as_of: date

    @cached_property
    def until(self) -> date:
        """A day by which an open episode has surely reached both counts."""
        latest_start = max(days_after(facts.removed, 60) for facts in self.episodes)
        return months_after(max(latest_start, self.as_of), 24)

    @cached_property
    def care(self) -> DayCount:
        """C: days after removal up to the end of the episode; nothing is taken out."""
        days: set[date] = set()
        for facts in self.episodes:
            day, last = facts.removed + DAY, facts.discharged or self.until
            while day <= last:
                days.add(day)
                day += DAY
        return DayCount(days, self.until)

    @cached_property
    def outside_home(self) -> DayCount:
        """N: days after S up to the end of the episode, less those missing or on trial reunification."""
        days: set[date] = set()
        for facts in self.episodes:
            taken = taken_days(facts)
            day, last = facts.placed_outside_home + DAY, facts.discharged or self.until
            while day <= last:
                if day not in taken:
                    days.add(day)
                day += DAY
        return DayCount(days, self.until)

    def month_14(self, facts: EpisodeFacts) -> date | None:
        """M14: the first day from R + 60 days on with 14 months of care in the last 22."""
        needed = (months_after(facts.removed, 14) - facts.removed).days
        return self.care.first_day_with(needed, days_after(facts.removed, 60), facts.discharged)

    def month_15(self, facts: EpisodeFacts) -> date | None:
        """M15: the first day from M14 + 1 month on with 15 months of care in the last 22; None without M14."""
        month_14 = self.month_14(facts)
        if month_14 is None:
            return None
        needed = (months_after(facts.removed, 15) - facts.removed).days
        return self.care.first_day_with(needed, months_after(month_14, 1), facts.discharged)

    def tpr_day(self, facts: EpisodeFacts) -> date | None:
        """The first day from S on with 15 months outside the home in the last 22."""
        start = facts.placed_outside_home
        needed = (months_after(start, 15) - start).days
        return self.outside_home.first_day_with(needed, start, facts.discharged)
