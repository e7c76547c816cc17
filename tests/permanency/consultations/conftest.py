"""All of it happens on the day for which the cast was made."""

import pytest

from homeward.casefile.models import Child
from homeward.permanency.models import Consultation
from tests.on_the_day import _day
from tests.permanency.consultations.meetings import begun

__all__ = ["_day"]


@pytest.fixture
def child() -> Child:
    """Nevaeh, of unit 1: ocm-001 is her case manager, sup-01 the supervisor, pc-01 the consultant."""
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def one(child: Child) -> Consultation:
    """A roundtable of Nevaeh, today, in preparation."""
    return begun(child)
