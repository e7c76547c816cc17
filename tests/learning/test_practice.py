"""Practice on the web: the keys hold against the scale, what is typed stays beside the key, and who may practise."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.learning.practice.exercises import Exercises, Vignette, exercises_on
from homeward.learning.practice.presenting import MINUTES, PARTS
from homeward.learning.practice.urls import urlpatterns
from homeward.permanency.ratings.check import MET, check, higher_levels_met
from homeward.permanency.ratings.scale import scale_on
from homeward.wicwa.wording import wording_on
from tests.casefile.staff import child_of
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "fac-01", "ext-01", "coach-01", "learner-01", "guest-01"),
)
PRACTISES = frozenset({"coach-01", "learner-01"})
FOR_ALL = ("practice", "practice_vignette", "practice_step", "practice_efforts")
WITH_CHILDREN = ("practice_present", "practice_roundtable")
EXERCISES: Exercises = exercises_on(TODAY)


def made_up() -> Child:
    """A made-up child who is in care."""
    return Child.objects.in_care(on=TODAY).filter(agency__is_practice=True).order_by("external_id")[0]


def at(name: str) -> str:
    return reverse(name, args=[EXERCISES.vignettes[0].code] if name == "practice_vignette" else [])


@pytest.mark.parametrize("story", EXERCISES.vignettes, ids=lambda one: one.code)
def test_each_key_meets_its_level_and_none_above(story: Vignette) -> None:
    levels = check(scale_on(TODAY), story.answers)
    assert next(one for one in levels if one.level.code == story.level).finding == MET
    assert higher_levels_met(levels, story.level) == []
    assert all(reason.endswith(".") for reason in story.reasons)


def test_there_are_three_stories_of_three_levels_and_both_kinds_of_barriers() -> None:
    assert len({one.level for one in EXERCISES.vignettes}) == len(EXERCISES.vignettes) == 3
    assert {one.key for one in EXERCISES.statements} == {"systemic", "family", "unclear"}


def test_the_parts_of_a_presentation_take_ten_minutes() -> None:
    assert sum(part.minutes for part in PARTS) == MINUTES == 10


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*FOR_ALL, *WITH_CHILDREN, "practice_presenting"}


@pytest.mark.parametrize("who", EVERYBODY)
def test_exercises_are_for_everybody_and_made_up_children_for_those_who_practise(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert {client.get(at(name)).status_code for name in FOR_ALL} == {200}
    expected = 200 if who in PRACTISES else 403
    assert {client.get(at(name)).status_code for name in WITH_CHILDREN} == {expected}
    presenting = reverse("practice_presenting", args=[made_up().pk])
    assert {client.get(presenting).status_code, client.post(presenting).status_code} == {expected}
    assertContains(client.get(at("practice")), "Hold a practice roundtable", count=int(who in PRACTISES))


def test_nobody_comes_in_without_signing_in(client: Client) -> None:
    for name in (*FOR_ALL, *WITH_CHILDREN):
        assert client.get(at(name))["Location"].startswith("/account/login/")


def test_a_real_child_is_not_presented_for_practice(sign_in: SignIn) -> None:
    address = reverse("practice_presenting", args=[child_of().pk])
    assert {sign_in(who).get(address).status_code for who in PRACTISES} == {404}
    assert sign_in("learner-01").get(reverse("practice_vignette", args=["nothing"])).status_code == 404


def test_a_story_is_checked_before_the_key_is_shown(sign_in: SignIn) -> None:
    story = EXERCISES.vignettes[0]
    page = sign_in("learner-01").post(at("practice_vignette"), {**story.answers, "step": "check"})
    assertContains(page, "All conditions met")
    assertNotContains(page, "The authors chose")


def test_a_story_is_compared_with_the_key_and_its_reasons_and_nothing_is_scored(sign_in: SignIn) -> None:
    story = EXERCISES.vignettes[0]
    sent = {
        **story.answers,
        "setting": "temporary",
        "value": "poor",
        "why": "He was alone at night.",
        "step": "compare",
    }
    text = sign_in("learner-01").post(at("practice_vignette"), sent).content.decode()
    assert "He was alone at night." in text
    assert "(seen otherwise)" in text
    assert all(reason.replace("'", "&#x27;") in text for reason in story.reasons)
    for word in ("score", "percent", "correct", "wrong", "points"):
        assert word not in text.split('id="compared"')[1].split("</section>")[0].lower()


def test_a_step_and_barriers_stand_beside_the_authors(sign_in: SignIn) -> None:
    sent = {"what": "Ring the brother up", "waitlist": "family"}
    text = sign_in("coach-01").post(at("practice_step"), sent).content.decode()
    compared = text.split('id="compared"')[1].split("</section>")[0]
    assert "Ring the brother up" in compared
    assert "No family can shorten that list" in compared
    assert compared.count("Not chosen") == len(EXERCISES.statements) - 1
    assert text.count("Ring the brother up") == 2, "what was typed stays in its field"


def test_the_active_efforts_stand_beside_the_whole_list(sign_in: SignIn) -> None:
    client = sign_in("ocm-001")
    first = wording_on(TODAY).activities[0].says
    assertNotContains(client.get(at("practice_efforts")), first)
    page = client.post(at("practice_efforts"), {"listed": "Ask the tribe\n\n Drive the mother "})
    assertContains(page, "<li>Drive the mother</li>")
    assertContains(page, first)


def test_what_was_typed_for_a_presentation_comes_back_and_the_timer_of_the_meeting_runs(sign_in: SignIn) -> None:
    sent = {"who": "She draws horses.", "wish": "To stay."}
    page = sign_in("learner-01").post(reverse("practice_presenting", args=[made_up().pk]), sent)
    assertContains(page, "She draws horses.", count=2)
    assertContains(page, "permanency/timer")
    assertContains(page, 'data-minutes="2"', count=4)


def test_an_exercise_is_kept_nowhere(sign_in: SignIn) -> None:
    client = sign_in("learner-01")
    before = Entry.objects.count()
    told: Any = {"what": "A secret of mine", "listed": "A secret of mine", "why": "A secret of mine"}
    for name in FOR_ALL[1:]:
        client.post(at(name), told)
    assert Entry.objects.count() == before
    assertNotContains(client.get(at("practice_step")), "A secret of mine")
