"""The plans of a child: those that were filed, with or without their text here, and the draft."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.believed import current_among, details_of
from homeward.permanency.models import DraftSave, PermanencyPlan

FILED: Final = "permanency_plan_filed"
"""Means the official plan: it stands in the state system, the extract or the worker says on which day."""


@dataclass(frozen=True)
class FiledPlan:
    """A plan that was filed on a day; `plan` is None where only that is on record."""

    event: Event
    plan: PermanencyPlan | None

    def __str__(self) -> str:
        return str(self.plan).capitalize() if self.plan else "Filed without its text here"


@dataclass(frozen=True)
class Plans:
    """The plan in force, those before it (the latest first), those that were taken back, and the draft."""

    in_force: FiledPlan | None
    earlier: list[FiledPlan]
    taken_back: list[PermanencyPlan]
    draft: DraftSave | None

    @property
    def versions(self) -> list[PermanencyPlan]:
        """All that have a text and count, the latest first."""
        return [one.plan for one in (self.in_force, *self.earlier) if one and one.plan]

    @property
    def latest_text(self) -> PermanencyPlan | None:
        """What an update begins with."""
        return self.versions[0] if self.versions else None


def filed_plans(child: Child) -> list[FiledPlan]:
    """All that counts as filed, the latest first. Two queries."""
    return _counting(list(_events(child)), list(_texts(child)))


def plans_of(child: Child, today: date) -> Plans:
    """A child's plans; one of an earlier stay is not in force. Four queries."""
    texts = list(_texts(child))
    counting = [one for one in _counting(list(_events(child)), texts) if one.event.on <= today]
    counted = {one.plan.pk for one in counting if one.plan}
    stay = Episode.objects.last_of(child.pk, on=today)
    is_of_stay = bool(counting and stay and counting[0].event.on >= stay.removed_on)
    return Plans(
        in_force=counting[0] if is_of_stay else None,
        earlier=counting[1:] if is_of_stay else counting,
        taken_back=[one for one in texts if one.pk not in counted],
        draft=latest_save(child),
    )


def latest_save(child: Child) -> DraftSave | None:
    """The open draft of the latest stay as it stands. What was not filed in an earlier stay is never finished."""
    stays = Episode.objects.current().filter(child=child).order_by("-removed_on")
    saves = DraftSave.objects.filter(draft__episode=stays.values("pk")[:1], draft__filed_at=None)
    return saves.select_related("saved_by", "draft__copied_from").order_by("-number").first()


def _counting(events: list[Event], texts: list[PermanencyPlan]) -> list[FiledPlan]:
    everything = {event.pk: event for event in events}
    behind = {one.pk: one for one in texts}
    return [FiledPlan(event, details_of(event, behind, everything)) for event in reversed(current_among(events))]


def _events(child: Child) -> list[Event]:
    return list(Event.objects.filter(child=child, kind=FILED).select_related("recorded_by").in_order())


def _texts(child: Child) -> list[PermanencyPlan]:
    return list(
        PermanencyPlan.objects.filter(event__child=child).select_related("filed_by", "event").order_by("-number")
    )
