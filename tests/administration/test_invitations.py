"""The life of an invitation: sent, looked at, accepted once; replaced, too old, made up."""

import re
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail, signing
from django.core.exceptions import ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.administration.actions import invitations, people
from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.workforce.actions import NoInvitationError
from homeward.workforce.models import Invitation, Person
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
BOTH = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def nora() -> Person:
    """Somebody without a password."""
    nora = newcomer("ongoing_case_manager")
    nora.email = "nora@homeward.example"
    nora.save()
    return nora


def invited(sign_in: SignIn, who: Person) -> str:
    """The address in the letter."""
    sign_in("admin-01").post(reverse("invite", args=[who.pk]))
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_the_letter_has_the_link_and_nothing_of_any_child(sign_in: SignIn, nora: Person) -> None:
    invited(sign_in, nora)
    letter = mail.outbox[0]
    assert letter.to == ["nora@homeward.example"]
    names = {part for one in Child.objects.all() for part in (one.first_name, one.last_name, one.external_id) if part}
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", f"{letter.subject} {letter.body}")] == []
    assert Entry.objects.order_by("-sequence")[0].verb == "invite"


def test_the_invited_person_sets_her_password_and_is_led_to_the_second_factor(sign_in: SignIn, nora: Person) -> None:
    address, hers = invited(sign_in, nora), Client()
    assertContains(hers.get(address), "Welcome, Nora")
    answer = hers.post(address, BOTH)
    setting_up = reverse("mfa_activate_totp").replace("/", "%2F")
    assertRedirects(answer, f"/account/login/?next={setting_up}", fetch_redirect_response=False)
    assertContains(hers.get("/account/login/"), "Your password is set")
    signed = hers.post(
        answer["Location"], {"login": nora.email, "password": PASSWORD, "next": "/account/second-factor/totp/activate/"}
    )
    assert "second-factor" in signed["Location"]
    assert Entry.objects.order_by("-sequence")[0].verb == "accept_invitation"


def test_looking_at_the_link_does_not_use_it_up_but_the_password_does(sign_in: SignIn, nora: Person) -> None:
    address, hers = invited(sign_in, nora), Client()
    assert [hers.get(address).status_code for _ in range(3)] == [200, 200, 200]
    hers.post(address, BOTH)
    assert hers.get(address).status_code == 410
    assert hers.post(address, {"password": "another password", "again": "another password"}).status_code == 410
    assert Person.objects.get(pk=nora.pk).check_password(PASSWORD)


def test_a_link_is_good_for_seven_days(sign_in: SignIn, nora: Person) -> None:
    address = invited(sign_in, nora)
    week = timedelta(days=7)
    Invitation.objects.update(sent_at=timezone.now() - week, ends_at=timezone.now() + timedelta(seconds=30))
    assert Client().get(address).status_code == 200
    Invitation.objects.update(ends_at=timezone.now())
    assert Client().get(address).status_code == 410


def test_the_latest_link_alone_is_good(sign_in: SignIn, nora: Person) -> None:
    first, second = invited(sign_in, nora), invited(sign_in, nora)
    assert [Client().get(address).status_code for address in (first, second)] == [410, 200]


def test_every_bad_link_gets_the_same_kind_page(sign_in: SignIn, nora: Person) -> None:
    good = invited(sign_in, nora)
    made_up = signing.Signer(salt="homeward.invitation").sign("no key")
    unknown = signing.Signer(salt="homeward.invitation").sign(str(nora.pk))
    bad = [good[:-4] + "aaa/", "/account/invitation/x/", *(f"/account/invitation/{t}/" for t in (made_up, unknown))]
    pages = {Client().get(address).content for address in bad}
    assert len(pages) == 1
    assertContains(Client().get(bad[0]), "This link is not good any more", status_code=410)
    assertNotContains(Client().get(bad[0]), "Nora", status_code=410)


def test_a_link_dies_when_the_person_leaves_or_gets_another_address(sign_in: SignIn, nora: Person) -> None:
    address, by = invited(sign_in, nora), person("admin-01")
    people.deactivate(person=nora, by=by, on=TODAY)
    assert Client().get(address).status_code == 410
    people.reactivate(person=nora, by=by, on=TODAY)
    assert Client().post(address, BOTH).status_code == 410
    assert not Person.objects.get(pk=nora.pk).has_usable_password()


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        ("nora@homeward.example", "nora@homeward.example", "too similar"),
        (PASSWORD, "correct horse", "not the same"),
        ("", "", "Choose a password"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    sign_in: SignIn, nora: Person, password: str, again: str, says: str
) -> None:
    address = invited(sign_in, nora)
    assertContains(Client().post(address, {"password": password, "again": again}), says)
    assert Client().get(address).status_code == 200


def test_who_has_a_password_or_has_left_is_not_invited(nora: Person) -> None:
    nora.set_password(PASSWORD)
    nora.save()
    with pytest.raises(ValidationError, match="has a password already"):
        invitations.invite(person=nora, by=person("admin-01"), on=TODAY)
    people.deactivate(person=nora, by=person("admin-01"), on=TODAY)
    with pytest.raises(ValidationError, match="active"):
        invitations.invite(person=nora, by=person("admin-01"), on=TODAY)


def test_a_link_accepted_in_two_windows_counts_once(sign_in: SignIn, nora: Person) -> None:
    token = invited(sign_in, nora).split("/")[-2]
    invitations.accept(token=token, password=PASSWORD)
    with pytest.raises(NoInvitationError):
        invitations.accept(token=token, password="another password")


class Unreachable(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPException("no")


def test_a_mail_server_that_is_down_loses_nothing(sign_in: SignIn, nora: Person, settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    client = sign_in("admin-01")
    page = client.post(reverse("invite", args=[nora.pk]), follow=True)
    assertContains(page, "The mail server did not take the invitation")
    assertContains(page, "Send the invitation again")


def test_whoever_is_taken_on_may_be_invited_at_once(sign_in: SignIn) -> None:
    sent = {"name": "Ada New", "email": "ada@homeward.example", "agency": str(person("admin-01").agency_id)}
    sign_in("admin-01").post(reverse("add_person"), {**sent, "role": "coach", "invites": "on"})
    assert [letter.to for letter in mail.outbox] == [["ada@homeward.example"]]
