"""Before a hearing: the last roundtable, to look at again. Encouraged by policy; no duty, and never late."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery

from homeward.casefile.models import Child
from homeward.obligations.models import Determination
from homeward.permanency.consultations.followed import Followed
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


def to_read(followed: Followed) -> list[ToRead]:
    """The roundtables to look at again, the next hearing first; not those that she has recorded. Three queries.

    From when the hearing is near until it is held: then the engine expects the next one, which is far.
    """
    today, reads = followed.today, (RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR)
    members = {member for role in reads for member in followed.of_role(role)}
    if not members:
        return []
    held = Consultation.objects.filter(
        pk__in={member.consultation_id for member in members},
        members__child=OuterRef("child"),
        kind=ROUNDTABLE,
        held_at__isnull=False,
        on__lte=today,
    )
    read = ReadBeforeHearing.objects.filter(
        child=OuterRef("child"), recorded_by=followed.sight.person_id, on__gte=OuterRef("next_hearing_on") - near()
    )
    rows = (
        Determination.objects.filter(
            child__in={member.child_id for member in members}, next_hearing_on__lte=today + near()
        )
        .filter(Q(Exists(held)))
        .annotate(last=Subquery(held.order_by("-on").values("pk")[:1]))
        .exclude(Exists(read))
    )
    listed = list(rows.order_by("next_hearing_on", "child_id").values_list("child", "next_hearing_on", "last")[:_MOST])
    children = Child.objects.in_bulk([child_id for child_id, _, _ in listed])
    known = Consultation.objects.in_bulk([last for _, _, last in listed])
    return [ToRead(children[child_id], hearing_on, known[last]) for child_id, hearing_on, last in listed if hearing_on]
