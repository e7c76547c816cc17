"""The table of children: who they are, when they were born, and who of them may not be used."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.check import Check, Flags
from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.ids import Ids, own_ids
from homeward.batch.caseload.rows import RowNumbers
from homeward.batch.caseload.texts import Numbers
from homeward.policy.days import UNKNOWN
from homeward.policy.vocabulary import INDIAN_CHILD

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Children:
    """Children, a row each: in a batch as the file has them, in the end one for each id and in the order of the ids."""

    ids: "pl.Series"
    row: RowNumbers
    birth_date: Numbers
    """Day numbers; UNKNOWN where none is recorded, or none that can be read."""

    indian_child: NDArray[np.int8]
    refused: Flags
    """At fault, in whatever way."""

    def __len__(self) -> int:
        return len(self.row)

    def take(self, at: NDArray[Any]) -> "Children":
        """These of the children, in this order."""
        return Children(self.ids.gather(at), self.row[at], self.birth_date[at], self.indian_child[at], self.refused[at])


def read_children(checks: Iterable[Check], findings: Findings) -> tuple[Children, Ids]:
    """The children of the table, and the way to them by id.

    Of rows with one id the first stands, and the others are at fault.
    """
    rows = _together([_children(check) for check in checks])
    own = own_ids(rows.ids, by_code_point=True)
    findings.add(rows.row[own.repeats], "child_id", Problem.DUPLICATE, rows.row[own.originals])
    return replace(rows.take(own.first), ids=own.ids.texts), own.ids


def _children(check: Check) -> Children:
    ids = check.ids("child_id")
    birth_date = check.days("birth_date")
    birth_date[birth_date < 0] = UNKNOWN
    indian_child = check.codes("indian_child").astype(np.int8)
    indian_child[indian_child < 0] = INDIAN_CHILD.index("unknown")
    check.codes("gender")
    return Children(ids, check.rows.numbers, birth_date, indian_child, check.refused)


def _together(batches: list[Children]) -> Children:
    import polars as pl

    return Children(
        ids=pl.concat([batch.ids for batch in batches]),
        row=np.concatenate([batch.row for batch in batches]),
        birth_date=np.concatenate([batch.birth_date for batch in batches]),
        indian_child=np.concatenate([batch.indian_child for batch in batches]),
        refused=np.concatenate([batch.refused for batch in batches]),
    )
