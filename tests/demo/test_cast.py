"""What each story of the cast says is what the rules say, on whatever day one looks."""

from collections import defaultdict
from datetime import date

import pytest

from homeward.demo.cast import CastMember, cast
from homeward.demo.county import County, make_county
from tests.reference.evaluator import DEFAULTS, determinations, obligations
from tests.reference.history import ChildHistory, Episode, Event, Placement

from .contract import faults

AS_OF = date(2026, 11, 22)
DAYS = [
    *(date(2026, month, day) for month, day in ((2, 28), (3, 1), (5, 31), (7, 4), (8, 29), (11, 22), (12, 26))),
    *(date(2028, month, day) for month, day in ((2, 29), (3, 31), (6, 30), (8, 31), (10, 30), (12, 31))),
]
KEYS = [member.key for member in cast(AS_OF)]


def histories(member: CastMember) -> list[ChildHistory]:
    """The children of a story as the reference evaluator takes them."""
    placements = defaultdict(list)
    for placement in member.placements:
        placements[placement.episode_id].append(Placement(*placement[1:]))
    return [
        ChildHistory(
            child.child_id,
            child.birth_date,
            child.indian_child or "unknown",
            tuple(
                Episode(stay.episode_id, stay.removed_on, stay.discharged_on, tuple(placements[stay.episode_id]))
                for stay in member.episodes
                if stay.child_id == child.child_id
            ),
            tuple(Event(*event[1:]) for event in member.events if event.child_id == child.child_id),
        )
        for child in member.children
    ]


def member_of(key: str, as_of: date) -> CastMember:
    return next(member for member in cast(as_of) if member.key == key)


def outcomes(child: ChildHistory, as_of: date) -> set[tuple[object, object]]:
    rows = obligations(child, as_of, settings=DEFAULTS, every=True)
    return {(row["rule_id"], row["outcome"]) for row in rows}


@pytest.mark.parametrize("key", KEYS)
def test_the_obligations_are_what_the_story_shows(key: str) -> None:
    for as_of in DAYS:
        member = member_of(key, as_of)
        for child in histories(member):
            missing = set(member.shows) - outcomes(child, as_of)
            assert (as_of, child.child_id, missing) == (as_of, child.child_id, set())


@pytest.mark.parametrize("key", KEYS)
def test_the_roundtable_determination_is_what_the_story_says(key: str) -> None:
    for as_of in DAYS:
        member = member_of(key, as_of)
        for child in histories(member):
            found = [(row["determination"], row["reasons"]) for row in determinations(child, as_of, settings=DEFAULTS)]
            assert (as_of, found) == (as_of, [member.determination] if member.determination else [])


def test_everything_is_met_for_the_child_who_was_adopted() -> None:
    for as_of in DAYS:
        (child,) = histories(member_of("adopted", as_of))
        assert {outcome for _, outcome in outcomes(child, as_of)} <= {"met", "not_required"}


def test_the_cast_shows_every_rule_of_milwaukee_every_outcome_and_every_determination() -> None:
    shown = {pair for member in cast(AS_OF) for pair in member.shows}
    rules = {rule for rule, _ in shown}
    determined = {member.determination for member in cast(AS_OF) if member.determination}

    # Hearings every six months take the place of the 17th, the review.
    assert len(rules) == 16
    assert "wi.permanency-review" not in rules
    assert {"met", "met_late", "missed", "overdue", "open", "upcoming", "cannot_tell", "not_required"} == {
        outcome for _, outcome in shown
    }
    assert {word for word, _ in determined} == {"required", "optional", "exempt", "not_yet", "cannot_tell"}
    assert {reason for word, reason in determined if word == "exempt"} == {
        "missing_6_months", "age_18", "independent_living", "incarcerated", "above_poor"
    }  # fmt: skip


def test_stories_are_told_in_two_to_five_sentences_and_name_their_children() -> None:
    for member in cast(AS_OF):
        assert 2 <= member.story.count(".") <= 5
        assert all(child.first_name in member.story for child in member.children)


def test_the_three_siblings_share_one_case() -> None:
    children = member_of("siblings", AS_OF).children

    assert len(children) == 3
    assert len({child.case_id for child in children}) == 1


def test_ids_and_keys_are_unique_and_stand_in_the_county() -> None:
    ids = [child.child_id for member in cast(AS_OF) for child in member.children]
    county = make_county(children=3, as_of=AS_OF)

    assert len(set(ids)) == len(ids) == 24
    assert len(set(KEYS)) == len(KEYS)
    assert set(ids) <= set(county.children.columns["child_id"])


@pytest.mark.parametrize("as_of", DAYS)
def test_the_cast_alone_is_a_faultless_caseload(as_of: date) -> None:
    county: County = make_county(children=0, as_of=as_of)

    assert len(county.children) == 24
    assert faults(county) == []
