"""The pages from beginning to end, as people press through them; and two who write at once."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.permanency.consultations.actions import call_off
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.models import Consultation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import SOMEBODY, STEP, attended, completed, held, number, started, wrote

pytestmark = pytest.mark.django_db


def at(name: str, child: Child, *more: object) -> str:
    return reverse(name, args=(child.pk, *more))


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(opened|token|version|was)" value="([^"]*)"', page)
    return dict(found)


def said(page: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def test_a_roundtable_from_its_beginning_to_its_form(sign_in: SignIn, child: Child) -> None:
    client = sign_in("pc-01")
    form = hidden(client.get(at("begin_consultation", child)).content.decode())
    client.post(at("begin_consultation", child), {**form, "kind": "permanency_roundtable", "on": "Nov 22, 2026"})
    one = Consultation.objects.of(child.pk)[0]
    prepare, meeting, end = (
        at(name, child, one.pk) for name in ("consultation", "consultation_meeting", "end_consultation")
    )
    sent = {"opened": "0", "prep.strengths": "She sings", "step": "start"}
    assertRedirects(client.post(prepare, sent), meeting)
    assertContains(client.get(meeting), "She sings")
    sent = {"opened": str(number(one)), **attended(one), **SOMEBODY, **STEP, "step": "end"}
    assertRedirects(client.post(meeting, sent), end)
    sent = hidden(client.get(end).content.decode())
    assertContains(client.post(end, sent), "This moves")
    assertRedirects(client.post(end, {**sent, "step": "save"}), at("consultation_form", child, one.pk))
    assert Event.objects.current().filter(child=child, kind="roundtable_held").count() == 1
    assert "due in 5 working days" in said(client.get(at("consultations", child)))


def test_the_case_manager_completes_the_form_and_only_the_day_of_entry_completes_it_for_the_policy(
    sign_in: SignIn, child: Child
) -> None:
    one, client = held(child), sign_in("ocm-001")
    page = at("consultation_form", child, one.pk)
    assertRedirects(client.post(page, {"opened": str(number(one)), "step": "complete"}), page)
    assertContains(client.get(page), "Form completed here, to be entered in eWiSACWIS")
    assert not Event.objects.filter(child=child, kind="consultation_form_completed").exists()
    record = at("record", child, "consultation_form_completed")
    sent = {**hidden(client.get(record).content.decode()), "when": "today", "on": ""}
    assertContains(client.post(record, sent), "entered in eWiSACWIS")
    client.post(record, {**sent, "step": "save"})
    assert "Form entered in eWiSACWIS on Sun, Nov 22, 2026" in said(client.get(at("consultations", child)))


def test_two_scribes_are_shown_both_texts_where_both_changed_a_part(sign_in: SignIn, child: Child) -> None:
    one, client = started(child), sign_in("sup-01")
    at_first = number(one)
    wrote(one, {"clarify": "As the consultant has it", "ideas.take": "A sister"})
    page = at("consultation_meeting", child, one.pk)
    refused = client.post(
        page, {"opened": str(at_first), "clarify": "As the supervisor has it", "ideas.take": "", "step": "save"}
    )
    assert refused.status_code == 409
    assertContains(refused, "As the consultant has it", status_code=409)
    assertContains(refused, "As the supervisor has it", status_code=409)
    assert text_of(one)[0]["clarify"] == "As the consultant has it"
    together = {"opened": str(at_first + 1), "clarify": "Both", "ideas.take": "A sister", "step": "save"}
    assert client.post(page, together).status_code == 302
    assert {"clarify": "Both", "ideas.take": "A sister"}.items() <= text_of(one)[0].items()


def test_what_is_typed_is_saved_by_the_script_with_what_others_wrote_given_back(sign_in: SignIn, child: Child) -> None:
    one, client = started(child), sign_in("sup-01")
    at_first = number(one)
    wrote(one, {"clarify": "Hers"})
    page, typing = at("consultation_meeting", child, one.pk), {"X-Homeward-Saves": "typed"}
    client.get(page)
    sent, before = {"opened": str(at_first), "ideas.take": "Mine"}, Entry.objects.filter(verb="opened").count()
    saved = client.post(page, sent, headers=typing).json()
    assert (saved["opened"], saved["others"]) == (at_first + 2, {"clarify": "Hers"})
    assert Entry.objects.filter(verb="opened").count() == before
    collides = client.post(page, {"opened": str(at_first), "clarify": "Mine"}, headers=typing)
    told = {"by": str(person("pc-01")), "opened": at_first + 2, "theirs": {"clarify": "Hers"}}
    assert (collides.status_code, collides.json()) == (409, told)


def test_the_script_is_told_what_others_saved_without_that_being_an_opening(sign_in: SignIn, child: Child) -> None:
    one, client = started(child), sign_in("sup-01")
    client.get(at("consultation_meeting", child, one.pk))
    at_first, noted = number(one), Entry.objects.count()
    wrote(one, {"ideas.take": "A sister"})
    told = client.get(at("consultation_saved", child, one.pk), {"since": at_first}).json()
    assert told == {"opened": at_first + 1, "by": str(person("pc-01")), "others": {"ideas.take": "A sister"}}
    assert Entry.objects.count() == noted + 1


def test_nobody_reads_a_meeting_unnoted_by_asking_as_the_script_does(sign_in: SignIn, child: Child) -> None:
    one, typing = started(child), {"X-Homeward-Saves": "typed"}
    page, saved = at("consultation_meeting", child, one.pk), at("consultation_saved", child, one.pk)
    noted = Entry.objects.filter(verb="opened", child_id=child.pk)
    for who, method, address in (("sup-01", "GET", page), ("ocm-001", "GET", saved), ("pc-01", "POST", page)):
        client, before = sign_in(who), noted.count()
        asks = client.get if method == "GET" else client.post
        assert asks(address, {"opened": "0", "since": "0"}, headers=typing).status_code == 200
        assert noted.count() == before + 1


def test_the_script_is_told_nothing_before_the_meeting_and_only_that_it_is_over_after_it(
    sign_in: SignIn, child: Child, one: Consultation
) -> None:
    client, saved = sign_in("sup-01"), at("consultation_saved", child, one.pk)
    wrote(one, {"prep.strengths": "She sings"})
    assert client.get(saved, {"since": 0}).status_code == 404
    Consultation.objects.filter(pk=one.pk).update(started_at=timezone.now(), held_at=timezone.now())
    assert client.get(saved, {"since": 0}).json() == {"opened": 0, "by": "", "others": {}, "is_over": True}


def test_whoever_has_a_meeting_on_her_screen_that_is_called_off_is_told_that_it_is_over(
    sign_in: SignIn, child: Child
) -> None:
    one, client = started(child), sign_in("sup-01")
    page = at("consultation_meeting", child, one.pk)
    client.get(page)
    call_off(consultation=one, why="The child is ill.", by=person("pc-01"), today=TODAY)
    assert client.get(at("consultation_saved", child, one.pk), {"since": 0}).json()["is_over"]
    assertRedirects(client.get(page), at("consultations", child))
    typing = {"X-Homeward-Saves": "typed"}
    refused = client.post(page, {"opened": str(number(one)), "ideas.take": "Mine"}, headers=typing)
    assert (refused.status_code, refused.json()) == (422, {"says": "It was called off."})


def test_the_projector_shows_no_name_of_the_child(sign_in: SignIn, child: Child) -> None:
    one, client = started(child), sign_in("pc-01")
    wrote(one, {"ideas.take": f"That {child.first_name.upper()}'s aunt comes; {child} said so", "clarify": "x"})
    page = client.get(at("consultation_projector", child, one.pk))
    assertContains(page, "aunt comes")
    for name in (child.first_name, child.last_name):
        assert name.lower() not in page.content.decode().lower()


def test_a_completed_form_is_locked_and_added_to(sign_in: SignIn, child: Child) -> None:
    one, client = completed(child), sign_in("ocm-001")
    page = at("consultation_form", child, one.pk)
    assertNotContains(client.get(page), "Complete the form")
    assertContains(client.post(page, {"opened": "9", "clarify": "Late"}), "completed and locked")
    add = at("consultation_addendum", child, one.pk)
    token = "6f1f1d54-8f0a-4d6b-9a39-0d1c5a1f7b11"
    for _ in range(2):
        client.post(add, {"token": token, "text": "The aunt is the mother's sister"})
    assert one.addenda.count() == 1
    assertContains(client.get(at("consultation_text", child, one.pk)), "The aunt is the mother&#x27;s sister")


def test_the_results_go_into_the_draft_of_the_plan_by_one_press_once(sign_in: SignIn, child: Child) -> None:
    one, client = held(child), sign_in("ocm-001")
    put = at("consultation_into_draft", child, one.pk)
    assertRedirects(client.post(put), at("plan_draft", child))
    client.post(put)
    draft = client.get(at("plan_draft", child)).content.decode()
    assert draft.count("A permanency roundtable was held on Sun, Nov 22, 2026.") == 1
    assert "Call the aunt" in draft
