"""OCM 43.00, the same sentences in a month's timetable, with a guest, and in the meeting as it begins."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.permanency.consultations import actions
from homeward.workforce.models import Role
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.coverage.situation import in_care, with_guest
from tests.permanency.consultations.meetings import begun
from tests.roundtables.arranged import convened, room
from tests.roundtables.timetables.asked import meetings, proposed

pytestmark = pytest.mark.django_db


def test_4_d_no_timetable_has_a_facilitator_who_is_not_certified_on_the_day() -> None:
    """Procedures 4.d, in a month's timetable."""
    room()
    Role.objects.filter(person=person("fac-01"), name="facilitator").update(certified_until=TODAY)
    leads = {one["facilitator"] for one in meetings(proposed()).values()}
    assert leads == {str(person("fac-02").pk)}


def test_4_e_somebody_of_another_agency_without_an_account_is_invited_as_a_guest() -> None:
    """Procedures 4.e, where the efforts led to somebody."""
    made = convened(in_care(14, rating="poor"), external=None, efforts="Two partner agencies were asked.")
    with pytest.raises(ValidationError, match="the responsible agency"):
        with_guest(made, agency=made.agency)
    guest = with_guest(made)
    seat = made.seats.taken().get(role="external_consultant")
    assert (seat.person, seat.eligible_because) == (guest, "Of another agency.")
    assert made.invited.filter(person=guest, withdrawn_at=None).exists()


def test_the_facilitator_begins_the_meeting_that_she_leads() -> None:
    """Responsibilities: Facilitator, second part: the meeting begins by her press."""
    child = in_care(14, rating="poor")
    made = convened(child)
    one = begun(child, on=made.on)
    with pytest.raises(PermissionDenied):
        actions.start(consultation=one, by=person("ext-01"), today=made.on)
    assert actions.start(consultation=one, by=person("fac-01"), today=made.on).started_at
