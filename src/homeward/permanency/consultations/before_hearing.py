"""Before a hearing: the last roundtable, to look at again. Encouraged by policy; no duty, and never late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.obligations.models import Determination
from homeward.permanency.models import Consultation, ReadBeforeHearing
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.workforce.models import RoleName

_MOST: Final = 25


@dataclass(frozen=True)
class ToRead:
    """A child whose hearing is near, and the roundtable to look at again."""

    child: Child
    hearing_on: date
    consultation: Consultation


def near() -> timedelta:
    """How long before a hearing it is near: the agency's number of days."""
    return timedelta(days=settings.HOMEWARD_HEARING_NEAR_DAYS)


def to_read(sight: Sight, *, today: date) -> list[ToRead]:
    """The roundtables to look at again, the next hearing first; not those that she has recorded. Three queries.

    From when the hearing is near until it is held: then the engine expects the next one, which is far.
    """
    hers = sight.by_work & (sight.carried(RoleName.ONGOING_CASE_MANAGER) | sight.supervised)
    held = Consultation.objects.seen_by(sight).filter(
        members__child=OuterRef("child"), kind=ROUNDTABLE, held_at__isnull=False, called_off_at=None, on__lte=today
    )
    read = ReadBeforeHearing.objects.filter(
        child=OuterRef("child"), recorded_by=sight.person_id, on__gte=OuterRef("next_hearing_on") - near()
    )
    rows = (
        Determination.objects.filter(
            child__in=Child.objects.filter(hers).in_care(on=today).values("pk"), next_hearing_on__lte=today + near()
        )
        .filter(Q(Exists(held)))
        .annotate(last=Subquery(held.order_by("-on").values("pk")[:1]))
        .exclude(Exists(read))
    )
    listed = list(rows.order_by("next_hearing_on", "child_id").values_list("child", "next_hearing_on", "last")[:_MOST])
    children = Child.objects.in_bulk([child_id for child_id, _, _ in listed])
    known = Consultation.objects.in_bulk([last for _, _, last in listed])
    return [ToRead(children[child_id], hearing_on, known[last]) for child_id, hearing_on, last in listed if hearing_on]
