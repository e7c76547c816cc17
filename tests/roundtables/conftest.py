"""All of it happens on the day for which the cast was made."""

from tests.on_the_day import _day

__all__ = ["_day"]
