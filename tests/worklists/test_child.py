"""A child's page for every child of the cast: who, what next, the timeline, and why each thing is due."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.casefile.models import Child
from homeward.obligations.models import Obligation
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def test_every_child_of_the_cast_has_a_page_that_agrees_with_what_is_stored(sign_in: SignIn) -> None:
    client = sign_in("qa-01")
    for child in Child.objects.counted():
        page = client.get(reverse("child", args=(child.pk,)))
        assertContains(page, 'class="timeline__drawing"')
        overdue = Obligation.objects.filter(child=child, outcome="overdue").count()
        if overdue:
            assertContains(page, f'Overdue <span class="quiet">({overdue})</span>')


def test_the_card_says_who_works_with_the_child_and_what_is_known(sign_in: SignIn) -> None:
    child = child_of()
    page = sign_in("ocm-001").get(reverse("child", args=(child.pk,)))
    assertContains(page, person("ocm-001").name)
    assertContains(page, person("sup-01").name)
    assertContains(page, "In care for")


def test_flags_are_words(sign_in: SignIn) -> None:
    child = child_of()
    Child.objects.filter(pk=child.pk).update(indian_child="yes")
    assertContains(sign_in("sup-01").get(reverse("child", args=(child.pk,))), "<li>Indian child</li>")


def test_a_child_who_was_rated_and_has_left_is_not_said_to_be_unrated(sign_in: SignIn) -> None:
    left = Child.objects.counted().exclude(pk__in=Child.objects.in_care(on=TODAY).values("pk"))
    rated = left.filter(events__kind="permanency_rating").order_by("external_id")[0]
    page = sign_in("qa-01").get(reverse("child", args=(rated.pk,)))
    assertContains(page, "Not in care now")
    assertNotContains(page, "Not rated yet")


def test_a_child_without_any_stay_has_a_page(sign_in: SignIn) -> None:
    child = Child.objects.create(external_id="new", agency=child_of().agency, unit=child_of().unit)
    page = sign_in("sup-01").get(reverse("child", args=(child.pk,)))
    assertContains(page, "Nothing is asked for new now.")
    assertContains(page, "Nobody is assigned")


def test_what_a_person_may_not_record_has_no_button(sign_in: SignIn) -> None:
    child = child_of()
    for who, buttons in (("ocm-001", True), ("qa-01", False)):
        page = sign_in(who).get(reverse("child", args=(child.pk,))).content.decode()
        assert (f"/children/{child.pk}/record/" in page) is buttons
