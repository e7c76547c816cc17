"""OCM 43.00, *Policy*: each sentence, or part of one, has the test that is named after it and quotes it."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from homeward.casefile.sight import sight_of
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.parts import of_meeting
from homeward.permanency.consultations.text import paragraph
from homeward.permanency.criteria import CRITERION
from homeward.roundtables.choosing import choose
from homeward.roundtables.requests import requests_of
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.coverage.situation import determined, in_care, months_ago, owed, recorded
from tests.permanency.consultations.meetings import BARRIER, STEP, completed

pytestmark = pytest.mark.django_db

ABOVE_POOR = ("achieved", "very_good", "good")


def test_roundtables_evaluate_the_goal_address_barriers_and_keep_permanence_in_time() -> None:
    """Policy, sentence 1."""
    child = in_care(14, rating="poor")
    assert owed(child, "roundtable-month-15", outcome="open")
    one = completed(child, {**STEP, **BARRIER, f"child.{child.pk}.goal": "guardianship"})
    said = paragraph(one, child, [child])
    assert "The recommended goal is guardianship." in said
    assert "A waiting list; must act: The state" in said
    assert one.actionsteps.get().by_on
    assert owed(child, "roundtable-month-15", outcome="met")


def test_legal_permanence_is_reunification_adoption_or_guardianship() -> None:
    """Policy, sentence 2."""
    reached = {answer for answer, _ in CRITERION["legal_permanence"].answers} - {"none"}
    assert reached == {"reunification", "adoption", "guardianship"}
    child = in_care(14)
    parts = of_meeting(guide_on(TODAY), [child], {})["plan"]
    goals = dict(next(part for part in parts if part.name == f"child.{child.pk}.goal").choices)
    assert reached < set(goals)


def test_one_for_every_child_entering_the_15th_month_out_of_22() -> None:
    """Policy, sentence 3, first part."""
    for rating in ("poor", ""):
        asked = owed(in_care(14, rating=rating), "roundtable-month-15")
        assert asked
        assert (asked.outcome, asked.opens_on) == ("open", TODAY)
        assert asked.due_on == TODAY + relativedelta(months=1) - timedelta(days=1)
    sooner = owed(in_care(13, days=20, rating="poor"), "roundtable-month-15")
    assert sooner
    assert sooner.outcome == "upcoming"


def test_at_least_every_six_months_beyond_15_months_while_poor() -> None:
    """Policy, sentence 3, second part."""
    child = in_care(20, rating="poor")
    recorded(child, "roundtable_held", months_ago(6))
    asked = owed(child, "roundtable-every-six-months")
    assert asked
    assert (asked.outcome, asked.due_on) == ("open", TODAY)
    recorded(child, "roundtable_held", TODAY)
    again = owed(child, "roundtable-every-six-months")
    assert again
    assert again.due_on == TODAY + relativedelta(months=6)
    recorded(child, "permanency_rating", TODAY, "pc-01", "fair")
    assert owed(child, "roundtable-every-six-months") is None


@pytest.mark.parametrize("rating", ["fair", "uncertain"])
def test_fair_and_uncertain_are_optional_beyond_15_months(rating: str) -> None:
    """Policy, sentence 4."""
    child = in_care(16, rating=rating)
    assert determined(child) == ("optional", f"rated_{rating}")
    choose(child=child, kind="optional", why="Her aunt has come forward.", by=person("pc-01"), today=TODAY)
    assert requests_of(sight_of(person("pc-01"), on=TODAY), today=TODAY, only=child.pk)


def test_who_needs_none_is_said_from_the_11th_month_on() -> None:
    """Policy, sentence 5."""
    assert determined(in_care(10, days=20, rating="good")) == ("not_yet", "before_month_11")
    assert determined(in_care(11, rating="good")) == ("exempt", "above_poor")
    assert determined(in_care(30, rating="good")) == ("exempt", "above_poor")


def test_exempt_1_missing_from_placement_for_six_months_or_more() -> None:
    """Policy, sentence 5, item 1."""
    for days, said in ((0, ("exempt", "missing_6_months")), (-1, ("required", "rated_poor"))):
        moved = (months_ago(6, days), "missing_from_care")
        assert determined(in_care(16, rating="poor", moved=moved)) == said


@pytest.mark.parametrize("rating", [*ABOVE_POOR, "fair", "uncertain"])
def test_exempt_2_a_status_above_poor_or_uncertain_requires_none(rating: str) -> None:
    """Policy, sentence 5, item 2."""
    child = in_care(16, rating=rating, hearings=(months_ago(6),))
    what, why = determined(child)
    assert (what, why) == (("exempt", "above_poor") if rating in ABOVE_POOR else ("optional", f"rated_{rating}"))
    assert not owed(child, "roundtable-before-hearing", outcome__in=("open", "overdue", "upcoming"))


def test_exempt_3_over_the_age_of_18() -> None:
    """Policy, sentence 5, item 3."""
    birthday = TODAY - relativedelta(years=18)
    assert determined(in_care(16, rating="poor", born=birthday)) == ("exempt", "age_18")
    assert determined(in_care(16, rating="poor", born=birthday + timedelta(days=1)))[0] == "required"


def test_exempt_4_a_supervised_independent_living_placement() -> None:
    """Policy, sentence 5, item 4."""
    moved = (months_ago(1), "supervised_independent_living")
    assert determined(in_care(16, rating="poor", moved=moved)) == ("exempt", "independent_living")


@pytest.mark.parametrize("placement", ["juvenile_correctional", "adult_correctional"])
def test_exempt_5_incarcerated_in_juvenile_or_adult_correction_facilities(placement: str) -> None:
    """Policy, sentence 5, item 5."""
    assert determined(in_care(16, rating="poor", moved=(months_ago(1), placement))) == ("exempt", "incarcerated")


@pytest.mark.parametrize("placement", ["foster_home", "group_home", "hospital", "juvenile_detention", "shelter_care"])
def test_all_others_require_one(placement: str) -> None:
    """Policy, sentence 6."""
    moved = (months_ago(1), placement)
    assert determined(in_care(16, rating="poor", moved=moved)) == ("required", "rated_poor")
    assert determined(in_care(16, moved=moved)) == ("required", "not_rated")


def test_case_manager_and_supervisor_may_initiate_one_all_the_same() -> None:
    """Policy, sentence 7."""
    child = in_care(16, rating="good")
    for who, waits in (("ocm-001", 0), ("sup-01", 1)):
        choose(child=child, kind="together", why="It would help her.", by=person(who), today=TODAY)
        assert len(requests_of(sight_of(person("pc-01"), on=TODAY), today=TODAY, only=child.pk)) == waits
    assert determined(child)[0] == "exempt"
