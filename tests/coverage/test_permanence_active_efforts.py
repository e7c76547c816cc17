"""Pre-service module *Permanence*, Option 2 and its resource: each bullet has the test that is named after it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child, Event, Placement
from homeward.family.together import plan_interaction, record_visit
from homeward.obligations.enter import keep
from homeward.permanency.models import GoalStep
from homeward.wicwa.actions import OWNERS, evaluate
from homeward.wicwa.models import EVALUATED, ActiveEffort, GoodCause, PlacementSearch, PreferenceOrder, evaluations_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import due, in_care, named
from tests.family import kin
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

SAYS: dict[str, Any] = {"placement": "follows", "statement": "With her grandmother.", "next_steps": "Ask in January."}
WORKER = "ocm-001"


@pytest.fixture
def aiyana() -> Child:
    """An Indian child of the cast, of whom everything is recorded."""
    return named("aiyana-rivers")


@pytest.fixture
def worker(sign_in: SignIn, aiyana: Child) -> Client:
    return sign_in(kin.keeper_of(aiyana))


def written(model: Any, child: Child, **said: Any) -> Any:
    by = person(kin.keeper_of(child))
    return keep(model, OWNERS, child=child, on=TODAY, by=by, today=TODAY, token=uuid4(), **said)


def evaluated(child: Child, **other: Any) -> Event:
    """Active efforts are evaluated today."""
    return evaluate(child=child, on=TODAY, by=person(kin.keeper_of(child)), today=TODAY, **SAYS | other)


def statement(client: Client, event: Event) -> str:
    """What is printed."""
    return client.get(reverse("wicwa_evaluation", args=(event.child_id, event.pk))).content.decode()


def is_evaluated(client: Client, child: Child, code: str) -> None:
    """What is recorded of an activity stands in the printed statement as it stood; without it nothing is evaluated."""
    (activity,) = (one for one in wording_on(TODAY).activities if one.code == code)
    ActiveEffort.objects.filter(child=child, activity=code).delete()
    with pytest.raises(ValidationError, match=activity.says[:40]):
        evaluated(child)
    at = reverse("record_wicwa", args=(child.pk, "effort"))
    said = f"What was done for {code}, and why not more."
    typed = {"activity": code, "state": "in_progress", "explanation": said, "tribal_contact": "Ms. Two Rivers, Nov 3"}
    assert client.post(at, opened(client, at, **typed, step="save")).status_code == 302
    event = evaluated(child)
    ActiveEffort.objects.filter(child=child, activity=code).update(explanation="Changed since.")
    page = statement(client, event)
    for words in (activity.module, said, "Ms. Two Rivers, Nov 3"):
        assert escape(words) in page


def test_the_goals_of_the_plan_are_the_basis_on_which_progress_is_measured(sign_in: SignIn) -> None:
    """Option 2."""
    theo = named("theo-marchetti")
    keep(GoalStep, OWNERS, child=theo, on=TODAY, by=person(WORKER), today=TODAY, token=uuid4(),
         goal="reunification", kind="progress", what="His father calms him without shouting.")  # fmt: skip
    page = sign_in(WORKER).get(reverse("concurrent_planning", args=(theo.pk,)))
    for words in ("Measured by:", "Progress:", "His father calms him without shouting."):
        assertContains(page, words)


@pytest.mark.parametrize("rule", ["wi.wicwa-active-efforts", "wi.goals-reevaluated"])
def test_the_standards_are_at_hand(sign_in: SignIn, rule: str) -> None:
    """Option 2, first and second step."""
    page = sign_in(WORKER).get(reverse("rule", args=(rule,)))
    assertContains(page, 'href="https://dcf.wisconsin.gov/cwportal/policy"')


def test_what_the_standards_say_of_evaluating_the_plan_stands_in_the_handbook(worker: Client, aiyana: Child) -> None:
    """Option 2, third and fourth step."""
    page = worker.get(reverse("rule", args=("wi.wicwa-active-efforts",)))
    assertContains(page, "The Permanency Plan evaluation must ensure compliance with Active Efforts")
    assertContains(worker.get(reverse("evaluate_active_efforts", args=(aiyana.pk,))), "s. 48.028(7)(b)")


def test_for_an_indian_child_the_evaluation_includes_active_efforts() -> None:
    """Option 2, fifth step."""
    rule = "wicwa-active-efforts"
    assert due(named("aiyana-rivers"), rule)
    assert named("theo-marchetti").indian_child == "no"
    assert due(named("theo-marchetti"), rule) is None
    asked = due(in_care(5), rule)
    assert asked
    assert asked.outcome == "cannot_tell"


def test_the_steps_one_could_take_are_listed(worker: Client, aiyana: Child) -> None:
    """Option 2, sixth step."""
    page = worker.get(reverse("evaluate_active_efforts", args=(aiyana.pk,)))
    for one in wording_on(TODAY).activities:
        assertContains(page, escape(one.says))
        assertContains(page, escape(one.about))
    assert "Ask in January." in statement(worker, evaluated(aiyana))


def test_the_agency_partners_with_tribal_child_welfare_professionals(
    worker: Client, aiyana: Child, sign_in: SignIn
) -> None:
    """Option 2, seventh step."""
    page = worker.get(reverse("wicwa", args=(aiyana.pk,)))
    assertContains(page, "Designated contacts")
    assertContains(page, "Marian Two Rivers")
    read = sign_in("guest-01").get(reverse("wicwa", args=(aiyana.pk,)))
    for words in ("Active efforts", "Invitations", "no free home before spring"):
        assertContains(read, words)


def test_the_evaluation_documents_active_efforts(worker: Client, aiyana: Child) -> None:
    """Resource, first sentence."""
    Event.objects.filter(child=aiyana, kind=EVALUATED, on=TODAY).delete()
    at = reverse("record", args=(aiyana.pk, EVALUATED))
    assert worker.post(at, opened(worker, at, **SAYS, step="save")).status_code == 302
    event = evaluations_of(aiyana)[0]
    assert (event.on, event.kind) == (TODAY, "active_efforts_evaluated")
    page = statement(worker, event)
    assert [escape(one.module) in page for one in wording_on(TODAY).activities if one.module] == [True] * 8
    assert "complian" not in page


def test_requesting_the_tribal_agency_to_assist_in_evaluating(worker: Client, aiyana: Child) -> None:
    """Resource, first area."""
    is_evaluated(worker, aiyana, "a")


def test_inviting_the_tribes_representatives_at_the_earliest_point(worker: Client, aiyana: Child) -> None:
    """Resource, second area."""
    is_evaluated(worker, aiyana, "b")
    assertContains(worker.get(reverse("wicwa", args=(aiyana.pk,))), "after the tribe was first named")


def test_notifying_and_consulting_extended_family(worker: Client, aiyana: Child) -> None:
    """Resource, third area."""
    is_evaluated(worker, aiyana, "c")


def test_providing_family_interaction(worker: Client, aiyana: Child) -> None:
    """Resource, fourth area."""
    is_evaluated(worker, aiyana, "d")
    aunt = kin.add(aiyana, "mothers_sister", "June Rivers")
    plan = {"on": TODAY, "how_often": "Every week", "place": "Her home", "supervision": "none"}
    plan_interaction(child=aiyana, relative=aunt, said=plan, sent=kin.sent(of=aiyana))
    record_visit(child=aiyana, relative=aunt, said={"on": TODAY, "came": "held"}, sent=kin.sent(of=aiyana))
    page = worker.get(reverse("family_interaction", args=(aiyana.pk,)))
    assertContains(page, "June Rivers")


def test_offering_and_employing_all_family_preservation_strategies(worker: Client, aiyana: Child) -> None:
    """Resource, fifth area."""
    is_evaluated(worker, aiyana, "e")


def test_offering_and_actively_assisting_to_reach_community_resources(worker: Client, aiyana: Child) -> None:
    """Resource, sixth area."""
    page = statement(worker, evaluated(aiyana))
    assert page.index("Not done, and why") < page.index("no free home before spring")
    is_evaluated(worker, aiyana, "f")


def test_monitoring_progress_and_participation_in_services(worker: Client, aiyana: Child) -> None:
    """Resource, seventh area."""
    is_evaluated(worker, aiyana, "g")


def test_seeking_alternatives_where_services_do_not_exist(worker: Client, aiyana: Child) -> None:
    """Resource, eighth area."""
    is_evaluated(worker, aiyana, "h")


def test_the_placement_is_held_against_the_order_of_preference(worker: Client, aiyana: Child) -> None:
    """Resource, second sentence."""
    foster = list(wording_on(TODAY).foster.values())
    page = statement(worker, evaluated(aiyana))
    assert [page.index(escape(level)) for level in foster] == sorted(page.index(escape(level)) for level in foster)
    assert "order of the Act" in page
    own = {"order": "foster", "levels": "Clan\nAny home of the tribe", "document": "Resolution 12-04"}
    written(PreferenceOrder, aiyana, tribe=Tribe.objects.filter(affiliations__child=aiyana)[0], **own)
    page = statement(worker, evaluated(aiyana))
    assert page.index("Clan") < page.index("Any home of the tribe")
    assert "order of the Act" not in page


def test_a_level_that_was_passed_over_without_proof_is_named(worker: Client, aiyana: Child) -> None:
    """Resource, second sentence, what it rests on."""
    PlacementSearch.objects.filter(child=aiyana).delete()
    here = Placement.objects.current().filter(child=aiyana).latest("started_on")
    said = {"placement": here, "candidate": "The Bakers", "result": "placed", "evidence": "License"}
    written(PlacementSearch, aiyana, level="foster-tribes_home", **said)
    assert "Proof is missing for level 1" in statement(worker, evaluated(aiyana))
    page = worker.get(reverse("court", args=(aiyana.pk,)))
    assertContains(page, "proof is missing for level 1")


def test_otherwise_a_statement_whether_there_is_good_cause_is_part_of_the_evaluation(
    worker: Client, aiyana: Child
) -> None:
    """Resource, third sentence."""
    with pytest.raises(ValidationError, match="No good cause is recorded"):
        evaluated(aiyana, placement="good_cause")
    page = statement(worker, evaluated(aiyana, placement="departs"))
    assert "no good cause is stated" in page
    said = {"ground": "request", "ground_words": "A parent asks", "requested_by": "Her mother", "statement": "For her."}
    written(GoodCause, aiyana, finding="pending", evidence="Her letter", **said)
    page = statement(worker, evaluated(aiyana, placement="good_cause", statement="Good cause of (7)(e): she asks."))
    for words in ("good cause is stated", "Good cause of (7)(e): she asks.", "Her mother", "Her letter"):
        assert words in page


def test_the_evaluation_is_at_hand_before_a_hearing(worker: Client, aiyana: Child, sign_in: SignIn) -> None:
    """Resource, for the court."""
    event = evaluated(aiyana)
    page = worker.get(reverse("court", args=(aiyana.pk,)))
    assertContains(page, "9 of 9 activities have an entry")
    assertContains(page, reverse("wicwa_evaluation", args=(aiyana.pk, event.pk)))
    theo = sign_in(WORKER).get(reverse("court", args=(named("theo-marchetti").pk,)))
    assertNotContains(theo, "Wisconsin Indian Child Welfare Act")
