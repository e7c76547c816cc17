"""Plans on the page: the tab, the draft and two who write in it, filing, versions side by side."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.permanency.models import PermanencyPlan
from homeward.permanency.plans.actions import file_plan, save_draft
from homeward.permanency.plans.history import FILED, latest_save
from homeward.permanency.plans.text import PlanText
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.family import AIYANA, JAYLEN, NOAH, THEO, child, disturb, event_of, hidden, opened

pytestmark = pytest.mark.django_db

ROWS = {"conditions-TOTAL_FORMS": "1", "conditions-INITIAL_FORMS": "0"}


@pytest.fixture
def worker(sign_in: SignIn) -> Client:
    return sign_in("ocm-001")


def tab(of: Child) -> str:
    return f"/children/{of.pk}/plan-and-goals/"


def draft(of: Child) -> str:
    return f"{tab(of)}draft/"


def filing(of: Child) -> str:
    saved = latest_save(of)
    assert saved
    return f"{tab(of)}drafts/{saved.draft_id}/file/"


def typed(client: Client, of: Child, **more: str) -> dict[str, str]:
    """The draft as it is opened, with what somebody typed."""
    page = client.get(draft(of)).content.decode()
    texts = re.findall(r'<textarea name="([\w-]+)"[^>]*>\s*([^<]*)</textarea>', page)
    return {**hidden(page), **{name: html.unescape(text) for name, text in texts}, **more}


def others_save(of: Child, **texts: str) -> None:
    """The supervisor saves the draft."""
    latest = latest_save(of)
    assert latest
    text = PlanText({**latest.texts, **texts}, tuple(latest.conditions))
    save_draft(child=of, opened=latest, text=text, by=person("sup-01"), today=TODAY)


def others_file(of: Child) -> PermanencyPlan:
    latest = latest_save(of)
    assert latest
    return file_plan(draft=latest.draft, read=latest.pk, on=TODAY, by=person("sup-01"), today=TODAY)


def text_of(page: Any) -> str:
    """What stands on a page, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def test_the_tab_says_which_plan_is_in_force_which_is_drafted_and_when_the_next_is_due(worker: Client) -> None:
    said = text_of(worker.get(tab(child(THEO))))
    assert "Version 2 is in force, filed Thu, Sep 17, 2026" in said
    assert f"There is a draft of an update , last saved by {person('ocm-001')}" in said
    assert "Permanency plan updated, every six months Due Wed, Mar 17" in said
    assert "Version 1 Wed, Mar 25, 2026" in said
    assert "File this plan" in said


def test_a_plan_without_its_text_is_shown_as_such(worker: Client) -> None:
    said = text_of(worker.get(tab(child(NOAH))))
    assert "A plan is in force, filed Fri, Aug 14, 2026" in said
    assert "Its text is not here yet. Write it and file it with that day" in said


def test_a_plan_is_begun_and_saved_as_it_was_typed(worker: Client) -> None:
    noah = child(NOAH)
    assertRedirects(worker.post(f"{draft(noah)}begin/"), draft(noah))
    sent = typed(worker, noah, family="He wants <b>home</b>", **{"conditions-0-condition": "A bed of his own"})
    assertRedirects(worker.post(draft(noah), {**sent, "step": "save"}), draft(noah))
    page = worker.get(draft(noah))
    assertContains(page, f"by {person('ocm-001')}. Nothing here is required.")
    assertContains(page, "He wants &lt;b&gt;home&lt;/b&gt;")
    assertContains(page, "A bed of his own")
    assertContains(page, "replace with your official text")


def test_another_row_is_added_with_everything_that_was_typed_and_nothing_is_saved(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, family="Typed and not saved", **{"conditions-0-condition": "A door of his own"})
    page = worker.post(draft(jaylen), {**sent, "step": "add"})
    assertContains(page, "Not saved yet.")
    assertContains(page, "Typed and not saved")
    assertContains(page, "A door of his own")
    assertContains(page, "Condition 2")
    saved = latest_save(jaylen)
    assert saved
    assert (saved.number, saved.conditions) == (2, [])


def test_a_text_that_is_too_long_is_a_fault_and_stays_in_its_field(worker: Client) -> None:
    jaylen = child(JAYLEN)
    long = "word " * 4001
    page = worker.post(draft(jaylen), typed(worker, jaylen, family=long, step="save"))
    assertContains(page, "There is one thing to put right")
    assertContains(page, "Ensure this value has at most 20000 characters")
    assertContains(page, long.strip())


def test_of_two_who_wrote_different_parts_the_later_sees_both_and_saves_both(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, goal_selection="Mine", step="save")
    others_save(jaylen, relative_engagement="Theirs")
    page = worker.post(draft(jaylen), sent)
    assertContains(page, f"{person('sup-01')} saved this draft since you opened it", status_code=409)
    assertContains(page, "You changed different parts.", status_code=409)
    assertContains(page, "Mine</textarea>", status_code=409)
    assertContains(page, "Theirs</textarea>", status_code=409)
    together = {**sent, **hidden(page.content.decode()), "relative_engagement": "Theirs"}
    assertRedirects(worker.post(draft(jaylen), together), draft(jaylen))
    saved = latest_save(jaylen)
    assert saved
    assert (saved.texts["goal_selection"], saved.texts["relative_engagement"]) == ("Mine", "Theirs")


def test_of_two_who_wrote_the_same_part_the_later_sees_both_texts(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, family="Mine", step="save")
    others_save(jaylen, family="Theirs")
    page = worker.post(draft(jaylen), sent)
    assert page.status_code == 409
    assert f"What {person('sup-01')} saved : Working with the family Theirs" in text_of(page)
    assertContains(page, "Mine</textarea>", status_code=409)
    saved = latest_save(jaylen)
    assert saved
    assert saved.texts["family"] == "Theirs"


def test_saving_twice_is_harmless(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, family="Mine", step="save")
    for _ in range(2):
        assertRedirects(worker.post(draft(jaylen), sent), draft(jaylen))
    saved = latest_save(jaylen)
    assert saved
    assert saved.number == 3


def test_what_is_typed_while_somebody_files_becomes_the_draft_of_an_update(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, family="Mine", step="save")
    others_file(jaylen)
    page = worker.post(draft(jaylen), sent)
    assertContains(page, "This draft was filed while you were writing", status_code=409)
    assertContains(page, "Mine</textarea>", status_code=409)
    assertRedirects(worker.post(draft(jaylen), {**sent, "step": "begin"}), draft(jaylen))
    saved = latest_save(jaylen)
    assert saved
    assert (saved.texts["family"], saved.draft.copied_from) == ("Mine", PermanencyPlan.objects.get(event__child=jaylen))


def test_what_is_typed_meets_the_update_that_was_begun_since(worker: Client) -> None:
    jaylen = child(JAYLEN)
    sent = typed(worker, jaylen, family="Mine", step="save")
    others_file(jaylen)
    worker.post(f"{draft(jaylen)}begin/")
    page = worker.post(draft(jaylen), sent)
    assertContains(page, "You changed different parts.", status_code=409)
    assertContains(page, "Mine</textarea>", status_code=409)


def test_the_filing_form_says_what_the_day_means_and_what_is_empty(worker: Client) -> None:
    said = text_of(worker.get(filing(child(JAYLEN))))
    assert "The official plan stands in the state system. Confirm the day" in said
    assert "What is still empty Goal selection Relative engagement" in said
    assert "You may file it as it is" in said
    said = text_of(worker.get(filing(child(THEO))))
    assert "What is still empty Results of the permanency roundtable You may" in said


def test_goals_without_a_condition_are_said(worker: Client) -> None:
    theo = child(THEO)
    worker.post(draft(theo), typed(worker, theo, **{"conditions-0-goal": "adoption", "step": "save"}))
    assert "No condition for the goal reunification" in text_of(worker.get(filing(theo)))


def test_filing_shows_what_it_moves_and_freezes_the_version(worker: Client) -> None:
    theo = child(THEO)
    at = filing(theo)
    page = worker.post(at, opened(worker, at))
    assertContains(page, "The plan, filed Sun, Nov 22, 2026.")
    assertContains(page, "This moves 1 date.")
    sent = opened(worker, at, step="save")
    first, second = (worker.post(at, sent) for _ in range(2))
    plan = PermanencyPlan.objects.get(event__child=theo, number=3)
    assertRedirects(first, f"/children/{theo.pk}/recorded/{plan.event.pk}/")
    assertRedirects(second, f"{tab(theo)}versions/{plan.pk}/")
    assertRedirects(worker.get(draft(theo)), tab(theo))
    assertContains(worker.get(tab(theo)), "Begin the update")


def test_the_day_of_a_plan_without_its_text_is_offered_and_nothing_is_recorded_twice(worker: Client) -> None:
    jaylen = child(JAYLEN)
    event, at = event_of(jaylen, FILED), filing(jaylen)
    assertContains(worker.get(at), "on record as filed on Tue, Nov 10, 2026, without its text")
    assertNotContains(worker.get(at), 'value="Nov 10, 2026"')
    page = worker.post(at, opened(worker, at, when="other", on="Nov 10, 2026"))
    assertContains(page, "The text of the plan that was filed Tue, Nov 10, 2026.")
    before = Event.objects.count()
    answer = worker.post(at, opened(worker, at, when="other", on="Nov 10, 2026", step="save"))
    assertRedirects(answer, f"{tab(jaylen)}versions/{event.pk}/")
    assert Event.objects.count() == before


def test_a_plan_that_was_recorded_since_the_draft_was_begun_is_taken_to_be_this_one(worker: Client) -> None:
    jaylen, yesterday = child(JAYLEN), TODAY - timedelta(days=1)
    record_event(child=jaylen, kind=FILED, on=yesterday, by=person("sup-01"), today=TODAY)
    assertContains(worker.get(filing(jaylen)), 'value="Nov 21, 2026"')


def test_a_draft_that_was_saved_since_is_to_be_read_again_before_it_is_filed(worker: Client) -> None:
    theo = child(THEO)
    at = filing(theo)
    sent = opened(worker, at, step="save")
    others_save(theo, family="Theirs")
    assertContains(worker.post(at, sent), "saved this draft since you opened this page. Read it again first.")


@pytest.mark.parametrize(
    ("on", "said"),
    [("Nov 23, 2026", "is in the future"), ("Jan 1, 2024", "The child was removed on"), ("soon", "Write the day")],
)
def test_a_day_that_can_not_be_is_a_fault_beside_its_field(worker: Client, on: str, said: str) -> None:
    at = filing(child(THEO))
    page = worker.post(at, opened(worker, at, when="other", on=on))
    assertContains(page, said)
    assertContains(page, "There is one thing to put right")


def test_a_filing_form_from_before_somebody_else_saved_something_is_refused_once(worker: Client) -> None:
    theo = child(THEO)
    at = filing(theo)
    sent = opened(worker, at, step="save")
    disturb(theo)
    page = worker.post(at, sent)
    assertContains(page, "Somebody else saved something", status_code=409)
    assert worker.post(at, {**sent, **hidden(page.content.decode())}).status_code == 302


def test_a_worker_in_a_hurry_records_that_a_plan_was_filed_and_is_led_to_the_draft(worker: Client) -> None:
    theo = child(THEO)
    at = f"/children/{theo.pk}/record/permanency_plan_filed/"
    assertContains(worker.get(at), f'href="{filing(theo)}"')
    assertContains(worker.get(at, headers={"HX-Request": "true"}), 'id="recording" class="in-place__box"')
    assertContains(worker.post(at, opened(worker, at)), "Permanency plan filed, Sun, Nov 22, 2026.")
    answer = worker.post(at, opened(worker, at, step="save"))
    assert answer["Location"].endswith(f"/recorded/{event_of(theo, FILED).pk}/")
    assertContains(worker.get(tab(theo)), "Its text is not here yet.")


def test_a_version_is_read_as_it_was_filed(worker: Client) -> None:
    theo = child(THEO)
    first, second = PermanencyPlan.objects.filter(event__child=theo).order_by("number")
    said = text_of(worker.get(f"{tab(theo)}versions/{second.pk}/"))
    assert "Filed Thu, Sep 17, 2026; the plan in force." in said
    assert "She signed a lease in August." in said
    assert "Active efforts" not in said
    said = text_of(worker.get(f"{tab(theo)}versions/{first.pk}/"))
    assert "a later one has taken its place" in said
    assert worker.get(f"{tab(child(NOAH))}versions/{first.pk}/").status_code == 404


def test_an_indian_childs_plan_has_a_part_for_active_efforts(worker: Client) -> None:
    aiyana = child(AIYANA)
    worker.post(f"{draft(aiyana)}begin/")
    assertContains(worker.get(draft(aiyana)), "Active efforts and placement preference")


def test_two_versions_are_compared_word_by_word(worker: Client) -> None:
    theo = child(THEO)
    first, second = PermanencyPlan.objects.filter(event__child=theo).order_by("number")
    page = worker.get(f"{tab(theo)}compare/", {"was": first.pk, "now": second.pk})
    assertContains(page, '<del><span class="usa-sr-only">(taken out: </span>Nine ')
    assertContains(page, '<ins><span class="usa-sr-only">(added: </span>Eleven ')
    assert "Goal selection The same" in text_of(page)


def test_the_draft_is_compared_with_the_plan_in_force_unless_something_else_is_asked(worker: Client) -> None:
    theo = child(THEO)
    others_save(theo, goal_selection="Other words")
    page = worker.get(f"{tab(theo)}compare/")
    assertContains(page, '<option value="draft" selected>The draft</option>')
    assert "Goal selection 2 words added, 16 words taken out" in text_of(page)
    assert worker.get(f"{tab(theo)}compare/", {"was": "anything"}).status_code == 404
    assertContains(worker.get(f"{tab(child(NOAH))}compare/"), "There are no two versions to compare yet")


def test_a_draft_is_begun_with_the_text_of_an_earlier_version(worker: Client) -> None:
    theo = child(THEO)
    first = PermanencyPlan.objects.get(event__child=theo, number=1)
    address = f"{tab(theo)}versions/{first.pk}/"
    assertNotContains(worker.get(address), "Begin a draft with this text")
    others_file(theo)
    assertContains(worker.get(address), "Begin a draft with this text")
    worker.post(f"{draft(theo)}begin/", {"copies": str(first.pk)})
    assertContains(worker.get(draft(theo)), "home for his birthday")


def test_the_tab_takes_as_many_queries_for_a_long_history_as_for_a_short_one(
    worker: Client, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for who in ("marcus-everhart", NOAH):
        at = tab(child(who))
        with django_assert_max_num_queries(40) as asked:
            worker.get(at)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_pages_of_a_long_plan_ask_as_often_as_those_of_a_short_one(
    worker: Client, django_assert_max_num_queries: Any
) -> None:
    theo = child(THEO)
    pages = (draft(theo), filing(theo), f"{tab(theo)}compare/")

    def asked() -> list[int]:
        counts = []
        for at in pages:
            with django_assert_max_num_queries(40) as queries:
                worker.get(at)
            counts.append(len(queries))
        return counts

    before, latest = asked(), latest_save(theo)
    assert latest
    row = {"goal": "adoption", "condition": "C", "measure": "", "progress": ""}
    text = PlanText(latest.texts, tuple(row | {"condition": str(number)} for number in range(40)))
    save_draft(child=theo, opened=latest, text=text, by=person("sup-01"), today=TODAY)
    assert asked() == before


def test_the_page_of_who_has_seen_the_file_says_what_was_done(worker: Client) -> None:
    theo = child(THEO)
    worker.get(draft(theo))
    said = text_of(worker.get(f"/children/{theo.pk}/seen/"))
    for words in ("Filed the permanency plan", "Wrote the reasons of a goal", "draft of the plan"):
        assert words in said


# Saved as it is typed -------------------------------------------------------------------------------------------------

AS_TYPED = {"X-Homeward-Saves": "typed"}


def test_the_page_saves_what_is_typed_and_goes_on_from_there(worker: Client) -> None:
    of = child(JAYLEN)
    sent = typed(worker, of, family="One", **ROWS)
    for said in ("One", "Two"):
        answer = worker.post(draft(of), {**sent, "family": said}, headers=AS_TYPED)
        sent["opened"] = answer.json()["opened"]
    saved = latest_save(of)
    assert saved
    assert (str(saved.pk), saved.texts["family"]) == (sent["opened"], "Two")


def test_what_somebody_else_saved_is_not_written_over_by_typing(worker: Client) -> None:
    of = child(JAYLEN)
    sent = typed(worker, of, family="Mine", **ROWS)
    others_save(of, family="Theirs")
    answer = worker.post(draft(of), sent, headers=AS_TYPED)
    assert "opened" not in answer.json()
    assert "saved this draft since you opened it" in answer.json()["says"]
    saved = latest_save(of)
    assert saved
    assert saved.texts["family"] == "Theirs"


def test_what_can_not_be_saved_says_so(worker: Client) -> None:
    of = child(JAYLEN)
    answer = worker.post(draft(of), typed(worker, of, family="x" * 20_001, **ROWS), headers=AS_TYPED)
    assert "Save draft" in answer.json()["says"]
