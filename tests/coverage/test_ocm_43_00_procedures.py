"""OCM 43.00, *Procedures*: each sentence, or part of one, has the test that is named after it and quotes it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.casefile.models import Assignment, Child, Event
from homeward.casefile.sight import sight_of
from homeward.obligations.models import Obligation
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.before_hearing import to_read
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.guide import guide_on
from homeward.roundtables.actions import convene
from homeward.roundtables.choosing import choose
from homeward.roundtables.determinations import ABOUT
from homeward.roundtables.models import Seat
from homeward.roundtables.requests import requests_of
from homeward.workforce.models import Role, Unit
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import HEARING, in_care, months_ago, owed, recorded, timetabled
from tests.permanency.consultations.meetings import BARRIER, SOMEBODY, STEP, completed, doing, held, number, wrote
from tests.roundtables.arranged import SOON, convened, wanted
from tests.roundtables.timetables.asked import ask

pytestmark = pytest.mark.django_db


def seats(child: Child, **other: Any) -> dict[str, Seat]:
    return {seat.role: seat for seat in convened(child, **other).seats.all()}


def test_1_the_initial_rating_within_60_days_of_the_initial_placement_by_the_consultant() -> None:
    """Procedures 1."""
    child = in_care(1)
    asked = owed(child, "rating-initial")
    assert asked
    assert (asked.owner, asked.due_on) == ("permanency_consultant", months_ago(1) + timedelta(days=60))
    for who in ("ocm-001", "sup-01"):
        with pytest.raises(PermissionDenied):
            recorded(child, "permanency_rating", TODAY, who, "fair")
    recorded(child, "permanency_rating", TODAY, "pc-01", "fair")
    assert owed(child, "rating-initial", outcome="met")


def test_2_every_later_rating_at_least_one_month_before_the_hearing() -> None:
    """Procedures 2."""
    child = in_care(8, rating="fair", hearings=(months_ago(2),))
    hearing = TODAY + relativedelta(months=1)
    recorded(child, "permanency_hearing_scheduled", hearing)
    asked = owed(child, "rating-before-hearing")
    assert asked
    assert (asked.owner, asked.due_on, asked.outcome) == ("permanency_consultant", TODAY, "open")
    recorded(child, "permanency_rating", TODAY, "pc-01", "poor")
    assert owed(child, "rating-before-hearing", outcome="met")


def test_2_the_process_map_is_where_the_handbook_says(sign_in: SignIn) -> None:
    """Procedures 2, second sentence."""
    page = sign_in("pc-01").get(reverse("rule", args=("wi-dmcps.rating-before-hearing",)))
    assertContains(page, 'href="https://dcf.wisconsin.gov/mcps/policies"')


@pytest.mark.parametrize("months", [12, 18])
def test_3_poor_is_scheduled_within_the_month_before_the_hearing(months: int) -> None:
    """Procedures 3."""
    hearing = TODAY + timedelta(days=20)
    removed = (TODAY - (hearing - relativedelta(months=months))).days
    child = in_care(0, days=removed, rating="poor", hearings=(hearing - relativedelta(months=6),))
    recorded(child, "permanency_hearing_scheduled", hearing)
    asked = owed(child, "roundtable-before-hearing")
    assert asked
    opens = hearing - relativedelta(months=1)
    assert (asked.opens_on, asked.due_on, asked.outcome) == (opens, hearing - timedelta(days=1), "open")
    made = timetabled(child)
    assert opens <= made.on < hearing
    sight = sight_of(person("pc-01"), on=TODAY)
    assert [one.arranged for one in requests_of(sight, today=TODAY, only=child.pk)] == [made.on]


@pytest.mark.parametrize("rating", ["fair", "uncertain"])
def test_3_a_fair_or_uncertain_is_optional_and_chosen_with_the_guidance_in_view(rating: str, sign_in: SignIn) -> None:
    """Procedures 3.a."""
    child = in_care(12, rating=rating)
    page = sign_in("pc-01").get(f"{reverse('roundtables_needed')}?show=optional")
    assertContains(page, str(child))
    assert "prioritization guidance" in ABOUT["optional"]
    assertContains(page, ABOUT["optional"].split(". ", maxsplit=1)[1])
    with pytest.raises(ValidationError, match="Say why"):
        choose(child=child, kind="optional", why="", by=person("pc-01"), today=TODAY)


def test_4_the_consultant_coordinates_and_schedules() -> None:
    """Procedures 4."""
    child = in_care(14, rating="poor")
    with pytest.raises(PermissionDenied):
        convene(wanted=wanted(child), by=person("ocm-001"), today=TODAY, token=uuid4())
    with pytest.raises(PermissionDenied):
        ask(by=person("ocm-001"))
    made = timetabled(child)
    announced = Event.objects.current().get(child=child, kind="roundtable_scheduled")
    assert (announced.on, announced.recorded_by) == (made.on, person("pc-01"))


def test_4_a_a_permanency_consultant_has_a_seat() -> None:
    """Procedures 4.a."""
    made = timetabled(in_care(14, rating="poor"))
    assert made.seats.taken().get(role="permanency_consultant").person == person("pc-01")


def test_4_b_the_ongoing_case_manager_has_a_seat_and_nothing_is_convened_without_one() -> None:
    """Procedures 4.b."""
    child = in_care(14, rating="poor")
    without = Assignment.objects.filter(child=child, role="ongoing_case_manager")
    without.update(until_on=TODAY)
    with pytest.raises(ValidationError, match="Nobody is assigned as ongoing case manager"):
        convened(child)
    without.update(until_on=None)
    assert seats(child)["ongoing_case_manager"].person == person("ocm-001")


def test_4_c_the_ongoing_supervisor_has_a_seat() -> None:
    """Procedures 4.c."""
    assert seats(in_care(14, rating="poor"))["supervisor"].person == person("sup-01")


@pytest.mark.parametrize("until", [None, SOON - timedelta(days=1)])
def test_4_d_the_facilitator_is_certified_on_the_day(until: date | None) -> None:
    """Procedures 4.d."""
    Role.objects.filter(person=person("fac-01"), name="facilitator").update(certified_until=until)
    child = in_care(14, rating="poor")
    with pytest.raises(ValidationError, match="certif"):
        convened(child)
    Role.objects.filter(person=person("fac-01"), name="facilitator").update(certified_until=SOON)
    assert "Certified until" in seats(child)["facilitator"].eligible_because


def test_4_e_an_external_consultant_or_the_efforts_and_another_department() -> None:
    """Procedures 4.e."""
    child = in_care(14, rating="poor")
    with pytest.raises(ValidationError, match="what was tried"):
        convened(child, external=None)
    department = newcomer("quality_staff")
    department.unit = Unit.objects.create(agency=child.agency, name="Another department", external_id="another")
    department.save()
    with pytest.raises(ValidationError, match="what was tried"):
        convened(child, external=department)
    seat = seats(child, external=department, efforts="Two partner agencies were asked.")["external_consultant"]
    assert (seat.eligible_because, seat.waived_why) == (
        "Of another department of the agency.",
        "Two partner agencies were asked.",
    )


def test_4_f_others_who_are_integral_have_a_seat() -> None:
    """Procedures 4.f."""
    assert seats(in_care(14, rating="poor"), others=("Her coach",))["other"].who == "Her coach"


def test_5_the_meeting_is_structured_by_the_agencys_guide(sign_in: SignIn) -> None:
    """Procedures 5."""
    child = in_care(14, rating="poor")
    one = actions.start(consultation=actions.begin(child=child, on=TODAY, token=uuid4(), **doing()), **doing())
    page = sign_in("pc-01").get(reverse("consultation_meeting", args=(child.pk, one.pk))).content.decode()
    guide = guide_on(TODAY)
    places = [page.index(f'id="{phase.code}') if f'id="{phase.code}' in page else page.index(phase.says)
              for phase in guide.phases]  # fmt: skip
    assert places == sorted(places)
    assert "replace with your official text" in guide.notice


def test_5_a_every_participant_recommends_or_it_is_noted() -> None:
    """Procedures 5.a."""
    people = {"people.0002a.name": "Sue", "people.0002a.role": "supervisor", "people.0002a.recommends": "Ask the aunt"}
    notes = completed(in_care(14, rating="poor"), {**STEP, **people}).form["notes"]
    assert "No recommendation of Ana Who Was There is written down." in notes
    assert "No recommendation of Sue is written down." not in notes


def test_6_the_form_within_five_working_days_in_the_state_system_by_the_case_manager() -> None:
    """Procedures 6."""
    child = in_care(14, rating="poor")
    one = held(child)
    asked = owed(child, "consultation-form")
    assert asked
    assert (asked.owner, asked.due_on) == ("ongoing_case_manager", date(2026, 11, 30)), "Thanksgiving does not count"
    with pytest.raises(PermissionDenied):
        actions.complete(consultation=one, opened=number(one), **doing("pc-01"))
    actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert owed(child, "consultation-form", outcome="open"), "completed here is not completed in eWiSACWIS"
    recorded(child, "consultation_form_completed", TODAY, "ocm-001")
    assert owed(child, "consultation-form", outcome="met")


@pytest.mark.parametrize("steps", [{}, STEP])
def test_6_a_no_steps_or_the_same_is_noted_and_the_barriers_are_complete(steps: dict[str, str]) -> None:
    """Procedures 6.a."""
    child = in_care(14, rating="poor")
    completed(child, on=TODAY - timedelta(days=20))
    again = held(child, {**SOMEBODY, **steps, **BARRIER, "barriers.0001a.must_act": ""})
    with pytest.raises(ValidationError) as refused:
        actions.complete(consultation=again, opened=number(again), **doing("ocm-001"))
    assert list(refused.value.message_dict) == ["barriers.0001a.must_act"]
    wrote(again, BARRIER)
    notes = actions.complete(consultation=again, opened=number(again), **doing("ocm-001")).form["notes"]
    assert notes[0] == ("The action steps are the same as last time." if steps else "There are no action steps.")


def test_7_the_results_are_included_in_the_permanency_plan(sign_in: SignIn) -> None:
    """Procedures 7, first part."""
    child = in_care(14, rating="poor", hearings=(months_ago(2),))
    one = completed(child)
    asked = owed(child, "roundtable-in-plan")
    assert asked
    assert (asked.owner, asked.outcome) == ("supervisor", "open")
    client = sign_in("ocm-001")
    assertContains(client.get(reverse("consultation_text", args=(child.pk, one.pk))), "Call the aunt")
    for who in ("pc-02", "qa-01"):
        with pytest.raises(PermissionDenied):
            recorded(child, "roundtable_included_in_plan", TODAY, who)
    recorded(child, "roundtable_included_in_plan", TODAY, "sup-01")
    assert owed(child, "roundtable-in-plan", outcome="met")


def test_7_reviewing_it_before_the_hearing_is_encouraged_and_no_duty() -> None:
    """Procedures 7, second part."""
    child = in_care(14, rating="poor", hearings=(months_ago(2),))
    completed(child)
    recorded(child, "permanency_hearing_scheduled", TODAY)
    for who in ("ocm-001", "sup-01"):
        assert child in [one.child for one in to_read(Followed(sight_of(person(who), on=TODAY), TODAY))]
    assert not Obligation.objects.filter(child=child, rule__contains="review-roundtable").exists()
    recorded(child, HEARING, TODAY)
    assert child not in [one.child for one in to_read(Followed(sight_of(person("sup-01"), on=TODAY), TODAY))]
