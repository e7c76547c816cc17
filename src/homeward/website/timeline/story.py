"""What a timeline tells: stays in care, homes, what happened, and what is ahead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.policy.caseload import NO_VALUE, Caseload
from homeward.policy.days import date_of
from homeward.policy.explain import Explained
from homeward.policy.vocabulary import EVENT_KINDS, PLACEMENT_TYPES, VALUES_OF_KIND

_AHEAD = ("overdue", "open", "upcoming")


@dataclass(frozen=True)
class Stay:
    """A stay in out-of-home care; `discharged_on` is None while it lasts."""

    removed_on: date
    discharged_on: date | None = None


@dataclass(frozen=True)
class Home:
    """Where the child lived; `link` leads to the record, if there is one."""

    placement_type: str
    started_on: date
    ended_on: date | None = None
    link: str = ""


@dataclass(frozen=True)
class Happened:
    """An event, with the kind and value of the caseload."""

    kind: str
    on: date
    value: str = ""
    link: str = ""


@dataclass(frozen=True)
class Window:
    """Something due: from the day on which it opens to the day by which it is due."""

    title: str
    opens_on: date
    due_on: date
    outcome: str
    link: str = ""


@dataclass(frozen=True)
class Story:
    """Everything that a timeline shows, on one day. The stays stand in order; there is at least one."""

    as_of: date
    stays: tuple[Stay, ...]
    homes: tuple[Home, ...] = ()
    events: tuple[Happened, ...] = ()
    windows: tuple[Window, ...] = ()


def story_of(child: Caseload, as_of: date, obligations: Iterable[Explained]) -> Story:
    """The story of a caseload of one child, and of what the engine says is due."""
    return Story(
        as_of=as_of,
        stays=tuple(
            Stay(removed_on, date_of(child.discharged_on[row]))
            for row in range(len(child.removed_on))
            if (removed_on := date_of(child.removed_on[row]))
        ),
        homes=tuple(
            Home(PLACEMENT_TYPES[child.placement_type[row]], started_on, date_of(child.ended_on[row]))
            for row in range(len(child.started_on))
            if (started_on := date_of(child.started_on[row]))
        ),
        events=tuple(_happened(child, row) for row in range(len(child.kind))),
        windows=tuple(
            Window(one.rule.title, one.row.opens_on or one.row.due_on, one.row.due_on, one.row.outcome)
            for one in obligations
            if one.row.due_on and one.row.outcome in _AHEAD
        ),
    )


def _happened(child: Caseload, row: int) -> Happened:
    kind, on = EVENT_KINDS[child.kind[row]], date_of(child.on[row])
    assert on, "every event has its day"
    return Happened(kind, on, "" if child.value[row] == NO_VALUE else VALUES_OF_KIND[kind][child.value[row]])
