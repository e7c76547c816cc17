"""What Today says beyond what is due: an agency's counts, gaps in the records, dates that moved."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.actions import break_glass
from homeward.casefile.models import Child, Episode, Event
from homeward.extracts.models import Mention
from homeward.obligations.actions import record_event
from homeward.obligations.models import Determination, Move
from homeward.policy.vocabulary import RATINGS
from homeward.worklists.counts import NEVER_RATED, keep_counts, overview_of
from homeward.worklists.gaps import GAPS
from homeward.worklists.models import NightlyCount
from homeward.worklists.since import first_day
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.worklists.test_lists import rows, text

pytestmark = pytest.mark.django_db

HALF_A_YEAR_AGO = date(2026, 5, 22)


def kept(on: date) -> dict[str, int]:
    counted: dict[str, int] = {}
    for one in NightlyCount.objects.filter(on=on):
        counted[one.what] = counted.get(one.what, 0) + one.children
    return counted


def last_rating(child: Child, on: date) -> str:
    """What a person would find in the file: the last rating of the stay by that day."""
    stay = Episode.objects.current().open(on=on).get(child=child)
    ratings = Event.objects.current().filter(child=child, kind="permanency_rating", on__lte=on, on__gte=stay.removed_on)
    return ratings.order_by("on", "recorded_at", "position").values_list("value", flat=True).last() or NEVER_RATED


@pytest.mark.parametrize("on", [TODAY, HALF_A_YEAR_AGO, date(2025, 11, 22)])
def test_the_statuses_of_a_day_are_those_that_the_files_say(on: date) -> None:
    found: dict[str, int] = {}
    for child in Child.objects.counted().in_care(on=on):
        found[last_rating(child, on)] = found.get(last_rating(child, on), 0) + 1
    statuses = {name: count for name, count in kept(on).items() if name in (*RATINGS, NEVER_RATED)}
    assert statuses == found
    assert sum(found.values()) > 5


@pytest.mark.parametrize("who", ["admin-01", "qa-01"])
def test_every_number_leads_to_as_many_children(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    page = text(client, "/today/").split('id="statuses"')[1]
    statuses = re.findall(r'href="/children/(\?status=\w+)">[^<]+</a></th>\s*<td[^>]+><[^>]+><[^>]+>(\d+)<', page)
    gaps = re.findall(r'href="/children/(\?gap=\w+)"><strong>(\d+)</strong>', page)
    assert (len(statuses), len(gaps)) == (len(RATINGS) + 1, len(GAPS))
    for query, count in statuses + gaps:
        assert len(rows(client, f"/children/export.csv{query}")) == int(count), query
    assert sum(int(count) for _, count in gaps) > 0


def test_restricted_and_practice_children_are_not_counted() -> None:
    before = sum(kept(TODAY).get(name, 0) for name in (*RATINGS, NEVER_RATED))
    Child.objects.filter(pk=Determination.objects.counted()[0].child_id).update(is_restricted=True)
    keep_counts(as_of=TODAY)
    assert sum(kept(TODAY).get(name, 0) for name in (*RATINGS, NEVER_RATED)) == before - 1
    assert before == Determination.objects.counted().count()


def test_counting_again_keeps_one_night_only() -> None:
    before = NightlyCount.objects.count()
    assert keep_counts(as_of=TODAY) == before == NightlyCount.objects.count()


@pytest.mark.parametrize("who", ["admin-01", "qa-01"])
def test_whoever_watches_over_an_agency_is_led_to_coverage_and_barriers(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    page = client.get("/today/").getvalue().decode()
    for address in ("/roundtables/going/", "/barriers/"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_before_the_first_night_nothing_is_made_up(sign_in: SignIn) -> None:
    NightlyCount.objects.all().delete()
    assert overview_of([]) is None
    assertContains(sign_in("admin-01").get("/today/"), "This is counted tonight for the first time.")


def test_only_an_agencys_own_counts_are_shown(sign_in: SignIn) -> None:
    agency = person("ext-01").agency
    assert agency
    assert overview_of([agency.pk]) is None
    for who in ("ocm-001", "sup-01", "coach-01"):
        assertNotContains(sign_in(who).get("/today/"), "Permanency status of the children in care")


def scans(client: Client, table: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get("/today/")
    return sum(f'FROM "{table}"' in query["sql"] for query in seen)


@pytest.mark.parametrize("table", ["obligations_obligation", "casefile_event", "obligations_determination"])
def test_an_administrators_page_reads_what_was_counted_and_no_list(sign_in: SignIn, table: str) -> None:
    assert scans(sign_in("admin-01"), table) == 0


@pytest.mark.parametrize(
    ("day", "first"), [(date(2026, 11, 24), 23), (date(2026, 11, 23), 20), (date(2026, 11, 22), 21)]
)
def test_yesterday_is_friday_on_a_monday(day: date, first: int) -> None:
    assert first_day(day) == date(2026, 11, first)


def moved_by(who: str) -> tuple[Child, Event]:
    """A child of unit 1 for whom something was recorded today that moved a date."""
    for child in Child.objects.filter(unit=child_of().unit).order_by("pk"):
        event = record_event(child=child, kind="permanency_plan_filed", on=TODAY, by=person(who), today=TODAY)
        if event.moves.exists():
            return child, event
    raise AssertionError("nothing moved")


def test_a_date_that_moved_is_told_with_its_cause_and_by_whom(sign_in: SignIn) -> None:
    child, event = moved_by("sup-01")
    for who in ("ocm-001", "sup-01"):
        section = text(sign_in(who), "/today/").split('id="since"')[1].split("</section>")[0]
        assert "Dates that moved since Saturday" in section
        assert str(child) in section
        assert "Permanency plan filed" in section
        assert f"by {person('sup-01').name}" in section
    assert str(child) not in text(sign_in("ocm-002"), "/today/")
    assert event.moves.count() > 0


def test_what_moved_earlier_is_not_told_again(sign_in: SignIn) -> None:
    child, _ = moved_by("sup-01")
    Move.objects.update(moved_on=TODAY - timedelta(days=2))
    assertContains(sign_in("ocm-001").get("/today/"), "No date has moved.")
    Move.objects.filter(child=child).update(moved_on=TODAY - timedelta(days=1))
    assertNotContains(sign_in("ocm-001").get("/today/"), "No date has moved.")


def test_children_without_something_are_listed_with_a_way_to_record_it(sign_in: SignIn) -> None:
    without = Child.objects.filter(unit=child_of().unit).in_care(on=TODAY).filter(GAPS["no_concurrent_goal"].q)
    section = text(sign_in("ocm-001"), "/today/").split('id="without"')[1].split("</section>")[0]
    assert without
    for child in without:
        assert str(child) in section
        assert f"/children/{child.pk}/record/concurrent_goal_set/" in section
    assert "/record/permanency_rating/" not in section


def test_a_child_who_has_everything_is_not_listed(sign_in: SignIn) -> None:
    Determination.objects.update(rating="good")
    for child in Child.objects.filter(unit=child_of().unit).in_care(on=TODAY):
        for kind in ("permanency_goal_set", "concurrent_goal_set"):
            record_event(child=child, kind=kind, value="adoption", on=TODAY, by=person("ocm-001"), today=TODAY)
    Determination.objects.filter(rating="").update(rating="good")
    assertContains(sign_in("ocm-001").get("/today/"), "Every child has a rating, a goal and a concurrent goal.")


def test_an_administrator_sees_how_much_waits_from_extracts_and_how_many_openings_wait_for_review(
    sign_in: SignIn,
) -> None:
    Mention.objects.filter(child=child_of(), column="unit").update(is_known=False, identifier="nobody")
    break_glass(child_id=child_of().pk, by=person("pc-01"), reason="To try", on=TODAY)
    page = text(sign_in("admin-01"), "/today/")
    for address in ("/extracts/to-settle/", "/review/"):
        assert re.search(rf'<a href="{address}"><strong>1</strong>', page), address


def test_quality_staff_sees_what_waits_for_review_and_no_page_that_is_closed_to_her(sign_in: SignIn) -> None:
    page = text(sign_in("qa-01"), "/today/")
    assert '<a href="/review/"><strong>0</strong>' in page
    assert "/extracts/to-settle/" not in page
    assert '<a href="/review/"><strong>' not in text(sign_in("sup-01"), "/today/")
