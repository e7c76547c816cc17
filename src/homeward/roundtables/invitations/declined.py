"""Who can not come to what somebody convenes: for Today, with the way to the repair."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from homeward.casefile.page import Visit
from homeward.roundtables.models import Answer, Invited, Roundtable, Seat, SeatRole, Status
from homeward.website.frame import address_of

_MOST = 25


@dataclass(frozen=True)
class Declined:
    """Somebody who can not come to a roundtable, and where her seat can be filled anew."""

    invited: Invited
    repair_at: str
    """Empty where there is no such page."""


def declined_of(visit: Visit) -> list[Declined]:
    """The soonest roundtable first: of those that she convened, or where she sits as consultant. Two queries."""
    hers = Seat.objects.taken().filter(person=visit.person, role=SeatRole.PERMANENCY_CONSULTANT)
    found = Invited.objects.filter(
        Q(roundtable__convened_by=visit.person) | Q(roundtable__in=hers.values("roundtable_id")),
        roundtable__status=Status.ANNOUNCED,
        roundtable__starts_at__gt=timezone.now(),
        answer=Answer.DECLINED,
        withdrawn_at=None,
    )
    asked = set(found.values_list("roundtable_id", flat=True))
    if not asked:
        return []
    seen = Roundtable.objects.of_files(visit.sight).filter(pk__in=asked)
    found = found.filter(roundtable__in=seen.values("pk")).select_related("person", "roundtable__room")
    return [
        Declined(one, address_of("roundtable_repair", one.roundtable_id))
        for one in found.order_by("roundtable__starts_at", "pk")[:_MOST]
    ]
