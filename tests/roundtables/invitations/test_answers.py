"""Coming or not: on one's own page, by the link of a letter that works once, and what the consultant sees of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from homeward.audit.models import Entry
from homeward.roundtables.actions import move
from homeward.roundtables.invitations.answers import answer, note_answer
from homeward.roundtables.models import Invited, LetterLink, Roundtable
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, wanted
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
    assert "Seats missing" in day
    assert f"{person('fac-01')}, facilitator, can not come. “Ill”" in day
    for who in ("pc-02", "ocm-001", "ext-01"):
        assert "Seats missing" not in sign_in(who).get("/today/").content.decode()


def test_it_stands_there_no_more_once_she_has_no_seat(sign_in: SignIn, made: Roundtable) -> None:
    answer(invited=invited(made, "fac-01"), says="declined", note="", by=person("fac-01"))
    called_off(made)
    assert "Seats missing" not in sign_in("pc-01").get("/today/").content.decode()


def told(made: Roundtable, who: str = "fac-01", by: str = "pc-01", **more: Any) -> Invited:
    said: dict[str, Any] = {"says": "accepted", "note": "", "told_on": TODAY, **more}
    return note_answer(invited=invited(made, who), by=person(by), today=TODAY, **said)


def test_what_was_said_by_telephone_is_written_down_with_who_and_when(sign_in: SignIn, made: Roundtable) -> None:
    hers = invited(made, "fac-01")
    client, at = sign_in("pc-01"), reverse("note_answer", args=(made.pk, hers.pk))
    page = reverse("roundtable", args=(made.pk,))
    assertContains(client.get(page), at)
    assertContains(client.post(at, {"says": "", "told_on": ""}), "Choose what was answered")
    sent = {"says": "declined", "told_on": f"{TODAY:%b %d, %Y}", "note": "On leave"}
    assertRedirects(client.post(at, sent), page)
    hers.refresh_from_db()
    assert (hers.answer, hers.noted_by, hers.told_on) == ("declined", person("pc-01"), TODAY)
    assertContains(client.get(page), f"noted by {person('pc-01')}")
    assertContains(client.get("/today/"), "On leave")
    noted = Entry.objects.get(verb="note_answer", target=f"roundtable:{made.pk}")
    assert noted.details == {"answer": "declined", "person": str(hers.person_id)}


def test_what_she_answers_herself_later_takes_its_place(made: Roundtable) -> None:
    told(made, says="declined")
    answer(invited=invited(made, "fac-01"), says="accepted", note="", by=person("fac-01"))
    hers = invited(made, "fac-01")
    assert (hers.answer, hers.noted_by, hers.told_on) == ("accepted", None, None)


def test_at_another_time_what_was_said_by_telephone_is_asked_anew(made: Roundtable) -> None:
    told(made)
    later = wanted(made.attending.get().child, on=SOON + timedelta(days=1), moves=made)
    sent: dict[str, Any] = {"by": person("pc-01"), "today": TODAY, "token": uuid4(), "version": None}
    move(roundtable=made, wanted=later, why="The supervisor is ill", **sent)
    hers = invited(made, "fac-01")
    assert (hers.answer, hers.noted_by, hers.told_on) == ("", None, None)


@pytest.mark.parametrize("by", ["ocm-001", "fac-01", "qa-01", "pc-02"])
def test_nobody_else_than_who_convenes_writes_answers_down(made: Roundtable, by: str) -> None:
    with pytest.raises(PermissionDenied):
        told(made, by=by)


def test_an_answer_was_given_before_today_and_to_what_has_not_begun(made: Roundtable, later: Later) -> None:
    with pytest.raises(ValidationError, match="has not come"):
        told(made, told_on=TODAY + timedelta(days=1))
    later(timedelta(days=10))
    with pytest.raises(ValidationError, match="has begun"):
        told(made)
