"""Which day is announced for the review or hearing that comes next, as the engine sees it."""

from typing import Final
from uuid import UUID

from homeward.casefile.models import Event

HEARING: Final = "permanency_hearing"
REVIEW: Final = "permanency_review"
CLOSED_BY: Final = {
    HEARING: (f"{HEARING}_held",),
    REVIEW: (f"{REVIEW}_held", f"{HEARING}_held"),
}
"""What was held, by which what was announced before lies behind us: a hearing serves as the review."""


def announced(child_id: UUID, what: str) -> Event | None:
    """The latest-dated announcement of a review or hearing after the last one that was held; two queries."""
    held = Event.objects.current().filter(child=child_id, kind__in=CLOSED_BY[what]).order_by("-on")
    last = held.values_list("on", flat=True).first()
    ahead = Event.objects.current().filter(child=child_id, kind=f"{what}_scheduled")
    if last:
        ahead = ahead.filter(on__gt=last)
    return ahead.order_by("-on", "-recorded_at").first()
