"""The stage in which the work with a child stands, and those before it, as `permanency/stage_card.html` shows them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from homeward.casefile.models import Child
from homeward.permanency.models import FrameworkStage
from homeward.permanency.stage.actions import OWNERS


@dataclass(frozen=True)
class StageSpan:
    """One stage from its first to its last day; the last one is still open."""

    stage: FrameworkStage
    until: date | None
    correct_at: str
    """Where to correct it; empty for whoever may not."""


@dataclass(frozen=True)
class StageCard:
    """The stage now, those before, and where to record the next one."""

    now: StageSpan | None
    before: list[StageSpan]
    record_at: str


def stage_of(child: Child, may: frozenset[str]) -> StageCard:
    """The framework stages of a child; `may` is for which owners one may record (`recordable`). One query."""
    may_record = bool(OWNERS & may)
    spans: list[StageSpan] = []
    until: date | None = None
    for stage in FrameworkStage.objects.of(child.pk):
        correct_at = reverse("correct_stage", args=(child.pk, stage.pk)) if may_record else ""
        spans.append(StageSpan(stage, until, correct_at))
        until = stage.on - timedelta(days=1)
    record_at = reverse("record_stage", args=(child.pk,)) if may_record else ""
    return StageCard(spans[0] if spans else None, spans[1:], record_at)
