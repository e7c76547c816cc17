"""Concurrent planning: the decision, goals at once, core components, talks, checklists, stages, pacts."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.family.together import record_visit
from homeward.obligations.actions import record_event
from homeward.obligations.enter import keep
from homeward.permanency.concurrent.entries import OWNERS, PAGES
from homeward.permanency.concurrent.pacts import pacts_of
from homeward.permanency.concurrent.picture import Component, components_of
from homeward.permanency.concurrent.wording import EMBEDDED, read_wording, wording_on
from homeward.permanency.models import (
    ComponentEntry,
    ConcurrentDecision,
    Disclosure,
    GoalStep,
    PactReview,
    PermanencyPact,
)
from homeward.policy.grammar import ManualError
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family import kin
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

TALK: dict[str, Any] = {
    "to_whom": "Her father",
    "language": "Spanish",
    "interpreter": "R. Soto",
    "own_words": "“Two ways home.”",
}


@pytest.fixture
def nevaeh() -> Child:
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def theo() -> Child:
    return Child.objects.get(external_id="theo-marchetti")


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def at(child: Child, kind: str = "") -> str:
    return (
        reverse("record_concurrent", args=(child.pk, kind))
        if kind
        else reverse("concurrent_planning", args=(child.pk,))
    )


def entered(model: Any, child: Child, days: int = 0, **said: Any) -> Any:
    on = TODAY - timedelta(days=days)
    return keep(model, OWNERS, child=child, on=on, by=person("ocm-001"), today=TODAY, token=uuid4(), **said)


def components(child: Child) -> dict[str, Component]:
    found = components_of(child, wording_on(TODAY), list(Disclosure.objects.of(child.pk)), TODAY)
    return {one.part.code: one for one in found}


def test_the_decision_has_its_clause_rationale_and_finding(worker: Client, nevaeh: Child) -> None:
    assertContains(worker.get(at(nevaeh)), "Nobody has decided yet")
    typed = {"decision": "yes", "required": "yes", "clause": "s. 48.355 (2b)", "rationale": "A year has passed."}
    typed |= {"found_by": "panel", "finding": "The panel found it appropriate."}
    sent = opened(worker, at(nevaeh, "decision"), **typed, step="save")
    assert [worker.post(at(nevaeh, "decision"), sent).status_code for _ in range(2)] == [302, 302]
    assert ConcurrentDecision.objects.of(nevaeh.pk).count() == 1
    for said in ("Plan concurrently", "decided by the review panel", "s. 48.355 (2b)", "found it appropriate"):
        assertContains(worker.get(at(nevaeh)), said)


def test_a_decision_without_its_reason_is_refused_beside_the_field(worker: Client, nevaeh: Child) -> None:
    sent = opened(worker, at(nevaeh, "decision"), decision="no", required="no", found_by="agency", step="save")
    assertContains(worker.post(at(nevaeh, "decision"), sent), "This field is required", count=2)


def test_goals_at_once_have_each_their_conditions_steps_and_progress(worker: Client, theo: Child) -> None:
    page = worker.get(at(theo))
    for said in (
        "Visits at home go well",
        "Four overnight visits before the next hearing",
        "Theo slept well both times",
    ):
        assertContains(page, said)
    assert "asks the subsidy office" not in page.content.decode().partition('id="components"')[0]
    record_event(
        child=theo, kind="concurrent_goal_set", on=TODAY, value="guardianship", by=person("ocm-001"), today=TODAY
    )
    page = worker.get(at(theo))
    assertContains(page, "asks the subsidy office")
    assertContains(page, "concurrent, since Sun, Nov 22, 2026")


def test_a_step_is_corrected_and_the_first_one_stays(worker: Client, theo: Child) -> None:
    wrong = GoalStep.objects.of(theo.pk)[0]
    address = reverse("correct_concurrent", args=(theo.pk, "step", wrong.pk))
    typed = {"goal": wrong.goal, "kind": wrong.kind, "what": "Three of four.", "why": "Another visit"}
    assert worker.post(address, opened(worker, address, **typed, step="save")).status_code == 302
    assert GoalStep.objects.of(theo.pk).filter(what="Three of four.").exists()
    assert GoalStep.objects.filter(pk=wrong.pk).exists()


def test_the_eight_core_components_are_there_in_order(nevaeh: Child) -> None:
    assert list(components(nevaeh)) == [
        "assessment", "disclosure", "family_search", "teaming", "interaction", "timelines", "transparency",
        "collaboration",
    ]  # fmt: skip


def test_a_component_is_thin_without_an_entry_or_when_nothing_was_done_for_long(nevaeh: Child) -> None:
    assert components(nevaeh)["interaction"].thin == "Nothing is on record"
    entered(ComponentEntry, nevaeh, 91, component="interaction", what="Visits begun")
    assert components(nevaeh)["interaction"].thin == "Nothing for 3 months (91 days)"
    entered(ComponentEntry, nevaeh, 90, component="interaction", what="A visit")
    assert components(nevaeh)["interaction"].thin == ""


def test_what_is_on_record_elsewhere_is_not_entered_again(worker: Client, nevaeh: Child) -> None:
    record_event(child=nevaeh, kind="relative_search", on=TODAY, by=person("ocm-001"), today=TODAY)
    entered(Disclosure, nevaeh, topics=["Rights"], copy_given="yes", signed="signed", **TALK)
    found = components(nevaeh)
    assert found["family_search"].elsewhere[0].says == "Relative search"
    assert found["disclosure"].thin == found["family_search"].thin == ""
    assertContains(worker.get(at(nevaeh)), "Talk with Her father")


def test_time_together_counts_as_family_interaction_and_names_nobody() -> None:
    hazel = kin.child()
    carla = kin.add(hazel, "mother", "Carla Brandtner")
    for days, came in ((3, "held"), (1, "parent")):
        said = {"on": TODAY - timedelta(days=days), "came": came}
        record_visit(child=hazel, relative=carla, said=said, sent=kin.sent(of=hazel))
    found = components(hazel)["interaction"]
    assert (found.latest_on, found.thin) == (TODAY - timedelta(days=3), "")
    assert "Carla" not in str(found.elsewhere)


def test_a_hearing_that_lies_ahead_is_not_something_that_was_done(nevaeh: Child) -> None:
    before = components(nevaeh)["timelines"].latest_on
    on = TODAY + timedelta(days=30)
    record_event(child=nevaeh, kind="permanency_hearing_scheduled", on=on, by=person("sup-01"), today=TODAY)
    assert components(nevaeh)["timelines"].latest_on == before


def test_a_full_disclosure_talk_has_topics_language_interpreter_own_words_and_copy(
    worker: Client, nevaeh: Child
) -> None:
    topics = [one.says for one in wording_on(TODAY).topics[:2]]
    sent: dict[str, Any] = {**opened(worker, at(nevaeh, "disclosure"), **TALK, step="save"), "topics": topics}
    assertContains(worker.post(at(nevaeh, "disclosure"), sent), "This field is required", count=4)
    sent |= {"copy_given": "declined", "signed": "not_asked"}
    assert worker.post(at(nevaeh, "disclosure"), sent).status_code == 302
    assert Disclosure.objects.of(nevaeh.pk)[0].topics == topics
    for said in ("Her father", "Spanish", "R. Soto", "“Two ways home.”", "Was declined", topics[1]):
        assertContains(worker.get(at(nevaeh)), said)


@pytest.mark.parametrize(("language", "says"), [("en", "Two plans at the same time"), ("es", "Sus derechos")])
def test_the_handout_is_in_plain_words_in_english_and_spanish(worker: Client, language: str, says: str) -> None:
    page = worker.get(reverse("concurrent_handout", args=(language,)))
    assertContains(page, says)
    assertContains(page, f'<article class="handout" lang="{language}">')
    assertContains(page, "must confirm")
    assert worker.get(reverse("concurrent_handout", args=("fr",))).status_code == 404


def test_a_prognosis_checklist_has_no_score(worker: Client, theo: Child) -> None:
    page = worker.get(at(theo))
    assertContains(page, "There is no score")
    assertNotContains(page, "%")
    assertContains(worker.get(at(theo, "prognosis")), "Nothing is added up")
    sent = opened(worker, at(theo, "prognosis"), with_parent="no", narrative="Nothing seen yet.", step="save")
    assert worker.post(at(theo, "prognosis"), sent).status_code == 302
    assertContains(worker.get(at(theo)), "None was marked.", count=2)


def test_each_stage_of_the_framework_shows_what_it_asks_and_what_is_recorded(worker: Client, theo: Child) -> None:
    page = worker.get(at(theo))
    for said in ("Stage setting", "Preparation", "Focused services", "Is it decided whether to plan concurrently?"):
        assertContains(page, said)
    assertContains(page, "Guardianship explained to the uncle")
    assertContains(page, "Talk with His mother")


def test_a_pact_stands_beside_the_legal_status_and_is_looked_at_again(worker: Client, nevaeh: Child) -> None:
    typed = {"adult": "Ms. Dahl", "relationship": "my teacher", "supports": "Sundays", "copy_in_file": "yes"}
    again = opened(worker, at(nevaeh, "pact"), **typed, review_on="Nov 22, 2026", step="save")
    assertContains(worker.post(at(nevaeh, "pact"), again), "Write a day after this one.", count=2)
    again["review_on"] = "Nov 23, 2026"
    assert worker.post(at(nevaeh, "pact"), again).status_code == 302
    page = worker.get(reverse("ratings", args=(nevaeh.pk,)))
    for said in ("Ms. Dahl, my teacher", "Sundays", "neither is added to the other"):
        assertContains(page, said)
    (pact,) = pacts_of(nevaeh, TODAY + timedelta(days=2))
    assert pact.is_late


def test_a_pact_that_goes_on_has_a_next_day_and_one_that_ended_has_none(worker: Client, nevaeh: Child) -> None:
    said = {"adult": "Ms. Dahl", "relationship": "my teacher", "supports": "Sundays", "copy_in_file": "yes"}
    pact: PermanencyPact = entered(PermanencyPact, nevaeh, 30, review_on=TODAY, **said)
    address = at(nevaeh, "pact-review")
    sent = opened(worker, address, pact=str(pact.pk), goes_on="yes", note="Both say so.", step="save")
    assertContains(worker.post(address, sent), "Write the next day", count=2)
    assert worker.post(address, sent | {"goes_on": "no"}).status_code == 302
    assert pacts_of(nevaeh, TODAY)[0].has_ended


def test_a_pact_that_has_ended_stays_so_when_its_words_are_put_right(worker: Client, nevaeh: Child) -> None:
    said = {"adult": "Ms. Dahl", "relationship": "my teacher", "supports": "Sundays", "copy_in_file": "yes"}
    pact: PermanencyPact = entered(PermanencyPact, nevaeh, 30, review_on=TODAY, **said)
    entered(PactReview, nevaeh, pact=pact, goes_on="no", note="She has moved away.")
    address = reverse("correct_concurrent", args=(nevaeh.pk, "pact", pact.pk))
    typed = said | {"adult": "Mrs. Dahl", "review_on": TODAY.isoformat(), "why": "Her name", "step": "save"}
    day = (TODAY - timedelta(days=30)).isoformat()
    sent = opened(worker, address, **typed) | {"when": "other", "on": day}
    assert worker.post(address, sent).status_code == 302
    (one,) = pacts_of(nevaeh, TODAY)
    assert (one.pact.adult, one.has_ended) == ("Mrs. Dahl", True)


@pytest.mark.parametrize(
    ("who", "status"), [("ocm-001", 200), ("sup-01", 200), ("pc-01", 403), ("qa-01", 403), ("ocm-002", 404)]
)
def test_who_records_it(sign_in: SignIn, nevaeh: Child, who: str, status: int) -> None:
    client = sign_in(who)
    for kind in PAGES:
        expected = 200 if who == "pc-01" and kind.startswith("pact") else status
        assert client.get(at(nevaeh, kind)).status_code == expected, kind
    assert client.get(at(nevaeh)).status_code == (404 if status == 404 else 200)


def test_nobody_else_enters_anything(nevaeh: Child) -> None:
    with pytest.raises(PermissionDenied):
        keep(
            ComponentEntry, OWNERS, child=nevaeh, on=TODAY, by=person("qa-01"), today=TODAY, token=uuid4(),
            component="teaming", what="A meeting",
        )  # fmt: skip


def test_the_page_asks_as_often_whatever_is_recorded(worker: Client, theo: Child) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            worker.get(at(theo))
        return len(seen)

    worker.get(at(theo))
    before = queries()
    for _ in range(3):
        entered(ComponentEntry, theo, component="teaming", what="A meeting")
    assert queries() == before <= 40


@pytest.mark.parametrize(
    ("was", "is_now", "said"),
    [
        ("quiet_after = 90", 'quiet_after = "long"', "write a number of days"),
        ('code = "teaming"', 'code = "interaction"', "each with a code of its own"),
    ],
)
def test_a_faulty_wording_says_what_to_write_instead(tmp_path: Path, was: str, is_now: str, said: str) -> None:
    path = tmp_path / "county.toml"
    text = (EMBEDDED / "homeward_1.toml").read_text(encoding="utf-8")
    path.write_text(text.replace(was, is_now), encoding="utf-8")
    with pytest.raises(ManualError, match=said):
        read_wording(path)
