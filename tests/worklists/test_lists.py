"""What stands in the lists: numbers that lead to as many rows, filters, pieces, the table to take out."""

import csv
import io
import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.satisfying import kind_that_satisfies
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website import keyset
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import age_words
from homeward.worklists import by_child
from homeward.worklists.tables import guarded
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return str(page.getvalue().decode())


def rows(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(client, address))))


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "pc-01", "qa-01", "coach-01"])
def test_each_number_of_today_leads_to_as_many_rows(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    found = re.findall(r'<a href="/due/(\?[^"]+)"><strong>([\d,]+)</strong>', text(client, "/today/"))
    assert len(found) == 3
    for query, count in found:
        assert len(rows(client, f"/due/export.csv{query.replace('&amp;', '&')}")) == int(count.replace(",", ""))
    assert sum(int(count.replace(",", "")) for _, count in found) > 0


def test_today_shows_what_is_late_for_the_case_managers_own_children_with_a_way_to_record_it(sign_in: SignIn) -> None:
    late = Obligation.objects.counted().filter(outcome="overdue", owner="ongoing_case_manager")[0]
    assert late.ongoing_case_manager
    page = text(sign_in(str(late.ongoing_case_manager.external_id)), "/today/")
    assert str(late.child) in page
    assert f"/children/{late.child_id}/record/{kind_that_satisfies(late.rule)}/" in page


def test_what_somebody_else_records_says_what_settles_it(sign_in: SignIn) -> None:
    said = text(sign_in("qa-01"), "/due/?rule=wi.permanency-plan-update")
    assert "Settled by: permanency plan filed" in said
    assert "record-button" not in said


def test_a_supervisor_sees_her_unit_by_worker(sign_in: SignIn) -> None:
    page = text(sign_in("sup-01"), "/today/")
    assert "Your unit, by worker" in page
    assert person("ocm-001").name in page


def test_a_consultant_sees_whom_to_rate_and_which_roundtables_are_required(sign_in: SignIn) -> None:
    page = sign_in("pc-01").get("/today/")
    assertContains(page, "To rate")
    assertContains(page, "Roundtables required")


def test_every_rule_but_none_has_an_event_that_satisfies_it() -> None:
    kinds = {rule.id: kind_that_satisfies(rule.id) for rule in manual_in_force().obligations}
    assert set(kinds.values()) <= set(EVENT_KINDS)
    assert kinds["wi.permanency-plan-update"] == "permanency_plan_filed"
    assert kinds["wi.permanency-hearing"] == "permanency_hearing_held"
    assert kinds["wi-dmcps.rating-before-hearing"] == "permanency_rating"
    assert kinds["wi-dmcps.roundtable-every-six-months"] == "roundtable_held"
    assert kind_that_satisfies("no.such-rule") == ""


@pytest.mark.parametrize(
    ("query", "column", "values"),
    [
        ("show=overdue", "outcome", {"overdue"}),
        ("show=cannot_tell", "outcome", {"cannot tell"}),
        ("rule=wi.permanency-plan-update", "rule", {"wi.permanency-plan-update"}),
    ],
)
def test_a_filter_leaves_only_what_it_says(sign_in: SignIn, query: str, column: str, values: set[str]) -> None:
    client = sign_in("qa-01")
    found = rows(client, f"/due/export.csv?{query}")
    assert {row[column] for row in found} == values
    assert len(found) < len(rows(client, "/due/export.csv"))


def test_what_a_list_is_narrowed_to_stands_above_it_and_each_can_be_taken_away(sign_in: SignIn) -> None:
    client, unit = sign_in("sup-01"), person("sup-01").unit_id
    said = text(client, f"/due/?show=overdue&unit={unit}&after=x")
    chips = dict(re.findall(r'<li><a href="([^"]+)">([^<]+) <span aria-hidden', said))
    assert chips == {f"?unit={unit}": "Overdue", "?show=overdue": "Three bridges 1"}
    assert 'class="chips' not in text(client, "/due/")
    assert re.findall(r'<li><a href="([^"]+)">Poor <span', text(client, "/children/?status=poor")) == ["?"]


def test_a_tribal_guest_is_led_to_no_list_that_is_closed_to_her(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_child, "MOST_ROWS", 1)
    client = sign_in("guest-01")
    assert client.get("/due/?whose=mine").status_code == 403
    assert "/due/" not in text(client, "/today/")


def test_a_person_and_a_unit_are_filters_too(sign_in: SignIn) -> None:
    client, worker, unit = sign_in("qa-01"), person("ocm-001"), child_of().unit
    assert unit
    assert {row["person"] for row in rows(client, f"/due/export.csv?person={worker.pk}")} == {worker.name}
    of_unit = {row["child_id"] for row in rows(client, f"/due/export.csv?unit={unit.pk}")}
    assert of_unit == set(Obligation.objects.open().filter(unit=unit).values_list("child__external_id", flat=True))


@pytest.mark.parametrize("query", ["show=nonsense", "person=me", "unit=%00", "rule=x", "after=nobody", "whose=all"])
def test_a_filter_that_is_not_known_is_as_good_as_none(sign_in: SignIn, query: str) -> None:
    client = sign_in("sup-01")
    count = re.search(r"(\d+) dates?, by the day due", text(client, "/due/"))
    assert count
    assert count.group() in text(client, f"/due/?{query}")


@pytest.mark.parametrize(
    ("start", "pattern"),
    [
        ("/due/", r'href="(/children/[^"]+/record/[^"]+)"|datetime="([^"]+)"'),
        ("/children/", r'<th scope="row"><a href="([^"]+)"'),
    ],
)
def test_a_long_list_goes_on_where_it_stopped(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, start: str, pattern: str
) -> None:
    client = sign_in("qa-01")
    whole = re.findall(pattern, text(client, start))[:12]
    monkeypatch.setattr(keyset, "AT_ONCE", 4)
    found, address = [], start
    for _ in range(3):
        page = text(client, address)
        found += re.findall(pattern, page)
        more = re.search(r'<p class="more"><a class="[^"]+" href="([^"]+)"', page)
        assert more
        address = start + more.group(1).replace("&amp;", "&")
    assert found[: len(whole)] == whole


def test_what_has_no_day_comes_last_in_pieces_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "AT_ONCE", 7)
    every = Obligation.objects.counted().open()
    found, last = keyset.piece(every, ("due_on", "id"), "")
    while last:
        following, last = keyset.piece(every, ("due_on", "id"), last)
        found += following
    assert len(found) == every.count() == len({one.pk for one in found})
    days = [one.due_on for one in found]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [None] * (len(days) - len(dated))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_taken_for_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_a_name_that_looks_like_a_formula_is_taken_out_as_text(sign_in: SignIn) -> None:
    Child.objects.filter(unit=child_of().unit).update(first_name='=HYPERLINK("x")')
    assert {row["child"][:2] for row in rows(sign_in("sup-01"), "/due/export.csv")} == {"'="}


def test_taking_the_list_out_is_noted(sign_in: SignIn) -> None:
    found = rows(sign_in("sup-01"), "/due/export.csv?show=overdue")
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.by, entry.details) == ("exported", person("sup-01"), {"rows": len(found), "kind": "csv"})


def test_children_are_found_by_the_beginning_of_a_name_without_it_standing_in_an_address(sign_in: SignIn) -> None:
    client, child = sign_in("sup-01"), child_of()
    page = client.post("/children/", {"sought": f"{child.first_name[:3].lower()} {child.last_name[:3]}"})
    assertContains(page, f'href="/children/{child.pk}/"')
    assertContains(client.post("/children/", {"sought": "zzz <i>"}), "zzz &lt;i&gt;")
    assertNotContains(client.get("/children/", {"sought": "zzz"}), "zzz")


def test_children_are_narrowed_by_status_and_to_those_in_care(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    rated = Determination.objects.counted().filter(rating="poor").count()
    assertContains(client.get("/children/?status=poor"), f"{rated} child")
    everybody = Child.objects.counted().count()
    assertContains(client.get("/children/?care=all"), f"{everybody} children")
    assert Child.objects.counted().in_care(on=TODAY).count() < everybody


@pytest.mark.parametrize("show", ["required", "optional", "exempt", "cannot_tell", "not_yet"])
def test_roundtables_stand_in_their_group_with_reasons_in_words(sign_in: SignIn, show: str) -> None:
    page = text(sign_in("qa-01"), f"/roundtables-needed/?show={show}")
    found = Determination.objects.counted().filter(determination=show)
    for one in found:
        assert f"/children/{one.child_id}/" in page
    assert page.count('<th scope="row">') == len(found) > 0
    assert "_recorded" not in page


@pytest.mark.parametrize(
    ("born", "said"),
    [(None, "age not recorded"), ("2026-11-01", "21 days old"), ("2026-10-22", "1 month old"),
     ("2024-12-01", "23 months old"), ("2024-11-22", "2 years old"), ("2008-11-23", "17 years old")],
)  # fmt: skip
def test_an_age_is_said_in_years_months_or_days(born: str | None, said: str) -> None:
    from datetime import date

    assert age_words(date.fromisoformat(born) if born else None, TODAY) == said


def offered(client: Client, query: str, name: str) -> list[str]:
    """What a filter of the list lets one choose."""
    chosen = text(client, f"/due/{query}").split(f'name="{name}">')
    return re.findall(r'<option value="[^"]+"[^>]*>([^<]+)<', chosen[1].split("</select>")[0]) if chosen[1:] else []


def test_where_many_people_work_one_chooses_agency_then_unit_then_person(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, unit = sign_in("admin-01"), child_of().unit
    assert unit is not None
    assert offered(client, "", "agency") == []
    monkeypatch.setattr("homeward.worklists.staff_choices.MOST_PEOPLE", 1)
    assert offered(client, "", "unit") == offered(client, "", "person") == []
    of_agency = f"?agency={unit.agency_id}"
    assert unit.name in offered(client, of_agency, "unit")
    assert person("ocm-001").name not in offered(client, of_agency, "person")
    assert person("ocm-001").name in offered(client, f"{of_agency}&unit={unit.pk}", "person")
    assert offered(client, f"?person={person('ocm-002').pk}", "person") == [person("ocm-002").name]
    assert '<a class="site-header__name" href="/">Homeward</a>' in text(client, f"/due/{of_agency}")
    assert len(rows(client, f"/due/export.csv{of_agency}")) < len(rows(client, "/due/export.csv"))


def test_a_list_is_counted_up_to_a_number(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("website.keyset", "website.templatetags.homeward"):
        monkeypatch.setattr(f"homeward.{module}.MOST_COUNTED", 2)
    client = sign_in("admin-01")
    assert "More than 2 dates" in text(client, "/due/")
    assert "More than 2 children" in text(client, "/children/")
