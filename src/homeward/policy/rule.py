"""What a manual consists of once it is read: days, conditions, and the rules that are written with them.

All of it is frozen data. `policy.grammar` makes it from TOML, `policy.reckoning` works out days and conditions for
many occasions at once, `policy_manual/README.md` is the same thing as an analyst writes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from homeward.policy.days import day_of

# Days -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Length:
    """A length of time: so many `days`, `months`, or days that a calendar counts (`working days`)."""

    number: int
    unit: str


@dataclass(frozen=True)
class Named:
    """A day with a name: one that the engine gives, or one that the manual's words define."""

    name: str


@dataclass(frozen=True)
class Shifted:
    """A length of time after (or before) another day."""

    day: "Day"
    length: Length
    direction: Literal[1, -1]


@dataclass(frozen=True)
class Chosen:
    """One of several days: the later, the earlier, or the first of the list that comes at all."""

    how: Literal["later_of", "earlier_of", "first_known"]
    days: tuple["Day", ...]


@dataclass(frozen=True)
class Sought:
    """The first or latest day of a set of days in the episode, within bounds (both included; None: no bound).

    With `each`, it is sought once around every day of that set, and the earliest found counts.
    """

    which: Literal["first", "latest"]
    events: tuple[str, ...]
    since: "Day | None"
    until: "Day | None"
    each: str | None


@dataclass(frozen=True)
class Reached:
    """The first day not before `since` on which a clock has counted as many days as its first `months` months have."""

    clock: str
    months: int
    since: "Day"


Day = Named | Shifted | Chosen | Sought | Reached

# Conditions -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Compared:
    """One day stands so to another."""

    day: Day
    how: Literal["before", "on_or_before", "on", "on_or_after", "after"]
    other: Day


@dataclass(frozen=True)
class Exists:
    """There is such a day (`reached`), there is none (`never`), or there must be one to tell (`known`)."""

    day: Day
    how: Literal["reached", "never", "known"]


@dataclass(frozen=True)
class RatedAs:
    """The permanency rating on the day looked at is one of these words; `none` is a child not rated."""

    ratings: tuple[str, ...]


@dataclass(frozen=True)
class PlacedIn:
    """The placement on a day (None: the day looked at) is of one of these types."""

    types: tuple[str, ...]
    day: Day | None


@dataclass(frozen=True)
class RecordedAs:
    """`indian_child` is recorded with this word."""

    word: str


@dataclass(frozen=True)
class Fixed:
    """A setting of the manual has this value: the same answer for every child."""

    holds: bool


@dataclass(frozen=True)
class Joined:
    """All, any or none of several conditions hold."""

    how: Literal["all_of", "any_of", "none_of"]
    conditions: tuple["Condition | str", ...]


Condition = Compared | Exists | RatedAs | PlacedIn | RecordedAs | Fixed | Joined

# Words ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DayWord:
    """A name for a day."""

    name: str
    means: str
    is_: Day


@dataclass(frozen=True)
class ConditionWord:
    """A name for a condition, and how it reads in a sentence when it holds, does not hold, or cannot be told."""

    name: str
    means: str
    is_: Condition
    yes: str
    no: str
    unknown: str
    unknown_code: str


@dataclass(frozen=True)
class DaysWord:
    """A name for a set of days: kinds of event or other sets together, or one kind of event with certain values."""

    name: str
    means: str
    any_of: tuple[str, ...] = ()
    event: str = ""
    values: tuple[str, ...] = ()


# What stands in a file ------------------------------------------------------------------------------------------------

Confidence = Literal["text read", "official summary read", "general knowledge"]


@dataclass(frozen=True)
class Source:
    """Where a rule comes from; `quote` is verbatim, `summary` is ours."""

    cite: str
    document: str
    link: str
    confidence: Confidence
    quote: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every file of a manual says of itself."""

    id: str
    title: str
    manual: str
    file: str
    sources: tuple[Source, ...]
    reading: str = ""
    open_question: str = ""
    supersedes: str = ""

    @property
    def confidences(self) -> tuple[Confidence, ...]:
        """How sure we are of the texts that it comes from, each degree once."""
        return tuple(dict.fromkeys(source.confidence for source in self.sources))


@dataclass(frozen=True, kw_only=True)
class Example:
    """A child's facts, a day to look at them, and what must come out: an analyst's test of a rule."""

    name: str
    facts: Mapping[str, Any]
    as_of: date
    expect: Mapping[str, Any]
    settings: Mapping[str, Any] = field(default_factory=dict)
    boundary: bool = False


@dataclass(frozen=True, kw_only=True)
class Version:
    """One wording of an obligation. `per`, days and conditions as in `policy_manual/README.md`."""

    effective_from: date
    per: str
    opens: Day
    due: Day
    because: str
    met_by: Day | None = None
    closed_by: Day | None = None
    judged_on: Day = Named("as_of")
    asked_when: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    leave_blank: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Obligation(Entry):
    """What policy asks of an owner by a day; versions newest first."""

    owner: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a determination: applies if all of `when` hold, or if one of `any_of` certainly does."""

    determination: str
    reasons: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeterminationVersion:
    """One wording of a determination: its steps in order, and the window in which the roundtable must lie."""

    effective_from: date
    steps: tuple[Step, ...]
    care_clock: str
    expected: Day
    window_opens: Day
    window_closes: Day
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Determination(Entry):
    """Which children must have a roundtable; versions newest first."""

    versions: tuple[DeterminationVersion, ...]


@dataclass(frozen=True, kw_only=True)
class CheckVersion:
    """One wording of a check: the days that it shows, what it finds, and what must be on record besides."""

    effective_from: date
    per: str
    dates: Mapping[str, Day] = field(default_factory=dict)
    finding: str = ""
    says: str = ""
    asks: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check(Entry):
    """A rule without a due date: shown beside what is recorded; versions newest first."""

    versions: tuple[CheckVersion, ...]


V = TypeVar("V", DeterminationVersion, CheckVersion)


def in_force(versions: tuple[V, ...], day: int) -> V:
    """The version in force on a day number; before all of them, the oldest."""
    return next((one for one in versions if day_of(one.effective_from) <= day), versions[-1])


@dataclass(frozen=True, kw_only=True)
class Cycle(Entry):
    """Links that come round: each due so long after the event that closed the one before."""

    first: Length
    every: Length
    closed_by: tuple[str, ...]
    announced_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock(Entry):
    """A count of days in care within the last so many months, over all episodes of the child."""

    starts: Day
    window_months: int
    less: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A holiday: on a date, on a weekday of a month, or so many days from Easter Sunday."""

    name: str
    month: int = 0
    day: int = 0
    monday_after_sunday: bool = False
    weekday: int = 0
    which: int = 0
    easter: int | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar(Entry):
    """The days on which an office or a court is closed, besides Saturdays and Sundays."""

    counts: str
    closed: tuple[Closing, ...]
    also_closed_as: str = ""
