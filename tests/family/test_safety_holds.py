"""What is known of somebody unsafe holds for all brothers and sisters, whichever form says it."""

import pytest
from django.core.exceptions import ValidationError

from homeward.casefile.actions import ChangedSinceError
from homeward.family.actions import change_relative
from homeward.family.confidential import may_be_written_to
from homeward.family.keep import Sender
from homeward.family.models import RelativeChange
from homeward.family.searching import record_lead
from tests.cast_county import TODAY
from tests.family.kin import ELENA, SOFIA, add, child, sent

pytestmark = pytest.mark.django_db

STONE = {"first_name": "Rick", "last_name": "Stone"}
UNSAFE = {"is_unsafe": True, "unsafe_why": "A no-contact order"}


def test_a_form_opened_at_a_sister_before_does_not_take_a_flag_away() -> None:
    elena = child(ELENA)
    rick = add(elena, "father", "Rick Stone")
    add(child(SOFIA), "like_kin", "Coach Bell")
    elena, sofia = child(ELENA), child(SOFIA)
    stale = sent(of=elena)
    stale = Sender(stale.by, TODAY, stale.token, elena.version)
    change_relative(relative=rick, child=sofia, facts=STONE | UNSAFE, why="", sent=sent(of=sofia))
    old = STONE | {"born_about": 1980, "is_unsafe": False, "unsafe_why": ""}
    with pytest.raises(ChangedSinceError):
        change_relative(relative=rick, child=elena, facts=old, why="", sent=stale)
    rick.refresh_from_db()
    assert rick.is_unsafe


def test_whoever_is_said_to_be_not_safe_by_how_far_it_has_come_has_the_flag() -> None:
    hazel = child()
    rick = add(hazel, "father", "Rick Stone")
    said = {"rung": "unsafe", "note": "A no-contact order"}
    record_lead(child=hazel, relative=rick, on=TODAY, said=said, sent=sent(of=hazel))
    rick.refresh_from_db()
    assert (rick.is_unsafe, rick.unsafe_why) == (True, "A no-contact order")
    assert not may_be_written_to(rick)
    assert RelativeChange.objects.filter(relative=rick, column="is_unsafe").exists()


def test_a_reason_too_long_for_the_flag_is_refused_beside_its_field() -> None:
    hazel = child()
    rick = add(hazel, "father", "Rick Stone")
    said = {"rung": "unsafe", "note": "x" * 501}
    with pytest.raises(ValidationError) as refused:
        record_lead(child=hazel, relative=rick, on=TODAY, said=said, sent=sent(of=hazel))
    assert "note" in refused.value.message_dict
