from datetime import date
from typing import Any

import pytest

from homeward.policy.caseload import NO_VALUE, Caseload
from homeward.policy.vocabulary import EVENT_KINDS, PLACEMENT_TYPES, RATINGS
from tests.policy.made_up import called, caseload, iso, number, written
from tests.reference.examples import child, stay

Row = dict[str, Any]
ADA: Row = {"child_id": "ada", "birth_date": iso("2015-05-05"), "indian_child": "yes"}
BEN: Row = {"child_id": "ben"}
STAY: Row = {"child_id": "ada", "episode_id": "a1", "removed_on": iso("2024-01-10"), "discharged_on": iso("2024-05-01")}
AGAIN: Row = {"child_id": "ada", "episode_id": "a2", "removed_on": iso("2024-05-01")}
BENS: Row = {"child_id": "ben", "episode_id": "b1", "removed_on": iso("2024-03-01")}


def event(kind: str, on: str, value: str | None = None, child_id: str = "ada") -> Row:
    return {"child_id": child_id, "kind": kind, "on": iso(on), "value": value}


def of_kind(found: Caseload, kind: str) -> list[str]:
    """The events of one kind as `episode_id day`."""
    rows = found.events_of(kind)
    return [
        f"{found.episode_id[episode]} {written(found.on[rows][[place]])}"
        for place, episode in enumerate(found.event_episode[rows])
    ]


def test_children_and_episodes_stand_in_order_whatever_the_order_of_the_rows() -> None:
    found = Caseload.of_rows([BEN, ADA], [BENS, AGAIN, STAY])
    assert (found.child_id, found.episode_id) == (["ada", "ben"], ["a1", "a2", "b1"])
    assert (found.child.tolist(), written(found.removed_on)) == ([0, 0, 1], "2024-01-10 2024-05-01 2024-03-01")
    assert written(found.discharged_on) == "2024-05-01 - -"


def test_what_is_not_recorded_of_a_child() -> None:
    found = Caseload.of_rows([ADA, BEN], [])
    assert (written(found.birth_date), found.indian_child.tolist()) == ("2015-05-05 ?", [1, 2])


def test_of_two_episodes_that_begin_on_one_day_the_one_that_ended_stands_first() -> None:
    ended = AGAIN | {"episode_id": "a3", "discharged_on": iso("2024-05-01")}
    assert Caseload.of_rows([ADA], [AGAIN, ended]).episode_id == ["a3", "a2"]


def test_placements_stand_by_episode_and_start_and_else_as_in_the_file() -> None:
    homes = [
        {"episode_id": "b1", "started_on": iso("2024-03-01"), "placement_type": "foster_home"},
        {"episode_id": "a1", "started_on": iso("2024-02-01"), "ended_on": iso("2024-02-03"), "placement_type": "other"},
        {"episode_id": "a1", "started_on": iso("2024-01-10"), "placement_type": "hospital"},
        {"episode_id": "a1", "started_on": iso("2024-02-01"), "placement_type": "group_home"},
    ]
    found = Caseload.of_rows([ADA, BEN], [STAY, BENS], homes)
    assert found.placement_episode.tolist() == [0, 0, 0, 1]
    assert written(found.started_on) == "2024-01-10 2024-02-01 2024-02-01 2024-03-01"
    assert written(found.ended_on) == "- 2024-02-03 - -"
    assert [PLACEMENT_TYPES[code] for code in found.placement_type] == [
        "hospital",
        "other",
        "group_home",
        "foster_home",
    ]


def test_events_stand_by_kind_episode_and_day_and_else_as_in_the_file() -> None:
    rated = [
        event("permanency_rating", day, value)
        for day, value in (("2024-03-01", "poor"), ("2024-02-01", "fair"), ("2024-03-01", "good"))
    ]
    held = [
        event("permanency_hearing_held", "2024-05-02"),
        event("permanency_hearing_held", "2024-03-05", child_id="ben"),
    ]
    found = Caseload.of_rows([ADA, BEN], [STAY, AGAIN, BENS], events=[*rated, *held])
    assert [EVENT_KINDS[kind] for kind in found.kind] == ["permanency_hearing_held"] * 2 + ["permanency_rating"] * 3
    assert of_kind(found, "permanency_hearing_held") == ["a2 2024-05-02", "b1 2024-03-05"]
    assert of_kind(found, "permanency_rating") == ["a1 2024-02-01", "a1 2024-03-01", "a1 2024-03-01"]
    assert [RATINGS[code] for code in found.value[2:]] == ["fair", "poor", "good"]
    assert found.value[:2].tolist() == [NO_VALUE] * 2
    assert of_kind(found, "tpr_exception_documented") == of_kind(found, "abuse_neglect_finding") == []


@pytest.mark.parametrize(
    ("on", "episode"),
    [("2024-01-10", "a1"), ("2024-04-30", "a1"), ("2024-05-01", "a1"), ("2024-05-02", "a2"), ("2200-01-01", "a2")],
)
def test_an_event_belongs_to_the_episode_it_lies_in_and_the_earlier_of_two_that_touch(on: str, episode: str) -> None:
    found = Caseload.of_rows([ADA, BEN], [STAY, AGAIN, BENS], events=[event("relative_search", on)])
    assert of_kind(found, "relative_search") == [f"{episode} {on}"]
    assert found.stray_events == ()


def test_where_several_episodes_of_one_day_touch_the_earliest_has_the_event() -> None:
    short = [STAY | {"episode_id": "a0", "removed_on": iso("2024-05-01")}, AGAIN, STAY]
    found = Caseload.of_rows([ADA], short, events=[event("relative_search", "2024-05-01")])
    assert (found.episode_id, of_kind(found, "relative_search")) == (["a1", "a0", "a2"], ["a1 2024-05-01"])


def test_of_many_on_one_day_the_order_of_the_file_is_kept() -> None:
    order = [number * 7 % 40 for number in range(40)]
    rated = [event("permanency_rating", "2024-02-01", RATINGS[one % 6]) for one in order]
    homes = [
        {"episode_id": "a1", "started_on": iso("2024-02-01"), "placement_type": PLACEMENT_TYPES[one % 14]}
        for one in order
    ]
    before = [event("permanency_rating", f"2024-01-{day}", "good") for day in range(30, 10, -1)]
    found = Caseload.of_rows([ADA], [STAY], homes, [*before, *rated])
    assert found.value[20:].tolist() == [one % 6 for one in order]
    assert found.placement_type.tolist() == [one % 14 for one in order]


def test_an_event_on_the_day_of_the_last_of_many_episodes_is_that_one_s() -> None:
    stays = [
        {
            "child_id": "ada",
            "episode_id": f"a{month}",
            "removed_on": date(2024, month, 1),
            "discharged_on": date(2024, month, 20),
        }
        for month in range(1, 7)
    ]
    days = [f"2024-0{month}-{day}" for month in range(1, 7) for day in ("01", "10", "20")]
    found = Caseload.of_rows([ADA], stays, events=[event("relative_search", day) for day in days])
    assert of_kind(found, "relative_search") == [f"a{day[6]} {day}" for day in days]


@pytest.mark.parametrize("on", ["2024-01-09", "2024-05-02"])
def test_an_event_in_no_episode_is_kept_apart(on: str) -> None:
    found = Caseload.of_rows(
        [BEN, ADA], [STAY, BENS], events=[event("relative_search", on), event("relative_search", "2024-03-02")]
    )
    assert found.stray_events == (("ada", "relative_search", iso(on)),)
    assert of_kind(found, "relative_search") == ["a1 2024-03-02"]


def test_an_event_of_another_child_s_time_is_a_stray() -> None:
    found = Caseload.of_rows([ADA, BEN], [STAY, BENS], events=[event("relative_search", "2024-02-01", child_id="ben")])
    assert found.stray_events == (("ben", "relative_search", date(2024, 2, 1)),)
    later = Caseload.of_rows([ADA, BEN], [AGAIN], events=[event("relative_search", "2024-06-01", child_id="ben")])
    assert later.stray_events == (("ben", "relative_search", date(2024, 6, 1)),)


def test_in_a_caseload_without_episodes_every_event_is_a_stray() -> None:
    assert Caseload.of_rows([ADA], [], events=[event("relative_search", "2024-02-01")]).stray_events[0][0] == "ada"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (([ADA], [BENS], [], []), "child_id: nobody has the id 'ben'"),
        (
            ([ADA], [STAY], [], [event("relative_search", "2024-02-01", child_id="ben")]),
            "child_id: nobody has the id 'ben'",
        ),
        (
            ([ADA], [STAY], [{"episode_id": "zz", "started_on": iso("2024-02-01"), "placement_type": "other"}], []),
            "episode_id: nobody has the id 'zz'",
        ),
        (([ADA | {"indian_child": "maybe"}], [], [], []), "indian_child: 'maybe' is not one of no, yes, unknown"),
        (
            ([ADA], [STAY], [], [event("permanency_rating", "2024-02-01")]),
            "value of permanency_rating: '' is not one of achieved, very_good, ",
        ),
        (([ADA], [STAY], [], [event("rating", "2024-02-01")]), "kind: 'rating' is not one of abuse_neglect_finding, "),
        (
            ([ADA], [STAY], [{"episode_id": "a1", "started_on": iso("2024-02-01"), "placement_type": "tent"}], []),
            "placement_type: 'tent' is not one of ",
        ),
    ],
)
def test_an_id_that_nobody_has_or_an_unknown_word_is_refused(rows: tuple[list[Row], ...], message: str) -> None:
    with pytest.raises(ValueError, match=rf"^{message}"):
        Caseload.of_rows(*rows)


def test_a_value_on_a_kind_without_values_is_ignored() -> None:
    found = Caseload.of_rows([ADA], [STAY], events=[event("relative_search", "2024-02-01", "poor")])
    assert found.value.tolist() == [NO_VALUE]


TWO = (
    called(
        "ada",
        child(
            stay("2024-01-10 2024-02-01", "hospital 2024-01-11"),
            stay("2024-06-01", "other 2024-06-02"),
            "permanency_rating 2024-06-03 fair",
        ),
    ),
    called(
        "ben",
        child(
            stay("2024-03-01", "shelter_care 2024-03-02"),
            "relative_search 2024-03-04",
            "permanency_rating 2024-03-05 poor",
            born=None,
            indian="yes",
        ),
    ),
    called(
        "cem",
        child(
            stay("2024-04-01", "group_home 2024-04-02"),
            "permanency_rating 2024-04-05 good",
            "relative_search 2024-01-01",
        ),
    ),
)


def test_episodes_after_a_day_are_left_out_with_what_belongs_to_them() -> None:
    found = caseload(*TWO).without_episodes_after(number("2024-05-31"))
    assert (found.child_id, found.episode_id, found.child.tolist()) == (
        ["ada", "ben", "cem"],
        ["ada-1", "ben-1", "cem-1"],
        [0, 1, 2],
    )
    assert (
        written(found.removed_on) + " / " + written(found.discharged_on)
        == "2024-01-10 2024-03-01 2024-04-01 / 2024-02-01 - -"
    )
    assert (found.placement_episode.tolist(), written(found.started_on)) == (
        [0, 1, 2],
        "2024-01-11 2024-03-02 2024-04-02",
    )
    assert [PLACEMENT_TYPES[code] for code in found.placement_type] == ["hospital", "shelter_care", "group_home"]
    assert len(found.ended_on) == 3
    assert of_kind(found, "permanency_rating") == ["ben-1 2024-03-05", "cem-1 2024-04-05"]
    assert (found.event_episode.tolist(), len(found.kind)) == ([1, 2, 1], 3)
    assert [RATINGS[code] for code in found.value[found.events_of("permanency_rating")]] == ["poor", "good"]


@pytest.mark.parametrize(("day", "kept"), [("2024-06-01", 4), ("2024-05-31", 3), ("2024-01-10", 1), ("2024-01-09", 0)])
def test_an_episode_that_begins_on_the_day_is_not_left_out(day: str, kept: int) -> None:
    assert len(caseload(*TWO).without_episodes_after(number(day)).episode_id) == kept


def test_a_caseload_with_nothing_to_leave_out_stays_the_same() -> None:
    whole = caseload(*TWO)
    assert whole.without_episodes_after(number("2024-06-01")) is whole


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_child_of_many_is_as_if_it_were_alone(place: int) -> None:
    taken, alone = caseload(*TWO).of_child(TWO[place].child_id), caseload(TWO[place])
    assert (taken.child_id, taken.episode_id, taken.stray_events) == (
        alone.child_id,
        alone.episode_id,
        alone.stray_events,
    )
    columns = (
        "birth_date",
        "indian_child",
        "child",
        "removed_on",
        "discharged_on",
        "placement_episode",
        "started_on",
        "ended_on",
    )
    for column in (*columns, "placement_type", "event_episode", "kind", "on", "value"):
        assert getattr(taken, column).tolist() == getattr(alone, column).tolist(), column


def test_a_child_that_nobody_knows_can_not_be_taken_out() -> None:
    with pytest.raises(KeyError, match="no child of the caseload has the id 'dora'"):
        caseload(*TWO).of_child("dora")
