import numpy as np

from homeward.policy.daysets import DaySet, distinct
from tests.policy.made_up import days, numbers, written


def dayset(*rows: str, values: tuple[int, ...] | None = None) -> DaySet:
    """From rows `episode day`."""
    episodes = numbers(*(int(row.split()[0]) for row in rows))
    return DaySet.of(
        episodes, days(" ".join(row.split()[1] for row in rows)), None if values is None else numbers(*values)
    )


def shown(found: DaySet) -> list[str]:
    return [
        f"{episode} {written(numbers(day))}"
        for episode, day in zip(found.episode.tolist(), found.on.tolist(), strict=True)
    ]


HELD = dayset("0 2024-01-10", "0 2024-03-01", "2 2024-01-10", "2 2024-02-20")


def test_distinct_numbers_ascend() -> None:
    assert distinct(numbers(5, 3, 5, 1, 3)).tolist() == [1, 3, 5]
    assert distinct(numbers(2)).tolist() == [2]
    assert distinct(numbers()).tolist() == []


def test_several_events_on_one_day_are_one() -> None:
    rows = ("0 2024-01-10", "0 2024-01-10", "0 2024-03-01", "1 2024-03-01")
    assert shown(dayset(*rows)) == ["0 2024-01-10", "0 2024-03-01", "1 2024-03-01"]


def test_of_several_values_on_one_day_the_last_counts() -> None:
    rated = dayset("0 2024-01-10", "0 2024-01-10", "0 2024-03-01", values=(4, 2, 3))
    assert rated.value is not None
    assert (shown(rated), rated.value.tolist()) == (["0 2024-01-10", "0 2024-03-01"], [2, 3])


def test_distinct_days_keep_their_values() -> None:
    rated = dayset("0 2024-01-10", "0 2024-03-01", values=(4, 2))
    assert rated.value is not None
    assert rated.value.tolist() == [4, 2]


def test_a_set_without_days_has_none() -> None:
    nothing = dayset()
    assert shown(nothing) == []
    assert written(nothing.first_from(numbers(0, 1), days("2024-01-01 2024-01-01"))) == "- -"
    assert written(nothing.latest_until(numbers(0, 1), days("2024-01-01 -"))) == "- -"


def test_a_union_has_the_days_of_all_sets_once() -> None:
    union = DaySet.union([HELD, dayset("0 2024-01-10", "1 2024-05-05"), dayset()])
    assert shown(union) == ["0 2024-01-10", "0 2024-03-01", "1 2024-05-05", "2 2024-01-10", "2 2024-02-20"]


def test_a_union_with_sets_that_are_empty_is_the_set_itself() -> None:
    nothing = dayset()
    assert DaySet.union([nothing, HELD]) is HELD
    assert DaySet.union([nothing, dayset()]) is nothing


def test_where_keeps_days_with_their_values() -> None:
    rated = dayset("0 2024-01-10", "0 2024-03-01", values=(4, 2)).where(np.array([False, True]))
    assert rated.value is not None
    assert (shown(rated), rated.value.tolist()) == (["0 2024-03-01"], [2])
    assert HELD.where(np.zeros(4, np.bool_)).value is None


def test_the_first_day_on_or_after() -> None:
    asked = days("2024-01-10 2024-01-11 2024-03-02")
    assert written(HELD.first_from(numbers(0, 0, 0), asked)) == "2024-01-10 2024-03-01 -"


def test_the_latest_day_on_or_before() -> None:
    asked = days("2024-01-09 2024-01-10 2024-02-29 - ?")
    found = HELD.latest_until(numbers(0, 0, 0, 0, 0), asked)
    assert written(found) == "- 2024-01-10 2024-01-10 2024-03-01 2024-03-01"


def test_another_episode_s_days_are_not_found() -> None:
    assert (
        written(HELD.first_from(numbers(0, 1, 2, 3), days("2024-04-01 2024-01-01 2024-01-01 2024-01-01")))
        == "- - 2024-01-10 -"
    )
    assert written(HELD.latest_until(numbers(1, 2, 3), days("2024-05-01 2024-01-09 2024-05-01"))) == "- - -"


def test_the_value_that_counts_on_a_day() -> None:
    rated = dayset("0 2024-01-10", "0 2024-03-01", "2 2024-01-10", values=(4, 0, 5))
    asked = days("2024-01-09 2024-01-10 2024-02-29 2024-03-01")
    assert rated.value_until(numbers(0, 0, 0, 0), asked).tolist() == [-1, 4, 4, 0]
    assert rated.value_until(numbers(1, 2, 3), days("2024-05-01 2024-05-01 2024-05-01")).tolist() == [-1, 5, -1]
