"""The agency's policy manual, read once, and the day it is in the agency."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings

from homeward.policy import Manual, load_manual


@cache
def manual_with(**chosen: str) -> Manual:
    """The agency's manual with other settings than its own."""
    return load_manual(settings.HOMEWARD_MANUAL, settings=chosen)


def manual_in_force() -> Manual:
    """The agency's manual as it stands."""
    return manual_with()


def today() -> date:
    """The day it is where the agency is."""
    return datetime.now(ZoneInfo(manual_in_force().time_zone)).date()
