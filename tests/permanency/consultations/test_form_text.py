"""The form: its sections, its countdown, what it notes; the snapshot; the paragraph for the plan."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from homeward.casefile.models import Child, Event
from homeward.obligations.models import Obligation
from homeward.permanency.consultations.checks import noted
from homeward.permanency.consultations.guide import GUIDE
from homeward.permanency.consultations.history import FORM_RULE, Standing, consultations_of
from homeward.permanency.consultations.steps import compared
from homeward.permanency.consultations.text import form_text, paragraph, without_names
from homeward.permanency.content.actions import write_version
from homeward.permanency.content.versions import version_on
from homeward.permanency.models import Addendum, Consultation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, completed, held
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db

SEATS = ("permanency_consultant", "ongoing_case_manager", "supervisor", "facilitator", "external_consultant")
EVERYBODY = {
    f"people.000{place}a.{name}": said
    for place, role in enumerate(SEATS)
    for name, said in (("name", f"N{place}"), ("role", role), ("conflict", "no"), ("recommends", "Go on"))
} | {"people.certified": "yes"}


def notes(child: Child, texts: Mapping[str, str]) -> list[str]:
    one = Consultation(kind="permanency_roundtable", on=TODAY)
    return noted(one, texts, compared(one, [child], texts))


def test_the_form_has_its_sections_in_order(child: Child) -> None:
    one = completed(child, {**STEP, **BARRIER, "debrief.family": "By telephone", f"child.{child.pk}.goal": "adoption"})
    found = {section.title: section.lines for section in form_text(one, [child])}
    assert list(found) == [
        "Consultation",
        "Participants",
        "Summary",
        "Clarifying, and the status agreed",
        "Ideas",
        "Action steps",
        "Systemic barriers",
        "Recommended goals",
        "Debrief",
        "Recommendations of the participants",
        "Noted",
    ]
    assert found["Participants"][-1] == "Ana Who Was There, Facilitator"
    assert found["Action steps"] == ["1. Call the aunt; Ongoing case manager; by Tue, Dec 1, 2026"]
    assert found["Systemic barriers"] == [
        "Service not available, or a waiting list; A waiting list; must act: The state; the state"
    ]
    assert found["Recommended goals"] == ["Recommended goal: Adoption"]
    assert found["Debrief"] == ["How is it explained to the family? By telephone"]


def test_nothing_is_noted_where_all_was_as_policy_asks(child: Child) -> None:
    assert notes(child, {**EVERYBODY, **STEP}) == []


@pytest.mark.parametrize(("place", "says"), list(enumerate(["the permanency consultant", "the ongoing case manager"])))
def test_a_missing_seat_is_noted(child: Child, place: int, says: str) -> None:
    without = {name: said for name, said in EVERYBODY.items() if not name.startswith(f"people.000{place}a")}
    assert notes(child, {**without, **STEP}) == [f"Without {says}."]


def test_the_seats_of_a_quorum_are_the_agencys(child: Child) -> None:
    said = {**version_on(GUIDE, TODAY).values, "quorum": [{"seat": "scribe"}]}
    sent: dict[str, Any] = {"by": person("pc-01"), "today": TODAY, "token": uuid4(), "why": ""}
    write_version(kind=GUIDE, values=said, effective_from=TODAY, **sent)
    assert "Without a scribe." in notes(child, EVERYBODY)


def test_whoever_was_expected_and_did_not_come_is_noted_and_has_no_seat(child: Child) -> None:
    missed = {"people.0003a.came": "missed"}
    assert notes(child, {**EVERYBODY, **STEP, **missed}) == [
        "Without a facilitator.",
        "N3 was expected and did not come.",
    ]


def test_a_facilitator_who_is_not_certified_or_connected_is_noted(child: Child) -> None:
    connected = {"people.0003a.conflict": "yes", "people.0003a.conflict_how": "a cousin", "people.certified": "no"}
    assert notes(child, {**EVERYBODY, **STEP, **connected}) == [
        "That the facilitator is PRT-certified on this day is not confirmed.",
        "N3, the facilitator, who can not be connected, is connected to the child or the family: a cousin.",
    ]


def test_without_an_external_consultant_the_efforts_are_noted(child: Child) -> None:
    instead = {**EVERYBODY, "people.0004a.role": "other_department", "prep.efforts": "Three agencies were asked"}
    assert notes(child, {**instead, **STEP}) == [
        "Without an external consultant; somebody from another department took part. "
        "Efforts made: Three agencies were asked."
    ]


def test_a_participant_without_a_recommendation_is_noted(child: Child) -> None:
    silent = {**EVERYBODY, "people.0002a.recommends": ""}
    assert notes(child, {**silent, **STEP}) == ["No recommendation of N2 is written down."]


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2024, 12, 20), ": due in 5 working days, Thu, Jan 2, 2025"),
        (date(2024, 12, 31), ": due in 1 working day, Thu, Jan 2, 2025"),
        (date(2025, 1, 2), ": due today, Thu, Jan 2, 2025"),
        (date(2025, 1, 3), ": overdue since Thu, Jan 2, 2025"),
    ],
)
def test_the_countdown_at_its_boundaries(today: date, says: str) -> None:
    owed = Obligation(rule=FORM_RULE, opens_on=date(2024, 12, 20), due_on=date(2025, 1, 2))
    assert Standing(Consultation(on=date(2024, 12, 20)), today, owed, None).countdown == says


def test_the_stored_obligation_is_due_five_working_days_after_the_meeting(sign_in: SignIn, child: Child) -> None:
    held(child)
    form = Obligation.objects.get(child=child, rule=FORM_RULE, opens_on=TODAY)
    assert form.due_on == date(2026, 11, 30), "Thanksgiving is no working day"


def test_the_day_of_entry_is_recorded_for_all_siblings_of_the_meeting(sign_in: SignIn, child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    one = held(child)
    one.members.create(child=sister)
    client, at = sign_in("ocm-001"), reverse("record", args=(child.pk, "consultation_form_completed"))
    sent = {**hidden(client.get(at).content.decode()), "when": "today", "on": "", "step": "save"}
    for _ in range(2):
        client.post(at, sent)
    entered = Event.objects.current().filter(kind="consultation_form_completed", on=TODAY)
    assert {event.child_id for event in entered} == {child.pk, sister.pk}
    assert entered.count() == 2


def test_the_paragraph_says_what_concerns_the_child(child: Child) -> None:
    status = {f"child.{child.pk}.status": "poor", f"child.{child.pk}.concurrent": "guardianship"}
    one = completed(child, {**STEP, **BARRIER, **status})
    assert paragraph(one, child, [child]).splitlines() == [
        "A permanency roundtable was held on Sun, Nov 22, 2026.",
        "The permanency status agreed on is poor.",
        "The recommended concurrent goal is guardianship.",
        "Action steps:",
        "1. Call the aunt; Ongoing case manager; by Tue, Dec 1, 2026",
        "Systemic barriers:",
        "Service not available, or a waiting list; A waiting list; must act: The state; the state",
    ]


def test_names_are_replaced_whole_words_in_any_case() -> None:
    child = Child(first_name="Ann", last_name="Lee")
    assert (
        without_names("ANN and Annette; Lee's home, Ann Lee", [child])
        == "The child and Annette; the child's home, the child"
    )


def test_the_snapshot_says_what_became_of_the_steps_of_earlier_ones(child: Child) -> None:
    completed(child, on=TODAY - timedelta(days=30))
    again = held(child, {**STEP, **BARRIER})
    earlier = again.snapshot["children"][0]["sections"][-1]
    assert earlier["lines"] == [
        "Permanency roundtable, Fri, Oct 23, 2026",
        "Call the aunt (Ongoing case manager): open",
    ]


def test_both_lists_stand_side_by_side_on_the_form(sign_in: SignIn, child: Child) -> None:
    completed(child, on=TODAY - timedelta(days=30))
    one = held(child, STEP)
    page = sign_in("ocm-001").get(reverse("consultation_form", args=(child.pk, one.pk))).content.decode()
    assert "The action steps are the same as last time." in page
    assert page.count("<li>Call the aunt</li>") == 2


def test_a_consultation_that_was_called_off_is_listed_no_more(sign_in: SignIn, one: Consultation, child: Child) -> None:
    client = sign_in("pc-01")
    client.post(reverse("call_off_consultation", args=(child.pk, one.pk)), {"why": ""})
    assert Consultation.objects.get(pk=one.pk).called_off_at is None
    client.post(reverse("call_off_consultation", args=(child.pk, one.pk)), {"why": "She is ill"})
    assert Consultation.objects.get(pk=one.pk).why_called_off == "She is ill"
    assert b"Prepare a roundtable" in client.get(reverse("consultations", args=(child.pk,))).content


def test_the_cast_shows_one_completed_one_open_and_two_in_preparation() -> None:
    from homeward.casefile.sight import sight_of
    from tests.casefile.staff import person

    sight = sight_of(person("ocm-001"), on=TODAY)
    marcus, jaylen = (Child.objects.get(external_id=one) for one in ("marcus-everhart", "jaylen-okafor"))
    first, second, third = (one.state for one in consultations_of(marcus, sight, TODAY))
    assert (first, second[:27], third) == (
        "Being prepared",
        "Held, form to be completed:",
        "Form entered in eWiSACWIS on Wed, Aug 20, 2025",
    )
    assert [one.state for one in consultations_of(jaylen, sight, TODAY)] == ["Being prepared"]


def test_a_meeting_that_is_written_down_later_shows_what_was_so_on_its_day() -> None:
    marcus = Child.objects.get(external_id="marcus-everhart")
    last = Consultation.objects.of(marcus.pk).exclude(held_at=None)[0]
    said = {section["title"]: section["lines"] for section in last.snapshot["children"][0]["sections"]}
    assert said["Permanency status, the latest first"][0] == "Poor, Sun, Jan 4, 2026"
    assert said["Time in care"] == ["Removed Fri, Sep 22, 2023"]
    assert last.snapshot["as_of"] == "2026-01-27"


def test_an_addendum_has_the_day_on_which_it_was_where_the_agency_is(child: Child) -> None:
    one = completed(child)
    late = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    Addendum.objects.create(consultation=one, text="More.", added_by=person("ocm-001"), added_at=late, token=uuid4())
    assert form_text(one, [child])[-1].lines == [f"Mon, Nov 23, 2026, {person('ocm-001')}: More."]
