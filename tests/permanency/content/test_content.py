"""The agency's own texts: written on a page, in versions, each from its day; a finished record keeps its version."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.permanency.consultations.guide import GUIDE, guide_of, guide_on
from homeward.permanency.content.actions import write_version
from homeward.permanency.content.forms import showing
from homeward.permanency.content.versions import version_on, versions_of
from homeward.permanency.models import ContentVersion
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db
WRITE = "/agency-texts/consultation-guide/write/"


def write(
    who: str = "pc-01", since: date = TODAY, token: UUID | None = None, title: str = "Ours", **values: Any
) -> ContentVersion:
    said = {**version_on(GUIDE, TODAY).values, "title": title, **values}
    sent: dict[str, Any] = {"by": person(who), "today": TODAY, "token": token or uuid4(), "why": ""}
    return write_version(kind=GUIDE, values=said, effective_from=since, **sent)


def test_a_new_version_holds_from_its_day_and_what_was_made_by_the_earlier_one_keeps_it() -> None:
    before = guide_on(TODAY).version
    write(since=TODAY + timedelta(days=3))
    assert [guide_on(TODAY + timedelta(days=n)).title for n in (0, 3)] == ["Professional roundtable", "Ours"]
    assert guide_of(before, TODAY + timedelta(days=9)).title == "Professional roundtable"
    ours = guide_on(TODAY + timedelta(days=3)).version
    write(since=TODAY + timedelta(days=4), title="Newer")
    assert guide_of(ours, TODAY + timedelta(days=9)).title == "Ours"


def test_of_two_versions_of_one_day_the_one_written_last_holds() -> None:
    write(title="First")
    write(title="Second")
    assert guide_on(TODAY).title == "Second"
    assert [one.number for one in versions_of(GUIDE)] == [0, 1, 2]


def test_the_same_form_twice_writes_one_version_and_a_faulty_one_is_refused_in_words() -> None:
    token = uuid4()
    assert write(token=token) == write(token=token)
    with pytest.raises(ValidationError, match="write at least one"):
        write(phase=[])
    with pytest.raises(ValidationError, match="Choose today or later"):
        write(since=TODAY - timedelta(days=1))


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "fac-01", "qa-01", "learner-01"])
def test_only_consultants_and_administrators_write_them(sign_in: SignIn, who: str) -> None:
    with pytest.raises(PermissionDenied):
        write(who)
    client = sign_in(who)
    assert [client.get(at).status_code for at in ("/agency-texts/", WRITE)] == [403, 403]


def sent(client: Client, **changed: str) -> dict[str, Any]:
    """The form as the page shows it, with what is changed."""
    form = showing(GUIDE, version_on(GUIDE, TODAY).values, {"token": uuid4(), "effective_from": TODAY})
    return {name: form[name].value() or "" for name in form.fields} | changed


@pytest.mark.parametrize("who", ["pc-01", "admin-01"])
def test_minutes_prompts_order_and_new_rows_are_written_on_a_page(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assertContains(client.get(WRITE), "Write this version")
    changed = {"phase.welcome.minutes": "7", "phase.welcome.prompts": "One\n\nTwo", "barrier.other.says": ""}
    changed |= {"barrier.own_1.says": "No transport", "barrier.own_1.place": "1", "form.noted.place": "1"}
    assertRedirects(client.post(WRITE, sent(client, **changed)), "/agency-texts/consultation-guide/")
    guide = guide_on(TODAY)
    assert (guide.phases[0].minutes, guide.phases[0].prompts) == (7, ("One", "Two"))
    assert next(iter(guide.barriers.values())) == "No transport"
    assert "other" not in guide.barriers
    assert [code for code, _ in guide.form][:2] == ["noted", "header"]
    assertContains(client.get("/agency-texts/consultation-guide/"), "Version 1, in effect from Sun, Nov 22, 2026")


def test_a_row_that_lacks_something_is_refused_beside_its_field_and_nothing_is_lost(sign_in: SignIn) -> None:
    client = sign_in("pc-01")
    answer = client.post(WRITE, sent(client, **{"phase.own_2.says": "Lunch", "title": "Kept as typed"}))
    assertContains(answer, "Fill in “Minutes”, or empty the row.")
    assertContains(answer, "Kept as typed")
    assert not ContentVersion.objects.exists()


def test_a_list_of_lines_without_one_is_an_empty_field(sign_in: SignIn) -> None:
    page = sign_in("admin-01").get(reverse("write_content", args=("learning-activities",)))
    assertContains(page, "Rules behind it")
    assertNotContains(page, "[]")


def test_an_earlier_version_can_be_read_and_an_unknown_one_is_not_there(sign_in: SignIn) -> None:
    write(title="Ours to read")
    client = sign_in("pc-01")
    page = reverse("content", args=(GUIDE.code,))
    assertContains(client.get(page), "Ours to read")
    assertContains(client.get(page, {"version": "Homeward default 1"}), "Professional roundtable")
    assert client.get(page, {"version": "Gone"}).status_code == 404
