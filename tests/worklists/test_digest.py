"""The morning e-mail: counts and links, once a day, to those who want it, whatever happens to one of them."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.asserts import assertContains

from homeward.audit.models import Entry
from homeward.casefile.actions import break_glass
from homeward.casefile.models import Child
from homeward.extracts.models import Mention
from homeward.workforce.models import Person
from homeward.worklists.digest import Sent, send_digests, signed_key
from homeward.worklists.models import Digest, DigestStop
from tests.casefile.staff import child_of, newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db

SITE = "https://homeward.example.org"


@pytest.fixture(autouse=True)
def _site(settings: Settings) -> None:
    settings.HOMEWARD_SITE_URL = SITE


def send() -> Sent:
    return send_digests(today=TODAY)


def sent_to() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


def message_of(external_id: str) -> EmailMultiAlternatives:
    found = [one for one in mail.outbox if one.to == [person(external_id).email]]
    assert len(found) == 1
    assert isinstance(found[0], EmailMultiAlternatives)
    return found[0]


def test_everybody_who_sees_files_and_has_something_to_do_is_sent_one() -> None:
    done = send()
    assert done.sent == len(mail.outbox) > 5
    for who in ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01"):
        assert person(who).email in sent_to()
    for who in ("fac-01", "ext-01", "coach-01", "learner-01"):
        assert person(who).email not in sent_to()


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01"])
def test_its_numbers_are_those_of_today(sign_in: SignIn, who: str) -> None:
    send()
    page = sign_in(who).get("/today/").content.decode()
    on_page = [int(count.replace(",", "")) for count in re.findall(r"<strong>([\d,]+)</strong>", page)]
    in_mail = re.findall(r": (\d+) overdue, (\d+) due this week, (\d+) to settle", str(message_of(who).body))
    assert [int(count) for count in in_mail[0]] == on_page[:3]


def test_it_holds_links_and_no_name() -> None:
    send()
    parts = {part for child in Child.objects.all() for part in (child.first_name, child.last_name) if len(part) > 3}
    parts |= {part for somebody in Person.objects.all() for part in somebody.name.split() if len(part) > 3}
    for message in mail.outbox:
        assert isinstance(message, EmailMultiAlternatives)
        text = f"{message.subject} {message.body} {message.alternatives[0][0]!s}"
        assert f"{SITE}/due/?whose=mine&show=overdue" in str(message.body)
        assert [part for part in parts if re.search(rf"\b{re.escape(part)}\b", text)] == []


def test_a_second_run_on_the_same_day_sends_nothing_and_the_next_day_does() -> None:
    first = send()
    assert (send().sent, len(mail.outbox)) == (0, first.sent)
    assert send_digests(today=TODAY + timedelta(days=1)).sent > 0


def test_who_has_nothing_to_do_is_sent_nothing() -> None:
    idle = newcomer("ongoing_case_manager", unit="three-bridges-1")
    Person.objects.filter(pk=idle.pk).update(email="idle@example.org")
    assert send().nothing_to_do > 0
    assert "idle@example.org" not in sent_to()


def test_who_has_left_is_sent_nothing() -> None:
    Person.objects.filter(external_id="ocm-001").update(is_active=False)
    send()
    assert person("ocm-001").email not in sent_to()


class Picky(EmailBackend):
    """Refuses one address, as a mail server does that does not know it."""

    def send_messages(self, messages: Any) -> int:
        if any(person("ocm-001").email in message.to for message in messages):
            raise SMTPRecipientsRefused({})
        return int(super().send_messages(messages))


class Gone(EmailBackend):
    """A mail server that is not there."""

    def open(self) -> bool:
        raise ConnectionRefusedError


def test_an_address_that_is_refused_stops_nobody_else_and_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Picky"
    done = send()
    assert done.failed == [str(person("ocm-001").pk)]
    assert done.sent == len(mail.outbox) > 5
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert (send().sent, sent_to()[-1]) == (1, person("ocm-001").email)


def test_a_server_that_is_not_there_is_given_up_soon_and_everybody_is_sent_hers_later(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Gone"
    done = send()
    assert (done.is_unreachable, done.sent, len(done.failed)) == (True, 0, 3)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send().sent > 5


def test_what_another_run_has_begun_is_left_to_it_until_it_must_have_stopped() -> None:
    who = person("ocm-001")
    Digest.objects.create(person=who, on=TODAY, begun_at=timezone.now())
    assert send().under_way == 1
    assert who.email not in sent_to()
    Digest.objects.filter(person=who).update(begun_at=timezone.now() - timedelta(minutes=6))
    assert send().sent == 1
    assert sent_to()[-1] == who.email


def test_it_is_stopped_with_one_click_without_signing_in(client: Client) -> None:
    send()
    headers = message_of("ocm-001").extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    asked = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assertContains(asked, "The morning e-mail is stopped")
    assert Entry.objects.latest("sequence").verb == "stopped_digest"
    send_digests(today=TODAY + timedelta(days=1))
    assert sent_to().count(str(person("ocm-001").email)) == 1
    assert client.get("/morning-mail/").status_code == 302


def test_looking_at_the_link_stops_nothing(client: Client) -> None:
    assertContains(client.get(f"/morning-mail/stop/{signed_key(person('ocm-001'))}/"), "Stop the morning e-mail?")
    assert not DigestStop.objects.exists()


@pytest.mark.parametrize("signed", ["x", "00000000-0000-0000-0000-000000000000:x"])
def test_a_link_that_was_not_signed_here_stops_nothing(client: Client, signed: str) -> None:
    assert client.post(f"/morning-mail/stop/{signed}/").status_code == 404
    forged = signed_key(person("ocm-001")).replace(str(person("ocm-001").pk), str(person("sup-01").pk))
    assert client.post(f"/morning-mail/stop/{forged}/").status_code == 404


def test_a_person_stops_it_and_has_it_again_on_a_page_of_her_own(sign_in: SignIn) -> None:
    client = sign_in("ocm-001")
    assertContains(client.get("/account/"), "/morning-mail/")
    assertContains(client.post("/morning-mail/", {"wanted": "no"}, follow=True), "You get no morning e-mail")
    assertContains(client.post("/morning-mail/", {"wanted": "yes"}, follow=True), "Stop the e-mail")
    send()
    assert person("ocm-001").email in sent_to()


def test_a_role_without_files_is_told_that_there_is_none(sign_in: SignIn) -> None:
    assertContains(sign_in("fac-01").get("/morning-mail/"), "there is no e-mail for you")


def test_an_administrators_says_what_waits_from_extracts_and_exceptions() -> None:
    Mention.objects.filter(child=child_of(), column="unit").update(is_known=False, identifier="nobody")
    break_glass(child_id=child_of().pk, by=person("pc-01"), reason="A call at night", on=TODAY)
    send()
    said = str(message_of("admin-01").body)
    assert "To settle from extracts: 1. https" in said
    assert "Opened by exception, to review: 1. https" in said
    assert "To settle from extracts" not in str(message_of("sup-01").body)
