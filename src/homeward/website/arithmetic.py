"""The arithmetic behind a due date on one small line: "Removed on Jan 15, 2025 + 60 days = Mar 16, 2025"."""

from typing import Final

from homeward.policy import Evaluation, Manual
from homeward.policy.days import NEVER, date_of
from homeward.policy.evaluate import Answered
from homeward.policy.rule import Day, Length, Named, Shifted
from homeward.policy.sentences import day_words
from homeward.policy.wording import say_length
from homeward.website.words import capital, plain

Key = tuple[str, str, int]
"""The obligation meant: rule, episode and occasion."""


def arithmetic_of(evaluation: Evaluation) -> dict[Key, str]:
    """The line of every obligation whose due date is a length of time away from another day."""
    said: dict[Key, str] = {}
    for answered in evaluation.obligations:
        base = _base(answered, evaluation.manual)
        if base is None or not len(answered.rows):
            continue
        day, length, sign = base
        days = answered.rows.day_by(day)
        for row, episode in enumerate(answered.rows.episode.tolist()):
            if date_of(days[row]) and answered.due_on[row] < NEVER:
                key = (answered.rule.id, evaluation.caseload.episode_id[episode], int(answered.rows.number[row]))
                start, due = day_words(int(days[row])), day_words(int(answered.due_on[row]))
                said[key] = f"{_name(day, evaluation.manual)} {start} {sign} {say_length(length)} = {due}"
    return said


def _base(answered: Answered, manual: Manual) -> tuple[Day, Length, str] | None:
    """What is counted from, how long, and in which direction; None for a day that is found in another way."""
    due = answered.version.due
    if isinstance(due, Named) and due.name in manual.day_words:
        due = manual.day_words[due.name].is_
    if isinstance(due, Shifted):
        return due.day, due.length, "+" if due.direction > 0 else MINUS
    if due == Named("link_due") and answered.version.per in manual.cycles:
        cycle = manual.cycles[answered.version.per]
        if cycle.first == cycle.every:
            return Named("previous_closing"), cycle.every, "+"
    return None


MINUS: Final = "\N{MINUS SIGN}"
_PLAIN_NAMES: Final = {
    "occasion": "Day of the event",
    "previous_closing": "Removal, or the last one held,",
    "link_day": "Hearing",
}


def _name(day: Day, manual: Manual) -> str:
    if not isinstance(day, Named):
        return "From"
    if day.name in _PLAIN_NAMES:
        return _PLAIN_NAMES[day.name]
    return capital(plain(day.name))
