"""What is ready for a roundtable and what is missing, each with the place where it is done."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from homeward.permanency.consultations import actions as consultations
from homeward.permanency.models import Consultation
from homeward.roundtables.invitations.snapshot import record_of
from homeward.roundtables.models import Invited, Roundtable
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, other_child
from tests.roundtables.invitations.conftest import Later
from tests.roundtables.invitations.post import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Roundtable:
    child = other_child()
    child.indian_child = "no"
    child.save(update_fields=["indian_child"])
    Consultation.objects.filter(members__child=child, held_at=None).update(called_off_at="2026-01-01T00:00Z")
    return convened(child)


def begun(made: Roundtable) -> Consultation:
    child = made.attending.get().child
    child.refresh_from_db()
    return consultations.begin(child=child, siblings=[], kind="permanency_roundtable", on=SOON, by=person("pc-01"),
                               today=TODAY, token=uuid4(), version=child.version)  # fmt: skip


def items(client: Client, made: Roundtable) -> dict[str, str]:
    """What is said, with Ready or Missing."""
    page = client.get(reverse("roundtable", args=(made.pk,))).content.decode()
    found = re.findall(r"<strong>(Ready|Missing)</strong>\s*<span>(.*?)</span>", page, re.DOTALL)
    return {" ".join(re.sub(r"<.*?>", "", says).split()): word for word, says in found}


def test_what_is_missing_stands_there_until_it_is_done(sign_in: SignIn, made: Roundtable, later: Later) -> None:
    client = sign_in("pc-01")
    assert not [says for says in items(client, made) if "not sent yet" in says], "it is on its way"
    later(timedelta(minutes=3))
    first = items(client, made)
    assert next(word for says, word in first.items() if "people come" in says) == "Missing"
    assert next(word for says, word in first.items() if "not sent yet" in says) == "Missing"
    assert next(word for says, word in first.items() if "record of the meeting is not begun" in says) == "Missing"
    assert first[f"External consultant from another agency: {person('ext-01')}."] == "Ready"
    deliver()
    Invited.objects.update(answer="accepted")
    consultation = begun(made)
    consultations.write(consultation=consultation, typed={"prep.who": "Loves frogs."}, opened=0, by=person("ocm-001"),
                        today=TODAY)  # fmt: skip
    then = items(client, made)
    assert then["5 of 5 people come."] == "Ready"
    assert then["The snapshot is filled from the file. Look at it"] == "Ready"
    assert next(word for says, word in then.items() if "page has 1 of" in says) == "Missing"
    assert not [says for says in then if "not sent yet" in says or "tribe" in says]


def test_nobody_from_outside_is_ready_only_with_the_efforts(sign_in: SignIn) -> None:
    made = convened(external=None, efforts="Asked two agencies.")
    assert items(sign_in("pc-01"), made)["External consultant: nobody; the efforts are recorded."] == "Ready"


def test_whoever_sees_it_by_a_seat_sees_no_checklist(sign_in: SignIn, made: Roundtable) -> None:
    assert items(sign_in("ext-01"), made) == {}


def test_the_record_of_a_meeting_is_the_one_that_was_begun_for_it(made: Roundtable) -> None:
    assert record_of(made) is None
    mine = begun(made)
    assert record_of(made) == mine
    Consultation.objects.filter(pk=mine.pk).update(convened_as=None)
    assert record_of(made) == mine, "begun before it was announced"
    Consultation.objects.filter(pk=mine.pk).update(started_at="2026-11-01T00:00Z")
    assert record_of(made) is None, "an earlier meeting"


def test_once_the_meeting_has_begun_the_snapshot_is_the_frozen_one(sign_in: SignIn, made: Roundtable) -> None:
    at, child = reverse("roundtable_snapshot", args=(made.pk,)), made.attending.get().child
    assert "As it is known today" in sign_in("ext-01").get(at).content.decode()
    consultation = begun(made)
    lines = [f"{child.first_name} {child.last_name} likes frogs"]
    kept = {"children": [{"id": str(child.pk), "name": str(child), "sections": [{"title": "Old", "lines": lines}]}]}
    Consultation.objects.filter(pk=consultation.pk).update(snapshot=kept, started_at="2026-11-22T15:00Z")
    page = sign_in("ext-01").get(at).content.decode()
    assert "As it was known when the meeting began" in page
    assert (f"{child.first_name} likes frogs" in page, child.last_name in page) == (True, False)
