"""Every address of learning for every role: open, refused, or not there for a stranger."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.learning.models import LearningPath
from homeward.learning.urls import urlpatterns
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.learning.ways import OPTION_2, chosen, talked

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "fac-01", "ext-01", "coach-01", "learner-01", "guest-01"),
)
OPEN_TO = {
    "learning": set(EVERYBODY),
    "learning_guide": set(EVERYBODY),
    "learners": {"coach-01", "sup-01"},
    "begin_with_learner": {"coach-01", "sup-01"},
    "begin_learning": {"learner-01"},
}
OF_A_WAY = {
    *("learning_way", "choose_activities", "learning_activity", "record_learning_talk", "follow_learning_step"),
    *("change_coach", "learning_summary"),
}
LEARNERS_ALONE = {"change_coach"}
SENT = {"agree_to_activities", "sign_learning"}


def way() -> LearningPath:
    """The way of learner-01 that the demonstration has."""
    return LearningPath.objects.get(learner=person("learner-01"))


def address(name: str, path: LearningPath) -> str:
    more: dict[str, list[object]] = {
        "learning_activity": [OPTION_2],
        "follow_learning_step": [path.steps.get().pk],
        "agree_to_activities": [1],
    }
    return reverse(name, args=[path.pk, *more.get(name, [])])


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*OPEN_TO, *OF_A_WAY, *SENT}


@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_of_a_role_are_open_to_that_role(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    for name, roles in OPEN_TO.items():
        assert client.get(reverse(name)).status_code == (200 if who in roles else 403), name


@pytest.mark.parametrize("who", ["learner-01", "coach-01"])
def test_a_way_is_open_to_its_learner_and_her_coach(sign_in: SignIn, who: str) -> None:
    client, path = sign_in(who), way()
    for name in OF_A_WAY:
        expected = 403 if name in LEARNERS_ALONE and who == "coach-01" else 200
        assert client.get(address(name, path)).status_code == expected, name


@pytest.mark.parametrize("who", [one for one in (*EVERYBODY, "learner-02") if one not in {"learner-01", "coach-01"}])
def test_a_way_is_not_there_for_anybody_else(sign_in: SignIn, who: str) -> None:
    client, path = sign_in(who), way()
    for name in OF_A_WAY:
        assert client.get(address(name, path)).status_code == 404, name
        assert client.post(address(name, path)).status_code in {404, 405}, name
    for name in SENT:
        assert client.post(address(name, path)).status_code == 404, name


def test_a_way_that_does_not_exist_looks_like_that_of_a_stranger(sign_in: SignIn) -> None:
    client = sign_in("learner-01")
    assert client.get(reverse("learning_way", args=[uuid4()])).status_code == 404


def test_a_coach_who_is_none_any_more_sees_no_way(sign_in: SignIn) -> None:
    path = way()
    person("coach-01").roles.update(name="quality_staff")
    assert sign_in("coach-01").get(address("learning_way", path)).status_code == 404


def test_a_learner_reads_her_own_way_also_when_she_is_no_learner_any_more(sign_in: SignIn) -> None:
    path = way()
    person("learner-01").roles.update(name="quality_staff")
    client = sign_in("learner-01")
    assert client.get(address("learning_way", path)).status_code == 200
    assert address("learning_way", path) in client.get(reverse("learning")).content.decode()


def test_the_coachs_page_asks_as_often_however_many_learners_there_are(sign_in: SignIn) -> None:
    client = sign_in("coach-01")
    counts = []
    for _ in range(2):
        client.get(reverse("learners"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("learners"))
        counts.append(len(asked))
        if len(counts) == 1:
            talked(chosen())
    assert counts[0] == counts[1]
