"""Short notation for hand-worked examples: records and results as text."""

from datetime import date

from .evaluator import DEFAULTS, determinations, obligations
from .history import ChildHistory, Episode, Event, Placement
from .situation import ResultRow

day = date.fromisoformat


def stay(text: str, *placements: str) -> Episode:
    """An episode from `removed [discharged]` and placements `type started [ended]`."""
    removed, *discharged = map(day, text.split())
    return Episode("e" + text[:10], removed, discharged[0] if discharged else None, tuple(map(placement, placements)))


def placement(text: str) -> Placement:
    """A placement from `type started [ended]`."""
    kind, started, *ended = text.split()
    return Placement(day(started), day(ended[0]) if ended else None, kind)


def child(*records: Episode | str, born: str | None = "2015-05-05", indian: str = "no") -> ChildHistory:
    """A child from episodes and from events `kind day [value]`."""
    episodes = tuple(record for record in records if isinstance(record, Episode))
    events = tuple(event(record) for record in records if isinstance(record, str))
    return ChildHistory("kim", day(born) if born else None, indian, episodes, events)


def event(text: str) -> Event:
    """An event from `kind day [value]`."""
    kind, on, *value = text.split()
    return Event(kind, day(on), value[0] if value else None)


def rows(rule_id: str, history: ChildHistory, as_of: str, every: bool = False, **settings: object) -> list[str]:
    """The rule's rows as `number opens due met outcome`, `-` where a date is empty."""
    found = obligations(history, day(as_of), settings=DEFAULTS | settings, every=every)
    columns = ("occasion", "opens_on", "due_on", "met_on", "outcome")
    return [" ".join(str(row[name] or "-") for name in columns) for row in found if row["rule_id"] == rule_id]


def determination(history: ChildHistory, as_of: str, **settings: object) -> ResultRow:
    """The determination of the child's open episode."""
    (row,) = determinations(history, day(as_of), settings=DEFAULTS | settings)
    return row


def answer(history: ChildHistory, as_of: str, **settings: object) -> str:
    """The determination as `determination reasons`."""
    row = determination(history, as_of, **settings)
    return f"{row['determination']} {row['reasons']}"
