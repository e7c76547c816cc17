"""The random children are valid records, and between them meet every rule and every answer."""

from collections import Counter
from datetime import date
from itertools import pairwise

from .calendar import months_before
from .children import AS_OF_DATES, random_children
from .evaluator import DEFAULTS, determinations, obligations, situations
from .history import ChildHistory, Episode, tables_of

CHILDREN = random_children(seed=4, count=1000)


def faults_of_episode(child: ChildHistory, episode: Episode) -> list[str]:
    end = episode.discharged_on or date.max
    faults = ["end before start"] if end < episode.removed_on else []
    if child.birth_date is not None and child.birth_date > episode.removed_on:
        faults.append("birth after removal")
    for placement in episode.placements:
        last = placement.started_on if placement.ended_on is None else placement.ended_on
        if not episode.removed_on <= placement.started_on <= last <= end:
            faults.append(f"placement {placement}")
    return faults


def test_no_random_record_is_a_fault() -> None:
    for child in CHILDREN:
        for episode in child.episodes:
            assert faults_of_episode(child, episode) == [], child


def test_no_random_episodes_overlap() -> None:
    for child in CHILDREN:
        in_order = sorted(child.episodes, key=lambda row: (row.removed_on, row.discharged_on or date.max))
        for earlier, later in pairwise(in_order):
            assert earlier.discharged_on is not None
            assert earlier.discharged_on <= later.removed_on, child


def test_the_random_children_meet_every_outcome_of_every_rule_and_every_determination() -> None:
    outcomes, answers = Counter[tuple[object, object]](), Counter[object]()
    for number, child in enumerate(CHILDREN):
        settings = DEFAULTS | {"hearing_interval": ("6 months", "12 months")[number % 2]}
        settings |= {"month_15_for_every_child": number % 3 == 0}
        as_of = AS_OF_DATES[number % len(AS_OF_DATES)]
        found = obligations(child, as_of, settings=settings, every=True)
        outcomes.update((row["rule_id"], row["outcome"]) for row in found)
        answers.update(row["reasons"] for row in determinations(child, as_of, settings=settings))
    assert len({rule_id for rule_id, _ in outcomes}) == 17
    assert len(outcomes) >= 80
    single = {"before_month_11", "missing_6_months", "age_18", "independent_living", "incarcerated", "rated_poor"}
    single |= {"not_rated", "month_15", "birth_date_not_recorded", "rated_fair", "rated_uncertain", "above_poor"}
    assert single <= set(answers)


def test_the_counts_of_the_clocks_are_those_of_counting_day_by_day() -> None:
    for number, child in enumerate(CHILDREN[:200]):
        as_of = AS_OF_DATES[number % len(AS_OF_DATES)]
        for situation in situations(child, as_of, DEFAULTS):
            for count in (situation.clocks.care, situation.clocks.outside_home):
                for looked_at in (as_of, situation.facts.removed, months_before(as_of, 5)):
                    window_start = months_before(looked_at, 22)
                    assert count.in_22_months(looked_at) == sum(window_start < day <= looked_at for day in count.days)


def test_the_same_seed_gives_the_same_children() -> None:
    assert random_children(seed=4, count=5) == CHILDREN[:5]


def test_the_tables_hold_every_row_in_file_order() -> None:
    tables = tables_of(CHILDREN[:50])
    assert [row["on"] for row in tables["events"]] == [event.on for child in CHILDREN[:50] for event in child.events]
    placements = [row for child in CHILDREN[:50] for episode in child.episodes for row in episode.placements]
    assert [row["started_on"] for row in tables["placements"]] == [row.started_on for row in placements]
    assert len(tables["children"]) == 50
