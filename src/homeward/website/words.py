"""How pages say codes, days and lengths of time: in plain words, the weekday first, never "case" for a person."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

_LAPSE: Final = re.compile(r"(?<=overdue by )\d+ days|\d+ days(?= after it was due)")
_DAYS_OF_MONTH: Final = 365.2425 / 12
_PROPER: Final = {"tpr ": "TPR ", "indian ": "Indian ", "abuse neglect": "abuse or neglect"}


def plain(code: str) -> str:
    """A code of the vocabulary as words: "permanency plan filed"."""
    said = code.replace("_", " ")
    for lower, proper in _PROPER.items():
        said = said.replace(lower, proper)
    return said


def capital(said: str) -> str:
    """The text with its first letter large."""
    return said[:1].upper() + said[1:]


def choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes of the vocabulary to choose from, each with its words."""
    return [(code, capital(plain(code))) for code in codes]


def counted(number: int, noun: str, plural: str = "") -> str:
    """So many of something: "1 day", "2,000 children"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day_words(day: date) -> str:
    """A day as one says it: "Mon, Mar 3, 2025"."""
    return f"{day:%a, %b} {day.day}, {day.year}"


def clock_words(at: time) -> str:
    """A time of the day as one says it: "9:00 a.m.". Templates say it so with `date:"g:i a"`."""
    return f"{at:%I:%M}".lstrip("0") + (" a.m." if at.hour < 12 else " p.m.")


def span_words(begins: datetime, ends: datetime) -> str:
    """From one moment to another, the last one left out; whole days without hours: "Tue, Dec 8, 2026"."""
    last = (ends - timedelta(microseconds=1)).date()
    from_hour = clock_words(begins.time()) if begins.time() != time.min else ""
    to_hour = clock_words(ends.time()) if ends.time() != time.min else ""
    if begins.date() != last:
        return " to ".join(
            f"{day_words(day)}, {hour}".removesuffix(", ")
            for day, hour in ((begins.date(), from_hour), (last, to_hour))
        )
    if from_hour and to_hour:
        return f"{day_words(last)}, {from_hour} to {to_hour}"
    hours = f", from {from_hour}" if from_hour else f", until {to_hour}" if to_hour else ""
    return f"{day_words(last)}{hours}"


def near_words(day: date, today: date) -> str:
    """A day without its year where that is plain from today: "Mon, Mar 3"."""
    return f"{day:%a, %b} {day.day}" if abs((day - today).days) < 300 else day_words(day)


def away(day: date, today: date) -> str:
    """How far a day lies from today: "today", "tomorrow", "in 5 days", "3 days ago"."""
    days = (day - today).days
    if days in {-1, 0, 1}:
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}[days]
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _how_long(since: date, today: date) -> str:
    """A length of time as one says it: in days, from three months on in months, from two years on in years."""
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    if months < 3:
        return counted((today - since).days, "day")
    return counted(months, "month") if months < 24 else f"more than {counted(months // 12, 'year')}"


def spoken(sentence: str) -> str:
    """A sentence of the engine with its long lapses as one says them: "overdue by 3 years and 3 months (1,195 days)".

    The engine's own sentences have days alone, because others read them by machine.
    """
    return _LAPSE.sub(lambda found: lapse_words(int(found[0].split()[0])), sentence)


def lapse_words(days: int) -> str:
    """So many days as one says them; from three months on in years and months, and the days beside them."""
    months = int((days + 0.5) / _DAYS_OF_MONTH)
    if months < 3:
        return counted(days, "day")
    years, rest = divmod(months, 12)
    parts = [counted(number, noun) for number, noun in ((years, "year"), (rest, "month")) if number]
    return f"{' and '.join(parts)} ({counted(days, 'day')})"


def due_words(outcome: str, due: date | None, met: date | None, today: date) -> str:
    """When it is or was due, as its outcome asks: "Due Mon, Mar 3 (in 5 days)", "Overdue by 3 days, due …"."""
    match outcome, due, met:
        case _, None, None:
            return "The day on which it is due can not be told"
        case "met", _, date():
            return f"Done {near_words(met, today)}"
        case "met_late", date(), date():
            return f"Done {near_words(met, today)}, {_how_long(due, met)} late"
        case "overdue", date(), _:
            return f"Overdue by {_how_long(due, today)}, due {near_words(due, today)}"
        case "missed", date(), _:
            return f"Was due {near_words(due, today)}"
        case _, date(), _:
            return f"Due {near_words(due, today)} ({away(due, today)})"
    return ""


def age_words(birth_date: date | None, today: date) -> str:
    """How old somebody is: in years, below two years in months, below a month in days."""
    if birth_date is None or birth_date > today:
        return "age not recorded"
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month - (today.day < birth_date.day)
    if months < 1:
        return f"{counted((today - birth_date).days, 'day')} old"
    return f"{counted(months, 'month')} old" if months < 24 else f"{counted(months // 12, 'year')} old"
