"""Finding ids among millions: each has a position, and cells that name it get that position.

Ids are compared byte by byte, so `007` is not `7` and two Unicode forms of a letter are two letters.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.texts import ABSENT, FAULTY, Numbers, of_trimmed

if TYPE_CHECKING:
    import polars as pl


_AT_ONCE: Final = 2**18
"""Rows that are looked at together where there is a whole table of them: what they need is needed but once."""


class Ids:
    """Distinct ids in a fixed order, and the way from the text of an id to its position in it.

    The way is a table of the ids' 64-bit hashes in ascending order, entered through their first bits; the id found is
    then compared with the text. About 20 bytes an id beside the ids themselves.
    """

    def __init__(self, ids: "pl.Series") -> None:
        """`ids`: distinct texts, none of them null."""
        hashes, self._seed = _distinct_hashes(ids)
        order = np.argsort(hashes)
        bits = max(1, len(ids).bit_length())
        self._ids = ids
        # One more than the ids: the search stops there whatever it looks for.
        self._hashes = np.append(hashes[order], ~np.uint64(0))
        self._position = np.append(order, 0).astype(np.int32)
        self._shift = np.uint64(64 - bits)
        self._entry = np.empty(1 << bits, np.int32)
        for begin in range(0, 1 << bits, _AT_ONCE):
            first_bits = np.arange(begin, min(begin + _AT_ONCE, 1 << bits), dtype=np.uint64) << self._shift
            self._entry[begin : begin + _AT_ONCE] = np.searchsorted(self._hashes[:-1], first_bits)

    @property
    def texts(self) -> "pl.Series":
        """The ids themselves, in their order."""
        return self._ids

    def reorder(self, order: NDArray[np.intp], texts: "pl.Series") -> None:
        """Give the ids other positions: the one at `order[n]` comes to stand at n. `texts`: the ids, so ordered."""
        now_at = np.empty(len(order), np.int32)
        now_at[order] = np.arange(len(order))
        self._position[:-1] = now_at[self._position[:-1]]
        self._ids = texts

    def find(self, cells: "pl.Series") -> Numbers:
        """The position of each cell's id; ABSENT where the cell is empty, FAULTY where nobody has that id."""
        # Files mostly have the rows of a child together: each run of equal cells is looked for once.
        run = cells.rle_id().to_numpy()
        begins = np.flatnonzero(run[1:] != run[:-1]) + 1
        return of_trimmed(cells.gather(np.append(0, begins)), self._find)[run] if len(run) else _nothing()

    def _find(self, texts: "pl.Series") -> Numbers:
        if not len(self._ids):
            return np.where(texts.is_null().to_numpy(), ABSENT, FAULTY).astype(np.int32)
        hashes = texts.hash(self._seed).to_numpy()
        at = self._entry[hashes >> self._shift]
        ahead = np.flatnonzero(self._hashes[at] < hashes)
        while len(ahead):
            at[ahead] += 1
            ahead = ahead[self._hashes[at[ahead]] < hashes[ahead]]
        found: Numbers = self._position[at]
        same = (self._ids.gather(found) == texts).fill_null(False).to_numpy()
        if not same.all():
            found[~same] = FAULTY
            found[texts.is_null().to_numpy()] = ABSENT
        return found


def _nothing() -> Numbers:
    return np.empty(0, np.int32)


def _distinct_hashes(ids: "pl.Series") -> tuple[NDArray[np.uint64], int]:
    """A hash for each id, no two alike, and the seed that gave them."""
    seed = 0
    hashes = ids.hash(seed).to_numpy()
    while not _are_distinct(hashes):
        seed += 1
        hashes = ids.hash(seed).to_numpy()
    return hashes, seed


def _are_distinct(hashes: NDArray[np.uint64]) -> bool:
    ordered = np.sort(hashes)
    return not (ordered[1:] == ordered[:-1]).any()


@dataclass(frozen=True)
class OwnIds:
    """The ids that the rows of a table have themselves."""

    ids: Ids
    """Each once."""

    first: NDArray[np.intp]
    """For each id the first row that has it, as a position among the rows."""

    repeats: NDArray[np.intp]
    """The rows, ascending, whose id an earlier one has already; and these earlier ones."""

    originals: NDArray[np.intp]


def own_ids(texts: "pl.Series", *, by_code_point: bool) -> OwnIds:
    """The ids of all rows of a table, sorted or in the order of the file; null is none."""
    rows = np.flatnonzero(texts.is_not_null().to_numpy())
    known = texts.drop_nulls() if len(rows) < len(texts) else texts
    is_once = _are_distinct(known.hash().to_numpy())
    distinct = known if is_once else known.unique(maintain_order=True)
    if is_once and not by_code_point:
        return OwnIds(Ids(distinct), rows, rows[:0], rows[:0])

    ids = Ids(distinct.sort() if by_code_point else distinct)
    parts = range(0, len(known), _AT_ONCE)
    position = np.concatenate([_nothing(), *(ids.find(known.slice(begin, _AT_ONCE)) for begin in parts)])
    first = np.empty(len(distinct), np.intp)
    first[position[::-1]] = rows[::-1]  # of several rows the first is written last
    originals = first[position]
    is_repeat = originals != rows
    return OwnIds(ids, first, rows[is_repeat], originals[is_repeat])
