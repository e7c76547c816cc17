"""Letters to whoever has a seat: announced, moved, cancelled, a seat changed; nothing of a child; nothing lost."""

import re
from datetime import time, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from homeward.casefile.models import Child
from homeward.roundtables.actions import cancel, hold, move
from homeward.roundtables.invitations.correspondence import save_correspondence
from homeward.roundtables.invitations.keep import keep_up
from homeward.roundtables.models import Invited, Letter, Notice, Roundtable
from homeward.workforce.models import Agency
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, wanted
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.post import deliver, entry_in, ics_in, latest_to, letters_to

pytestmark = pytest.mark.django_db

SEATED = ("pc-01", "ocm-001", "sup-01", "fac-01", "ext-01")


def moved(made: Roundtable, **other: Any) -> Roundtable:
    child = made.attending.get().child
    child.refresh_from_db()
    asked = wanted(child, moves=made, **other)
    return move(roundtable=made, wanted=asked, why="The room is taken.", by=person("pc-01"), today=TODAY,
                token=uuid4(), version=None)  # fmt: skip


def called_off(made: Roundtable) -> None:
    cancel(roundtable=made, why="Another day.", by=person("pc-01"), today=TODAY)


def test_everybody_with_a_seat_is_invited_with_an_entry_for_the_calendar() -> None:
    made = convened()
    assert deliver().sent == len(SEATED)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(str(person(who).email) for who in SEATED)
    letter = latest_to("fac-01")
    assert letter.subject == "Invitation: permanency roundtable, Tue, Dec 1, 2026"
    assert "You:   facilitator" in letter.body
    assert 'method="REQUEST"' in letter.message().as_string() or "method=REQUEST" in letter.message().as_string()
    entry = entry_in(letter)
    assert entry["UID"] == f"{made.pk}@roundtables.homeward"
    assert (entry["SEQUENCE"], entry["STATUS"]) == (0, "CONFIRMED")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (made.starts_at, made.ends_at)


def test_no_letter_says_anything_of_a_child() -> None:
    made = convened()
    deliver()
    moved(made, on=SOON + timedelta(days=1))
    deliver()
    called_off(made)
    deliver()
    sent = "\n".join(one.message().as_string() + ics_in(one) for one in mail.outbox)
    child = Child.objects.get(roundtables__roundtable=made)
    for name in filter(None, (child.first_name, child.last_name, child.external_id, str(child.pk), child.case_id)):
        assert not re.search(rf"\b{re.escape(name)}\b", sent), name


def test_a_letter_names_no_relative_and_does_not_tell_that_a_tribe_takes_part() -> None:
    convened(others=("Maria Everhart, mother", "Her teacher"), tribal_representatives=("Ms. Bear",))
    deliver()
    body = latest_to("fac-01").body
    for said in ("Maria", "mother", "teacher", "Bear", "ribal", "tribe"):
        assert said not in body, said
    assert "  and 3 further participants\n" in body
    assert f"{person('sup-01')}, supervisor" in body


def test_moved_it_is_the_same_entry_with_a_higher_number_and_answers_are_asked_anew() -> None:
    made = convened()
    deliver()
    Invited.objects.filter(roundtable=made).update(answer="accepted")
    moved(made, on=SOON + timedelta(days=1))
    assert deliver().sent == len(SEATED)
    before, after = (entry_in(one) for one in letters_to("ext-01"))
    assert (before["UID"], before["SEQUENCE"] + 1) == (after["UID"], after["SEQUENCE"])
    assert (after["DTSTART"].dt - before["DTSTART"].dt) == timedelta(days=1)
    assert latest_to("ext-01").subject.startswith("Changed")
    assert set(Invited.objects.values_list("answer", flat=True)) == {""}


def test_whoever_loses_the_seat_gets_a_cancellation_and_answers_of_the_others_stay() -> None:
    made = convened()
    deliver()
    Invited.objects.filter(roundtable=made).update(answer="accepted")
    moved(made, facilitator=person("fac-02"))
    assert deliver().sent == len(SEATED) + 1
    gone = latest_to("fac-01")
    assert gone.subject.startswith("Cancelled for you")
    assert (entry_in(gone)["STATUS"], "METHOD:CANCEL" in ics_in(gone)) == ("CANCELLED", True)
    assert letters_to("fac-02")[0].subject.startswith("Invitation")
    assert Invited.objects.get(roundtable=made, person=person("ext-01")).answer == "accepted"


def test_a_change_says_which_time_it_was_to_be_or_that_the_beginning_stays() -> None:
    made = convened()
    deliver()
    moved(made, at=time(13))
    deliver()
    assert "It was to be on Tue, Dec 1, 2026, 9:00 a.m.; now it is:" in latest_to("sup-01").body
    moved(made, at=time(13), facilitator=person("fac-02"))
    deliver()
    assert "begins when it did" in latest_to("sup-01").body


def test_whoever_loses_the_seat_while_it_is_moved_is_told_of_the_time_that_she_knows() -> None:
    made = convened()
    deliver()
    moved(made, on=SOON + timedelta(days=1), at=time(13), facilitator=person("fac-02"))
    deliver()
    letter = latest_to("fac-01")
    assert letter.subject == "Cancelled for you: permanency roundtable, Tue, Dec 1, 2026"
    assert "When:  Tue, Dec 1, 2026, 9:00 a.m." in letter.body
    assert "1:00 p.m." not in letter.body


def test_cancelled_everybody_is_told_under_the_same_entry() -> None:
    made = convened()
    deliver()
    called_off(made)
    called_off(made)
    assert deliver().sent == len(SEATED)
    first, last = (entry_in(one) for one in letters_to("sup-01"))
    assert (last["UID"], last["SEQUENCE"], last["STATUS"]) == (first["UID"], 1, "CANCELLED")
    assert "/invited/" not in latest_to("sup-01").body


def test_nothing_is_sent_twice() -> None:
    made = convened()
    deliver()
    for again in (made, Roundtable.objects.get(pk=made.pk)):
        keep_up(again, today=TODAY)
        assert deliver().sent == 0
    assert len(mail.outbox) == len(SEATED)


def test_whoever_was_never_written_to_has_nothing_to_cancel() -> None:
    made = convened()
    called_off(made)
    assert deliver().sent == 0
    assert not Letter.objects.waiting().exists()


def test_what_has_begun_is_not_announced_any_more(later: Later) -> None:
    convened()
    later(timedelta(days=30))
    assert deliver().sent == 0
    assert not Letter.objects.waiting().exists()


def test_what_was_held_is_not_announced_any_more() -> None:
    made = convened()
    hold(roundtable=made, by=person("pc-01"), today=SOON)
    assert (deliver().sent, Letter.objects.waiting().count()) == (0, 0)


class Down(EmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise ConnectionRefusedError

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


class Refusing(EmailBackend):
    """A mail server that does not know one mailbox."""

    def send_messages(self, messages: Any) -> int:
        if "fac-01" in messages[0].to[0]:
            raise SMTPRecipientsRefused({})
        return super().send_messages(messages)


def test_a_mail_server_that_is_down_loses_nothing_and_the_page_says_since_when(
    settings: Settings, sign_in: SignIn, later: Later
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    made = convened()
    done = deliver()
    assert (done.sent, done.left, done.is_unreachable) == (0, len(SEATED), True)
    page = sign_in("pc-01").get(reverse("roundtable", args=(made.pk,))).content.decode()
    assert "not sent yet, since Sun, Nov 22, 2026, 10:00 a.m.: the mail server can not be reached" in page
    later(timedelta(minutes=10))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver().sent == len(SEATED)
    page = sign_in("pc-01").get(reverse("roundtable", args=(made.pk,))).content.decode()
    assert "not sent yet" not in page


def test_one_address_that_is_refused_keeps_no_other_letter_back(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    convened()
    done = deliver()
    assert (done.sent, done.refused, done.left) == (len(SEATED) - 1, 1, 1)
    assert Letter.objects.waiting().get().problem == "refused"


def test_only_the_latest_is_sent_when_the_server_is_back(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    made = convened()
    deliver()
    moved(made, on=SOON + timedelta(days=1))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver().sent == len(SEATED)
    assert entry_in(latest_to("pc-01"))["SEQUENCE"] == 1


def test_without_an_address_of_the_website_letters_wait(settings: Settings) -> None:
    settings.HOMEWARD_SITE_URL = ""
    convened()
    assert (deliver().has_no_site, Letter.objects.waiting().count()) == (True, len(SEATED))


def test_nobody_else_sends_what_is_being_sent() -> None:
    convened()
    Letter.objects.update(begun_at=timezone.now())
    assert deliver().sent == 0
    Letter.objects.update(begun_at=timezone.now() - timedelta(minutes=6))
    assert deliver().sent == len(SEATED)


def test_letters_are_sent_once_the_transaction_is_through(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with TestCase.captureOnCommitCallbacks(execute=True), transaction.atomic():
        convened()
        assert mail.outbox == []
    assert len(mail.outbox) == len(SEATED)


def test_the_agency_is_named_as_the_one_who_invites() -> None:
    made = convened()
    above = Agency.objects.get(pk=made.agency_id).parent
    assert above is not None
    save_correspondence(agency=above, reminder_working_days=2, organizer_email="prt@county.example", by=person("pc-01"))
    deliver()
    letter = latest_to("ext-01")
    organizer = entry_in(letter)["ORGANIZER"]
    assert (organizer, organizer.params["CN"]) == ("mailto:prt@county.example", str(made.agency))
    assert letter.reply_to == ["prt@county.example"]


def test_nobody_is_written_to_about_made_up_children() -> None:
    made = convened()
    for rows in (Letter, Invited, Notice):
        rows.objects.all().delete()
    made.agency.is_practice = True
    keep_up(made, today=TODAY)
    assert Letter.objects.count() == 0
