"""Notices and the earliest hearing that follows, invitations, contacts, and what a tribe told in confidence."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import BreakGlass, Child, TribalAffiliation
from homeward.obligations.actions import record_event
from homeward.wicwa.contacts import designate
from homeward.wicwa.models import MoreTime, NoticeReceipt, TribalContact, TribalInvitation, TribalNotice
from homeward.wicwa.picture import Notice, OfTribe, tribes_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Person, Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.obligations.opened import opened
from tests.wicwa.conftest import Write, worker_of

pytestmark = pytest.mark.django_db

SECRET = "naming ceremony"


def of_tribe(child: Child) -> OfTribe:
    (one,) = tribes_of(child, [], wording_on(TODAY), TODAY, None)
    return one


def noticed(child: Child, tribe: Tribe, write: Write, **more: object) -> Notice:
    said = {"proceeding": "Permanency hearing", "sent_to": "The clerk", "means": "Registered mail"}
    write(TribalNotice, child, tribe=tribe, on=TODAY - timedelta(days=9), **said, **more)
    return of_tribe(child).notices[0]


def at(child: Child) -> str:
    return reverse("wicwa", args=(child.pk,))


def test_without_a_receipt_the_earliest_hearing_can_not_be_told(noah: Child, tribe: Tribe, write: Write) -> None:
    assert noticed(noah, tribe, write).earliest_on is None


def test_the_earliest_hearing_follows_from_the_day_of_receipt(noah: Child, tribe: Tribe, write: Write) -> None:
    hearing_on = TODAY + timedelta(days=3)
    notice = noticed(noah, tribe, write, hearing_on=hearing_on).notice
    write(NoticeReceipt, noah, notice=notice, on=TODAY - timedelta(days=6), how_known="Return receipt")
    row = of_tribe(noah).notices[0]
    assert row.earliest_on == TODAY + timedelta(days=4)
    assert row.is_too_early
    boundary = Notice(row.notice, row.receipt, [], row.earliest_on, row.earliest_on)
    assert not boundary.is_too_early


def test_a_tribes_request_for_more_time_moves_the_earliest_hearing_by_twenty_days_at_most(
    client_of_worker: Client, aiyana: Child, tribe: Tribe
) -> None:
    notice = TribalNotice.objects.of(aiyana.pk)[0]
    before = of_tribe(aiyana).notices[0].earliest_on
    assert before
    at_form = reverse("record_wicwa", args=(aiyana.pk, "more-time"))
    typed = {"notice": str(notice.pk), "asked_by": "The tribe's attorney", "how_known": "Her letter", "days": "21"}
    sent = opened(client_of_worker, at_form, **typed, step="save")
    assertContains(client_of_worker.post(at_form, sent), "At most 20 days more", count=2)
    for days, after in (("15", 15), ("10", 20)):
        sent = opened(client_of_worker, at_form, **typed | {"days": days}, step="save")
        assert client_of_worker.post(at_form, sent).status_code == 302
        assert of_tribe(aiyana).notices[0].earliest_on == before + timedelta(days=after)
    assertContains(client_of_worker.get(at(aiyana)), "15 days more, asked for Sun, Nov 22, 2026, by The tribe&#x27;s")
    asked = MoreTime.objects.of(aiyana.pk)[0]
    correct_at = reverse("correct_wicwa", args=(aiyana.pk, "more-time", asked.pk))
    sent = opened(client_of_worker, correct_at, **typed, why="Not asked", withdraws="1", step="save")
    assert client_of_worker.post(correct_at, sent | {"days": "10"}).status_code == 302
    assert of_tribe(aiyana).notices[0].earliest_on == before + timedelta(days=15)


def test_what_was_received_is_still_received_after_the_notice_is_put_right(
    sign_in: SignIn, noah: Child, tribe: Tribe, write: Write
) -> None:
    client, wrong = sign_in(str(worker_of(noah).external_id)), noticed(noah, tribe, write).notice
    write(NoticeReceipt, noah, notice=wrong, on=TODAY - timedelta(days=6), how_known="Return receipt")
    write(MoreTime, noah, notice=wrong, on=TODAY, days=5, asked_by="The clerk", how_known="Her letter")
    correct_at = reverse("correct_wicwa", args=(noah.pk, "notice", wrong.pk))
    typed = {"tribe": str(tribe.pk), "proceeding": "Petition", "sent_to": "The clerk", "means": "By hand"}
    day = (TODAY - timedelta(days=8)).isoformat()
    sent = opened(client, correct_at, **typed, step="save") | {"when": "other", "on": day, "why": "By hand"}
    assert client.post(correct_at, sent).status_code == 302
    (row,) = of_tribe(noah).notices
    assert (row.notice.means, row.earliest_on) == ("By hand", TODAY + timedelta(days=9))


def test_a_notice_without_a_day_is_held_against_the_hearing_that_is_announced(
    noah: Child, tribe: Tribe, write: Write
) -> None:
    on = TODAY + timedelta(days=2)
    record_event(child=noah, kind="permanency_hearing_scheduled", on=on, by=person("sup-01"), today=TODAY)
    assert noticed(noah, tribe, write).hearing_on == on


def test_nothing_is_received_before_it_is_sent(client_of_worker: Client, aiyana: Child) -> None:
    notice = TribalNotice.objects.of(aiyana.pk)[0]
    address = reverse("record_wicwa", args=(aiyana.pk, "receipt"))
    typed = {"notice": str(notice.pk), "how_known": "A call", "when": "other", "on": "Jan 3, 2026"}
    page = client_of_worker.post(address, opened(client_of_worker, address, **typed, step="save"))
    assertContains(page, "It was sent later", count=2)


def test_only_a_notice_of_this_child_can_be_received(noah: Child, aiyana: Child, sign_in: SignIn) -> None:
    client, address = sign_in(str(worker_of(noah).external_id)), reverse("record_wicwa", args=(noah.pk, "receipt"))
    typed = {"notice": str(TribalNotice.objects.of(aiyana.pk)[0].pk), "how_known": "A call"}
    assertContains(client.post(address, opened(client, address, **typed, step="save")), "Select a valid choice")


def test_it_is_shown_how_long_after_the_tribe_was_named_it_was_invited(noah: Child, tribe: Tribe, write: Write) -> None:
    noticed(noah, tribe, write)
    assert of_tribe(noah).invited_after == "Not invited yet."
    write(TribalInvitation, noah, tribe=tribe, to_what="The hearing", invited="The clerk", on=TODAY - timedelta(days=5))
    assert of_tribe(noah).invited_after == ("First invited Tue, Nov 17, 2026, 4 days after the tribe was first named.")


def test_a_contact_is_written_down_once_and_ended(sign_in: SignIn, tribe: Tribe) -> None:
    client, address = sign_in("ocm-001"), reverse("tribal_contacts")
    sent = {"tribe": str(tribe.pk), "name": "Joe Clearwater", "from_on": "Nov 2, 2026", "email": "joe@example.org"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    contact = TribalContact.objects.get(name="Joe Clearwater")
    assertContains(client.get(address), "joe@example.org")
    for _ in range(2):
        client.post(reverse("end_tribal_contact", args=(contact.pk,)), {"why": "The tribe's letter of today"})
    contact.refresh_from_db()
    assert contact.until_on == TODAY - timedelta(days=1)
    assert Entry.objects.filter(verb="end_contact").count() == 1


def test_why_a_contact_is_no_longer_designated_is_asked_for_and_stays_to_be_read(sign_in: SignIn, tribe: Tribe) -> None:
    client, contact = sign_in("sup-01"), TribalContact.objects.all()[0]
    end_at = reverse("end_tribal_contact", args=(contact.pk,))
    assertContains(client.get(end_at), "is no longer designated")
    assertContains(client.post(end_at, {"why": " "}), "This field is required", count=2)
    contact.refresh_from_db()
    assert contact.until_on is None
    client.post(end_at, {"why": "She has retired, the council writes"})
    page = client.get(reverse("tribal_contacts"))
    assertContains(page, "She has retired, the council writes")
    assertContains(page, f"recorded by {person('sup-01')}")
    assert client.get(end_at).status_code == 302


def test_a_contact_can_not_begin_ahead(sign_in: SignIn, tribe: Tribe) -> None:
    sent = {"tribe": str(tribe.pk), "name": "Joe Clearwater", "from_on": "Dec 2, 2026"}
    assertContains(sign_in("ocm-001").post(reverse("tribal_contacts"), sent), "can not lie ahead", count=2)


def test_only_who_is_designated_today_stands_at_the_tribe(aiyana: Child, tribe: Tribe, worker: Person) -> None:
    designate(tribe=tribe, name="Joe Clearwater", from_on=TODAY, by=worker, today=TODAY)
    TribalContact.objects.exclude(name="Joe Clearwater").update(until_on=TODAY - timedelta(days=1))
    assert [one.name for one in of_tribe(aiyana).contacts] == ["Joe Clearwater"]


@pytest.mark.parametrize(
    ("who", "reads"), [("sup", True), ("worker", True), ("guest-01", True), ("pc-01", False), ("admin-01", False)]
)
def test_what_a_tribe_told_in_confidence_is_read_by_few(
    sign_in: SignIn, aiyana: Child, worker: Person, who: str, reads: bool
) -> None:
    supervisor = Person.objects.get(unit=aiyana.unit, roles__name="supervisor")
    by = {"sup": supervisor.external_id, "worker": worker.external_id}.get(who, who)
    page = sign_in(str(by)).get(at(aiyana))
    assert page.status_code == 200
    (assertContains if reads else assertNotContains)(page, SECRET)


def test_broken_glass_does_not_open_it_either(sign_in: SignIn, aiyana: Child) -> None:
    Child.objects.filter(pk=aiyana.pk).update(is_restricted=True)
    client = sign_in("admin-01")
    assert client.get(at(aiyana)).status_code == 404
    BreakGlass.objects.create(
        child=aiyana, person=person("admin-01"), reason="An emergency", from_on=TODAY, until_on=TODAY
    )
    page = client.get(at(aiyana))
    assertContains(page, "Active efforts")
    assertNotContains(page, SECRET)


def test_a_tribes_guest_reads_notices_invitations_and_rows_of_active_efforts_and_records_nothing(
    sign_in: SignIn, aiyana: Child
) -> None:
    client = sign_in("guest-01")
    page = client.get(at(aiyana))
    for said in ("Petition for protection or services", "She came by video", "no free home before spring", SECRET):
        assertContains(page, said)
    for said in ("My mother is enrolled", "May Rivers", "Record a notice", "Correct<", "Evaluate active efforts"):
        assertNotContains(page, said)
    assert client.get(reverse("record_wicwa", args=(aiyana.pk, "effort"))).status_code == 403


def test_a_guest_does_not_read_of_another_tribe(sign_in: SignIn, aiyana: Child, write: Write) -> None:
    other = Tribe.objects.create(name="Lakeshore Nation")
    noticed_of = {"proceeding": "Another hearing", "sent_to": "Their clerk", "means": "Mail"}
    write(TribalNotice, aiyana, tribe=other, **noticed_of)
    page = sign_in("guest-01").get(at(aiyana))
    assertNotContains(page, "Lakeshore Nation")
    assertNotContains(page, "Another hearing")


def test_a_guest_sees_nothing_once_the_child_is_not_her_tribes(sign_in: SignIn, aiyana: Child) -> None:
    TribalAffiliation.objects.filter(child=aiyana).update(until_on=TODAY - timedelta(days=1))
    assert sign_in("guest-01").get(at(aiyana)).status_code == 404
