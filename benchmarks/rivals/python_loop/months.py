"""Months counted on a calendar."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (earlier if negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def completed_months(since: date, until: date) -> int:
    """The largest m for which `since` + m months is on or before `until`."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return months - (months_after(since, months) > until)
