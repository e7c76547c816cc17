"""The table of episodes: each child's stays in care, which must not overlap, and the births, which must come before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from homeward.batch.caseload.check import Check, Flags
from homeward.batch.caseload.children import Children
from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.findings import Findings
from homeward.batch.caseload.ids import Ids, own_ids
from homeward.batch.caseload.rows import RowNumbers
from homeward.batch.caseload.texts import ABSENT, FAULTY, Numbers
from homeward.policy.days import NEVER

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Episodes:
    """Episodes, a row each: in a batch as the file has them, in the end one for each id, by child and removal."""

    ids: "pl.Series"
    row: RowNumbers
    child: Numbers
    """Position among the children; negative where that is not known, and in the end those stand last."""

    removed_on: Numbers
    discharged_on: Numbers
    """Day numbers, NEVER where none is recorded. Both FAULTY where the two together make no sense."""

    refused: Flags
    """At fault, or the child's row is refused."""

    def __len__(self) -> int:
        return len(self.row)

    def take(self, at: NDArray[Any]) -> "Episodes":
        """These of the episodes, in this order."""
        return Episodes(
            self.ids.gather(at),
            self.row[at],
            self.child[at],
            self.removed_on[at],
            self.discharged_on[at],
            self.refused[at],
        )


def read_episodes(checks: Iterable[Check], children_ids: Ids, findings: Findings) -> tuple[Episodes, Ids]:
    """The episodes of the table, and the way to them by id.

    Of rows with one id the first stands, and the others are at fault. Of two episodes that overlap, the one that
    begins later is at fault (of two that begin on one day, the one that ends later; of two that are alike, the later in
    the file). `refused` does not yet say whose child is refused.
    """
    rows = _together([_episodes(check, children_ids) for check in checks])
    own = own_ids(rows.ids, by_code_point=False)
    findings.add(rows.row[own.repeats], "episode_id", Problem.DUPLICATE, rows.row[own.originals])
    if len(own.first) < len(rows):
        rows = rows.take(own.first)
    last = np.iinfo(np.int32).max
    by_child = np.lexsort((rows.discharged_on, rows.removed_on, np.where(rows.child < 0, last, rows.child)))
    rows = rows.take(by_child)
    own.ids.reorder(by_child, rows.ids)
    _find_overlaps(rows, findings)
    return rows, own.ids


def refuse_born_after_removal(children: Children, episodes: Episodes, findings: Findings) -> None:
    """Find the children who were born after a removal of theirs, and refuse them."""
    certain = np.flatnonzero((episodes.child >= 0) & (episodes.removed_on >= 0))
    birth_date = children.birth_date[episodes.child[certain]]
    late = certain[(birth_date > episodes.removed_on[certain]) & (birth_date < NEVER)]
    child, at = np.unique(episodes.child[late], return_index=True)  # the first, as they stand by child and removal
    order = np.argsort(children.row[child])
    born, removal = child[order], late[at][order]
    findings.add(children.row[born], "birth_date", Problem.BORN_AFTER_REMOVAL, episodes.row[removal])
    children.refused[born] = True


def refuse_with_their_children(episodes: Episodes, children: Children, findings: Findings) -> None:
    """Refuse the episodes of refused children."""
    of_child = np.flatnonzero(episodes.child >= 0)
    lost = of_child[children.refused[episodes.child[of_child]]]
    findings.add(np.sort(episodes.row[lost]), "child_id", Problem.REFERS_TO_REFUSED)
    episodes.refused[lost] = True


def _episodes(check: Check, children_ids: Ids) -> Episodes:
    ids = check.ids("episode_id")
    child = check.references("child_id", children_ids)
    removed_on = check.days("removed_on")
    discharged_on = check.days("discharged_on")
    check.codes("discharge_reason")
    backwards = (removed_on >= 0) & (discharged_on >= 0) & (discharged_on < removed_on)
    check.fault(backwards, "discharged_on", Problem.ENDS_BEFORE_START, removed_on.copy())
    discharged_on[discharged_on == ABSENT] = NEVER
    removed_on[backwards] = FAULTY
    discharged_on[backwards] = FAULTY
    return Episodes(ids, check.rows.numbers, child, removed_on, discharged_on, check.refused)


def _together(batches: list[Episodes]) -> Episodes:
    import polars as pl

    return Episodes(
        ids=pl.concat([batch.ids for batch in batches]),
        row=np.concatenate([batch.row for batch in batches]),
        child=np.concatenate([batch.child for batch in batches]),
        removed_on=np.concatenate([batch.removed_on for batch in batches]),
        discharged_on=np.concatenate([batch.discharged_on for batch in batches]),
        refused=np.concatenate([batch.refused for batch in batches]),
    )


def _find_overlaps(episodes: Episodes, findings: Findings) -> None:
    """Find and refuse the episodes that begin before an earlier one of the child has ended.

    Episodes stand by child, removal and discharge. Few children have such episodes: those are looked at one by one,
    because an episode that is refused no longer stands in the way of the next.
    """
    certain = np.flatnonzero((episodes.child >= 0) & (episodes.removed_on >= 0) & (episodes.discharged_on >= 0))
    child = episodes.child[certain]
    begins_early = np.zeros(len(certain), np.bool_)
    begins_early[1:] = (child[1:] == child[:-1]) & (
        episodes.removed_on[certain[1:]] < episodes.discharged_on[certain[:-1]]
    )
    suspects = certain[np.isin(child, child[begins_early])]
    pairs = sorted(_overlaps(episodes, suspects.tolist()), key=lambda pair: int(episodes.row[pair[0]]))
    at, standing = np.array(pairs, np.int64).reshape(-1, 2).T
    are_open = episodes.discharged_on[[at, standing]].min(axis=0) == NEVER
    for problem, which in ((Problem.SECOND_OPEN_EPISODE, are_open), (Problem.OVERLAP, ~are_open)):
        findings.add(episodes.row[at[which]], "removed_on", problem, episodes.row[standing[which]])
    episodes.refused[at] = True


def _overlaps(episodes: Episodes, suspects: list[int]) -> Iterable[tuple[int, int]]:
    """Pairs of an episode that overlaps, and the one that it overlaps."""
    standing = -1
    for at in suspects:
        is_same_child = standing >= 0 and episodes.child[at] == episodes.child[standing]
        if is_same_child and episodes.removed_on[at] < episodes.discharged_on[standing]:
            yield at, standing
        else:
            standing = at
