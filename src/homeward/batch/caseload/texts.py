"""From the text of cells to numbers: a date to its day, a word to its position in the vocabulary."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.days import UNIX_EPOCH, day_of

if TYPE_CHECKING:
    import polars as pl

Numbers = NDArray[np.int32]
"""For each cell its day, code or position; or ABSENT, or FAULTY."""

ABSENT: Final = -1
"""Nothing is recorded in the cell."""

FAULTY: Final = -2
"""Something stands in the cell, but nothing that belongs there."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
_FIRST: Final = day_of(date(FIRST_YEAR, 1, 1))
_LAST: Final = day_of(date(LAST_YEAR, 12, 31))


def days(cells: "pl.Series") -> Numbers:
    """The day number of each date, which is a Date or the text 2025-03-31 and nothing near it."""
    import polars as pl

    return _from_dates(cells) if cells.dtype == pl.Date else of_trimmed(cells, _from_iso)


def positions(cells: "pl.Series", words: Sequence[str]) -> Numbers:
    """The position of each cell's word among the words."""
    import polars as pl

    kind = pl.Enum(words)
    return of_trimmed(cells, lambda texts: _numbers(texts.cast(kind, strict=False).to_physical(), texts))


def trimmed(cells: "pl.Series") -> "pl.Series":
    """The cells without the spaces around them; null where nothing is left."""
    import polars as pl

    texts = cells.cast(pl.String).str.strip_chars(" ")
    return texts.set(texts == "", None)


def of_trimmed(cells: "pl.Series", numbers: "Callable[[pl.Series], Numbers]") -> Numbers:
    """What `numbers` makes of the cells; trimming only those of which it can make nothing, as few need it."""
    found = numbers(cells)
    missed = np.flatnonzero(found == FAULTY)
    if len(missed):
        found[missed] = numbers(trimmed(cells.gather(missed)))
    return found


def _from_iso(texts: "pl.Series") -> Numbers:
    parsed = texts.str.to_date("%Y-%m-%d", strict=False)
    # The parser takes "2025-3-1" and "2025-03- 1" as well.
    exact = (texts.str.len_bytes() == 10) & ~texts.str.contains(" ", literal=True)
    return _in_range(_numbers(parsed.set(~exact, None).to_physical(), texts, UNIX_EPOCH))


def _from_dates(dates: "pl.Series") -> Numbers:
    return _in_range(_numbers(dates.to_physical(), dates, UNIX_EPOCH))


def _in_range(day: Numbers) -> Numbers:
    day[((day < _FIRST) & (day != ABSENT)) | (day > _LAST)] = FAULTY
    return day


def _numbers(found: "pl.Series", cells: "pl.Series", offset: int = 0) -> Numbers:
    """The numbers found, ABSENT where the cell is null and FAULTY where only the number is."""
    import polars as pl

    numbers = np.array(found.cast(pl.Int32).fill_null(0).to_numpy(), np.int32) + np.int32(offset)
    if found.null_count():
        numbers[found.is_null().to_numpy()] = FAULTY
        numbers[cells.is_null().to_numpy()] = ABSENT
    return numbers
