"""The order of a list, the views that a person saves of it, and the workbooks that are taken out."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.obligations.models import Determination, Obligation
from homeward.website import keyset
from homeward.website.outcomes import URGENCY
from homeward.worklists import tables
from homeward.worklists.children import columns as of_children
from homeward.worklists.due import columns as of_due
from homeward.worklists.models import SavedView
from tests.casefile.staff import child_of, person
from tests.cast_county import SignIn
from tests.worklists.test_lists import rows, text

pytestmark = pytest.mark.django_db

DUE_ORDERS = [f"{sign}{name}" for name in of_due() for sign in ("", "-")]
CHILDREN_ORDERS = [f"{sign}{name}" for name in of_children() for sign in ("", "-")]


def keys(client: Client, address: str) -> list[str]:
    """What identifies each row of a page."""
    return re.findall(r'<a href="(/children/[^"]+/)"', text(client, address).split("<tbody>")[1])


@pytest.mark.parametrize(
    ("start", "sort"), [("/due/", sort) for sort in DUE_ORDERS] + [("/children/", sort) for sort in CHILDREN_ORDERS]
)
def test_a_list_in_any_order_goes_on_where_it_stopped(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, start: str, sort: str
) -> None:
    client = sign_in("qa-01")
    monkeypatch.setattr(keyset, "AT_ONCE", 10_000)
    whole = keys(client, f"{start}?sort={sort}")
    monkeypatch.setattr(keyset, "AT_ONCE", len(whole) // 3 + 1)
    found, address = [], f"{start}?sort={sort}"
    while address:
        page = text(client, address)
        found += keys(client, address)
        more = re.search(r'<p class="more"><a class="[^"]+" href="([^"]+)"', page)
        address = start + more.group(1).replace("&amp;", "&") if more else ""
    assert found == whole
    assert len(whole) > 10


def column(client: Client, sort: str, name: str) -> list[str]:
    return [row[name] for row in rows(client, f"/due/export.csv?sort={sort}")]


def test_each_column_orders_the_list_by_what_it_says(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    plain = [outcome.replace("_", " ") for outcome in URGENCY]
    standing = [plain.index(said) for said in column(client, "standing", "outcome")]
    assert standing == sorted(standing)
    assert column(client, "what", "what") == sorted(column(client, "", "what"))
    who = [name for name in column(client, "-who", "person") if name]
    assert who == sorted(who, reverse=True)
    days = [day for day in column(client, "-when", "due_on") if day]
    assert days == sorted(days, reverse=True)
    assert column(client, "-when", "due_on")[-1] == ""


def test_children_are_ordered_by_months_in_care(sign_in: SignIn) -> None:
    found = rows(sign_in("qa-01"), "/children/export.csv?sort=-months")
    months = [int(row["months_in_care"]) for row in found]
    assert months == sorted(months, reverse=True)
    assert len(found) == Determination.objects.counted().count()


def test_the_head_of_a_column_says_the_order_and_turns_it_round(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    assertContains(client.get("/due/"), 'aria-sort="ascending"><a class="sort" href="?sort=-when">When')
    assertContains(client.get("/due/?sort=-child"), 'aria-sort="descending"><a class="sort" href="?sort=child">Child')
    assertContains(client.get("/due/?show=overdue"), 'href="?show=overdue&amp;sort=child"')
    assertContains(client.get("/due/?sort=nonsense"), "by the day due")


@pytest.mark.parametrize(
    ("gap", "missing"), [("no_goal", "permanency_goal_set"), ("no_concurrent_goal", "concurrent_goal_set")]
)
def test_children_are_narrowed_to_those_without_something(sign_in: SignIn, gap: str, missing: str) -> None:
    found = rows(sign_in("qa-01"), f"/children/export.csv?gap={gap}")
    without = Child.objects.counted().filter(external_id__in=[row["child_id"] for row in found])
    assert 0 < len(found) == without.exclude(events__kind=missing).count()


def save(client: Client, name: str, at: str = "/due/?show=overdue") -> Any:
    return client.post(at, {"view": "save", "view-name": name})


def test_a_view_is_saved_listed_for_its_owner_alone_and_removed(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    assertRedirects(save(client, "Late  plans"), "/due/?show=overdue")
    view = SavedView.objects.get()
    assert (view.person, view.page, view.name, view.query) == (person("sup-01"), "due", "Late plans", "show=overdue")
    assertContains(client.get("/due/"), '<a href="?show=overdue">Late plans</a>')
    assertNotContains(client.get("/children/"), "Late plans")
    other = sign_in("ocm-001")
    assertNotContains(other.get("/due/"), "Late plans")
    other.post("/due/", {"view": "remove", "key": str(view.pk)})
    assert SavedView.objects.exists()
    assertRedirects(sign_in("sup-01").post("/due/", {"view": "remove", "key": str(view.pk)}), "/due/")
    assert not SavedView.objects.exists()


def test_the_same_name_takes_the_new_filters(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    save(client, "Mine")
    save(client, "Mine", "/due/?whose=mine&sort=-child&after=x&next=//elsewhere")
    assert SavedView.objects.get().query == "whose=mine&sort=-child"


def test_children_have_views_too(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    assertRedirects(save(client, "Poor", "/children/?status=poor"), "/children/?status=poor")
    assertContains(client.get("/children/"), '<a href="?status=poor">Poor</a>')


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_view_without_a_fit_name_is_refused_beside_the_field(sign_in: SignIn, name: str) -> None:
    page = save(sign_in("sup-01"), name)
    assertContains(page, "usa-error-message")
    assert not SavedView.objects.exists()


def test_the_name_of_a_child_is_no_name_for_a_view(sign_in: SignIn) -> None:
    child = child_of()
    page = save(sign_in("ocm-001"), f"{child.first_name.lower()} plans")
    assertContains(page, "That is the name of a child.")
    assertContains(page, f'value="{child.first_name.lower()} plans"')
    assert not SavedView.objects.exists()


def test_what_is_no_key_removes_nothing(sign_in: SignIn) -> None:
    assertRedirects(sign_in("sup-01").post("/due/", {"view": "remove", "key": "x"}), "/due/")


def workbook(client: Client, address: str) -> tuple[Any, bytes]:
    answer = client.get(address)
    assert answer.status_code == 200
    held = answer.getvalue()
    return load_workbook(io.BytesIO(held)).worksheets[0], held


def test_a_workbook_holds_what_the_csv_holds_with_real_days_and_a_head_that_stays(sign_in: SignIn) -> None:
    client = sign_in("sup-01")
    sheet, _ = workbook(client, "/due/export.xlsx?show=overdue")
    assert sheet.freeze_panes == "A2"
    heads, *found = sheet.iter_rows(values_only=True)
    as_csv = rows(client, "/due/export.csv?show=overdue")
    assert [str(row[heads.index("child_id")]) for row in found] == [row["child_id"] for row in as_csv]
    days = [row[heads.index("due_on")] for row in found]
    assert all(isinstance(day, datetime) for day in days)
    assert [day.date().isoformat() for day in days] == [row["due_on"] for row in as_csv]


def test_in_a_workbook_a_text_that_begins_like_a_formula_is_a_text(sign_in: SignIn) -> None:
    Child.objects.filter(unit=child_of().unit).update(first_name='=HYPERLINK("x")', last_name="\x07Bell")
    sheet, held = workbook(sign_in("sup-01"), "/due/export.xlsx")
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == '=HYPERLINK("x") Bell'
    with zipfile.ZipFile(io.BytesIO(held)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_the_other_lists_are_taken_out_too_and_each_is_noted(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    for address, target in (("children", "children"), ("roundtables-needed", "roundtables-needed")):
        sheet, _ = workbook(client, f"/{address}/export.xlsx")
        entry = Entry.objects.latest("sequence")
        assert (entry.verb, entry.target) == ("exported", f"list:{target}")
        assert entry.details == {"rows": sheet.max_row - 1, "kind": "xlsx"}
        assert len(rows(client, f"/{address}/export.csv")) == sheet.max_row - 1 > 0


def test_children_are_taken_out_with_their_next_day(sign_in: SignIn) -> None:
    sheet, _ = workbook(sign_in("qa-01"), "/children/export.xlsx")
    heads, *found = sheet.iter_rows(values_only=True)
    for row in found:
        told = dict(zip(heads, row, strict=True))
        of_child = Obligation.objects.open().filter(child__external_id=told["child_id"], due_on__isnull=False)
        first = of_child.order_by("due_on").values_list("due_on", flat=True).first()
        assert (told["next_due_on"].date() if told["next_due_on"] else None) == first
        assert told["birth_date"] is None or isinstance(told["birth_date"], date)


def test_a_list_too_long_for_a_workbook_says_so_on_its_page(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_IN_A_WORKBOOK", 3)
    before = Entry.objects.count()
    page = sign_in("qa-01").get("/due/export.xlsx?show=overdue", follow=True)
    assertRedirects(page, "/due/?show=overdue")
    assertContains(page, "A workbook holds up to 3 rows")
    assert Entry.objects.count() == before
