"""Something that is due as a row of a page: its rule, and where to record just what satisfies it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from homeward.casefile.models import Child
from homeward.obligations.models import Obligation
from homeward.obligations.recording import record_address
from homeward.obligations.satisfying import kind_that_satisfies, record_at, rules
from homeward.policy.rule import Entry
from homeward.website.outcomes import URGENCY


@dataclass(frozen=True)
class Due:
    """One row. `record_at` is the address of the form that records what satisfies it; empty: nothing to record here."""

    obligation: Obligation
    child: Child
    rule: Entry
    record_at: str
    kind: str

    @property
    def urgency(self) -> tuple[int, date]:
        """The most urgent first."""
        return URGENCY.index(self.obligation.outcome), self.obligation.due_on or date.max


def due_row(obligation: Obligation, child: Child, may: frozenset[str]) -> Due:
    """The row of an obligation; `may` is for which owners the person may record (`recording.hers_to_record`)."""
    address, kind = record_at(child, obligation.rule, obligation.outcome, may)
    return Due(obligation, child, rules()[obligation.rule], address, kind)


def waited_for(child: Child, kinds: Iterable[str], may: frozenset[str]) -> list[str]:
    """Those of some kinds of events for which policy waits, and which the person may record. One query."""
    asked = {kind_that_satisfies(one.rule) for one in Obligation.objects.open().filter(child=child)}
    return [kind for kind in kinds if kind in asked and record_address(child.pk, kind, may)]
