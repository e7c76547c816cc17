"""Writing a county to files: as a folder of CSV files, or as Parquet files of any size."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from homeward.demo.tables import County

_IDS: Final = ("child_id", "episode_id", "case_id")
_DATES: Final = ("birth_date", "removed_on", "discharged_on", "started_on", "ended_on", "on")

_README: Final = """\
Everybody in this folder is made up.

It is the demo county of Homeward: a caseload as an agency's nightly extract would give it, invented by a program with
the ages, homes, goals and lengths of stay that are published of Wisconsin. No child, family or worker in it exists, and
a likeness of names is chance. It was made as of {as_of}; look at it as of that day:

    homeward evaluate {name} --as-of {as_of} --out results
"""


def write_county(county: County, directory: Path) -> None:
    """Write children.csv, episodes.csv, placements.csv, events.csv and README.txt into the directory, made if absent.

    The files are written aside and then moved into place, so that none of them is ever half written; files of the same
    names are replaced, others left alone. Raises OSError if the directory can not be written.
    """
    with _aside(directory) as aside:
        for name, table in county.tables.items():
            with (aside / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(table.columns)
                writer.writerows(zip(*table.columns.values(), strict=True))
        readme = _README.format(as_of=county.as_of.isoformat(), name=directory.name or ".")
        (aside / "README.txt").write_text(readme, encoding="utf-8")


def write_parquet(county: County, directory: Path, *, copies: int = 1) -> None:
    """Write the four tables as .parquet files, the whole county so many times over, each time with other ids.

    A caseload of a million children is a county of some thousands, tiled: copies are made while they are written, so
    memory holds one of them and not all. Ids get the number of the copy in front, so they stand in order.
    """
    import polars as pl

    with _aside(directory) as aside:
        for name, table in county.tables.items():
            types = {column: pl.Date if column in _DATES else pl.String for column in table.columns}
            once = pl.LazyFrame(table.columns, schema=types)
            ids = [column for column in _IDS if column in table.columns]
            copied = [[(prefix + pl.col(column)).alias(column) for column in ids] for prefix in _prefixes(copies)]
            pl.concat([once.with_columns(columns) for columns in copied]).sink_parquet(aside / f"{name}.parquet")


def _prefixes(copies: int) -> list[str]:
    return [f"{number:0{len(str(copies - 1))}d}-" for number in range(copies)] if copies > 1 else [""]


@contextmanager
def _aside(directory: Path) -> Iterator[Path]:
    """A folder inside the directory; what has been written there is moved out if nothing went wrong."""
    directory.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".unfinished-", dir=directory) as name:
        yield Path(name)
        for file in sorted(Path(name).iterdir()):
            file.replace(directory / file.name)
