"""Reminders: some working days before, as each person's own agency has it, and never two of one time."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from homeward.roundtables.invitations.correspondence import correspondence_of, save_correspondence
from homeward.roundtables.invitations.reminders import keep_all_up, reminder_day
from homeward.roundtables.models import Invited, Letter, Roundtable
from homeward.workforce.models import Agency
from tests.casefile.staff import person
from tests.roundtables.arranged import SOON, convened
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.post import deliver, latest_to
from tests.roundtables.invitations.test_letters import SEATED, called_off, moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Roundtable:
    made = convened()
    deliver()
    mail.outbox.clear()
    return made


def night(on: date, later: Later) -> int:
    """The nightly run of a day."""
    later(on - timezone.localdate())
    written = keep_all_up(today=on, now=timezone.now())
    deliver()
    return written


def test_two_working_days_are_counted_over_the_weekend() -> None:
    assert reminder_day(date(2026, 12, 15), 2) == date(2026, 12, 11)
    assert reminder_day(date(2026, 12, 14), 1) == date(2026, 12, 11)


def test_everybody_is_reminded_once_two_working_days_before(made: Roundtable, later: Later) -> None:
    due = reminder_day(SOON, 2)
    assert night(due - timedelta(days=1), later) == 0
    assert night(due, later) == len(SEATED)
    assert [night(due + timedelta(days=more), later) for more in (0, 1)] == [0, 0]
    assert sorted(one.to[0] for one in mail.outbox) == sorted(str(person(who).email) for who in SEATED)
    assert latest_to("ext-01").subject.startswith("Reminder")
    assert latest_to("ext-01").attachments == []


def test_a_night_that_was_left_out_is_made_up_for(made: Roundtable, later: Later) -> None:
    assert night(SOON - timedelta(days=1), later) == len(SEATED)


def test_each_is_reminded_as_her_own_agency_has_it(made: Roundtable, later: Later) -> None:
    partner, county = (Agency.objects.get(external_id=one) for one in ("partner", "county"))
    save_correspondence(agency=partner, reminder_working_days=4, organizer_email="", by=person("pc-01"))
    save_correspondence(agency=county, reminder_working_days=0, organizer_email="", by=person("pc-01"))
    assert night(reminder_day(SOON, 4), later) == 1
    assert [one.to for one in mail.outbox] == [[person("ext-01").email]]
    assert night(SOON - timedelta(days=1), later) == 0


def test_an_agency_without_a_word_of_its_own_does_as_the_one_above(made: Roundtable) -> None:
    county = Agency.objects.get(external_id="county")
    save_correspondence(agency=county, reminder_working_days=5, organizer_email="", by=person("pc-01"))
    assert correspondence_of(made.agency).reminder_working_days == 5
    assert correspondence_of(Agency.objects.get(external_id="partner")).reminder_working_days == 2


def test_whoever_is_told_late_or_can_not_come_is_not_reminded(made: Roundtable, later: Later) -> None:
    Invited.objects.filter(person=person("fac-01")).update(answer="declined")
    Letter.objects.filter(invited__person=person("ext-01")).update(
        sent_at=timezone.now() + (reminder_day(SOON, 2) - timezone.localdate())
    )
    assert night(reminder_day(SOON, 2), later) == len(SEATED) - 2


def test_another_time_has_a_reminder_of_its_own_and_another_seat_has_not(made: Roundtable, later: Later) -> None:
    assert night(reminder_day(SOON, 2), later) == len(SEATED)
    moved(made, scribe=person("fac-02"))
    deliver()
    assert night(SOON - timedelta(days=1), later) == 0
    moved(made, on=SOON + timedelta(days=10))
    deliver()
    assert night(reminder_day(SOON + timedelta(days=10), 2), later) == len(SEATED)


def test_nobody_is_reminded_of_what_is_cancelled(made: Roundtable, later: Later) -> None:
    called_off(made)
    assert night(SOON - timedelta(days=1), later) == 0
