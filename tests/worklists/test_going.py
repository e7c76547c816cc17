"""How roundtables are going: what is counted each night, of how many, and who sees which numbers."""

from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.obligations.actions import record_event
from homeward.obligations.models import Determination, Obligation
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.settle import resolve_barrier, settle_step
from homeward.roundtables.models import Roundtable
from homeward.roundtables.requests import roundtable_rules
from homeward.workforce.models import Agency, Person
from homeward.worklists.counts import keep_counts
from homeward.worklists.going import counts_of, exchange_of, matrix_of
from homeward.worklists.models import RoundtableCount
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, held
from tests.roundtables.arranged import convened

pytestmark = pytest.mark.django_db

AT = "/roundtables/going/"
LONG_AGO = TODAY.replace(day=1) - relativedelta(months=23)


def counted(what: str, first: date = LONG_AGO) -> dict[str, int]:
    RoundtableCount.objects.all().delete()
    keep_counts(as_of=TODAY)
    agencies = Agency.objects.values_list("pk", flat=True)
    return dict(counts_of(agencies, first).get(what, {}))


@pytest.fixture
def child() -> Child:
    return Child.objects.get(external_id="nevaeh-lindqvist")


def test_coverage_is_of_the_children_whose_window_closed_each_once_a_month() -> None:
    order = {"met": "a inside", "met_late": "b late", "missed": "c none", "overdue": "c none"}
    found: dict[tuple[object, date], str] = {}
    closed = Obligation.objects.counted().filter(
        rule__in=roundtable_rules(), due_on__lt=TODAY, due_on__gte=LONG_AGO, outcome__in=order
    )  # fmt: skip
    for one in closed:
        assert one.due_on
        key = (one.child_id, one.due_on.replace(day=1))
        found[key] = max(found.get(key, ""), order[one.outcome])
    assert sum(counted("coverage").values()) == len(found) > 3
    for part, number in counted("coverage").items():
        assert sum(said.endswith(part) for said in found.values()) == number


def test_who_is_exempt_is_counted_under_each_clause_that_holds() -> None:
    exempt = Determination.objects.counted().filter(determination="exempt")
    assert sum(counted("exempt").values()) == sum(len(one.reasons.split(";")) for one in exempt) > 0


def test_eliminated_steps_stand_apart_from_completion(child: Child) -> None:
    before = counted("steps")
    more = {"steps.0002a.what": "Write", "steps.0002a.by": "Nov 1, 2026", "steps.0003a.what": "Sing"}
    steps = list(held(child, {**STEP, **more}, on=TODAY - timedelta(days=30)).actionsteps.order_by("row"))
    by = {"on": TODAY, "by": person("ocm-001"), "today": TODAY, "token": uuid4()}
    settle_step(step=steps[2], was="open", state="eliminated", why="No voice", **by)  # type: ignore[arg-type]
    after = counted("steps")
    assert {name: number - before.get(name, 0) for name, number in after.items() if number != before.get(name, 0)} == {
        "open": 1,
        "late": 1,
        "eliminated": 1,
    }


def rated(child: Child, value: str, days: int) -> None:
    on = TODAY - timedelta(days=days)
    record_event(child=child, kind="permanency_rating", value=value, on=on, by=person("pc-01"), today=TODAY)


def test_a_barrier_counts_for_each_child_as_long_as_it_stands(child: Child) -> None:
    before = Counter(counted("barriers"))
    barrier = held(child, BARRIER).systemicbarriers.get()
    assert Counter(counted("barriers")) - before == {barrier.category: 1}
    resolve_barrier(barrier=barrier, on=TODAY, how="A place was found", by=person("ocm-001"), today=TODAY)
    assert Counter(counted("barriers")) == before


@pytest.mark.parametrize("who", ["admin-01", "qa-01"])
def test_the_first_page_says_in_short_how_roundtables_and_barriers_stand(
    sign_in: SignIn, child: Child, who: str
) -> None:
    barrier, words = held(child, BARRIER).systemicbarriers.get(), guide_on(TODAY).barrier_words
    half_a_year = TODAY.replace(day=1) - relativedelta(months=5)
    covered, barriers = counted("coverage", half_a_year), counted("barriers")
    page = sign_in(who).get(reverse("today"))
    inside, whole = covered.get("inside", 0), sum(covered.values())
    assertContains(page, f"Required roundtables held inside their window: {inside} of {whole}")
    at = f"{reverse('barriers')}?category={barrier.category}"
    number = f"<strong>{barriers[barrier.category]}</strong>"
    assertContains(page, f'<a href="{at}">{number} <span>{words(barrier.category)}</span></a>', html=True)


def test_the_first_status_is_that_at_the_roundtable_and_the_latest_one_after_it(child: Child) -> None:
    before = counted("status")
    rated(child, "poor", 40)
    held(child, on=TODAY - timedelta(days=30))
    now = counted("status")
    assert now.get("poor>", 0) == before.get("poor>", 0) + 1, "not rated again yet"
    rated(child, "fair", 10)
    rated(child, "good", 5)
    assert counted("status").get("poor>good", 0) == before.get("poor>good", 0) + 1
    assert sum(counted("status").values()) == sum(before.values()) + 1


def test_the_matrix_compares_nothing_with_uncertain_and_shows_who_was_not_rated_again() -> None:
    pairs = {"poor>fair": 3, "poor>poor": 2, "good>fair": 1, "uncertain>good": 4, "poor>uncertain": 5, "poor>": 6}
    matrix = matrix_of(Counter(pairs))
    assert [(line.word, line.number, line.whole) for line in matrix.rated] == [
        ("Higher", 3, 15),
        ("The same", 2, 15),
        ("Lower", 1, 15),
        ("Not to be compared", 9, 15),
    ]
    assert matrix.whole == 21
    assert matrix.columns[-2:] == ["Uncertain", "Not re-rated"]
    assert {word: numbers for word, numbers, _ in matrix.rows}["Poor"] == [2, 3, 0, 0, 0, 5, 6]


def test_an_external_consultant_is_given_by_one_agency_and_received_by_another(the_day: None) -> None:
    one = convened()
    Roundtable.objects.filter(pk=one.pk).update(status="held", starts_at=one.starts_at - timedelta(days=20))
    giver = person("ext-01").agency
    assert giver
    keep_counts(as_of=TODAY)
    found = {row.name: (row.received, row.given, row.balance) for row in exchange_of([one.agency_id], LONG_AGO)}
    assert found == {one.agency.name: (1, 0, "-1"), giver.name: (0, 1, "+1")}
    assert exchange_of([Agency.objects.get(external_id="practice").pk], LONG_AGO) == []


def test_the_exchange_about_a_restricted_record_is_not_counted(the_day: None) -> None:
    one = convened()
    Roundtable.objects.filter(pk=one.pk).update(status="held", starts_at=one.starts_at - timedelta(days=20))
    Child.objects.filter(roundtables__roundtable=one).update(is_restricted=True)
    keep_counts(as_of=TODAY)
    assert exchange_of([one.agency_id], LONG_AGO) == []


def test_somebody_of_ones_own_agency_is_no_exchange(the_day: None) -> None:
    one = convened()
    Roundtable.objects.filter(pk=one.pk).update(status="held", starts_at=one.starts_at - timedelta(days=20))
    Person.objects.filter(external_id="ext-01").update(agency=one.agency)
    keep_counts(as_of=TODAY)
    assert exchange_of([one.agency_id], LONG_AGO) == []


def test_restricted_records_are_left_out() -> None:
    before = sum(counted("coverage").values())
    closed = Obligation.objects.counted().filter(rule__in=roundtable_rules(), due_on__lt=TODAY, due_on__gte=LONG_AGO)
    Child.objects.filter(pk=closed.filter(outcome="met")[0].child_id).update(is_restricted=True)
    assert sum(counted("coverage").values()) < before


@pytest.mark.parametrize(
    ("who", "status"),
    [("pc-01", 200), ("qa-01", 200), ("admin-01", 200), ("sup-01", 403), ("ocm-001", 403), ("ext-01", 403),
     ("coach-01", 403)],
)  # fmt: skip
def test_the_page_is_for_those_who_look_after_an_agency(sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(AT).status_code == status


def test_nobody_sees_the_numbers_of_an_agency_that_is_not_hers(sign_in: SignIn) -> None:
    other = person("pc-02").agency
    assert other
    client = sign_in("pc-01")
    assertNotContains(client.get(f"{AT}?agency={other.pk}"), f'value="{other.pk}"')
    assertContains(sign_in("admin-01").get(f"{AT}?agency={other.pk}"), f'value="{other.pk}" selected')


def test_before_the_first_night_nothing_is_made_up(sign_in: SignIn) -> None:
    RoundtableCount.objects.all().delete()
    assertContains(sign_in("qa-01").get(AT), "This is counted tonight for the first time.")


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(AT)
    return len(seen)


def test_the_page_asks_as_often_however_much_there_is(sign_in: SignIn) -> None:
    client = sign_in("admin-01")
    client.get(AT)
    before = queries(client)
    agency = Agency.objects.get(external_id="county")
    RoundtableCount.objects.bulk_create(
        RoundtableCount(agency=agency, month=TODAY.replace(day=1), what="steps", part=f"p{place}", number=1)
        for place in range(50)
    )
    assert queries(client) == before <= 20
    tables = ("obligations_obligation", "casefile_event", "permanency_actionstep")
    with CaptureQueriesContext(connection) as seen:
        client.get(AT)
    assert not [query for query in seen if any(f'FROM "{table}"' in query["sql"] for table in tables)]


def test_the_queue_leads_there_and_to_the_barriers_and_certifications(sign_in: SignIn) -> None:
    page = sign_in("qa-01").get(reverse("roundtables_needed"))
    for name in ("roundtables_going", "barriers", "certifications"):
        assertContains(page, f'href="{reverse(name)}"')
    assertNotContains(sign_in("ocm-001").get(reverse("roundtables_needed")), reverse("barriers"))
