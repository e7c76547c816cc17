"""A calendar of one's own: a secret address that is shown once and can be taken back; nothing of a child in it."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.obligations.actions import record_event
from homeward.roundtables.actions import hold
from homeward.roundtables.invitations.feed import make_feed, revoke_feed
from homeward.roundtables.models import CalendarFeed
from homeward.website.log_lines import WithoutValues
from tests.casefile.staff import person
from tests.cast_county import SignIn
from tests.roundtables.arranged import SOON, convened
from tests.roundtables.invitations.conftest import SITE, Later
from tests.roundtables.invitations.post import deliver, entries
from tests.roundtables.invitations.test_letters import called_off, moved

pytestmark = pytest.mark.django_db


def made_by_form(client: Client) -> str:
    page = client.post(reverse("my_calendar"), {"step": "make"}).content.decode()
    found = page.partition(f'value="{SITE}')[2].partition('"')[0]
    assert found.endswith("/roundtables.ics")
    return found


def test_the_address_is_shown_once_and_finds_her_roundtables(sign_in: SignIn) -> None:
    made = convened()
    client = sign_in("ext-01")
    at = made_by_form(client)
    assert at not in client.get(reverse("my_calendar")).content.decode()
    answer = Client().get(at)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (entry,) = entries(answer.content)
    assert (entry["UID"], entry["DTSTART"].dt) == (f"{made.pk}@roundtables.homeward", made.starts_at)
    child = made.attending.get().child
    for name in (child.first_name, child.last_name, child.external_id):
        assert name not in answer.content.decode()


def test_the_feed_follows_what_changes() -> None:
    made = convened()
    at = reverse("calendar_feed", args=(make_feed(person=person("ext-01")),))
    deliver()
    moved(made, on=SOON + timedelta(days=1))
    (entry,) = entries(Client().get(at).content)
    assert (entry["SEQUENCE"], entry["DTSTART"].dt.date()) == (1, SOON + timedelta(days=1))
    called_off(made)
    assert entries(Client().get(at).content) == []


def test_what_was_held_stays_in_it_until_its_form_is_completed() -> None:
    made = convened()
    at = reverse("calendar_feed", args=(make_feed(person=person("ext-01")),))
    hold(roundtable=made, by=person("pc-01"), today=SOON)
    assert len(entries(Client().get(at).content)) == 1
    child = made.attending.get().child
    given: dict[str, Any] = {"kind": "consultation_form_completed", "on": SOON, "by": person("ocm-001"), "today": SOON}
    record_event(child=child, **given)
    assert entries(Client().get(at).content) == []


def test_nobody_elses_roundtables_are_in_it() -> None:
    convened()
    at = reverse("calendar_feed", args=(make_feed(person=person("fac-02")),))
    assert entries(Client().get(at).content) == []


def test_a_new_address_takes_the_place_of_the_old_and_a_revoked_one_is_not_there(sign_in: SignIn) -> None:
    client = sign_in("ext-01")
    first, second = made_by_form(client), made_by_form(client)
    assert [Client().get(at).status_code for at in (first, second)] == [404, 200]
    client.post(reverse("my_calendar"), {"step": "revoke"})
    assert Client().get(second).status_code == 404
    assert Client().get(second).content == Client().get(second.replace("/calendar/", "/calendar/x")).content


def test_whoever_left_has_no_calendar() -> None:
    at = reverse("calendar_feed", args=(make_feed(person=person("ext-01")),))
    leaver = person("ext-01")
    leaver.is_active = False
    leaver.save()
    assert Client().get(at).status_code == 404


def test_the_secret_stands_in_no_table_no_audit_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    secret = make_feed(person=person("ext-01"))
    at = reverse("calendar_feed", args=(secret,))
    revoke_feed(person=person("ext-01"))
    with caplog.at_level(logging.DEBUG):
        Client().get(at)
    lines = [WithoutValues("{message}", style="{").format(one) for one in caplog.records]
    assert [line for line in lines if "/calendar/…/roundtables.ics" in line]
    kept = [
        *CalendarFeed.objects.values_list("fingerprint", flat=True),
        *Entry.objects.values_list("details", "target"),
    ]
    assert secret not in f"{kept}{lines}"
    assert [one.verb for one in Entry.objects.order_by("-sequence")[:2]] == [
        "revoke_calendar_feed", "make_calendar_feed"]  # fmt: skip


def test_the_past_is_left_behind(later: Later) -> None:
    convened()
    at = reverse("calendar_feed", args=(make_feed(person=person("ext-01")),))
    later(timedelta(days=200))
    assert entries(Client().get(at).content) == []
