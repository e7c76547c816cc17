"""Recording relational permanence. It stands beside the legal status and is never added to it."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.obligations.enter import enter
from homeward.obligations.recording import CASE_MANAGER, CONSULTANT
from homeward.permanency.models import RelationalRecord
from homeward.workforce.models import Person

OWNERS: Final = frozenset({CASE_MANAGER, CONSULTANT})
"""Whoever works with the child may have asked; no rule names an owner."""


def record_relational(
    *,
    child: Child,
    on: date,
    found: dict[str, Any],
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    corrects: RelationalRecord | None = None,
    withdraws: bool = False,
    why: str = "",
) -> RelationalRecord:
    """Keep what was found about a child's lifelong connections on a day. Raises as `enter` does."""
    record = RelationalRecord(
        child=child, on=on, token=token, corrects=corrects, is_withdrawal=withdraws, why=why.strip(), **found
    )
    return enter(record, owners=OWNERS, by=by, today=today, version=version)
