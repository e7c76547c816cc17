from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from homeward.website.policy_in_force import manual_in_force, today
from homeward.website.try_dates.answer import answer
from homeward.website.try_dates.example import example
from homeward.website.try_dates.forms import MOST_ROWS, Questions
from homeward.website.try_dates.groups import GROUPS

ADDRESS = "/try-dates/"
PLAIN = {"removed_on": "Jan 1, 2025", "as_of": "3/4/2025"}


def asked(**typed: str) -> Questions:
    return Questions(
        {**PLAIN, **{name.replace("__", "-"): value for name, value in typed.items()}}, manual_in_force(), checked=True
    )


def faults(questions: Questions) -> dict[str, str]:
    questions.is_valid()
    return {form[name].html_name: str(said[0]) for form in questions.all for name, said in form.errors.items()}


def test_a_removal_is_enough_and_gives_dates_with_their_reasons(client: Client) -> None:
    page = client.post(ADDRESS, PLAIN)
    assertContains(page, "Overdue by 2 days, due Sun, Mar 2")
    assertContains(page, "The Permanency Plan is due sixty days after the removal date.")
    assertContains(page, "Removed on Jan 1, 2025 + 60 days = Mar 2, 2025")


def test_nothing_stands_in_the_address_and_no_cookie_but_the_form_s_own_is_set(client: Client) -> None:
    page = client.post(ADDRESS, {**PLAIN, **example(today())})
    assert page.status_code == 200
    client.get(ADDRESS)
    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in page["Cache-Control"]


def test_the_first_line_says_the_one_thing_now_and_how_much_there_is_besides(client: Client) -> None:
    page = client.post(ADDRESS, PLAIN)
    assertContains(page, "overdue by 32 days, due Fri, Jan 31. In all: 4 overdue")


def test_the_example_shows_a_child_who_must_have_a_roundtable(client: Client) -> None:
    page = client.post(ADDRESS, {"example": "1"})
    assertContains(page, 'id="roundtable"')
    assertContains(page, "Required")
    assertContains(page, 'class="timeline__drawing"')


def test_every_group_takes_every_kind_that_it_offers() -> None:
    for group in GROUPS[1:]:
        for choice, _ in group.choices()[1:]:
            questions = asked(**{f"{group.name}__0__what": choice, f"{group.name}__0__on": "2/1/2025"})
            assert faults(questions) == {}
            assert len(questions.caseload().kind) == 1


def test_all_kinds_of_event_can_be_typed_in() -> None:
    from homeward.policy.vocabulary import EVENT_KINDS

    assert sorted(kind for group in GROUPS for kind in group.kinds) == sorted(EVENT_KINDS)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"removed_on": ""}, "removed_on", "Write the day of the removal."),
        ({"removed_on": "soon"}, "removed_on", "Write the day as month, day and year"),
        ({"discharged_on": "12/31/2024"}, "discharged_on", "before the removal on Wed, Jan 1, 2025"),
        ({"birth_date": "1/2/2025"}, "birth_date", "after the removal"),
        ({"as_of": "12/31/2024"}, "as_of", "not yet in care"),
        ({"court__0__on": "2/2/2025"}, "court-0-what", "Choose what happened on this day."),
        ({"court__0__what": "permanency_review_held"}, "court-0-on", "Write the day."),
        ({"court__0__what": "nonsense", "court__0__on": "2/2/2025"}, "court-0-what", "Select a valid choice"),
        ({"plans__0__what": "permanency_plan_filed", "plans__0__on": "12/31/2024"}, "plans-0-on", "before the removal"),
        ({"placements__0__started_on": "2/1/2025"}, "placements-0-placement_type", "Choose the kind"),
    ],
)
def test_a_fault_stands_beside_its_field_in_plain_words(typed: dict[str, str], field: str, said: str) -> None:
    assert said in faults(asked(**typed))[field]


def test_a_placement_ends_on_or_after_its_first_day() -> None:
    ended = {"placements__0__started_on": "2/1/2025", "placements__0__ended_on": "1/31/2025"}
    assert (
        "before the first day"
        in faults(asked(placements__0__placement_type="foster_home", **ended))["placements-0-ended_on"]
    )


def test_faults_are_summed_up_with_links_and_nothing_typed_is_lost(client: Client) -> None:
    page = client.post(ADDRESS, {"removed_on": "Febuary 31", "as_of": "3/4/2025", "court-0-on": "2/2/2025"})
    assertContains(page, "There are 2 things to put right")
    assertContains(page, '<a href="#id_removed_on">')
    assertContains(page, '<a href="#id_court-0-what">')
    assertContains(page, 'value="Febuary 31"')
    assertContains(page, 'value="2/2/2025"')


def test_a_row_is_added_without_a_word_about_faults_and_takes_the_focus(client: Client) -> None:
    page = client.post(ADDRESS, {"removed_on": "soon", "court-rows": "2", "court-1-on": "x", "add": "court"})
    assertContains(page, 'name="court-rows" value="3"')
    assertContains(page, 'value="soon"')
    assertContains(page, "autofocus", count=1)
    assertNotContains(page, "to put right")


@pytest.mark.parametrize("rows", ["1000000", "-3", "many", ""])
def test_the_number_of_rows_stays_within_reason(rows: str) -> None:
    questions = Questions({"court-rows": rows}, manual_in_force(), checked=False)
    assert 1 <= len(questions.rows[1].forms) <= MOST_ROWS


def test_everything_can_be_cleared(client: Client) -> None:
    assertNotContains(client.post(ADDRESS, {**PLAIN, "clear": "1"}), "Jan 1, 2025")


def test_another_hearing_interval_gives_other_dates() -> None:
    def due(interval: str) -> str:
        questions = asked(hearing_interval=interval)
        assert questions.is_valid()
        return next(
            str(one.row.due_on)
            for _, dues in answer(questions).groups
            for one in dues
            if one.rule.id == "wi.permanency-hearing"
        )

    assert (due("6 months"), due("12 months")) == ("2025-07-01", "2026-01-01")


def test_what_lies_after_the_day_looked_at_is_told_as_not_counted() -> None:
    questions = asked(plans__0__what="permanency_plan_filed", plans__0__on="3/20/2025")
    assert questions.is_valid()
    assert answer(questions).not_counted == ["Permanency plan filed, in 16 days"]


def test_a_stay_that_has_ended_is_explained_too(client: Client) -> None:
    page = client.post(ADDRESS, {**PLAIN, "discharged_on": "2/1/2025"})
    assertContains(page, "Nothing is due.")


def test_nine_years_and_one_day_in_care_are_both_answered(client: Client) -> None:
    for days in (1, 9 * 365):
        typed = {"removed_on": (today() - timedelta(days=days)).isoformat(), "as_of": today().isoformat()}
        assertContains(client.post(ADDRESS, typed), "The timeline as a table")
