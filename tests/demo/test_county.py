"""The made-up county keeps the caseload format, is the same every time, and lives as people do."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from homeward.demo.county import County, make_county
from homeward.policy.caseload import Caseload
from homeward.policy.vocabulary import EVENT_KINDS, PLACEMENT_TYPES

from .contract import faults, stays_of_children

STAFF = ("ongoing_case_manager", "supervisor", "permanency_consultant")


def children_of_families(county: County) -> list[list[str]]:
    families = defaultdict(list)
    for child in county.children:
        families[child.case_id].append(child.child_id)
    return list(families.values())


def test_the_default_county_has_no_fault(county: County) -> None:
    assert faults(county) == []


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 8, 31), date(2031, 1, 1)])
def test_a_county_has_no_fault_on_any_day_and_with_any_seed(as_of: date) -> None:
    assert faults(make_county(children=300, seed=as_of.day, as_of=as_of)) == []


@pytest.mark.parametrize("children", [0, 1, 2, 7])
def test_a_county_may_be_very_small(children: int) -> None:
    county = make_county(children=children, as_of=date(2026, 11, 22))
    cast = make_county(children=0, as_of=date(2026, 11, 22))

    in_care = sum(stay.discharged_on is None for stay in county.episodes)
    assert in_care - sum(stay.discharged_on is None for stay in cast.episodes) == children
    assert faults(county) == []


def test_fewer_children_than_none_are_refused() -> None:
    with pytest.raises(ValueError, match="children: -1 is less than none"):
        make_county(children=-1, as_of=date(2026, 11, 22))


def test_another_seed_makes_another_county_of_the_same_size() -> None:
    one, other = (make_county(children=50, seed=seed, as_of=date(2026, 11, 22)) for seed in (1, 2))

    assert len(one.children) == pytest.approx(len(other.children), abs=2)
    assert list(one.children) != list(other.children)


def test_rows_stand_in_the_order_of_their_children(county: County) -> None:
    ids = county.children.columns["child_id"]

    assert ids == sorted(ids)
    assert county.events.columns["child_id"] == sorted(county.events.columns["child_id"])
    assert county.placements.columns["episode_id"] == sorted(county.placements.columns["episode_id"])


def test_every_event_lies_in_an_episode_of_the_engines_tables(county: County) -> None:
    rows = {name: [row._asdict() for row in table] for name, table in county.tables.items()}

    caseload = Caseload.of_rows(**rows)

    assert caseload.stray_events == ()
    assert len(caseload.on) == len(county.events)


def test_every_kind_of_event_and_nearly_every_placement_type_occurs(county: County) -> None:
    assert set(county.events.columns["kind"]) == set(EVENT_KINDS)
    assert set(PLACEMENT_TYPES) - set(county.placements.columns["placement_type"]) <= {"adult_correctional", "other"}


def test_sixty_people_of_two_agencies_are_known_by_identifiers_only(county: County) -> None:
    columns = county.children.columns
    people = {person for column in STAFF for person in columns[column]}

    assert 55 <= len(people) <= 65
    assert all(re.fullmatch(r"(ocm|sup|pc)-\d+", person) for person in people)
    assert len(set(columns["agency"])) == 2
    assert len({(child.unit, child.supervisor) for child in county.children}) == len(set(columns["unit"]))


def test_brothers_and_sisters_share_a_case_and_its_hearings(county: County) -> None:
    hearings: dict[str, set[date]] = defaultdict(set)
    for event in county.events:
        if event.kind == "permanency_hearing_held":
            hearings[event.child_id].add(event.on)
    stays = stays_of_children(county)
    families = [family for family in children_of_families(county) if len(family) > 1]
    alike = [family for family in families if len({tuple(stay[2:4] for stay in stays[one]) for one in family}) == 1]

    assert len(families) > 400
    assert len(alike) > 0.8 * len(families)
    assert all(hearings[one] == hearings[family[0]] for family in alike for one in family)


def test_birth_dates_are_rarely_missing(county: County) -> None:
    missing = Counter(child.birth_date is None for child in county.children)[True]

    assert 1 <= missing <= 0.01 * len(county.children)


def test_another_planned_arrangement_is_only_for_those_of_16_and_over(county: County) -> None:
    born = {child.child_id: child.birth_date for child in county.children}
    set_on = [
        (born[event.child_id], event.on)
        for event in county.events
        if event.kind == "permanency_goal_set" and event.value == "other_planned_arrangement"
    ]

    assert len(set_on) > 20
    assert all(birth_date is None or day >= birth_date + relativedelta(years=16) for birth_date, day in set_on)


def test_some_do_everything_in_time_and_some_forget(county: County) -> None:
    kinds = Counter(county.events.columns["kind"])

    assert kinds["roundtable_held"] > kinds["consultation_form_completed"] > 0.8 * kinds["roundtable_held"]
    assert kinds["roundtable_held"] > kinds["roundtable_included_in_plan"] > 0.6 * kinds["roundtable_held"]
    assert kinds["permanency_review_held"] > kinds["review_summary_sent"] > 0.7 * kinds["permanency_review_held"]


def test_a_trial_reunification_lasts_at_most_150_days(county: County) -> None:
    """As section 48.358, Wis. Stats., has it."""
    days = [
        ((placement.ended_on or county.as_of) - placement.started_on).days
        for placement in county.placements
        if placement.placement_type == "trial_reunification"
    ]

    assert len(days) > 100
    assert max(days) <= 150
