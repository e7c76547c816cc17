"""Family interaction: planned with a reason for every supervision, held or missed and why, in percent."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.family.models import InteractionPlan
from homeward.family.together import plan_interaction, record_visit, together_of
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, page, seen_by, sent
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

PLAN = {"on": TODAY, "how_often": "Twice a week", "place": "Her home", "supervision": "none"}


def test_whoever_has_somebody_there_says_why() -> None:
    hazel = child()
    carla = add(hazel, "mother", "Carla Brandtner")
    said = PLAN | {"supervision": "agency", "supervision_why": " "}
    with pytest.raises(ValidationError, match="Say why somebody has to be there"):
        plan_interaction(child=hazel, relative=carla, said=said, sent=sent(of=hazel))
    plan_interaction(child=hazel, relative=carla, said=PLAN, sent=sent(of=hazel))
    assert InteractionPlan.objects.get(child=hazel).how_often == "Twice a week"


def test_whoever_plans_sees_who_is_not_safe_and_is_not_asked_about_the_dead(sign_in: SignIn) -> None:
    hazel = child()
    add(hazel, "father", "Rick Stone", is_unsafe=True, unsafe_why="A court order")
    add(hazel, "mothers_father", "Ugo Vitale", is_deceased=True)
    shown = page(sign_in(keeper_of(hazel)), reverse("family_interaction", args=(hazel.pk,)))
    assert shown.index("Rick Stone</a>, father") < shown.index("Not safe")
    assert "Ugo Vitale" not in shown


def test_what_was_held_is_a_share_of_all_that_was_planned_with_the_reasons_of_the_rest() -> None:
    hazel = child()
    carla = add(hazel, "mother", "Carla Brandtner")
    for day, came in enumerate(("held", "held", "agency", "parent", "held", "agency")):
        said = {"on": TODAY - timedelta(days=day), "came": came}
        record_visit(child=hazel, relative=carla, said=said, sent=sent(of=hazel))
    long_ago = TODAY - timedelta(days=300)
    record_visit(child=hazel, relative=carla, said={"on": long_ago, "came": "weather"}, sent=sent(of=hazel))
    (one,) = together_of(seen_by(keeper_of(hazel), hazel), TODAY - timedelta(days=180))
    assert [(share.number, share.percent) for share in one.shares] == [(3, 50), (2, 33), (1, 17)]
    assert one.shares[0].words == "held"


def test_a_plan_is_made_and_time_together_recorded_on_pages(sign_in: SignIn) -> None:
    hazel = child()
    carla = add(hazel, "mother", "Carla Brandtner")
    client, at = sign_in(keeper_of(hazel)), reverse("family_interaction", args=(hazel.pk,))
    assertContains(client.get(at), "No time together is planned yet")
    form = reverse("plan_interaction", args=(hazel.pk, carla.pk))
    said = {"how_often": "Every Saturday", "place": "The park", "supervision": "none", "step": "save"}
    assertContains(client.post(form, opened(client, form) | said, follow=True), "Every Saturday")
    form = reverse("record_interaction", args=(hazel.pk, carla.pk))
    assertContains(client.post(form, opened(client, form) | {"came": "home", "step": "save"}, follow=True), "100% (1)")
    assert "Record time together" not in page(sign_in("qa-01"), at)
