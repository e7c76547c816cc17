"""How an agency arranges its roundtables: hours, rest, caps, notice, travel; and what decides about optional ones."""

import uuid
from datetime import time
from typing import Final

from django.db import models

from homeward.workforce.models import Agency, Person, RoleName, agencies_above

CAPS: Final[dict[str, tuple[int | None, int | None]]] = {
    RoleName.FACILITATOR.value: (2, 6),
    RoleName.EXTERNAL_CONSULTANT.value: (2, 6),
    RoleName.ONGOING_CASE_MANAGER.value: (1, 2),
    RoleName.SUPERVISOR.value: (1, 2),
    RoleName.PERMANENCY_CONSULTANT.value: (3, None),
}
"""Meetings on a day and in a week, by role, until an agency writes its own."""


def usual_caps() -> dict[str, list[int | None]]:
    """The caps as they are stored."""
    return {role: list(caps) for role, caps in CAPS.items()}


class SchedulingSettings(models.Model):
    """What an agency has settled about times and people of roundtables. Usual numbers, for the agency to confirm.

    It holds for the agencies below too, as long as they have none of their own.
    """

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="scheduling_settings")
    opens = models.TimeField(default=time(8, 30))
    closes = models.TimeField(default=time(16, 30))
    lunch_from = models.TimeField(default=time(12))
    lunch_until = models.TimeField(default=time(13))
    turnover_minutes = models.PositiveSmallIntegerField(default=15)
    """Between two meetings in one room."""
    notice_days = models.PositiveSmallIntegerField(default=2)
    """From the day on which a meeting is announced to its own."""
    tribal_notice_days = models.PositiveSmallIntegerField(default=7)
    """The same where a tribe is invited."""
    plan_days = models.PositiveSmallIntegerField(default=5)
    """Days before a hearing on which copies of the plan go out."""
    form_working_days = models.PositiveSmallIntegerField(default=5)
    """Working days before that, in which the form is completed."""
    initial_minutes = models.PositiveSmallIntegerField(default=120)
    repeat_minutes = models.PositiveSmallIntegerField(default=90)
    follow_up_minutes = models.PositiveSmallIntegerField(default=60)
    sibling_minutes = models.PositiveSmallIntegerField(default=30)
    """More for each further child of a sibling group."""
    most_minutes = models.PositiveSmallIntegerField(default=180)
    caps = models.JSONField(default=usual_caps)
    """By role: at most so many meetings on a day and in a week; null is no limit."""
    travel = models.JSONField(default=dict)
    """Minutes between two sites: `{"north|south": 45}`, the names in the order of the alphabet."""
    certification_observed = models.PositiveSmallIntegerField(default=2)
    """Roundtables that a facilitator observed before she is certified."""
    certification_led = models.PositiveSmallIntegerField(default=2)
    """Those that she led under observation."""
    certification_months = models.PositiveSmallIntegerField(default=24)
    """How long a certification usually holds."""
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "scheduling settings"

    def __str__(self) -> str:
        return f"Scheduling of {self.agency}"

    def usual_minutes(self, kind: str, children: int) -> int:
        """How long a meeting of a kind about so many children usually takes."""
        of_kind = {"initial": self.initial_minutes, "repeat": self.repeat_minutes, "follow_up": self.follow_up_minutes}
        return max(of_kind[kind], min(of_kind[kind] + self.sibling_minutes * (children - 1), self.most_minutes))

    def minutes_between(self, here: str, there: str) -> int:
        """The way from one site to another; none if one of them is virtual, or nothing is recorded."""
        return int(self.travel.get("|".join(sorted((here, there))), 0)) if here and there and here != there else 0


def settings_for(agency: Agency) -> SchedulingSettings:
    """Those of the agency, or of the nearest above it; without any, the usual ones. At most two queries."""
    above = agencies_above([agency.pk])
    known = {one.agency_id: one for one in SchedulingSettings.objects.filter(agency__in=above)}
    parents = dict(Agency.objects.filter(pk__in=above).values_list("pk", "parent_id")) if known else {}
    at: uuid.UUID | None = agency.pk
    while known and at is not None:
        if at in known:
            return known[at]
        at = parents.get(at)
    return SchedulingSettings(agency=agency)


class PrioritizationGuidance(models.Model):
    """A version of what is considered where a roundtable is optional; the latest of an agency is in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="prioritization_guidance")
    number = models.PositiveIntegerField()
    text = models.TextField()
    questions = models.TextField()
    """One on each line; each is answered when an optional roundtable is chosen."""
    is_official = models.BooleanField(default=False)
    """The agency says that this is the state's own text."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "prioritization guidance"
        ordering = ("agency", "-number")
        constraints = (models.UniqueConstraint(fields=("agency", "number"), name="guidance_one_a_number"),)

    def __str__(self) -> str:
        return f"Prioritization guidance of {self.agency}, version {self.number}"

    @property
    def asked(self) -> list[str]:
        """The questions."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]
