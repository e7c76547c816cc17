"""What is kept of roundtables: the meetings, who sits at them, the people and rooms, and what people chose."""

from homeward.roundtables.models.chosen import Choice, Confirmation, Separation
from homeward.roundtables.models.meeting import Attending, Roundtable, Seat, SeatRole, Status
from homeward.roundtables.models.room import Absence, Availability, Room, RoomClosure

__all__ = [
    "Absence",
    "Attending",
    "Availability",
    "Choice",
    "Confirmation",
    "Room",
    "RoomClosure",
    "Roundtable",
    "Seat",
    "SeatRole",
    "Separation",
    "Status",
]
