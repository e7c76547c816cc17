import pytest

from homeward.policy.cycles import Links
from tests.policy.conftest import Asking
from tests.policy.made_up import called, days, numbers, written
from tests.reference.examples import child, stay
from tests.reference.history import ChildHistory

REMOVED = stay("2024-01-10")
COLUMNS = ("number", "link_begins", "link_due", "link_closed", "link_day", "previous_closing")


def links(ask: Asking, *children: ChildHistory, as_of: str = "2026-01-01", cycle: str = "hearing_cycle") -> Links:
    return ask.facts("", *children, as_of=as_of).links(cycle)


def shown(found: Links) -> list[str]:
    """Links as `number begins due closed day previous`."""
    columns = [
        [str(number) for number in found.number.tolist()],
        *(written(getattr(found, name)).split() for name in COLUMNS[1:]),
    ]
    return [" ".join(row) for row in zip(*columns, strict=True)]


def test_the_first_link_is_due_so_long_after_removal(ask: Asking) -> None:
    assert shown(links(ask, child(REMOVED))) == ["1 2024-01-10 2024-07-10 - 2024-07-10 2024-01-10"]


def test_every_later_link_is_due_so_long_after_the_one_before_was_closed(ask: Asking) -> None:
    held = ("permanency_hearing_held 2024-06-30", "permanency_hearing_held 2025-07-31")
    assert shown(links(ask, child(REMOVED, *held))) == [
        "1 2024-01-10 2024-07-10 2024-06-30 2024-06-30 2024-01-10",
        "2 2024-07-01 2025-06-30 2025-07-31 2025-07-31 2024-06-30",
        "3 2025-08-01 2026-07-31 - 2026-07-31 2025-07-31",
    ]


def test_a_cycle_may_count_days_and_be_closed_by_several_kinds_of_event(ask: Asking) -> None:
    held = (
        "permanency_hearing_held 2024-06-30",
        "permanency_review_held 2024-06-30",
        "permanency_review_held 2024-10-01",
    )
    assert shown(links(ask, child(REMOVED, *held), cycle="review_cycle")) == [
        "1 2024-01-10 2024-04-09 2024-06-30 2024-06-30 2024-01-10",
        "2 2024-07-01 2024-12-30 2024-10-01 2024-10-01 2024-06-30",
        "3 2024-10-02 2025-04-01 - 2025-04-01 2024-10-01",
    ]


@pytest.mark.parametrize(("ends", "kept"), [("2025-06-29", 1), ("2025-06-30", 2), ("2025-07-01", 2)])
def test_in_an_ended_episode_the_last_link_is_dropped_if_due_after_the_end(ask: Asking, ends: str, kept: int) -> None:
    found = links(ask, child(stay(f"2024-01-10 {ends}"), "permanency_hearing_held 2024-06-30"))
    assert len(shown(found)) == kept
    assert written(found.expected) == ("2025-06-30" if kept == 2 else "-")


def test_links_of_other_episodes_keep_their_numbers_when_one_is_dropped(ask: Asking) -> None:
    ended = called("ada", child(stay("2024-01-10 2024-07-01"), "permanency_hearing_held 2024-06-30"))
    found = links(ask, ended, called("ben", child(REMOVED, "permanency_hearing_held 2024-06-30")))
    assert (found.episode.tolist(), found.number.tolist()) == ([0, 1, 1], [1, 1, 2])
    assert written(found.expected) == "- 2025-06-30"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2024-05-01", "2024-08-20"), ("2024-08-20", "2024-08-20"), ("2024-08-21", "2024-07-10")],
)
def test_an_open_link_is_expected_on_the_latest_day_announced_that_lies_ahead(
    ask: Asking, as_of: str, expected: str
) -> None:
    announced = ("permanency_hearing_scheduled 2024-08-20", "permanency_hearing_scheduled 2024-06-01")
    found = links(ask, child(REMOVED, *announced), as_of=as_of)
    assert (written(found.link_day), written(found.expected)) == (expected, expected)


@pytest.mark.parametrize(("announced", "expected"), [("2024-06-30", "2025-06-30"), ("2024-07-01", "2024-07-01")])
def test_a_day_announced_before_the_link_begins_is_not_its_own(ask: Asking, announced: str, expected: str) -> None:
    events = ("permanency_hearing_held 2024-06-30", f"permanency_hearing_scheduled {announced}")
    assert written(links(ask, child(REMOVED, *events), as_of="2024-06-30").expected) == expected


def test_a_day_announced_on_the_day_of_removal_belongs_to_the_first_link(ask: Asking) -> None:
    assert (
        written(links(ask, child(REMOVED, "permanency_hearing_scheduled 2024-01-10"), as_of="2024-01-10").expected)
        == "2024-01-10"
    )


def test_in_an_ended_episode_a_day_announced_counts_though_it_has_passed(ask: Asking) -> None:
    history = child(stay("2024-01-10 2024-09-01"), "permanency_hearing_scheduled 2024-08-20")
    assert written(links(ask, history).link_day) == "2024-08-20"


def test_a_closed_link_is_dated_by_its_event_whatever_was_announced(ask: Asking) -> None:
    events = ("permanency_hearing_scheduled 2024-08-20", "permanency_hearing_held 2024-07-01")
    assert written(links(ask, child(REMOVED, *events), as_of="2024-07-02").link_day) == "2024-07-01 2024-08-20"


def test_a_cycle_without_announcements_expects_the_day_on_which_it_is_due(ask: Asking) -> None:
    found = links(
        ask, child(REMOVED, "permanency_hearing_scheduled 2024-05-01"), as_of="2024-02-01", cycle="review_cycle"
    )
    assert (found.announced, written(found.expected)) == (None, "2024-04-09")


def test_the_next_day_of_a_cycle_is_held_else_expected(ask: Asking) -> None:
    found = links(ask, child(REMOVED, "permanency_hearing_held 2024-06-30"), as_of="2024-07-01")
    asked = days("2024-06-29 2024-06-30 2025-06-29 2025-06-30")
    assert written(found.next_held(numbers(0, 0, 0, 0), asked)) == "2024-06-30 - - -"
    assert written(found.next_day(numbers(0, 0, 0, 0), asked)) == "2024-06-30 2025-06-30 2025-06-30 -"


def test_each_link_is_an_occasion_whose_own_day_is_the_end_of_the_one_before(ask: Asking) -> None:
    rows = ask.facts("", child(REMOVED, "permanency_hearing_held 2024-06-30"), as_of="2024-08-01").occasions(
        "hearing_cycle"
    )
    assert (rows.per, rows.episode.tolist(), rows.number.tolist()) == ("hearing_cycle", [0, 0], [1, 2])
    assert written(rows.day("occasion")) == written(rows.day("previous_closing")) == "2024-01-10 2024-06-30"
    assert written(rows.day("link_day")) == "2024-06-30 2025-06-30"
    assert written(rows.day("link_due")) == "2024-07-10 2025-06-30"
    assert written(rows.day("link_closed")) == "2024-06-30 -"
    assert written(rows.day("link_begins")) == "2024-01-10 2024-07-01"
