"""Reminders: some working days before a roundtable, as each person's own agency has it; one for each time it has."""

from datetime import date, datetime, timedelta
from typing import Final

import numpy as np
from django.db import transaction
from django.utils import timezone

from homeward.policy.days import date_of, day_of
from homeward.roundtables.invitations.correspondence import correspondence_of
from homeward.roundtables.invitations.keep import keep_up
from homeward.roundtables.models import Invited, Letter, Roundtable, Status
from homeward.website.policy_in_force import manual_in_force
from homeward.workforce.models import Agency

_AHEAD: Final = timedelta(days=45)
"""Twenty working days and more: the most that an agency can choose."""


def keep_all_up(*, today: date, now: datetime) -> int:
    """Write down every reminder that is due, and whatever was not told yet; the number of reminders."""
    ahead = Roundtable.objects.filter(status=Status.ANNOUNCED, starts_at__gt=now, starts_at__lt=now + _AHEAD)
    known: dict[object, int] = {}
    written = 0
    for roundtable in ahead.filter(agency__is_practice=False).select_related("agency", "room").order_by("pk"):
        keep_up(roundtable, today=today)
        for invited in roundtable.invited.filter(withdrawn_at=None).select_related("person__agency"):
            agency = invited.person.agency or roundtable.agency
            if agency.pk not in known:
                known[agency.pk] = _days_before(agency)
            written += _remind(invited, roundtable, known[agency.pk], today=today, now=now)
    return written


def _days_before(agency: Agency) -> int:
    return correspondence_of(agency).reminder_working_days


def reminder_day(on: date, working_days: int) -> date:
    """The day that is so many working days before another one."""
    calendar = manual_in_force().working_days["working days"]
    found = date_of(int(calendar.before(np.array(day_of(on)), working_days)))
    assert found is not None, "a day on record has one before it"
    return found


@transaction.atomic
def _remind(invited: Invited, roundtable: Roundtable, working_days: int, *, today: date, now: datetime) -> bool:
    """A reminder, unless it has been written, or she was told the time so lately that she needs none.

    Whoever said that she can not come is not reminded.
    """
    if not working_days or not invited.person.email or invited.answer == "declined":
        return False
    due_on = reminder_day(roundtable.on, working_days)
    told = invited.letters.filter(kind=Letter.Kind.REQUEST, starts_at=roundtable.starts_at, sent_at__isnull=False)
    first = told.order_by("sent_at").values_list("sent_at", flat=True).first()
    if today < due_on or first is None or timezone.localtime(first).date() >= due_on:
        return False
    _, is_new = Letter.objects.get_or_create(
        invited=invited,
        kind=Letter.Kind.REMINDER,
        starts_at=roundtable.starts_at,
        defaults={"sequence": told.order_by("-sequence")[0].sequence, "wanted_at": now},
    )
    return is_new
