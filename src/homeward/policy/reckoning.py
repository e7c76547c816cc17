"""Working out the days and conditions of a rule for all its occasions at once.

A condition has three answers, and they are numbers so that `and` is the smaller and `or` the larger: NO, CAN_NOT_TELL
because a fact is not recorded, YES.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, assert_never

import numpy as np
from numpy.typing import NDArray

from homeward.policy.days import BITS, NEVER, Days, Flags, is_day, is_unknown, months_after
from homeward.policy.given import ANNOUNCED
from homeward.policy.rule import (
    Chosen,
    Compared,
    Condition,
    Day,
    Exists,
    Fixed,
    Joined,
    Length,
    Named,
    PlacedIn,
    RatedAs,
    Reached,
    RecordedAs,
    Shifted,
    Sought,
)
from homeward.policy.vocabulary import INDIAN_CHILD, PLACEMENT_TYPES, RATINGS

if TYPE_CHECKING:
    from homeward.policy.occasions import Occasions

NO: Final = 0
CAN_NOT_TELL: Final = 1
YES: Final = 2

_YES: Final = np.int8(YES)

Answers = NDArray[np.int8]
"""NO, CAN_NOT_TELL or YES for each row."""

_COMPARE: Final[dict[str, Callable[[Days, Days], Flags]]] = {
    "before": np.less,
    "on_or_before": np.less_equal,
    "on": np.equal,
    "on_or_after": np.greater_equal,
    "after": np.greater,
}
_CHOOSE: Final[dict[str, Callable[[Days, Days], Days]]] = {
    "later_of": np.maximum,
    "earlier_of": np.minimum,
    "first_known": lambda first, second: np.where(is_day(first), first, second),
}


def reckon(day: Day, rows: "Occasions") -> Days:
    """A day for each occasion; NEVER or UNKNOWN where there is none or it is not recorded."""
    match day:
        case Named(name=name):
            return rows.day(name)
        case Shifted():
            return _shift(rows, reckon(day.day, rows), day.length, day.direction)
        case Chosen():
            chosen = reckon(day.days[0], rows)
            for other in day.days[1:]:
                chosen = _CHOOSE[day.how](chosen, reckon(other, rows))
            return chosen
        case Sought(each=None):
            return _seek(day, rows)
        case Sought():
            return _seek_around_each(day, rows)
        case Reached():
            count = rows.facts.count(day.clock)
            return rows.of_each(count.reached(day.months, rows.facts.episodes.day_by(day.since)))
        case _:
            assert_never(day)


def _shift(rows: "Occasions", days: Days, length: Length, direction: int) -> Days:
    if length.unit == "days":
        return days + direction * length.number
    if length.unit == "months":
        return months_after(days, direction * length.number)
    calendar = rows.facts.manual.working_days[length.unit]
    return calendar.after(days, length.number) if direction > 0 else calendar.before(days, length.number)


def _seek(day: Sought, rows: "Occasions") -> Days:
    days = rows.facts.days_of(day.events)
    since = reckon(day.since, rows) if day.since else np.zeros(len(rows), np.int64)
    if day.which == "first":
        found = days.first_from(rows.episode, since)
        return found if day.until is None else np.where(found <= reckon(day.until, rows), found, NEVER)
    until = reckon(day.until, rows) if day.until else np.full(len(rows), NEVER)
    found = days.latest_until(rows.episode, until)
    return np.where(found >= since, found, NEVER)


def _seek_around_each(day: Sought, rows: "Occasions") -> Days:
    """The earliest day found around the link's own day or any day announced for it."""
    assert day.each == ANNOUNCED
    plain = Sought(day.which, day.events, day.since, day.until, None)
    found = _seek(plain, _beside(rows, np.ones(len(rows), np.bool_), rows.day("link_day")))
    announced = rows.facts.links(rows.per).announced
    if announced is None or not len(announced.key):
        return found
    base = rows.episode << BITS
    first = announced.key.searchsorted(base + rows.day("link_begins"))
    last = announced.key.searchsorted(base + rows.day("link_closed"), side="right")
    for ahead in range(int((last - first).max(initial=0))):
        here = first + ahead < last
        around = announced.on[(first + ahead)[here]]
        found[here] = np.minimum(found[here], _seek(plain, _beside(rows, here, around)))
    return found


def _beside(rows: "Occasions", kept: Flags, each: Days) -> "Occasions":
    beside = rows.take(kept)
    beside.days["each"] = each
    return beside


def holds(condition: Condition | str, rows: "Occasions") -> Answers:
    """Whether a condition holds, for each occasion."""
    match condition:
        case str():
            return rows.holds(condition)
        case Compared():
            one, other = reckon(condition.day, rows), reckon(condition.other, rows)
            answers = _yes_where(_COMPARE[condition.how](one, other))
            answers[is_unknown(np.maximum(one, other))] = CAN_NOT_TELL
            return answers
        case Exists(how="reached"):
            return _yes_where(is_day(reckon(condition.day, rows)))
        case Exists(how="never"):
            return _yes_where(~is_day(reckon(condition.day, rows)))
        case Exists():
            return np.where(is_day(reckon(condition.day, rows)), np.int8(YES), np.int8(CAN_NOT_TELL))
        case RatedAs(ratings=words):
            return _answers_by_code(words, (*RATINGS, "none"))[rows.rating]
        case PlacedIn(types=types, day=on):
            placement = (
                rows.placement_type if on is None else rows.facts.placements.type_on(rows.episode, reckon(on, rows))
            )
            return _answers_by_code(types, (*PLACEMENT_TYPES, "nowhere"))[placement]
        case RecordedAs(word=word):
            answers = _answers_by_code((word,), INDIAN_CHILD)
            if word != "unknown":
                answers[INDIAN_CHILD.index("unknown")] = CAN_NOT_TELL
            return answers[rows.facts.indian_child[rows.episode]]
        case Fixed(holds=fixed):
            return np.full(len(rows), YES if fixed else NO, np.int8)
        case Joined():
            return _join(condition, rows)
        case _:
            assert_never(condition)


def _join(condition: Joined, rows: "Occasions") -> Answers:
    answers = holds(condition.conditions[0], rows)
    join = np.minimum if condition.how == "all_of" else np.maximum
    for other in condition.conditions[1:]:
        answers = join(answers, holds(other, rows))
    return _YES - answers if condition.how == "none_of" else answers


def _yes_where(flags: Flags) -> Answers:
    return flags.view(np.int8) * _YES


def _answers_by_code(words: tuple[str, ...], all_words: tuple[str, ...]) -> Answers:
    """YES at the number of each word, NO at the others; the last of `all_words` is what the number -1 stands for."""
    return np.array([YES if word in words else NO for word in all_words], np.int8)
