"""Who reads what of a child's record under the Act: the one policy that its pages ask.

* whoever opens the child's file by her work: all but what a tribe told in confidence
* a tribal guest, under her tribe's agreement: what concerns her own tribe (its status, notices, invitations), the rows
  of active efforts, and what her tribe told in confidence; not who was asked, nor the homes that were looked at
* what a tribe told in confidence: its guests, and who does the case manager's work for the child; nobody else, also
  not by broken glass
"""

from dataclasses import dataclass
from uuid import UUID

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.obligations.recording import CASE_MANAGER, hers_to_record


@dataclass(frozen=True)
class Reader:
    """How somebody reads the record of one child. `only_tribe` is a guest's tribe."""

    only_tribe: UUID | None
    records: bool

    @property
    def is_guest(self) -> bool:
        return self.only_tribe is not None

    def reads_notes_of(self, tribe_id: UUID) -> bool:
        """Whether she reads what a tribe told in confidence."""
        return self.records or self.only_tribe == tribe_id


def reader_of(visit: Visit, child: Child) -> Reader:
    """How a visitor who has opened the child's file reads it. One query."""
    sight = visit.sight
    may = hers_to_record(sight, child)
    by_work = Child.objects.filter(sight.by_work | sight.opened, pk=child.pk).exists()
    return Reader(only_tribe=None if by_work else sight.tribe_id, records=CASE_MANAGER in may)
