"""What is kept of roundtables: meetings and who sits at them, people and rooms, what people chose, and timetables."""

from homeward.roundtables.models.certified import CertificationEntry
from homeward.roundtables.models.chosen import Choice, Confirmation, Separation
from homeward.roundtables.models.invited import (
    Answer,
    CalendarFeed,
    Correspondence,
    GuestCode,
    Invited,
    Letter,
    LetterLink,
    Notice,
    TribalInvitation,
)
from homeward.roundtables.models.meeting import Attending, Kind, Roundtable, Seat, SeatRole, Status
from homeward.roundtables.models.room import Absence, Availability, Room, RoomClosure, SharedAbsence
from homeward.roundtables.models.settings import PrioritizationGuidance, SchedulingSettings
from homeward.roundtables.models.timetable import Stage, Timetable

__all__ = [
    "Absence",
    "Answer",
    "Attending",
    "Availability",
    "CalendarFeed",
    "CertificationEntry",
    "Choice",
    "Confirmation",
    "Correspondence",
    "GuestCode",
    "Invited",
    "Kind",
    "Letter",
    "LetterLink",
    "Notice",
    "PrioritizationGuidance",
    "Room",
    "RoomClosure",
    "Roundtable",
    "SchedulingSettings",
    "Seat",
    "SeatRole",
    "Separation",
    "SharedAbsence",
    "Stage",
    "Status",
    "Timetable",
    "TribalInvitation",
]
