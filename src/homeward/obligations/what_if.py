"""What recording something would move, before it is saved: it is done, looked at, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Child
from homeward.obligations.answers import Answer, Change, Occasion, answers, changes
from homeward.policy.explain import Noted, noted
from homeward.website.policy_in_force import manual_in_force


@dataclass(frozen=True)
class WhatIf:
    """What would be different if something were recorded: every obligation that changes, and of these what moves."""

    changes: tuple[Change, ...]
    notes: tuple[Noted, ...]
    """What the policy manual's checks would find and do not find now."""

    @property
    def moves(self) -> tuple[Change, ...]:
        """Those that would be due on another day, appear, or vanish."""
        return tuple(change for change in self.changes if change.is_move)


def what_if(record: Callable[[], object], *, child: Child, today: date) -> WhatIf:
    """What `record` would change for a child; nothing of it stays.

    Because it is the recording itself that is tried, what is shown is what will be, and what would be refused is
    refused here already, by the same errors.
    """
    before, found_before = _answers(child, today)
    with transaction.atomic():
        record()
        after, found_after = _answers(child, today)
        transaction.set_rollback(True)
    notes = tuple(note for note in found_after if note not in found_before)
    return WhatIf(tuple(changes(before, after)), notes)


def _answers(child: Child, today: date) -> tuple[dict[Occasion, Answer], tuple[Noted, ...]]:
    caseload, manual = caseload_of(child.pk), manual_in_force()
    return answers(caseload, manual, today)[0], noted(caseload, manual, today)
