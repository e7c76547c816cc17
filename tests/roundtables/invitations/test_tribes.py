"""The tribe of an Indian child is invited at the earliest point: asked for, recorded, shown, noted if missing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from homeward.audit.models import Entry
from homeward.casefile.access import TribalAffiliation
from homeward.casefile.models import Child
from homeward.roundtables.invitations.tribes import record_invitation, record_reply, standing
from homeward.roundtables.models import Notice, TribalInvitation
from homeward.workforce.models import Tribe
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, waiting_child
from tests.roundtables.invitations.test_letters import called_off

pytestmark = pytest.mark.django_db

MISSING = "The invitation of the tribe is missing."


@pytest.fixture
def child() -> Child:
    child = waiting_child()
    child.indian_child = "yes"
    child.save(update_fields=["indian_child"])
    return child


def invited(child: Child, **other: Any) -> TribalInvitation:
    said = {"tribe": "The tribe", "name": "Nokomis River", "how": "phone", "on": TODAY, "token": uuid4()}
    return record_invitation(child=child, by=person("pc-01"), today=TODAY, **{**said, **other})


def test_the_form_of_convening_says_so_and_asks_to_invite(sign_in: SignIn, child: Child) -> None:
    at = reverse("convene", args=(child.pk,))
    page = sign_in("pc-01").get(at).content.decode()
    assert "is an Indian child" in page
    assert "at the earliest point; no invitation is recorded" in page
    assert reverse("invite_tribe", args=(child.pk,)) in page
    invited(child)
    assert "is invited on Sun, Nov 22, 2026" in sign_in("pc-01").get(at).content.decode()


@pytest.mark.parametrize(("said", "has_tribe", "expected"), [
    ("yes", False, [False]), ("no", False, []), ("unknown", False, [True]), ("unknown", True, [False]),
])  # fmt: skip
def test_who_is_asked_for_is_a_fact_of_the_file_and_never_concluded(
    child: Child, said: str, has_tribe: bool, expected: list[bool]
) -> None:
    child.indian_child = said
    if has_tribe:
        tribe = Tribe.objects.create(name="Another tribe")
        TribalAffiliation.objects.create(child=child, tribe=tribe, how_known="parent", from_on=TODAY)
    assert [one.is_open for one in standing([child], None, TODAY)] == expected


def test_announced_without_an_invitation_it_is_noted_and_shown_as_missing(sign_in: SignIn, child: Child) -> None:
    made = convened(child)
    at = reverse("roundtable", args=(made.pk,))
    page = sign_in("pc-01").get(at).content.decode()
    assert MISSING in page
    assert "no invitation of the tribe is recorded" in page
    assert "Noted: when the roundtable was announced" in page
    invited(child)
    page = sign_in("pc-01").get(at).content.decode()
    assert (MISSING in page, "Noted: when the roundtable was announced" in page) == (False, True)
    assert "The tribe (Nokomis River) was invited by telephone on Sun, Nov 22, 2026" in page


def test_what_was_recorded_before_there_is_a_day_is_for_the_roundtable(child: Child) -> None:
    sent = invited(child)
    made = convened(child)
    sent.refresh_from_db()
    assert (sent.roundtable, Notice.objects.get(roundtable=made).without_tribe) == (made, False)
    called_off(made)
    other = convened(child, on=SOON + timedelta(days=1))
    sent.refresh_from_db()
    assert sent.roundtable == other


def test_the_answer_of_the_tribe_is_recorded_and_shown(sign_in: SignIn, child: Child) -> None:
    sent, made = invited(child), convened(child)
    client = sign_in("pc-01")
    at = reverse("reply_of_tribe", args=(child.pk, sent.pk))
    assert client.post(at, {"reply": "comes", "replied_on": "Nov 20, 2026"}).status_code == 200, "before it was asked"
    answer = client.post(at, {"reply": "comes", "replied_on": "Nov 22, 2026"})
    assert answer.headers["Location"] == reverse("roundtable", args=(made.pk,))
    assert "It sends somebody, Sun, Nov 22, 2026." in client.get(answer.headers["Location"]).content.decode()
    verbs = Entry.objects.filter(child_id=child.pk).values_list("verb", flat=True)
    assert {"invite_tribe", "record_reply_of_tribe"} <= set(verbs)


def test_the_form_records_once_and_keeps_what_was_typed(sign_in: SignIn, child: Child) -> None:
    client, at = sign_in("pc-01"), reverse("invite_tribe", args=(child.pk,))
    sent = {"token": str(uuid4()), "tribe": "The tribe", "how": "letter", "on": "Dec 24, 2026", "name": "Nokomis"}
    page = client.post(at, sent).content.decode()
    assert "This day has not come" in page
    assert 'value="Nokomis"' in page
    for _ in range(2):
        assert client.post(at, {**sent, "on": "Nov 22, 2026"}).status_code == 302
    assert TribalInvitation.objects.count() == 1


def test_only_whoever_convenes_records_it(child: Child) -> None:
    said: dict[str, Any] = {"tribe": "The tribe", "name": "", "how": "phone", "on": TODAY, "token": uuid4()}
    with pytest.raises(PermissionDenied):
        record_invitation(child=child, by=person("ocm-001"), today=TODAY, **said)
    sent = invited(child)
    with pytest.raises(PermissionDenied):
        record_reply(invitation=sent, reply="comes", on=TODAY, by=person("ext-01"), today=TODAY)
    with pytest.raises(ValidationError):
        invited(child, on=TODAY + timedelta(days=1))
