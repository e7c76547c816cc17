"""The list of a morning: what came lately first, what has been late for long under one line, where to begin."""

from datetime import date, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.casefile.sight import sight_of
from homeward.obligations.models import Obligation
from homeward.website.words import due_words
from homeward.worklists.by_child import ByChild, by_child, listed
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.worklists.test_lists import text

pytestmark = pytest.mark.django_db


def of_case_manager() -> list[Obligation]:
    return list(Obligation.objects.open().filter(ongoing_case_manager=person("ocm-001")).order_by("pk"))


def due(days: dict[Obligation, int | None]) -> ByChild:
    """The list, if each of some obligations is due so many days from today."""
    for one, away in days.items():
        on = None if away is None else TODAY + timedelta(days=away)
        outcome = "cannot_tell" if away is None else "overdue" if away < 0 else "open"
        Obligation.objects.filter(pk=one.pk).update(due_on=on, outcome=outcome)
    who = person("ocm-001")
    visit = Visit(who, TODAY, sight_of(who, on=TODAY))
    return by_child(visit, listed(Obligation.objects.filter(pk__in=[one.pk for one in days])))


def test_what_came_lately_stands_first_and_what_can_not_be_told_last() -> None:
    unknown, week, new, old = of_case_manager()[:4]
    found = due({unknown: None, week: 3, new: -30, old: -31})
    assert next(row.obligation for one in found.now for row in one.rows) == new
    assert {row.obligation for one in found.now for row in one.rows} == {new, week, unknown}
    assert [row.obligation for one in found.late for row in one.rows] == [old]
    assert found.first[1].obligation == new
    assert found.late_dates == 1


def test_where_nothing_is_new_one_begins_with_the_oldest() -> None:
    old, older = of_case_manager()[:2]
    found = due({old: -40, older: -1000})
    assert not found.now
    assert found.first[1].obligation == older
    assert not due({})


def test_the_first_line_of_today_says_where_to_begin(sign_in: SignIn) -> None:
    page = text(sign_in("ocm-001"), "/today/")
    assert "Begin with" in page
    Obligation.objects.update(is_open=False)
    assertNotContains(sign_in("ocm-001").get("/today/"), "Begin with")


def test_what_is_late_for_long_is_counted_and_opens_by_itself_if_nothing_is_new(sign_in: SignIn) -> None:
    Obligation.objects.filter(is_open=True).update(due_on=date(2023, 8, 15), outcome="overdue")
    page = sign_in("ocm-001").get("/today/")
    assertContains(page, "Late by more than 30 days: ")
    assertContains(page, '<details class="more-list late" open>')
    assertContains(page, "Nothing became overdue in the last 30 days, and nothing is due this week.")
    assertContains(page, "Overdue by more than 3 years, due Tue, Aug 15, 2023")


def test_the_first_line_of_a_child_says_what_comes_first(sign_in: SignIn) -> None:
    child = Child.objects.get(external_id="noah-larocque")
    page = text(sign_in("ocm-001"), f"/children/{child.pk}/").split('class="flags"')[0]
    assert "Permanency rating, a month before each permanency hearing." in page


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 8, 23), "Overdue by 91 days"),
        (date(2026, 8, 22), "Overdue by 3 months"),
        (date(2024, 11, 23), "Overdue by 23 months"),
        (date(2023, 8, 15), "Overdue by more than 3 years"),
    ],
)
def test_a_long_delay_is_said_as_people_say_it(on: date, said: str) -> None:
    assert due_words("overdue", on, None, TODAY).startswith(f"{said}, due ")


def test_who_practises_finds_in_the_list_as_many_as_the_number_says(sign_in: SignIn) -> None:
    page = text(sign_in("learner-01"), "/today/")
    number = page.split("numbers__number--overdue")[1].split("<strong>")[1].split("<")[0]
    assert page.count('<time class="due due--overdue"') - ("Begin with" in page) == int(number) > 0
