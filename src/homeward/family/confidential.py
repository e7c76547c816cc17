"""Who reads the confidential parts of a family: the one policy that pages, letters, drawings and files all ask.

Whether somebody opens the child's file at all is said in `casefile.sight`. Of whoever does:

* the case manager and her supervisor, and who covers for them, read everything that is kept here
* everybody else reads no way of reaching somebody who is unsafe, and none that is confidential (where a parent hides)
* a tribal guest reads no way of reaching anybody, and the notes that are for her own tribe
* what was said with somebody unsafe, and why she or he is: the case manager and supervisor alone
* whether somebody was checked, and what came of it: the case manager and supervisor alone
* where a child meets somebody, and why others are there: not a tribal guest, and of somebody unsafe as above
* what was recorded for a restricted child: on that child's pages alone (`family.sharing`)
* nobody reads the name of a brother or sister whose own record she may not open
* drawings and lists hold no way of reaching anybody; no letter is written to somebody who is unsafe, does not want to
  be contacted, has died or has no name
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.family.models import ContactPoint, Relative, RelativeNote
from homeward.obligations.recording import CASE_MANAGER, hers_to_record
from homeward.workforce.models import RoleName

CLOSED: Final = "A child whose record is not open to you"


@dataclass(frozen=True)
class Reader:
    """What one visitor reads of the family of one child."""

    keeps: bool
    """She works with the child as case manager or supervisor: she records, and reads all."""
    is_guest: bool
    open_children: frozenset[UUID]
    """Of the children who stand in the family, those whose record she may open."""
    tribe_id: UUID | None = None
    """The tribe whose guest she is."""

    def reads_point(self, point: ContactPoint, relative: Relative) -> bool:
        """Whether she reads a way of reaching somebody."""
        if self.keeps:
            return True
        return not (self.is_guest or relative.is_unsafe or point.is_confidential)

    @property
    def reads_screening(self) -> bool:
        """Whether she reads of background checks and home studies."""
        return self.keeps

    def reads_note(self, note: RelativeNote) -> bool:
        """Whether a note is for her."""
        if self.keeps or note.for_whom == RelativeNote.ForWhom.FILE:
            return True
        is_for_tribe = note.for_whom == RelativeNote.ForWhom.TRIBE and note.tribe_id is not None
        return self.is_guest and is_for_tribe and note.tribe_id == self.tribe_id

    def reads_place(self, relative: Relative) -> bool:
        """Whether she reads where the child meets somebody, why others are there, and who drives."""
        return self.keeps or not (self.is_guest or relative.is_unsafe)

    def reads_words(self, relative: Relative) -> bool:
        """Whether she reads what was said with somebody, and why somebody came no further."""
        return self.keeps or not relative.is_unsafe

    def name_of(self, relative: Relative) -> str:
        """What she reads as the name of somebody."""
        if relative.child_id is None:
            return str(relative)
        return str(relative.child) if relative.child_id in self.open_children else CLOSED


def reader_of(visit: Visit, child: Child, family_id: UUID | None) -> Reader:
    """What a visitor reads of a child's family; three queries."""
    keeps = CASE_MANAGER in hers_to_record(visit.sight, child)
    of_family = Child.objects.seen_by(visit.sight).filter(as_relative__family=family_id) if family_id else ()
    return Reader(
        keeps=keeps,
        is_guest=not keeps and RoleName.TRIBAL_GUEST in visit.sight.roles,
        open_children=frozenset(one.pk for one in of_family) | {child.pk},
        tribe_id=visit.sight.tribe_id,
    )


def may_be_written_to(relative: Relative) -> bool:
    """Whether a letter may go to somebody."""
    closed = relative.is_unsafe or relative.do_not_contact or relative.is_deceased or relative.child_id is not None
    return relative.is_named and not closed
