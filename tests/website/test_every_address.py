"""Every address of the website for everybody: who is let in, who is sent to sign in, who is refused."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from homeward.casefile.models import Child, Event
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

PUBLIC = {
    *("home", "policy", "policy_facts", "policy_questions", "rule", "try_dates", "healthz", "readyz", "favicon"),
    *("session_state", "session_stay", "signed_in_again"),  # say only whether somebody is signed in
    *("stop_morning_mail", "invitation"),  # whoever has the link of the mail
    *("answer_by_link", "guest_door", "calendar_feed"),  # as above, and whoever has the address of a calendar
}
"""What anybody may open."""

ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_")
"""The addresses of the library by which one signs in; `test_sign_in` and `test_provider` ask for them."""

EVERYBODY = ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01", "fac-01", "ext-01", "coach-01", "learner-01")
STRANGERS = ("ocm-002", "pc-02", "fac-01", "ext-01", "coach-01", "learner-01")

"""Of nothing: who is let in is decided before one looks for it."""


def patterns(of: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (of or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        elif not str(one.name).startswith(ELSEWHERE):
            yield one


NAMES = sorted({str(one.name) for one in patterns()})
OF_A_CHILD = sorted({str(one.name) for one in patterns() if "child_id" in one.pattern.converters})


@pytest.fixture
def child() -> Child:
    """A child of unit 1 in care for whom a plan was filed."""
    filed = Event.objects.filter(kind="permanency_plan_filed").values("child")
    of_unit = Child.objects.in_care(on=TODAY).filter(unit=child_of().unit, is_restricted=False)
    return of_unit.filter(pk__in=filed).order_by("external_id")[0]


def address(name: str, child: Child) -> str:
    """The address of a page about what belongs to the child; of what else it is about, there is none."""
    known: dict[str, Any] = {
        "child_id": child.pk,
        "event_id": Event.objects.filter(child=child, kind="permanency_plan_filed").order_by("on")[0].pk,
        "person_id": person("ocm-001").pk,
        "kind": "permanency_plan_filed",
        "rule_id": "wi.permanency-plan",
    }
    of_type = {"UUIDConverter": UUID(int=1), "IntConverter": 1}
    found = next(one for one in patterns() if one.name == name)
    wanted = found.pattern.converters.items()
    given = {word: known.get(word, of_type.get(type(converter).__name__, "nothing")) for word, converter in wanted}
    return reverse(name, kwargs=given)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in PUBLIC])
def test_nobody_comes_in_without_signing_in(client: Client, the_day: None, child: Child, name: str) -> None:
    at = address(name, child)
    answer = client.get(at)
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/account/login/?next={at}")


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_has_an_answer_for_everybody(sign_in: SignIn, child: Child, who: str) -> None:
    client = sign_in(who)
    answers = {}
    for name in NAMES:
        answer = client.get(address(name, child))
        answers[name] = answer.status_code
        assert answer.getvalue() is not None, "a table that is sent in pieces is read to its end"
    assert {name: status for name, status in answers.items() if status not in {200, 302, 403, 404, 405, 410}} == {}


@pytest.mark.parametrize("who", STRANGERS)
def test_no_page_of_a_child_opens_for_a_stranger(sign_in: SignIn, child: Child, who: str) -> None:
    assert not Child.objects.filter(pk=child.pk, assignments__person=person(who)).exists()
    client = sign_in(who)
    for name in OF_A_CHILD:
        at = address(name, child)
        assert client.get(at).status_code in {403, 404}, name
        assert client.post(at).status_code in {403, 404, 405}, name
