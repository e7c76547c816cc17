from datetime import date
from types import SimpleNamespace

from django import forms
from django.template import Context, Template

from homeward.website.policy_in_force import manual_in_force


def rendered(template: str, **given: object) -> str:
    return " ".join(Template(template).render(Context(given)).split())


def test_a_badge_has_a_word_beside_its_icon() -> None:
    badge = rendered("{% outcome 'overdue' %}")
    assert "outcome--overdue" in badge
    assert "Overdue" in badge
    assert 'aria-hidden="true"' in badge


def test_a_due_date_is_a_time_that_machines_read_too() -> None:
    obligation = SimpleNamespace(outcome="open", due_on=date(2025, 3, 3), met_on=None)
    said = rendered("{% due obligation today %}", obligation=obligation, today=date(2025, 2, 26))
    assert said == '<time class="due due--open" datetime="2025-03-03">Due Mon, Mar 3 (in 5 days)</time>'


def test_why_has_sentence_arithmetic_quote_citation_reading_and_question() -> None:
    rule = manual_in_force().entry("wi.permanency-plan")
    why = rendered("{% why 'Because of it.' rule 'Jan 1 + 60 days' %}", rule=rule)
    for part in (
        "Because of it.",
        "Jan 1 + 60 days",
        rule.sources[0].quote,
        rule.sources[0].cite,
        f'href="{rule.sources[0].link}"',
        "How we read it.",
        "Open question.",
        "/policy/rules/wi.permanency-plan/",
    ):
        assert part in why


def test_a_name_of_the_manual_leads_to_what_it_means_and_others_do_not() -> None:
    said = rendered("{{ text|names }}", text="60 days after `removed_on` & `something_else` <b>")
    assert 'href="/policy/facts/#removed_on">removed on</a>' in said
    assert "<code>something_else</code>" in said
    assert "&amp;" in said
    assert "&lt;b&gt;" in said


def test_what_an_agency_writes_beside_a_field_is_text_and_no_markup() -> None:
    class Part(forms.Form):
        text = forms.CharField(help_text='<b hx-post="/somewhere/" hx-trigger="load">Who comes?</b>')

    assert "&lt;b hx-post=" in str(Part())
