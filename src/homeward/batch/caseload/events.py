"""The table of events: what happened to whom, when, and with which value."""

from typing import Final

import numpy as np

from homeward.batch.caseload.check import Check
from homeward.batch.caseload.children import Children
from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.ids import Ids
from homeward.batch.caseload.spill import Records
from homeward.batch.caseload.texts import ABSENT, FAULTY, Numbers, positions
from homeward.policy.caseload import NO_VALUE
from homeward.policy.vocabulary import EVENT_KINDS, VALUES_OF_KIND

EVENT: Final = np.dtype([("child", "<i4"), ("on", "<i4"), ("kind", "i1"), ("value", "i1")])
"""An event as it is put aside: position of its child, day, codes."""


def read_events(check: Check, children_ids: Ids, children: Children) -> Records:
    """The events of a batch that are not refused, in the order of the file."""
    child = check.references("child_id", children_ids)
    kind = check.codes("kind")
    on = check.days("on")
    value = _values(check, kind)
    if len(children):
        check.refuse_with(children.refused[child.clip(min=0)] & (child >= 0), "child_id")

    stands = ~check.refused
    rows = np.empty(int(stands.sum()), EVENT)
    rows["child"] = child[stands]
    rows["on"] = on[stands]
    rows["kind"] = kind[stands]
    rows["value"] = value[stands]
    return rows


def _values(check: Check, kind: Numbers) -> Numbers:
    """The value of each event; NO_VALUE where its kind carries none, whatever the cell holds."""
    values = np.full(len(kind), NO_VALUE, np.int32)
    needs_value = np.zeros(len(kind), np.bool_)
    cells = check.rows.cells.get("value")
    for name, words in VALUES_OF_KIND.items():
        at = np.flatnonzero(kind == EVENT_KINDS.index(name))
        values[at] = ABSENT if cells is None else positions(cells.gather(at), words)
        needs_value[at] = True
    check.fault(needs_value & (values == ABSENT), "value", Problem.VALUE_MISSING)
    check.fault(values == FAULTY, "value", Problem.VALUE_UNKNOWN)
    return values
