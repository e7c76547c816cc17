"""Rating on the page: checked if wished, a reason where the criteria differ, once, corrected, and carried over."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.permanency.models import PermanencyRating
from homeward.permanency.ratings.actions import Details, add_criteria, rate
from homeward.permanency.ratings.scale import scale_on
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

RATING = "permanency_rating"
SCALE = scale_on(TODAY)
NEAR = {"setting": "temporary", "next_caregiver_identified": "yes", "transition_plan": "developing"}
"""Meets Poor, and can not be Fair."""


@pytest.fixture
def child() -> Child:
    """Nevaeh, whom nobody has rated; pc-01 is her consultant."""
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def consultant(sign_in: SignIn) -> Client:
    return sign_in("pc-01")


def form_of(child: Child) -> str:
    return f"/children/{child.pk}/record/{RATING}/"


def rated(child: Child, value: str = "poor", **given: str) -> Event:
    details = Details(SCALE, NEAR, {"setting": "With a foster family."}, "family_home", why_this_level="Agreed.")
    return rate(child=child, on=TODAY, value=value, details=details, by=person("pc-01"), today=TODAY)


def ratings(child: Child) -> int:
    return Event.objects.filter(child=child, kind=RATING).count()


def test_the_form_proposes_the_home_and_the_occasion(consultant: Client, child: Child) -> None:
    page = consultant.get(form_of(child))
    assertContains(page, '<option value="family_home" selected>')
    assertContains(page, '<option value="sixty_day" selected>')
    assertContains(page, "Replace with your official text")
    assertContains(page, "to be confirmed by the agency")


def test_checking_says_what_is_met_before_a_level_is_chosen(consultant: Client, child: Child) -> None:
    page = consultant.post(form_of(child), opened(consultant, form_of(child), step="change", **NEAR))
    assertContains(page, "All conditions met", count=1)
    assertContains(page, "3 of 3 conditions met")
    assertContains(page, "Not met")
    assertNotContains(page, "to put right")
    assert ratings(child) == 0


def test_checking_without_any_answer_finds_no_fault(consultant: Client, child: Child) -> None:
    page = consultant.post(form_of(child), opened(consultant, form_of(child), step="change"))
    assertContains(page, "Cannot tell")
    assertNotContains(page, "to put right")


def test_a_correction_is_checked_before_it_says_why(consultant: Client, child: Child) -> None:
    at = f"/children/{child.pk}/ratings/{rated(child).pk}/correct/"
    page = consultant.post(at, opened(consultant, at, step="change", **NEAR))
    assertContains(page, "All conditions met")
    assertNotContains(page, "to put right")


def test_a_rating_is_seen_before_it_is_saved_with_what_it_moves(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="poor", note_setting="At the Millers.", **NEAR)
    page = consultant.post(form_of(child), sent)
    assertContains(page, "Permanency rating: poor, Sun, Nov 22, 2026.")
    assertContains(page, "This moves")
    assertContains(page, "What the criteria say")
    assert (ratings(child), PermanencyRating.objects.filter(event__child=child).count()) == (0, 0)


def test_saving_keeps_the_event_and_what_stands_behind_it(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="poor", note_setting=" At the Millers. ", step="save", **NEAR)
    answer = consultant.post(form_of(child), sent | {"context": "pre_hearing", "restrictiveness_level": "family_home"})
    event = Event.objects.get(child=child, kind=RATING)
    assertRedirects(answer, f"/children/{child.pk}/recorded/{event.pk}/")
    behind = PermanencyRating.objects.get(event=event)
    assert {name: answer for name, answer in behind.answers.items() if answer} == NEAR
    assert (behind.notes, behind.context) == ({"setting": "At the Millers."}, "pre_hearing")
    assert (behind.scale_version, behind.added_by, event.value) == ("homeward-1", person("pc-01"), "poor")


def test_sending_twice_rates_once(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="poor", step="save", **NEAR)
    first, second = (consultant.post(form_of(child), sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert (ratings(child), PermanencyRating.objects.filter(event__child=child).count()) == (1, 1)


def test_of_two_who_rate_at_once_the_second_sees_that_and_loses_nothing(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="poor", note_setting="At the Millers.", step="save", **NEAR)
    rated(child)
    page = consultant.post(form_of(child), sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assertContains(page, 'value="At the Millers."', status_code=409)
    assertContains(
        page, 'value="developing" class="usa-radio__input" id="id_transition_plan_1" checked', status_code=409
    )
    assert ratings(child) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a level."),
        ({"value": "splendid"}, "Select a valid choice"),
        ({"value": "fair", **NEAR}, "Fair asks for what is not met by these answers. Say shortly why you choose it."),
        ({"value": "poor", "no_consultation_required": "on"}, "This goes with Very good and Good only"),
        ({"value": "poor", "restrictiveness_level": "dungeon"}, "Select a valid choice"),
        ({"value": "poor", "setting": "a castle"}, "Select a valid choice"),
        ({"value": "poor", "when": "other", "on": "Nov 23, 2026"}, "is in the future"),
        ({"value": "poor", "when": "other"}, "Write the day."),
        ({"value": "poor", "note_setting": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_fault_stands_beside_its_field_and_nothing_is_saved(
    consultant: Client, child: Child, typed: dict[str, str], said: str
) -> None:
    for step in ("", "save"):
        page = consultant.post(form_of(child), opened(consultant, form_of(child), **{**typed, "step": step}))
        assertContains(page, said, count=2, msg_prefix="in the summary and beside the field")
        assertContains(page, "There is one thing to put right")
    assert ratings(child) == 0


def test_a_reason_is_enough_where_the_criteria_say_otherwise(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="fair", why_this_level="An aunt has just said yes.", **NEAR)
    assertContains(consultant.post(form_of(child), sent), "Your reason: An aunt has just said yes.")
    assert consultant.post(form_of(child), {**sent, "step": "save"}).status_code == 302
    assert PermanencyRating.objects.get(event__child=child).why_this_level == "An aunt has just said yes."


@pytest.mark.parametrize("value", ["very_good", "good"])
def test_no_consultation_stands_beside_the_two_levels_that_have_it(child: Child, value: str) -> None:
    details = Details(SCALE, no_consultation_required=True)
    event = rate(child=child, on=TODAY, value=value, details=details, by=person("pc-01"), today=TODAY)
    assert PermanencyRating.objects.get(event=event).no_consultation_required


def test_uncertain_is_a_level_to_choose_like_any_other(consultant: Client, child: Child) -> None:
    sent = opened(consultant, form_of(child), value="uncertain", believes_team="doubt", step="save")
    assert consultant.post(form_of(child), sent).status_code == 302
    assert Event.objects.get(child=child, kind=RATING).value == "uncertain"


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01", "admin-01", "pc-02"])
def test_nobody_but_a_permanency_consultant_of_the_agency_rates(child: Child, who: str) -> None:
    with pytest.raises(PermissionDenied):
        rate(child=child, on=TODAY, value="poor", details=Details(SCALE), by=person(who), today=TODAY)
    assert ratings(child) == 0


def test_the_next_rating_may_begin_with_the_answers_of_the_last(consultant: Client, child: Child) -> None:
    rated(child)
    assertContains(consultant.get(form_of(child)), "Begin with the answers of Sun, Nov 22, 2026")
    page = consultant.get(f"{form_of(child)}?from_last=1")
    assertContains(page, 'value="temporary" class="usa-radio__input" id="id_setting_4" checked')
    assertNotContains(page, "With a foster family.")


def test_a_correction_begins_with_what_was_recorded_and_has_its_own_criteria(consultant: Client, child: Child) -> None:
    event = rated(child)
    at = f"/children/{child.pk}/ratings/{event.pk}/correct/"
    assertRedirects(consultant.get(f"/children/{child.pk}/correct/{event.pk}/"), at)
    page = consultant.get(at)
    for kept in ('value="With a foster family."', "Agreed.", 'value="poor"', 'value="Nov 22, 2026"'):
        assertContains(page, kept)
    sent = opened(consultant, at, value="uncertain", believes_team="doubt", why="Mixed up", step="save")
    assert consultant.post(at, sent).status_code == 302
    right = Event.objects.current().get(child=child, kind=RATING)
    assert (right.value, right.corrects, PermanencyRating.objects.get(event=right).believes_team) == (
        "uncertain",
        event,
        "doubt",
    )
    assert PermanencyRating.objects.get(event=event).setting == "temporary"
    assert consultant.get(at).status_code == consultant.post(at, sent).status_code == 302
    assert ratings(child) == 2


def test_a_rating_that_did_not_happen_is_taken_back(consultant: Client, child: Child) -> None:
    at = f"/children/{child.pk}/ratings/{rated(child).pk}/correct/"
    sent = opened(consultant, at, value="poor", why="The wrong child", withdraws="1", **NEAR)
    assertContains(consultant.post(at, sent), "Taken back: permanency rating")
    assert consultant.post(at, {**sent, "step": "save"}).status_code == 302
    assert not Event.objects.current().filter(child=child, kind=RATING).exists()


def extract_of(child: Child) -> Event:
    """A rating that came with the extract, a week ago."""
    return Event.objects.create(
        child=child,
        kind=RATING,
        on=TODAY - timedelta(days=7),
        value="poor",
        source="extract",
        recorded_at="2026-11-16T09:00Z",
    )


def test_a_rating_of_the_extract_is_given_its_criteria_without_a_new_event(consultant: Client, child: Child) -> None:
    event = extract_of(child)
    at = f"/children/{child.pk}/ratings/{event.pk}/criteria/"
    assertContains(consultant.get(f"/children/{child.pk}/ratings/"), f'href="{at}"')
    assertNotContains(consultant.get(at), "no_consultation_required")
    sent = opened(consultant, at, step="save", **NEAR)
    for _ in range(2):
        assertRedirects(consultant.post(at, sent), f"/children/{child.pk}/ratings/{event.pk}/")
    assert (ratings(child), PermanencyRating.objects.get(event=event).setting) == (1, "temporary")
    entry = Entry.objects.about(child.pk).exclude(verb="opened")[0]
    assert (entry.verb, entry.by, entry.target) == ("add_criteria", person("pc-01"), f"event:{event.pk}")
    assert consultant.get(at).status_code == 302


def test_adding_criteria_asks_for_a_reason_too_and_keeps_what_was_typed(consultant: Client, child: Child) -> None:
    at = f"/children/{child.pk}/ratings/{extract_of(child).pk}/criteria/"
    page = consultant.post(at, opened(consultant, at, step="save", setting="own_parents", note_setting="At home."))
    assertContains(page, "Poor asks for what is not met", count=2)
    assertContains(page, 'value="At home."')


def test_adding_criteria_from_an_old_form_is_refused(consultant: Client, child: Child) -> None:
    at = f"/children/{child.pk}/ratings/{extract_of(child).pk}/criteria/"
    sent = opened(consultant, at, step="save", **NEAR)
    record_event(child=child, kind="relative_search", on=TODAY, by=person("sup-01"), today=TODAY)
    page = consultant.post(at, sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    version = re.findall(r'name="version" value="(\d+)"', page.content.decode())
    assert consultant.post(at, {**sent, "version": version[0]}).status_code == 302


def test_criteria_are_added_once_and_only_by_a_consultant_to_what_still_counts(child: Child) -> None:
    event = extract_of(child)
    given: dict[str, Any] = {"event": event, "details": Details(SCALE), "today": TODAY}
    with pytest.raises(PermissionDenied):
        add_criteria(**given, by=person("sup-01"), token=uuid4())
    add_criteria(**given, by=person("pc-01"), token=uuid4())
    with pytest.raises(ValidationError, match="added the criteria already"):
        add_criteria(**given, by=person("pc-01"), token=uuid4())
    Event.objects.create(
        child=child, kind=RATING, on=TODAY, corrects=event, source="typed", recorded_at="2026-11-22T09:00Z"
    )
    with pytest.raises(ValidationError, match="corrected since"):
        add_criteria(**given, by=person("pc-01"), token=uuid4())
