from datetime import date, timedelta

import numpy as np
import pytest

from homeward.policy.clocks import Count, Spells
from homeward.policy.days import BITS
from tests.policy.made_up import called, days, facts, number, numbers, written
from tests.reference.evaluator import DEFAULTS, situations
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory


def count(clock: str, *children: ChildHistory, as_of: str = "2026-11-22") -> Count:
    return facts(*children, as_of=as_of).count(clock)


def counted(clock: str, history: ChildHistory, *asked: str, as_of: str = "2026-11-22") -> list[int]:
    """The days counted for the child on days."""
    return count(clock, history, as_of=as_of).on(np.zeros(len(asked), np.int64), days(" ".join(asked))).tolist()  # type: ignore[no-any-return]


def test_spells_count_the_days_after_their_start() -> None:
    spells = Spells.of(
        numbers(0, 0, 1), days("2024-01-10 2024-03-01 2024-01-10"), days("2024-01-20 2024-03-01 2024-01-11")
    )
    assert spells.length.tolist() == [0, 10, 1]

    def until(who: int, text: str) -> list[int]:
        return spells.until((who << BITS) + days(text)).tolist()  # type: ignore[no-any-return]

    before, eleventh, *later = until(0, "2024-01-10 2024-01-11 2024-01-20 2024-05-01")
    assert [eleventh - before, *(one - before for one in later)] == [1, 10, 10]
    before, eleventh, *later = until(1, "2024-01-10 2024-01-11 2024-05-01")
    assert [eleventh - before, *(one - before for one in later)] == [1, 1]


@pytest.mark.parametrize(
    ("day", "in_care"),
    [("2024-01-10", 0), ("2024-01-11", 1), ("2024-02-01", 22), ("2024-02-29", 22), ("2024-05-02", 23)],
)
def test_the_care_count_has_the_days_after_each_removal(day: str, in_care: int) -> None:
    assert counted("care_count", child(stay("2024-01-10 2024-02-01"), stay("2024-05-01")), day) == [in_care]


def test_only_the_last_twenty_two_months_are_counted() -> None:
    long = child(stay("2020-01-01"))
    since = [number("2023-03-15"), number("2024-02-29")]
    until = ["2025-01-15", "2025-12-31"]
    assert counted("care_count", long, *until) == [number(day) - first for day, first in zip(until, since, strict=True)]


def test_the_day_twenty_two_months_ago_is_not_counted() -> None:
    short = child(stay("2024-01-09 2024-01-11"), stay("2025-06-01"))
    assert counted("care_count", short, "2025-11-09", "2025-11-10", "2025-11-11") == [2 + 161, 1 + 162, 0 + 163]


def test_days_missing_or_at_home_do_not_count_up_to_the_day_looked_at() -> None:
    history = child(stay("2024-01-10", "missing_from_care 2024-03-20 2024-03-25", "trial_reunification 2024-04-01"))
    asked = ("2024-03-20", "2024-03-21", "2024-03-25", "2024-03-26", "2024-04-01", "2024-04-10", "2024-04-20")
    assert counted("tpr_count", history, *asked, as_of="2024-04-10") == [10, 10, 10, 11, 17, 17, 27]


def test_the_tpr_count_begins_with_the_finding_or_sixty_days_after_removal() -> None:
    assert counted("tpr_count", child(stay("2024-01-10")), "2024-03-10", "2024-03-11") == [0, 1]
    found = child(stay("2024-01-10"), "abuse_neglect_finding 2024-02-01")
    assert counted("tpr_count", found, "2024-02-01", "2024-02-02") == [0, 1]


def test_days_missing_before_the_count_begins_are_not_taken_from_it() -> None:
    history = child(stay("2024-01-10", "missing_from_care 2024-03-01 2024-03-20"))
    assert counted("tpr_count", history, "2024-03-10", "2024-03-20", "2024-03-21") == [0, 0, 1]


def test_in_an_ended_episode_days_missing_count_up_to_its_end() -> None:
    history = child(stay("2024-01-10 2024-06-01", "missing_from_care 2024-05-01"))
    assert counted("tpr_count", history, "2024-05-01", "2024-06-01", "2024-07-01") == [52, 52, 52]


def test_days_missing_before_the_window_are_not_taken_from_it() -> None:
    gone = ("missing_from_care 2022-03-01 2022-06-01", "missing_from_care 2023-12-01 2023-12-11")
    history = child(stay("2020-01-10", *gone))
    in_window = number("2024-06-01") - number("2022-08-01")
    assert counted("tpr_count", history, "2024-06-01", as_of="2024-06-01") == [in_window - 10]
    in_window = number("2024-02-01") - number("2022-04-01")
    assert counted("tpr_count", history, "2024-02-01", as_of="2024-06-01") == [in_window - 10 - 61]


def test_another_child_s_days_are_not_counted() -> None:
    ada, ben = (
        called("ada", child(stay("2024-01-01"))),
        called("ben", child(stay("2024-03-01", "missing_from_care 2024-05-01"))),
    )
    found = count("tpr_count", ada, ben, as_of="2024-06-01").on(numbers(0, 1), days("2024-06-01 2024-06-01"))
    assert found.tolist() == [number("2024-06-01") - number("2024-03-01"), 1]


def month_14(*stays: str, as_of: str = "2026-11-22") -> str:
    """Where the care count reaches 14 months, for every episode."""
    return written(facts(child(*(stay(one) for one in stays)), as_of=as_of).episodes.day("month_14"))


@pytest.mark.parametrize(
    ("removed", "reached"),
    [
        ("2024-01-10", "2025-03-10"),
        ("2023-12-31", "2025-02-28"),
        ("2022-12-31", "2024-02-29"),
        ("2024-02-29", "2025-04-29"),
    ],
)
def test_in_a_first_stay_fourteen_months_are_reached_fourteen_months_later(removed: str, reached: str) -> None:
    assert month_14(removed) == reached


@pytest.mark.parametrize(
    ("ended", "reached"), [("2025-03-09", "-"), ("2025-03-10", "2025-03-10"), ("2025-09-01", "2025-03-10")]
)
def test_days_after_the_end_of_an_episode_are_not_looked_at(ended: str, reached: str) -> None:
    assert month_14(f"2024-01-10 {ended}") == reached


def test_an_episode_that_is_open_on_the_day_looked_at_is_taken_to_go_on() -> None:
    assert month_14("2024-01-10 2024-09-01", as_of="2024-08-31") == "2025-03-10"
    assert month_14("2024-01-10 2024-09-01", as_of="2024-09-01") == "-"


def test_days_of_an_earlier_episode_bring_it_forward() -> None:
    first, second = month_14("2024-01-10 2024-07-10", "2024-10-10").split()
    needed = number("2025-12-10") - number("2024-10-10")
    already = number("2024-07-10") - number("2024-01-10")
    assert (first, number(second) - number("2024-10-10")) == ("-", needed - already)


def test_a_child_who_returns_with_the_count_reached_has_sixty_days() -> None:
    assert month_14("2023-01-10 2024-06-01", "2024-06-01") == "2024-03-10 2024-07-31"


def test_a_gap_that_leaves_the_window_is_no_loss_any_more() -> None:
    assert month_14("2023-01-10 2023-02-10", "2024-10-10") == "- 2025-12-10"


@pytest.mark.parametrize(
    ("ended", "reached"), [("2025-06-10", "-"), ("2025-06-11", "2025-06-11"), ("2025-06-12", "2025-06-11")]
)
def test_it_may_be_reached_on_the_last_day_of_a_later_episode(ended: str, reached: str) -> None:
    assert month_14("2024-01-10 2024-07-10", f"2024-10-10 {ended}") == f"- {reached}"


def test_a_return_that_ends_before_its_sixty_days_does_not_reach_it() -> None:
    assert month_14("2023-01-10 2024-06-01", "2024-06-01 2024-07-30") == "2024-03-10 -"
    assert month_14("2023-01-10 2024-06-01", "2024-06-01 2024-07-31") == "2024-03-10 2024-07-31"


def test_days_before_the_sixty_are_not_looked_at_even_if_the_count_was_reached_then() -> None:
    history = child(stay("2022-01-01 2023-06-01"), stay("2024-08-01"))
    (found,) = [situations(history, date(2026, 11, 22), DEFAULTS)[1].month_14]
    assert month_14("2022-01-01 2023-06-01", "2024-08-01") == f"2023-03-01 {found}"


def test_each_child_reaches_it_by_its_own_days() -> None:
    ada, ben = (
        called("ada", child(stay("2023-01-10 2024-01-10"))),
        called("ben", child(stay("2024-01-10"), stay("2022-01-01 2022-01-01"))),
    )
    assert written(facts(ada, ben).episodes.day("month_14")) == "- - 2025-03-10"


@pytest.mark.parametrize("ended", ["", "2024-12-30", "2024-12-31", "2025-01-01", "2025-01-02"])
def test_while_days_leave_the_window_as_fast_as_others_come_the_count_stands_still(ended: str) -> None:
    found = month_14("2022-01-01 2023-02-01", f"2023-11-01 {ended}".strip()).split()[1]
    assert found == ("-" if ended.startswith("2024") else "2025-01-01")


def test_many_children_whose_counts_stand_still_reach_it_each_on_its_own_day() -> None:
    children = []
    for place in range(70):
        left = date(2023, 1, 20) + timedelta(days=place)
        back = left + timedelta(days=150 + 3 * place)
        again = back + timedelta(days=380 + place)
        last = stay(f"{back} {again}") if place % 3 == 0 else stay(str(back))
        children.append(called(f"child {place:02}", child(stay(f"2022-01-01 {left}"), last)))
    found = written(facts(*children).episodes.day("month_14")).split()[1::2]
    counted_day_by_day = [situations(one, date(2026, 11, 22), DEFAULTS)[1].month_14 for one in children]
    assert found == [str(day or "-") for day in counted_day_by_day]
    assert len(set(found)) > 30
