"""What somebody tries who wishes us ill: forms from elsewhere, other hosts and destinations, junk, script in names."""

from typing import Any

import pytest
from django.test import Client

from homeward.casefile.models import Child
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.website.people import PASSWORD
from tests.website.test_every_address import NAMES, OF_A_CHILD, PUBLIC, address, child

pytestmark = pytest.mark.django_db

__all__ = ["child"]

JUNK = "%00&q=%00&show=%00&after=%FF&before=zz&sort=-zz&verb=%00&person=%00&unit=x&category=%00&was=%00&on=9999-99-99"
SCRIPT = "<img src=x onerror=alert(1)>"


def test_no_form_from_elsewhere_changes_anything(the_day: None, child: Child) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("admin-01"))
    said = {name: client.post(address(name, child)).status_code for name in NAMES if name not in PUBLIC}
    assert {name: status for name, status in said.items() if status not in {403, 404, 405}} == {}


def test_nobody_answers_for_another_host(client: Client, the_day: None) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", r"/\elsewhere.example"])
def test_signing_in_leads_nowhere_else(client: Client, the_day: None, next_page: str) -> None:
    someone = person("ocm-001")
    someone.set_password(PASSWORD)
    someone.save(update_fields=["password"])
    sent = {"login": someone.email, "password": PASSWORD, "next": next_page}
    answer = client.post("/account/login/", sent)
    assert (answer.status_code, "elsewhere" in answer.headers["Location"]) == (302, False)


def test_every_page_has_an_answer_to_junk(sign_in: SignIn, child: Child) -> None:
    client = sign_in("admin-01")
    said: dict[str, Any] = {}
    for name in NAMES:
        answer = client.get(f"{address(name, child)}?x={JUNK}")
        said[name] = answer.status_code if answer.getvalue() is not None else None
    assert {name: status for name, status in said.items() if status not in {200, 302, 400, 403, 404, 405, 410}} == {}


def test_a_name_is_text_wherever_it_stands(sign_in: SignIn, child: Child) -> None:
    Child.objects.filter(pk=child.pk).update(first_name=SCRIPT, last_name="=1+1")
    client = sign_in("sup-01")
    opened = {name: client.get(address(name, child)) for name in (*OF_A_CHILD, "today", "children", "due")}
    pages = {name: answer for name, answer in opened.items() if answer["Content-Type"].startswith("text/html")}
    read = {name: answer.getvalue().decode() for name, answer in pages.items() if answer.status_code == 200}
    assert len(read) > 30
    assert [name for name, text in read.items() if SCRIPT in text] == []


def test_a_name_in_a_table_is_no_formula(sign_in: SignIn, child: Child) -> None:
    Child.objects.filter(pk=child.pk).update(first_name="=HYPERLINK(1)")
    at = f"{address('children_export', child)}?care=all"
    table = sign_in("sup-01").get(at).getvalue().decode()
    assert "HYPERLINK" in table
    assert not [line for line in table.splitlines() if "=HYPERLINK" in line and "'=HYPERLINK" not in line]
