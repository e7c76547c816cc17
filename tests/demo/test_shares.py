"""The shares of the default county against AFCARS, Wisconsin, fiscal year 2021; within three percentage points."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from statistics import mean, median

import pytest
from dateutil.relativedelta import relativedelta

from homeward.demo.county import County
from homeward.demo.tables import Child, Episode

from .contract import end_of, stays_of_children

TOLERANCE = 0.03
DAYS_OF_A_MONTH = 30.4375


def in_care(county: County) -> list[tuple[Child, Episode]]:
    open_stays = {stay.child_id: stay for stay in county.episodes if stay.discharged_on is None}
    return [(child, open_stays[child.child_id]) for child in county.children if child.child_id in open_stays]


def shares(words: Iterable[str]) -> dict[str, float]:
    counted = Counter(words)
    return {word: count / counted.total() for word, count in counted.items()}


def goals_of_those_in_care(county: County) -> list[str]:
    """The last goal of the open stay, `none` without one; events stand in the order of time."""
    goals = {child.child_id: "none" for child, _ in in_care(county)}
    removed_on = {child.child_id: stay.removed_on for child, stay in in_care(county)}
    for event in county.events:
        if event.kind == "permanency_goal_set" and event.on >= removed_on.get(event.child_id, date.max):
            goals[event.child_id] = event.value or ""
    return list(goals.values())


def assert_close(found: dict[str, float], published: dict[str, float], tolerance: float = TOLERANCE) -> None:
    off = {word: found.get(word, 0) for word, share in published.items() if abs(found.get(word, 0) - share) > tolerance}
    assert off == {}


def test_2000_children_are_in_care_and_as_many_have_left_within_three_years(county: County) -> None:
    left = [stays[-1].discharged_on for stays in stays_of_children(county).values() if stays[-1].discharged_on]

    assert 2000 <= len(in_care(county)) <= 2030
    assert 1950 <= len(left) <= 2050
    assert min(left) > county.as_of - relativedelta(years=3)


def test_ages_have_the_published_mean_and_median(county: County) -> None:
    born = [child.birth_date for child, _ in in_care(county) if child.birth_date]
    years = [relativedelta(county.as_of, birth_date).years for birth_date in born]

    assert mean(years) == pytest.approx(7.4, abs=0.4)
    assert median(years) == 6
    assert sum(age >= 18 for age in years) / len(years) < 0.02


def test_53_in_100_are_boys_and_7_in_100_are_indian_children(county: County) -> None:
    children = [child for child, _ in in_care(county)]

    assert_close(shares(child.gender or "" for child in children), {"male": 0.53, "female": 0.47})
    assert_close(shares(child.indian_child or "unknown" for child in children), {"yes": 0.07, "unknown": 0.035}, 0.01)


def test_current_placements_have_the_published_shares(county: County) -> None:
    last = {placement.episode_id: placement.placement_type for placement in county.placements}
    homes = shares(last[stay.episode_id] for _, stay in in_care(county))

    assert_close(homes, {"foster_home": 0.47, "relative_home": 0.40})
    rare = {"group_home": 0.04, "residential_care_center": 0.05, "pre_adoptive_home": 0.01}
    rare |= {"trial_reunification": 0.02, "missing_from_care": 0.01, "supervised_independent_living": 0.003}
    assert_close(homes, rare, tolerance=0.005)


def test_goals_have_the_published_shares(county: County) -> None:
    goals = shares(goals_of_those_in_care(county))

    assert_close(goals, {"reunification": 0.61, "adoption": 0.19, "guardianship": 0.09, "none": 0.08})
    assert_close(goals, {"fit_and_willing_relative": 0.01, "other_planned_arrangement": 0.01}, tolerance=0.005)


def test_time_in_care_has_the_published_mean_median_and_long_stays(county: County) -> None:
    months = [(county.as_of - stay.removed_on).days / DAYS_OF_A_MONTH for _, stay in in_care(county)]

    assert mean(months) == pytest.approx(21, abs=1)
    assert median(months) == pytest.approx(14.8, abs=1)
    assert sum(month >= 18 for month in months) / len(months) == pytest.approx(0.44, abs=TOLERANCE)


def test_exits_have_the_published_shares(county: County) -> None:
    last = [stays[-1] for stays in stays_of_children(county).values()]
    exits = shares(stay.discharge_reason for stay in last if stay.discharge_reason)

    assert_close(exits, {"reunification": 0.52, "adoption": 0.19, "guardianship": 0.19, "aged_out": 0.09}, 0.01)


def test_about_three_in_ten_later_hearings_are_late_and_then_by_weeks(county: County) -> None:
    stays, held = stays_of_children(county), [row for row in county.events if row.kind == "permanency_hearing_held"]
    days_late = [
        (after.on - before.on - (before.on + relativedelta(months=6) - before.on)).days
        for before, after in pairwise(held)
        if before.child_id == after.child_id
        and any(stay.removed_on <= before.on and after.on <= end_of(stay) for stay in stays[before.child_id])
    ]
    late = [days for days in days_late if days > 0]

    assert len(late) / len(days_late) == pytest.approx(0.30, abs=TOLERANCE)
    assert 10 <= median(late) <= 35


def test_one_child_in_eight_was_in_care_before(county: County) -> None:
    stays = stays_of_children(county)
    before = sum(len(stays[child.child_id]) > 1 for child, _ in in_care(county))

    assert 0.10 <= before / len(in_care(county)) <= 0.15
