"""Random children whose records are valid but as awkward as records can be.

Days are drawn next to each other and next to the days on which a rule turns: month ends, leap days, whole months after
removal, sixty days, eighteenth birthdays, the as-of dates themselves.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from .calendar import days_after, months_after
from .history import ChildHistory, Episode, Event, Placement

AS_OF_DATES = (
    date(2019, 3, 31),
    date(2020, 2, 29),
    date(2021, 6, 30),
    date(2022, 12, 31),
    date(2023, 8, 31),
    date(2024, 2, 29),
    date(2025, 1, 2),
    date(2026, 11, 22),
)
"""Days to look at the children on; the history of each child lies around one of them."""

RATINGS = ("achieved", "very_good", "good", "fair", "fair", "poor", "poor", "poor", "uncertain")
GOALS = (
    "reunification",
    "reunification",
    "reunification",
    "adoption",
    "guardianship",
    "fit_and_willing_relative",
    "other_planned_arrangement",
)
VALUES = {"permanency_rating": RATINGS, "permanency_goal_set": GOALS, "concurrent_goal_set": GOALS}
KIND_WEIGHTS = {
    "abuse_neglect_finding": 2,
    "permanency_plan_filed": 4,
    "permanency_review_scheduled": 1,
    "permanency_review_held": 3,
    "permanency_hearing_scheduled": 6,
    "permanency_hearing_held": 7,
    "review_summary_sent": 3,
    "permanency_rating": 9,
    "permanency_goal_set": 5,
    "concurrent_goal_set": 1,
    "reunification_ruled_out": 1,
    "goals_reevaluated": 3,
    "roundtable_scheduled": 2,
    "roundtable_held": 9,
    "consultation_form_completed": 5,
    "roundtable_included_in_plan": 5,
    "relative_notice_sent": 2,
    "relative_search": 4,
    "placement_change_expected": 1,
    "indian_child_determined": 1,
    "active_efforts_evaluated": 3,
    "tpr_petition_filed": 1,
    "tpr_exception_documented": 1,
}
PLACEMENT_WEIGHTS = {
    "foster_home": 6,
    "relative_home": 5,
    "pre_adoptive_home": 1,
    "group_home": 1,
    "residential_care_center": 1,
    "shelter_care": 1,
    "supervised_independent_living": 2,
    "trial_reunification": 5,
    "missing_from_care": 7,
    "juvenile_detention": 2,
    "juvenile_correctional": 2,
    "adult_correctional": 1,
    "hospital": 1,
    "other": 1,
}
EVENT_COUNTS = (0, 2, 5, 10, 20, 40, 70)
FOLLOWING_STEPS = (0, 0, 1, 30, 60)


def weighted(rng: random.Random, weights: dict[str, int]) -> str:
    """One of the names, by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def near(rng: random.Random, day: date) -> date:
    """The day itself or one a few days off."""
    return day + timedelta(days=rng.choice((0, 0, 0, 0, -1, 1, -1, 1, -2, 2, -3, 5, -8, 13)))


def awkward_day(rng: random.Random, around: date, months_back: int) -> date:
    """Near whole months before `around`, or any day up to so many months back, or the end of that month."""
    shape = rng.random()
    if shape >= 0.7:
        return near(rng, months_after(around, -rng.choice((2, 5, 6, 11, 11, 12, 14, 14, 14, 15, 15, 22))))
    day = months_after(around, -rng.randint(0, months_back)) - timedelta(days=rng.randint(0, 31))
    if shape < 0.3:
        return months_after(date(day.year, day.month, 1), 1) - timedelta(days=rng.choice((1, 1, 2)))
    if shape < 0.4:
        return months_after(date(2024, 2, 29), 12 * (day.year - 2024))
    return day


def discharge(rng: random.Random, removed: date) -> date:
    """The end of a closed episode: often at sixty days, at whole months, or at once."""
    shape = rng.random()
    if shape < 0.15:
        return removed + timedelta(days=rng.choice((0, 0, 1, 29, 30, 59)))
    if shape < 0.3:
        return removed + timedelta(days=60)
    return max(
        removed, near(rng, months_after(removed, rng.choice((2, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15, 16, 20, 26))))
    )


def random_stays(rng: random.Random, pivot: date) -> list[tuple[date, date | None]]:
    """Removal and discharge of each episode in order; only the last may be open, and none overlap."""
    count = rng.choices((0, 1, 2, 3, 4), (3, 45, 30, 15, 7))[0]
    months_back = rng.choice((0, 3, 12, 18, 30, 60))
    removed = awkward_day(rng, pivot, months_back)
    stays: list[tuple[date, date | None]] = []
    for number in range(count):
        if number == count - 1 and rng.random() < 0.7:
            stays.append((removed, None))
            break
        discharged = discharge(rng, removed)
        if stays and stays[-1] == (removed, discharged):
            discharged += timedelta(days=1)  # two episodes of no length on one day could not be told apart
        stays.append((removed, discharged))
        removed = discharged + timedelta(days=rng.choice((0, 0, 1, 2, 30, 100, 200, 400)))
    return stays


def turning_days(rng: random.Random, stays: Sequence[tuple[date, date | None]], pivot: date) -> list[date]:
    """The days near which the rules turn."""
    found = [pivot, *AS_OF_DATES[:: rng.choice((2, 3))]]
    found += [months_after(pivot, months) for months in (-12, -7, -6, -6, -5, -3, -2, -1, 1, 2)]
    for removed, discharged in stays:
        found += [months_after(removed, months) for months in range(0, 30)]
        found += [days_after(removed, count) for count in (30, 60, 60, 90)]
        found += [removed] * 3 + ([] if discharged is None else [discharged] * 3)
    return found


def random_placements(
    rng: random.Random, removed: date, discharged: date | None, turning: Sequence[date]
) -> tuple[Placement, ...]:
    """Placements of one episode in file order: in a row, nested, overlapping, of no length, without an end."""
    last = discharged or months_after(removed, rng.choice((1, 10, 30)))
    inside = [day for day in turning if removed <= day <= last]
    rows: list[Placement] = []
    started = removed if rng.random() < 0.7 else min(last, removed + timedelta(days=rng.choice((1, 3, 20, 61))))
    for _ in range(rng.choices((0, 1, 2, 4, 7), (5, 25, 30, 30, 10))[0]):
        length = rng.choice((0, 0, 1, 5, 30, 90, 180, 184, 185, 250))
        end = min(last, rng.choice([started + timedelta(days=length), max(started, near(rng, rng.choice(inside)))]))
        ended = None if rng.random() < 0.25 else max(started, end)
        kind = rows[-1].placement_type if rows and rng.random() < 0.25 else weighted(rng, PLACEMENT_WEIGHTS)
        rows.append(Placement(started, ended, kind))
        following = rng.choice(
            (end, end, end + timedelta(days=1), end + timedelta(days=9), rng.choice(inside), started)
        )
        started = min(last, max(removed, following))
    if rng.random() < 0.3:
        rng.shuffle(rows)
    return tuple(rows)


def random_value(rng: random.Random, kind: str) -> str | None:
    """A value for the kinds that have one."""
    return rng.choice(VALUES[kind]) if kind in VALUES else None


def random_events(rng: random.Random, turning: Sequence[date], few_kinds: bool) -> list[Event]:
    """Events in file order: near the turning days, near each other, and several of one kind on one day."""
    kinds = dict(KIND_WEIGHTS)
    if few_kinds:
        chosen = [*rng.sample(sorted(kinds), 4), "permanency_hearing_held", "permanency_rating", "roundtable_held"]
        kinds = {kind: kinds[kind] for kind in chosen}
    rows: list[Event] = []
    for _ in range(rng.choice(EVENT_COUNTS)):
        kind = weighted(rng, kinds)
        if rows and rng.random() < 0.4:
            earlier = rng.choice(rows)
            months = rng.choice((0, 0, -1, 1, 1, 2, 5, 6, 12))
            day = near(rng, days_after(months_after(earlier.on, months), rng.choice(FOLLOWING_STEPS)))
        else:
            day = near(rng, rng.choice(turning))
        rows.append(Event(kind, day, random_value(rng, kind)))
        if rng.random() < 0.1:
            rows.append(Event(kind, day, random_value(rng, kind)))
    rng.shuffle(rows)
    return rows


def random_birth_date(
    rng: random.Random, stays: Sequence[tuple[date, date | None]], turning: Sequence[date]
) -> date | None:
    """Not recorded; or making the child 18 near a turning day; or a young child; never after a removal."""
    first_removed = min((removed for removed, _ in stays), default=AS_OF_DATES[0])
    shape = rng.random()
    if shape < 0.25:
        return None
    if shape < 0.5:
        born = near(rng, months_after(rng.choice(turning), -216))
    elif shape < 0.55:
        born = date(rng.choice((2000, 2004, 2008)), 2, 29)
    elif shape < 0.6:
        born = first_removed
    else:
        born = months_after(first_removed, -rng.randint(1, 190))
    return min(born, first_removed)


def random_child(rng: random.Random, child_id: str) -> ChildHistory:
    """One child; every choice comes from `rng`."""
    pivot = rng.choice(AS_OF_DATES)
    stays = random_stays(rng, pivot)
    turning = turning_days(rng, stays, pivot)
    episodes = [
        Episode(f"{child_id}-{number}", removed, discharged, random_placements(rng, removed, discharged, turning))
        for number, (removed, discharged) in enumerate(stays, start=1)
    ]
    if rng.random() < 0.3:
        rng.shuffle(episodes)
    return ChildHistory(
        child_id=child_id,
        birth_date=random_birth_date(rng, stays, turning),
        indian_child=rng.choice(("yes", "no", "no", "unknown")),
        episodes=tuple(episodes),
        events=tuple(random_events(rng, turning, few_kinds=rng.random() < 0.5)),
    )


def random_children(seed: int, count: int) -> list[ChildHistory]:
    """Children `c00001`, `c00002`, …; the same seed gives the same children."""
    rng = random.Random(seed)
    return [random_child(rng, f"c{number:05d}") for number in range(1, count + 1)]
