"""The cells of a Parquet column as text or dates, whatever type the column has.

Where an id belongs, a whole number is its decimal digits; a number with a fraction, a date, or a yes-or-no is odd.
"""

from datetime import date, time
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.tables import Column, Holds

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

Odd = dict[Problem, NDArray[np.intp]]
"""Positions of the cells that are no value, by what is wrong with them."""

_EXACT: Final = {16: 2**11, 32: 2**24, 64: 2**53}
"""Up to here a floating-point number of so many bits tells every whole number from its neighbours."""

_FIRST_DAY: Final = (date(1000, 1, 1) - date(1970, 1, 1)).days
_LAST_DAY: Final = (date(9999, 12, 31) - date(1970, 1, 1)).days
_A_DAY: Final = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""Milli-, micro- and nanoseconds."""

_MIDNIGHT: Final = "%Y-%m-%d"
_MOMENT: Final = "%Y-%m-%d %H:%M:%S"


def has_text(kind: "pa.DataType") -> bool:
    """Whether cells of this type can be written as text: not lists, structs and their like."""
    import pyarrow.types as of

    values = kind.value_type if of.is_dictionary(kind) else kind
    others = (of.is_null, of.is_integer, of.is_floating, of.is_decimal, of.is_boolean, of.is_date, of.is_timestamp)
    return is_text(values) or of.is_time(values) or any(is_such(values) for is_such in others)


def is_text(kind: "pa.DataType") -> bool:
    """Whether cells of this type are text already, or bytes that should be."""
    import pyarrow.types as of

    values = kind.value_type if of.is_dictionary(kind) else kind
    kinds = (of.is_string, of.is_large_string, of.is_string_view, of.is_binary, of.is_large_binary, of.is_binary_view)
    return any(is_such(values) for is_such in kinds)


def cells_of(array: "pa.Array", column: Column | None) -> "tuple[pl.Series, Odd]":
    """The cells of an array, and those of them that are odd in this column; None is a column that is not listed.

    Raises ValueError where bytes are not UTF-8 text.
    """
    import polars as pl
    import pyarrow as pa
    import pyarrow.types as of

    if of.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not has_text(array.type):
        return pl.Series([None if cell is None else str(cell) for cell in array.to_pylist()], dtype=pl.String), {}
    is_name = column is not None and column.holds in (Holds.ID, Holds.REFERENCE, Holds.TEXT)
    if of.is_date(array.type) or of.is_timestamp(array.type):
        dates = _dates(_within_reach(pl.Series(array)))
        if column is not None and column.holds is Holds.DATE:
            return dates, {}
        return dates.cast(pl.String), _all_of(dates, Problem.NOT_TEXT) if is_name else {}
    if of.is_floating(array.type) and is_name:
        return _digits(pl.Series(array.cast(pa.float64())), exact_below=_EXACT[array.type.bit_width])
    texts = pl.Series(array.cast(pa.large_string()))
    if of.is_decimal(array.type) and is_name:
        texts = texts.str.replace(r"\.0*$", "")
        return texts, {Problem.FRACTION: _where(texts.str.contains(".", literal=True))}
    if (of.is_boolean(array.type) or of.is_time(array.type)) and is_name:
        return texts, _all_of(texts, Problem.NOT_TEXT)
    return texts, {}


def _within_reach(moments: "pl.Series") -> "pl.Series":
    """Dates or moments; those outside the years 1000 to 9999 become the first or last moment of these.

    Polars ends the whole program where it is to write a date that its calendar does not have.
    """
    import polars as pl

    units = 1 if isinstance(moments.dtype, pl.Date) else _A_DAY[str(getattr(moments.dtype, "time_unit", "ms"))]
    first, last = max(_FIRST_DAY * units, -(2**63)), min((_LAST_DAY + 1) * units - 1, 2**63 - 1)
    return moments.to_physical().cast(pl.Int64).clip(first, last).cast(moments.dtype)


def _dates(moments: "pl.Series") -> "pl.Series":
    """Dates, if every moment is a midnight where its clock hangs; text, if one is not."""
    import polars as pl

    if moments.dtype == pl.Date:
        return moments
    local = moments.dt.replace_time_zone(None)
    dates = local.dt.date()
    is_midnight = (local.dt.time() == time()).fill_null(True)
    if is_midnight.all():
        return dates
    return dates.dt.to_string(_MIDNIGHT).zip_with(is_midnight, local.dt.to_string(_MOMENT))


def _digits(numbers: "pl.Series", exact_below: int) -> "tuple[pl.Series, Odd]":
    import polars as pl

    numbers = numbers.fill_nan(None)
    inexact = ~numbers.is_finite() | (numbers.abs() >= exact_below)
    fraction = ~inexact & (numbers != numbers.floor())
    digits = numbers.set((inexact | fraction).fill_null(False), None).cast(pl.Int64).cast(pl.String)
    texts = numbers.cast(pl.String).zip_with((inexact | fraction).fill_null(False), digits)
    return texts, {Problem.FRACTION: _where(fraction), Problem.INEXACT: _where(inexact)}


def _all_of(cells: "pl.Series", problem: Problem) -> Odd:
    return {problem: _where(cells.is_not_null())}


def _where(flags: "pl.Series") -> NDArray[np.intp]:
    return np.flatnonzero(flags.fill_null(False).to_numpy())
