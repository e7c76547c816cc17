"""Coming or not: on one's own page, by the link of a letter that works once, and what the consultant sees of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.roundtables.invitations.answers import answer
from homeward.roundtables.models import Invited, LetterLink, Roundtable
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.roundtables.arranged import convened
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.post import deliver, latest_to, letters_to, link_in
from tests.roundtables.invitations.test_letters import called_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Roundtable:
    made = convened()
    deliver()
    return made


def invited(made: Roundtable, who: str) -> Invited:
    return Invited.objects.select_related("person", "roundtable").get(roundtable=made, person=person(who))


def by_link(who: str) -> str:
    return link_in(latest_to(who), "invited")


def test_on_her_own_page_she_says_that_she_comes_and_changes_it(sign_in: SignIn, made: Roundtable) -> None:
    client, at = sign_in("fac-01"), reverse("answer_invitation", args=(made.pk,))
    assert client.post(at, {"says": ""}).status_code == 200
    assert at in client.get("/today/").content.decode()
    client.post(at, {"says": "accepted"})
    assert invited(made, "fac-01").answer == "accepted"
    assert at not in client.get("/today/").content.decode()
    client.post(at, {"says": "tentative", "note": "Perhaps late"})
    assert (invited(made, "fac-01").answer, invited(made, "fac-01").note) == ("tentative", "Perhaps late")
    assert Entry.objects.filter(verb="answer_invitation", by=person("fac-01")).count() == 2


def test_looking_at_the_link_changes_nothing_and_sending_it_saves_once(made: Roundtable) -> None:
    at, hers = by_link("fac-01"), Client(enforce_csrf_checks=False)
    for _ in range(2):
        page = hers.get(at)
        assert (page.status_code, invited(made, "fac-01").answer) == (200, "")
    assert hers.head(at).status_code == 200
    hers.post(at, {"says": "declined", "note": "Ill"})
    assert invited(made, "fac-01").answer == "declined"
    again = hers.get(at)
    assert (again.status_code, "Your answer is saved" in again.content.decode()) == (200, True)
    hers.post(at, {"says": "accepted"})
    assert invited(made, "fac-01").answer == "declined"


def test_the_page_of_a_link_names_no_child(made: Roundtable) -> None:
    page, child = Client().get(by_link("fac-01")).content.decode(), made.attending.get().child
    assert (child.first_name in page, child.last_name in page) == (False, False)


def test_nothing_is_saved_without_the_token_of_the_page(made: Roundtable) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(by_link("fac-01"), {"says": "accepted"}).status_code == 403
    assert invited(made, "fac-01").answer == ""


def test_a_used_link_is_exchanged_for_a_new_one_five_times_a_day(made: Roundtable) -> None:
    at, hers = by_link("fac-01"), Client()
    hers.post(at, {"says": "accepted"})
    for _ in range(5):
        assert "on its way" in hers.post(at, {"step": "again"}).content.decode()
    assert "No more links today" in hers.post(at, {"step": "again"}).content.decode()
    assert deliver().sent == 5
    assert len(letters_to("fac-01")) == 6
    hers.post(by_link("fac-01"), {"says": "declined"})
    assert invited(made, "fac-01").answer == "declined"


@pytest.mark.parametrize("bad", ["x", "x" * 43, "%20"])
def test_every_other_link_is_dead(made: Roundtable, bad: str) -> None:
    for kind in ("invited", "guest"):
        answer = Client().get(f"/{kind}/{bad}/")
        assert (answer.status_code, "not good any more" in answer.content.decode()) == (410, True)


def test_a_link_dies_with_the_roundtable_and_with_its_beginning(made: Roundtable, later: Later) -> None:
    at = by_link("ext-01")
    later(timedelta(days=20))
    assert Client().post(at, {"says": "accepted"}).status_code == 410
    later(timedelta(days=-20))
    assert Client().get(at).status_code == 200
    called_off(made)
    assert Client().get(at).status_code == 410
    assert Client().post(at, {"step": "again"}).status_code == 410


def test_only_a_fingerprint_of_a_link_is_kept(made: Roundtable) -> None:
    words = {link_in(one, "invited").split("/")[2] for who in ("fac-01", "ext-01") for one in letters_to(who)}
    kept = "".join(LetterLink.objects.values_list("fingerprint", flat=True))
    assert len(words) == 2
    assert not any(word in kept for word in words)


def test_the_consultant_sees_who_answered_what(sign_in: SignIn, made: Roundtable) -> None:
    answer(invited=invited(made, "fac-01"), says="accepted", note="", by=person("fac-01"))
    page = sign_in("pc-01").get(reverse("roundtable", args=(made.pk,))).content.decode()
    assert "1 of 5 people come" in page
    assert "No answer yet" in page


def test_somebody_who_drops_out_stands_on_the_consultants_day(sign_in: SignIn, made: Roundtable) -> None:
    answer(invited=invited(made, "fac-01"), says="declined", note="Ill", by=person("fac-01"))
    day = sign_in("pc-01").get("/today/").content.decode()
    assert "Somebody can not come" in day
    assert f"{person('fac-01')}, facilitator, can not come. “Ill”" in day
    for who in ("pc-02", "ocm-001", "ext-01"):
        assert "Somebody can not come" not in sign_in(who).get("/today/").content.decode()


def test_it_stands_there_no_more_once_she_has_no_seat(sign_in: SignIn, made: Roundtable) -> None:
    answer(invited=invited(made, "fac-01"), says="declined", note="", by=person("fac-01"))
    called_off(made)
    assert "Somebody can not come" not in sign_in("pc-01").get("/today/").content.decode()
