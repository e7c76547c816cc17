"""How long proposals are kept: what was accepted stays, what nobody accepted goes after some days."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from homeward.roundtables.models import Stage, Timetable


@transaction.atomic
def remove_old_proposals(*, now: datetime) -> int:
    """Remove timetables that were asked for longer than `HOMEWARD_TIMETABLE_DAYS` ago and never accepted.

    They say nothing of a child's file. One that was accepted stays, also if it was made from one that goes.
    """
    oldest = now - timedelta(days=settings.HOMEWARD_TIMETABLE_DAYS)
    old = Timetable.objects.filter(asked_at__lt=oldest).exclude(stage=Stage.ACCEPTED)
    keys = list(old.values_list("pk", flat=True))
    Timetable.objects.filter(after__in=keys).update(after=None)
    _, removed = Timetable.objects.filter(pk__in=keys).delete()
    return removed.get(Timetable._meta.label, 0)
