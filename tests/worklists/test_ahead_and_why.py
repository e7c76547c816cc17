"""The weeks ahead of a consultant, short lists that lead to the whole, and what a rule says beside its dates."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.sight import sight_of
from homeward.obligations.models import Determination, Obligation
from homeward.worklists import today as today_module
from homeward.worklists.due_rows import hers
from homeward.worklists.weeks import Week, weeks_ahead
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def weeks() -> list[Week]:
    consultant = person("pc-01")
    sight = sight_of(consultant, on=TODAY)
    ratings = Obligation.objects.listed_for(sight).open().filter(hers(sight), rule__contains=".rating")
    return weeks_ahead(sight, ratings, [consultant.pk], TODAY)


def test_the_weeks_go_from_monday_to_the_end_of_next_month() -> None:
    found = weeks()
    assert (found[0].first.isoformat(), found[-1].last.isoformat()) == ("2026-11-16", "2027-01-03")
    assert all(later.first - earlier.first == timedelta(days=7) for earlier, later in pairwise(found))


def test_each_hearing_of_her_children_stands_in_its_week() -> None:
    between = (weeks()[0].first, weeks()[-1].last)
    hers = Determination.objects.filter(permanency_consultant=person("pc-01"))
    assert sum(week.hearings for week in weeks()) == hers.filter(next_hearing_on__range=between).count() > 0
    assert sum(week.roundtables_due for week in weeks()) > 0


def test_the_strip_asks_a_few_times_however_many_children() -> None:
    sight, key = sight_of(person("pc-01"), on=TODAY), person("pc-01").pk
    weeks_ahead(sight, Obligation.objects.open(), [key], TODAY)
    with CaptureQueriesContext(connection) as queries:
        weeks_ahead(sight, Obligation.objects.open(), [key], TODAY)
    assert len(queries) == 3


def test_a_consultants_list_is_short_and_leads_to_the_whole(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in("pc-01")
    assertContains(client.get("/today/"), "This month and the next")
    monkeypatch.setattr(today_module, "MOST_CHILDREN", 1)
    page = client.get("/today/")
    assertContains(page, "under Due</a>")
    assertContains(page, 'href="/due/?whose=mine"')


def blocks(client: Client, address: str) -> tuple[set[str], list[str]]:
    """To which rules the rows of a page lead, and of which rules it has the text."""
    page = client.get(address).content.decode()
    return set(re.findall(r'href="#grounds-([\w.-]+)"', page)), re.findall(
        r'<section class="grounds" id="grounds-([\w.-]+)"', page
    )


@pytest.mark.parametrize(("who", "address"), [("ocm-001", "/today/"), ("pc-01", "/today/"), ("sup-01", "/due/")])
def test_every_row_leads_to_its_rule_which_stands_once_on_the_page(sign_in: SignIn, who: str, address: str) -> None:
    asked, there = blocks(sign_in(who), address)
    assert asked
    assert sorted(asked) == sorted(there)


def test_a_block_has_quote_citation_reading_and_open_question(sign_in: SignIn) -> None:
    page = sign_in("sup-01").get("/due/")
    assertContains(page, 'class="quote"')
    assertContains(page, 'class="citation"')
    assertContains(page, "How we read it.")
    assertContains(page, "Open question.")


def test_a_list_begins_with_what_is_in_it_also_where_a_filter_is_set(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    for address in ("/due/", "/due/?show=overdue", "/children/?status=poor"):
        assertContains(client.get(address), "<summary>Filter and order</summary>")
        assertNotContains(client.get(address), " open><summary>Filter")
