"""A table in a CSV file: UTF-8, commas, a header row."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.csv_blocks import Block, blocks, outline
from homeward.batch.caseload.faults import unreadable
from homeward.batch.caseload.rows import RaggedRow, Rows
from homeward.batch.caseload.tables import TABLES, Holds

if TYPE_CHECKING:
    import polars as pl

BROKEN: Final = (OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What reading a file, or a member of a zip, raises when it is damaged or locked away."""


class CsvFile:
    """A CSV file, or a member of a zip that is one."""

    holds_formulas = True

    def __init__(self, table: str, open_file: Callable[[], BinaryIO], size: int) -> None:
        """`size`: its bytes, unpacked. Raises CaseloadError if it has no header."""
        self.table = table
        self.total = size
        self._open = open_file
        with self._blocks() as (first, _):
            self.header = _header(first, table)
        self.checked = [
            column.name for column in TABLES[table] if column.holds is not Holds.TEXT and column.name in self.header
        ]

    def rows(self, columns: Sequence[str]) -> Generator[Rows]:
        """The rows of the file, some hundred thousand at a time."""
        done = 0
        with self._blocks() as (first, others):
            yield self._rows(_without_header(first), columns, done := len(first.text))
            for block in others:
                done += len(block.text)
                yield self._rows(block, columns, done)

    @contextmanager
    def _blocks(self) -> Iterator[tuple[Block, Iterator[Block]]]:
        try:
            with self._open() as stream:
                every = blocks(stream, self.table)
                first = next(every, None)
                if first is None:
                    raise unreadable(self.table, "the file is empty; its first row holds the names of the columns", 1)
                yield first, every
        except BROKEN as error:
            raise unreadable(self.table, f"the file can not be read: {error}") from error

    def _rows(self, block: Block, columns: Sequence[str], done: int) -> Rows:
        numbers = np.arange(block.first_row, block.first_row + block.rows, dtype=np.uint32)
        ragged: tuple[RaggedRow, ...] = ()
        frame = self._even(block)
        if frame is None:
            frame, numbers, ragged = self._uneven(block)
        filled = _filled(frame)
        if not filled.all():
            frame, numbers = frame.filter(filled), numbers[filled]
        return Rows(numbers, {name: frame[str(self.header.index(name))] for name in columns}, done, (), ragged)

    def _even(self, block: Block) -> "pl.DataFrame | None":
        """The cells of a block whose rows all have as many as the header; None if they have not.

        None of them has more, or the parser complains; so if all commas together are as many as they should be, none
        has fewer either.
        """
        commas = block.rows * (len(self.header) - 1)
        if not block.is_quoted and block.text.count(b",") != commas:
            return None
        if block.is_quoted and (outline(block).cells != len(self.header)).any():
            return None
        return self._parse(block.text, block.rows, is_quoted=block.is_quoted)

    def _uneven(self, block: Block) -> "tuple[pl.DataFrame, NDArray[np.uint32], tuple[RaggedRow, ...]]":
        """The same of any block: the even rows with their numbers, and the ragged ones."""
        rows = outline(block)
        uneven = np.flatnonzero(rows.cells != len(self.header))
        pieces, ragged, position = [], [], 0
        for at in uneven.tolist():
            begin, end = int(rows.begins[at]), int(rows.ends[at])
            pieces.append(block.text[position:begin])
            position = end + 1
            line = block.text[begin:end].decode().rstrip("\r")
            if line.strip(" ,"):
                ragged.append(RaggedRow(block.first_row + at, int(rows.cells[at]), line))
        pieces.append(block.text[position:])
        numbers = np.delete(np.arange(block.first_row, block.first_row + block.rows, dtype=np.uint32), uneven)
        frame = self._parse(b"".join(pieces), len(numbers), is_quoted=block.is_quoted)
        if frame is None:
            raise unreadable(self.table, "the rows can not be told apart", block.first_row)
        return frame, numbers, tuple(ragged)

    def _parse(self, text: bytes, rows: int, *, is_quoted: bool) -> "pl.DataFrame | None":
        """The cells of even rows as text, in columns named 0, 1, 2 …; None if the parser sees other rows than we do."""
        import polars as pl

        names = ",".join(str(number) for number in range(len(self.header))).encode() + b"\n"
        try:
            frame = pl.read_csv(names + text, infer_schema=False, quote_char='"' if is_quoted else None)
        except pl.exceptions.PolarsError:
            return None
        return frame if frame.height == rows else None


def _header(first: Block, table: str) -> list[str]:
    line = first.text[: outline(first).ends[0]].decode().removesuffix("\r")
    if "\r" in line:
        raise unreadable(table, "the rows end with a carriage return alone; save the file as CSV UTF-8", 1)
    try:
        return [name.strip(" ") for name in next(csv.reader([line], strict=True)) or [""]]
    except csv.Error as error:
        raise unreadable(table, f"the names of the columns can not be read: {error}", 1) from error


def _without_header(first: Block) -> Block:
    end = int(outline(first).ends[0]) + 1
    return Block(first.text[end:], first.first_row + 1, first.rows - 1, first.is_quoted)


def _filled(frame: "pl.DataFrame") -> NDArray[np.bool_]:
    """The rows in which something stands. A person's spreadsheet ends in rows of nothing but commas."""
    import polars as pl

    nothing = [pl.col(name).is_null() | (pl.col(name).str.strip_chars(" ") == "") for name in frame.columns]
    might_be_empty = frame.to_series(0).is_null() | frame.to_series(0).str.starts_with(" ") | (frame.to_series(0) == "")
    if not might_be_empty.any():
        return np.ones(frame.height, np.bool_)
    return ~frame.select(pl.all_horizontal(nothing)).to_series().to_numpy()
