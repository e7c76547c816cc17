"""OCM 43.00, *Responsibilities*: each duty of each role has the test that is named after it and quotes it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Assignment, Child
from homeward.casefile.sight import sight_of
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.follow_actions import Became, record_follow_up
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.raised import raised_to
from homeward.permanency.consultations.settle import settle_step
from homeward.permanency.consultations.text import form_text
from homeward.permanency.models import ActionStep
from homeward.roundtables.eligibility import external_consultants
from homeward.roundtables.models import Roundtable
from tests.casefile.staff import LONG_AGO, newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care, timetabled, with_guest
from tests.permanency.consultations.meetings import STEP, begun, completed, doing, held, number, started, wrote
from tests.roundtables.arranged import convened, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def child() -> Child:
    """A child for whom a roundtable is required today."""
    return in_care(14, rating="poor")


def recommended(child: Child, role: str) -> list[str]:
    """The lines of a form in which what one person of a role recommends stands."""
    people = {"people.0002a.name": "Sue", "people.0002a.role": role, "people.0002a.recommends": "Ask the aunt"}
    sections = form_text(completed(child, {**STEP, **people}), [child])
    return [line for section in sections for line in section.lines if "Ask the aunt" in line]


def test_consultants_give_direction_and_guidelines(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Permanency consultants, first part."""
    one = started(child)
    page = sign_in("pc-01").get(reverse("consultation_meeting", args=(child.pk, one.pk)))
    for phase in guide_on(TODAY).phases:
        for prompt in phase.prompts:
            assertContains(page, prompt.replace("'", "&#x27;"))
    assertContains(page, guide_on(TODAY).notice)


def test_consultants_coordinate_the_roundtable(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Permanency consultants, second part."""
    client = sign_in("pc-01")
    assertContains(client.get(reverse("roundtables_needed")), reverse("convene", args=(child.pk,)))
    made = timetabled(child)
    assert made.convened_by == person("pc-01")
    assertContains(client.get(reverse("roundtable", args=(made.pk,))), reverse("move_roundtable", args=(made.pk,)))


def test_case_managers_present(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Ongoing case managers, first part."""
    one = begun(child)
    wrote(one, {"prep.strengths": "She sings"}, "ocm-001")
    page = sign_in("ocm-001").get(reverse("consultation_presenter", args=(child.pk, one.pk)))
    assertContains(page, "She sings")


def test_case_managers_answer_and_give_supplemental_information(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Ongoing case managers, second part."""
    one, client = started(child), sign_in("ocm-001")
    page = reverse("consultation_meeting", args=(child.pk, one.pk))
    client.post(page, {"opened": "0", "clarify": "When was she asked? On Sunday.", "step": "save"})
    assertContains(client.get(page), "When was she asked? On Sunday.")


def test_case_managers_recommend(child: Child) -> None:
    """Responsibilities: Ongoing case managers, third part."""
    assert [line for line in recommended(child, "ongoing_case_manager") if "Sue" in line]


def test_case_managers_implement_the_action_steps(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Ongoing case managers, fourth part."""
    step = held(child).actionsteps.get()
    client = sign_in("ocm-001")
    assertContains(client.get(reverse("today")), "Call the aunt")
    by = {"by": person("ocm-001"), "today": TODAY, "token": uuid4()}
    settle_step(step=step, was="open", state="completed", on=TODAY, why="", **by)  # type: ignore[arg-type]
    assertNotContains(client.get(reverse("today")), "Call the aunt")
    assertContains(client.get(reverse("consultations", args=(child.pk,))), "1 of 1 step completed")


def test_supervisors_support_the_case_manager(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Ongoing case manager supervisor, first part."""
    one = held(child, on=TODAY - timedelta(days=30))
    by = {"by": person("sup-01"), "today": TODAY, "token": uuid4()}
    record_follow_up(
        consultation=one, kind="check", on=TODAY, became={}, support="I drive to the court with her.", **by  # type: ignore[arg-type]
    )  # fmt: skip
    page = sign_in("ocm-001").get(reverse("consultations", args=(child.pk,)))
    assertContains(page, "I drive to the court with her.")


def test_supervisors_see_that_timelines_are_met(sign_in: SignIn) -> None:
    """Responsibilities: Ongoing case manager supervisor, second part."""
    late = in_care(4, days=10)
    assert late.obligations.filter(rule="wi-dmcps.rating-initial", outcome="overdue").exists()
    client = sign_in("sup-01")
    assertContains(client.get(reverse("today")), "Your unit, by worker")
    assertContains(client.get(f"{reverse('due')}?whose=mine&show=overdue"), str(late))


def test_supervisors_recommend(child: Child) -> None:
    """Responsibilities: Ongoing case manager supervisor, third part."""
    assert [line for line in recommended(child, "supervisor") if "Sue" in line]


def test_supervisors_see_that_the_steps_are_completed(child: Child) -> None:
    """Responsibilities: Ongoing case manager supervisor, fourth part."""
    one = held(child, on=TODAY - timedelta(days=30))
    one.actionsteps.update(by_on=TODAY - timedelta(days=15))
    sight = sight_of(person("sup-01"), on=TODAY)
    step = ActionStep.objects.get(consultation=one)
    assert step in [found.step for found in raised_to(Followed(sight, TODAY), "supervisor")]
    by = {"by": person("sup-01"), "today": TODAY, "token": uuid4()}
    record_follow_up(
        consultation=one, kind="check", on=TODAY, became={step: Became("open", "completed")}, **by  # type: ignore[arg-type]
    )  # fmt: skip
    assert step not in [found.step for found in raised_to(Followed(sight, TODAY), "supervisor")]


def test_the_facilitator_is_a_certified_person() -> None:
    """Responsibilities: Facilitator, first part."""
    uncertified = newcomer("facilitator")
    with pytest.raises(ValidationError, match="not a certified facilitator"):
        convened(in_care(14, rating="poor"), facilitator=uncertified)


def test_the_facilitator_leads_the_meeting(sign_in: SignIn, child: Child) -> None:
    """Responsibilities: Facilitator, second part."""
    made = convened(child)
    assert made.seats.get(role="facilitator").person == person("fac-01")
    client = sign_in("fac-01")
    assertContains(client.get(reverse("today")), reverse("roundtable", args=(made.pk,)))
    one = held(in_care(14, rating="poor"), {**STEP, "people.0101a.role": "scribe"})
    done = actions.complete(consultation=one, opened=number(one), **doing("ocm-001"))
    assert "Without a facilitator." in done.form["notes"]


def test_the_facilitator_is_not_connected(child: Child) -> None:
    """Responsibilities: Facilitator, third part."""
    assert wanted(child).facilitator == person("fac-01")
    Assignment.objects.create(
        child=child, person=person("fac-01"), role="ongoing_case_manager", from_on=LONG_AGO, until_on=LONG_AGO
    )
    with pytest.raises(ValidationError, match="is or was assigned to the child"):
        convened(child)
    assert not Roundtable.objects.filter(attending__child=child).exists()


def test_the_external_consultant_is_of_another_agency(child: Child) -> None:
    """Responsibilities: External consultant, first part."""
    colleague = newcomer("external_consultant", unit="three-bridges-1")
    with pytest.raises(ValidationError, match="of the responsible agency"):
        convened(child, external=colleague)
    made = convened(child, external=None, efforts="Both partner agencies were asked.")
    guest = with_guest(made)
    assert made.seats.taken().get(role="external_consultant").person == guest
    assert guest.agency_id != child.agency_id


def test_the_external_consultant_is_one_whom_the_agency_has_named_for_experience_and_expertise(child: Child) -> None:
    """Responsibilities: External consultant, second part."""
    offered = external_consultants(child.agency_id, on=TODAY)
    assert person("ext-01") in offered
    stranger = newcomer("ongoing_case_manager", agency="partner")
    assert stranger not in offered
    assert newcomer("external_consultant", agency="partner") in external_consultants(child.agency_id, on=TODAY)
