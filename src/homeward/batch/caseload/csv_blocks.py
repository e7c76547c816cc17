"""A CSV file as blocks of whole rows: its bytes are looked at here, before anything is made of them.

What comes out is UTF-8 without NUL, and every quotation mark in it opens a cell, closes one, or stands doubled inside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.faults import unreadable

BLOCK: Final = 8 * 2**20
"""Bytes that are read at once."""

LONGEST_ROW: Final = 2**20
"""Bytes that a row may always have. One much longer is none of a caseload's: a quotation mark was never closed, or the
file is no CSV at all."""

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_ENCODINGS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_COMMA, _NEWLINE, _RETURN, _QUOTE = b',\n\r"'

_MISPLACED: Final = (
    "a quotation mark stands inside a cell; put quotation marks around the whole cell and double those inside"
)


@dataclass(frozen=True)
class Block:
    """Some whole rows, each with the newline that ends it."""

    text: bytes
    first_row: int
    rows: int
    is_quoted: bool
    """Whether there is a quotation mark in it."""


@dataclass(frozen=True)
class Outline:
    """Where the rows of a block begin and end, and how many cells each has."""

    begins: NDArray[np.intp]
    ends: NDArray[np.intp]
    """The position of the newline."""

    cells: NDArray[np.intp]


def blocks(stream: BinaryIO, table: str) -> Iterator[Block]:
    """The rows of a file; the header is row 1. Raises CaseloadError where they can not be read."""
    row, rest = 1, b""
    for data in _pieces(stream, table):
        if 0 in data:
            at = row + (rest + data[: data.index(0)]).count(b"\n")
            raise unreadable(table, "the file holds NUL bytes, so it is not text; save it as CSV UTF-8", at)
        text = rest + data
        end = _end_of_rows(text)
        if end:
            block = Block(text[:end], row, 0, _QUOTE in text[:end])
            rows = _count_rows(block, table)
            yield Block(block.text, row, rows, block.is_quoted)
            row += rows
        rest = text[end:]
        if len(rest) > LONGEST_ROW:
            raise unreadable(table, _endless(rest), row)
    if rest:
        # Only a quotation mark can keep the last newline from ending its row.
        raise unreadable(table, _endless(rest), row)


def outline(block: Block) -> Outline:
    """The rows and cells of a block."""
    characters = np.frombuffer(block.text, np.uint8)
    newlines, commas = np.flatnonzero(characters == _NEWLINE), np.flatnonzero(characters == _COMMA)
    if block.is_quoted:
        quotes = np.flatnonzero(characters == _QUOTE)
        newlines, commas = _outside(newlines, quotes), _outside(commas, quotes)
    begins = np.append(0, newlines[:-1] + 1)
    cells = np.diff(np.searchsorted(commas, newlines), prepend=0) + 1
    return Outline(begins, newlines, cells)


def _pieces(stream: BinaryIO, table: str) -> Iterator[bytes]:
    """The file's bytes without a byte order mark, and with a newline at the end."""
    data = stream.read(BLOCK)
    if data.startswith(_OTHER_ENCODINGS):
        raise unreadable(table, "the file is not UTF-8 text but UTF-16 or UTF-32; save it as CSV UTF-8", 1)
    data = data.removeprefix(_BOM)
    last = b"\n"
    while data:
        yield data
        last = data[-1:]
        data = stream.read(BLOCK)
    if last != b"\n":
        yield b"\n"


def _end_of_rows(text: bytes) -> int:
    """Where the last whole row of the text ends; 0 if there is none. The text begins with a row."""
    if _QUOTE not in text:
        return text.rfind(b"\n") + 1
    characters = np.frombuffer(text, np.uint8)
    newlines = _outside(np.flatnonzero(characters == _NEWLINE), np.flatnonzero(characters == _QUOTE))
    return int(newlines[-1]) + 1 if len(newlines) else 0


def _outside(at: NDArray[np.intp], quotes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Those of the positions that no pair of quotation marks encloses."""
    inside = np.searchsorted(quotes, at) % 2 == 1
    return np.delete(at, np.flatnonzero(inside))


def _count_rows(block: Block, table: str) -> int:
    """The number of rows in a block; raises CaseloadError if its text is not as this module promises."""
    if not block.text.isascii():
        try:
            block.text.decode()
        except UnicodeDecodeError as error:
            byte = block.text[error.start]
            problem = f"the file is not UTF-8 text (byte 0x{byte:02X}); save it as CSV UTF-8"
            raise unreadable(table, problem, _row_at(block, error.start)) from None
    if not block.is_quoted:
        return block.text.count(b"\n")
    misplaced = _misplaced_quote(block.text)
    if misplaced is not None:
        raise unreadable(table, _MISPLACED, _row_at(block, misplaced))
    return len(outline(block).ends)


def _misplaced_quote(text: bytes) -> int | None:
    """Where the first pair of quotation marks opens that does not enclose a whole cell, if there is one."""
    characters = np.frombuffer(b"\n" + text + b"\n", np.uint8)
    opening, closing = np.flatnonzero(characters == _QUOTE).reshape(-1, 2).T
    opens = np.isin(characters[opening - 1], (_COMMA, _NEWLINE, _QUOTE))
    ends_line = (characters[closing + 1] == _RETURN) & (characters[closing + 2] == _NEWLINE)
    closes = np.isin(characters[closing + 1], (_COMMA, _NEWLINE, _QUOTE)) | ends_line
    wrong = opening[~(opens & closes)]
    return int(wrong[0]) - 1 if len(wrong) else None


def _row_at(block: Block, position: int) -> int:
    return block.first_row + int(np.searchsorted(outline(block).ends, position))


def _endless(rest: bytes) -> str:
    """What is wrong with a row that does not end."""
    if rest.count(b'"') % 2 == 0:
        return f"the row does not end within {LONGEST_ROW:,} bytes, so this is no CSV file of a caseload"
    if _misplaced_quote(rest + b'"\n') is not None:
        return _MISPLACED
    return "a quotation mark opens a cell and none closes it"
