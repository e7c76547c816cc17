"""Pre-service module *Permanence*, VI: each sentence, or part of one, has the test that is named after it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.family.searching import record_search_action
from homeward.family.together import record_visit
from homeward.obligations.enter import keep
from homeward.permanency.concurrent.entries import OWNERS
from homeward.permanency.concurrent.picture import Component, components_of
from homeward.permanency.concurrent.wording import wording_on
from homeward.permanency.court.actions import record_efforts_not_required, record_held, send_summary
from homeward.permanency.models import ComponentEntry, Disclosure, PrognosisChecklist
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.coverage.situation import in_care, recorded
from tests.family import kin
from tests.obligations.opened import opened
from tests.permanency.consultations.meetings import completed

pytestmark = pytest.mark.django_db


def sent(who: str = "ocm-001") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY, "token": uuid4()}


def component(child: Child, code: str) -> Component:
    found = components_of(child, wording_on(TODAY), list(Disclosure.objects.of(child.pk)), TODAY)
    return next(one for one in found if one.part.code == code)


def seen(child: Child, code: str) -> list[str]:
    """What is on record elsewhere for a component, which nobody enters again."""
    return [one.says for one in component(child, code).elsewhere]


def test_two_goals_are_pursued_at_the_same_time(sign_in: SignIn) -> None:
    """VI."""
    child, client = in_care(3), sign_in("ocm-001")
    recorded(child, "permanency_goal_set", TODAY, value="reunification")
    at = reverse("set_concurrent_goal", args=(child.pk,))
    typed = {"value": "guardianship", "set_by": "agency", "rationale": "Her aunt.", "efforts": "She was asked."}
    assert client.post(at, opened(client, at, **typed, step="save")).status_code == 302
    for goal, what in (("reunification", "Two visits a week"), ("guardianship", "The aunt asks for a subsidy")):
        at = reverse("record_concurrent", args=(child.pk, "step"))
        sent_form = opened(client, at, goal=goal, kind="step", what=what, step="save")
        assert client.post(at, sent_form).status_code == 302
    page = client.get(reverse("concurrent_planning", args=(child.pk,))).content.decode()
    first, second = page.split('id="goal-2"')
    assert ("Two visits a week" in first, "The aunt asks for a subsidy" in second) == (True, True)


def test_assessment_and_determination_reasonable_efforts(sign_in: SignIn) -> None:
    """VI, first component."""
    child, client = in_care(3), sign_in("sup-01")
    said: dict[str, Any] = {"with_parent": "yes", "narrative": "She comes to each visit."}
    keep(PrognosisChecklist, OWNERS, child=child, on=TODAY, strengths=["Visits"], concerns=[], **said, **sent())
    assert seen(child, "assessment") == ["Prognosis checklist"]
    form = client.get(reverse("record", args=(child.pk, "permanency_hearing_held")))
    assertContains(form, 'name="reasonable_efforts"')
    found = {"reasonable_efforts": "made"}
    record_held(child=child, what="permanency_hearing", on=TODAY, findings=found, **sent("sup-01"))
    ground = "Parental rights to a brother were terminated"
    record_efforts_not_required(child=child, found_on=TODAY, ground=ground, **sent("sup-01"))
    page = client.get(reverse("court", args=(child.pk,)))
    for words in ("Reasonable efforts: found to have been made", "Reasonable efforts not required", ground):
        assertContains(page, words)


def test_full_disclosure(sign_in: SignIn) -> None:
    """VI, second component."""
    child, client = in_care(3), sign_in("ocm-001")
    assert component(child, "disclosure").thin == "Nothing is on record"
    at = reverse("record_concurrent", args=(child.pk, "disclosure"))
    topics = [one.says for one in wording_on(TODAY).topics]
    typed = {"to_whom": "Her father", "language": "Spanish", "interpreter": "R. Soto", "own_words": "“Two ways home.”"}
    form: dict[str, Any] = opened(client, at, **typed, copy_given="yes", signed="signed", step="save")
    assert client.post(at, form | {"topics": topics}).status_code == 302
    assert seen(child, "disclosure") == ["Talk with Her father"]
    page = client.get(reverse("concurrent_planning", args=(child.pk,)))
    for words in (*topics, "R. Soto", "“Two ways home.”"):
        assertContains(page, words)
    for language, words in (("en", "Your rights"), ("es", "Sus derechos")):
        assertContains(client.get(reverse("concurrent_handout", args=(language,))), words)


def test_family_search_and_engagement() -> None:
    """VI, third component."""
    child = in_care(3)
    assert component(child, "family_search").thin
    said = {"where": "file", "result": "Two aunts", "minutes": 30}
    record_search_action(child=child, on=TODAY, said=said, sent=kin.sent(of=child))
    assert seen(child, "family_search") == ["Relative search"]


def test_teaming() -> None:
    """VI, fourth component."""
    child = in_care(14, rating="poor")
    assert component(child, "teaming").thin
    completed(child)
    assert seen(child, "teaming") == ["Roundtable held"]


def test_family_interaction() -> None:
    """VI, fifth component."""
    child = in_care(3)
    mother = kin.add(child, "mother", "Carla Vitale")
    for came in ("held", "parent"):
        record_visit(child=child, relative=mother, said={"on": TODAY, "came": came}, sent=kin.sent(of=child))
    assert seen(child, "interaction") == ["Time together, held"]


def test_clear_timelines(sign_in: SignIn) -> None:
    """VI, sixth component."""
    child = in_care(3)
    recorded(child, "permanency_plan_filed", TODAY - timedelta(days=30))
    recorded(child, "permanency_hearing_scheduled", TODAY + timedelta(days=60))
    assert component(child, "timelines").latest_on == TODAY - timedelta(days=30)
    page = sign_in("ocm-001").get(reverse("court", args=(child.pk,)))
    assertContains(page, "Set for <strong>Thu, Jan 21, 2027</strong>")


def test_transparency() -> None:
    """VI, seventh component."""
    child = in_care(7)
    held = record_held(child=child, what="permanency_review", on=TODAY, findings={}, **sent("sup-01"))
    send_summary(child=child, review=held, on=TODAY, sent_to="The mother, her counsel, the tribe", **sent("sup-01"))
    assert seen(child, "transparency") == ["Review summary sent"]


def test_collaboration_with_stakeholders() -> None:
    """VI, eighth component."""
    child = in_care(7)
    recorded(child, "permanency_review_held", TODAY)
    assert seen(child, "collaboration") == ["Permanency review held"]


def test_each_component_has_dated_entries_with_documents_and_its_page_shows_what_is_thin(sign_in: SignIn) -> None:
    """VI, all components."""
    child, client = in_care(3), sign_in("ocm-001")
    at, page_at = (
        reverse("record_concurrent", args=(child.pk, "component")),
        reverse("core_components", args=(child.pk,)),
    )
    for part in wording_on(TODAY).components:
        assertContains(client.get(page_at), f'<a href="#{part.code}">{part.says}</a>: Nothing is on record')
        typed = {"component": part.code, "what": f"Done for {part.code}", "who": "The team"}
        papers = {} if part.code == "teaming" else {"evidence": "Minutes of Nov 3, in the unit's folder"}
        assert client.post(at, opened(client, at, **typed, **papers, step="save")).status_code == 302
        assertContains(client.get(page_at), f"Done for {part.code}")
    page = client.get(page_at)
    assertNotContains(page, "Nothing is on record")
    assertContains(page, '<a href="#teaming">Teaming</a>: 1 entry without a document')
    assertContains(page, "Minutes of Nov 3", count=7)
    ComponentEntry.objects.filter(child=child).update(on=TODAY - timedelta(days=91))
    assertContains(client.get(page_at), "Nothing for 3 months (91 days); 1 entry without a document")
