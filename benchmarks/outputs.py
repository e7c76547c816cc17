"""Whether two ways of evaluating wrote the same tables."""

from filecmp import cmp
from itertools import zip_longest
from pathlib import Path

TABLES = ("obligations", "determinations")


def refuse_other_rows(one: Path, other: Path) -> None:
    """Raise ValueError unless both folders hold the same tables, row by row; memory holds a part of them at a time."""
    for table in TABLES:
        [first], [second] = list(one.glob(f"{table}.*")), list(other.glob(f"{table}.*"))
        same = _same_parquet(first, second) if first.suffix == ".parquet" else cmp(first, second, shallow=False)
        if not same:
            raise ValueError(f"{first} and {second} differ")


def _same_parquet(one: Path, other: Path) -> bool:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(one) as first, ParquetFile(other) as second:
        parts = zip_longest(first.iter_batches(), second.iter_batches())
        return all(part is not None and part.equals(same) for part, same in parts)
