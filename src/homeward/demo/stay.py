"""One stay in care while it is being invented."""

from collections.abc import Callable
from dataclasses import dataclass, field

from homeward.demo.days import meeting_day
from homeward.demo.shares import DAYS_OF_A_YEAR

Chance = Callable[[], float]
"""`Random.random`: a number from 0 up to 1."""

Note = tuple[str, int, str | None]
"""The kind, day and value of an event."""


@dataclass(slots=True)
class Stay:
    """What really happens from the removal to the discharge, and what people write down of it.

    Days are day numbers (`demo.days`). `notes` is the record: whatever is planned may be noted, and what would lie
    after the end of the stay, or after the day on which the county is looked at, is left out.
    """

    born: int
    removed_on: int
    until: int
    """The day of discharge, or the day on which the county is looked at."""

    discharge_reason: str | None = None
    """None if the child is in care."""

    goal: str = "reunification"
    """The permanency goal at the end, once there is a plan."""

    last_home: str = "foster_home"
    """The placement type at the end."""

    planned_on: int = 0
    """The day on which the first permanency plan is filed."""

    indian_child: str = "no"
    lateness: float = 1.0
    is_first: bool = True
    homes: list[tuple[int, str]] = field(default_factory=list)
    """Start and type of each placement; each lasts until the next one."""

    hearings: list[int] = field(default_factory=list)
    """The days of the permanency hearings, of which the last one may still be ahead."""

    cards: list[tuple[float, float]] = field(default_factory=list)
    """For each hearing two numbers from 0 to 1 that settle whether and when a roundtable is held before it."""

    finding_on: int | None = None
    goal_changed_on: int | None = None
    ratings: list[tuple[int, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether the child is in care on the day on which the county is looked at."""
        return self.discharge_reason is None

    def note(self, kind: str, day: int, value: str | None = None) -> None:
        """Record that something was done on the day, or the next working day, if that has come by then."""
        day = meeting_day(day)
        if day <= self.until:
            self.notes.append((kind, day, value))

    def share_court(self, sibling: "Stay") -> None:
        """Take over what a sibling of the same stay has before the court: hearings, plans and goals."""
        self.planned_on, self.finding_on, self.goal_changed_on = (
            sibling.planned_on,
            sibling.finding_on,
            sibling.goal_changed_on,
        )
        self.hearings, self.cards, self.notes = sibling.hearings, sibling.cards, sibling.notes.copy()

    def announce(self, kind: str, day: int) -> None:
        """Record for when something is arranged; in an open stay that may lie ahead."""
        if day <= self.until or self.is_open:
            self.notes.append((kind, day, None))

    def age_on(self, day: int) -> float:
        """The age in years."""
        return (day - self.born) / DAYS_OF_A_YEAR

    def home_on(self, day: int) -> str:
        """The placement type on a day of the stay."""
        found = self.homes[0][1]
        for started, home in self.homes:
            if started > day:
                break
            found = home
        return found

    def rating_on(self, day: int) -> str | None:
        """The latest permanency rating up to that day."""
        found = None
        for rated_on, value in self.ratings:
            if rated_on > day:
                break
            found = value
        return found
