"""How these pages say ages, reasons and team."""

from datetime import date
from functools import cache

from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import counted, plain


def age_words(birth_date: date | None, today: date) -> str:
    """How old somebody is: in years, below two years in months, below a month in days."""
    if birth_date is None or birth_date > today:
        return "age not recorded"
    months = (today.year - birth_date.year) * 12 + today.month - birth_date.month - (today.day < birth_date.day)
    if months < 1:
        return f"{counted((today - birth_date).days, 'day')} old"
    return f"{counted(months, 'month')} old" if months < 24 else f"{counted(months // 12, 'year')} old"


@cache
def _reasons() -> dict[str, str]:
    said = {word.name: word.yes for word in manual_in_force().condition_words.values()}
    said |= {
        word.unknown_code: word.unknown for word in manual_in_force().condition_words.values() if word.unknown_code
    }
    return said


def reason_words(codes: str) -> list[str]:
    """The reasons of a determination (codes, `;` between) in the manual's own words."""
    return [_reasons().get(code, plain(code)) for code in codes.split(";") if code]
