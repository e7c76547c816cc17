"""Opening a record by giving a reason: nothing is said before, it is read and not written, and somebody looks at it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile import actions
from homeward.casefile.models import BreakGlass, Child
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

UNIT_2 = "kestrel-point-1"
REASON = "Her brother came into care last night"


def opens(client: Client, child: Child, reason: str = REASON) -> object:
    return client.post(reverse("break_glass"), {"identifier": child.external_id, "reason": reason})


def test_a_search_says_the_same_whether_there_is_such_a_child_elsewhere_or_not(sign_in: SignIn) -> None:
    client = sign_in("pc-01")
    pages = [client.post("/children/", {"sought": sought}) for sought in (child_of(UNIT_2).external_id, "nobody")]
    for page, sought in zip(pages, (child_of(UNIT_2).external_id, "nobody"), strict=True):
        assertContains(page, "There is no such child in your view")
        assertContains(page, "open a record outside your view")
        assertNotContains(page, f"{sought}/")
    assertNotContains(sign_in("ocm-001").post("/children/", {"sought": "nobody"}), "outside your view")


def test_the_form_for_the_reason_says_nothing_of_the_child(sign_in: SignIn) -> None:
    child, client = child_of(UNIT_2), sign_in("pc-01")
    page = client.post(reverse("break_glass"), {"identifier": child.external_id, "step": "ask"})
    assertContains(page, f'value="{child.external_id}"')
    assertNotContains(page, child.last_name)
    assert not BreakGlass.objects.exists()


def test_with_a_reason_the_record_is_open_for_the_day_to_be_read_only(sign_in: SignIn) -> None:
    child, client = child_of(UNIT_2), sign_in("pc-01")
    assertRedirects(opens(client, child), reverse("child", args=[child.pk]))  # type: ignore[arg-type]
    rate = reverse("record", args=[child.pk, "permanency_rating"])
    assert client.get(rate).status_code == client.post(rate).status_code == 403
    assert client.get(reverse("assign", args=[child.pk])).status_code == 403
    tomorrow = TODAY + timedelta(days=1)
    assert not Child.objects.visible_to(person("pc-01"), on=tomorrow).filter(pk=child.pk).exists()
    assert Entry.objects.about(child.pk).filter(verb="break_glass", by=person("pc-01"), why="").exists()


@pytest.mark.parametrize("identifier", ["nobody", "practice"])
def test_a_child_who_does_not_exist_is_told_of_after_the_reason_and_the_asking_is_noted(
    sign_in: SignIn, identifier: str
) -> None:
    sent = {"identifier": child_of("practice-1").external_id if identifier == "practice" else "x", "reason": REASON}
    assertContains(sign_in("pc-01").post(reverse("break_glass"), sent), "There is no child with this identifier")
    assert Entry.objects.order_by("-sequence")[0].verb == "break_glass_in_vain"


def test_without_a_reason_nothing_opens_and_what_was_typed_stays(sign_in: SignIn) -> None:
    page = opens(sign_in("pc-01"), child_of(UNIT_2), reason="  ")
    assertContains(page, "Say why you need to open this record")  # type: ignore[arg-type]
    assert not BreakGlass.objects.exists()


def test_what_one_sees_anyway_just_opens(sign_in: SignIn) -> None:
    assert opens(sign_in("pc-01"), child_of()).status_code == 302  # type: ignore[attr-defined]
    assert not BreakGlass.objects.exists()


def test_it_waits_for_somebody_else_to_look_at_it(sign_in: SignIn) -> None:
    actions.break_glass(child_id=child_of(UNIT_2).pk, by=person("pc-01"), reason=REASON, on=TODAY)
    opened = BreakGlass.objects.get()
    page = sign_in("qa-01").get(reverse("broken_glass"))
    assertContains(page, REASON)
    assertContains(page, person("pc-01").name)
    assertRedirects(sign_in("qa-01").post(reverse("review", args=[opened.pk])), reverse("broken_glass"))
    opened.refresh_from_db()
    assert (opened.reviewed_by, opened.reviewed_on) == (person("qa-01"), TODAY)
    assertContains(sign_in("qa-01").get(reverse("broken_glass")), "Nothing waits")


def test_nobody_reviews_her_own_nor_what_is_of_another_agency(sign_in: SignIn, client: Client) -> None:
    own = actions.break_glass(child_id=child_of().pk, by=person("admin-01"), reason=REASON, on=TODAY)
    assert sign_in("admin-01").post(reverse("review", args=[own.pk])).status_code == 403
    client.force_login(newcomer("quality_staff"))
    assert client.post(reverse("review", args=[own.pk])).status_code == 404
    assertNotContains(client.get(reverse("broken_glass")), REASON)


def test_a_reviewer_who_may_not_see_the_child_is_not_told_the_name(client: Client, the_day: None) -> None:
    child = child_of(UNIT_2)
    actions.break_glass(child_id=child.pk, by=person("pc-01"), reason=REASON, on=TODAY)
    client.force_login(newcomer("quality_staff"))
    page = client.get(reverse("broken_glass"))
    assertContains(page, child.external_id)
    assertNotContains(page, str(child))
