"""Recording the stage of the permanency framework. It lasts until the next one begins."""

from datetime import date
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.casefile.actions import lock_child
from homeward.casefile.models import Child
from homeward.obligations.enter import enter
from homeward.obligations.recording import CASE_MANAGER
from homeward.permanency.models import FrameworkStage
from homeward.website.words import day_words
from homeward.workforce.models import Person

OWNERS: Final = frozenset({CASE_MANAGER})
"""The case manager, her supervisor, or who covers one of them."""


@transaction.atomic
def record_stage(
    *,
    child: Child,
    on: date,
    stage: str,
    services: str,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    corrects: FrameworkStage | None = None,
    withdraws: bool = False,
    why: str = "",
) -> FrameworkStage:
    """A stage begins on a day, or an earlier entry is corrected. Raises as `enter` does; one stage begins on a day."""
    lock_child(child.pk)
    others = FrameworkStage.objects.of(child.pk).filter(on=on).exclude(token=token)
    others = others.exclude(pk=corrects.pk) if corrects else others
    if others.exists() and not withdraws:
        raise ValidationError(
            {"on": f"A stage begins on {day_words(on)} already. Correct that one, or take another day."}
        )
    record = FrameworkStage(
        child=child,
        on=on,
        stage=stage,
        services=services.strip(),
        token=token,
        corrects=corrects,
        is_withdrawal=withdraws,
        why=why.strip(),
    )
    return enter(record, owners=OWNERS, by=by, today=today, version=version)
