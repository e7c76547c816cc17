"""What stands behind a permanency goal: who set it, why, and what is done for it."""

from django.db import models

from homeward.obligations.behind import Record, RecordQuerySet
from homeward.workforce.models import Person


class SetBy(models.TextChoices):
    """Who decided that this is the goal."""

    AGENCY = "agency", "the agency"
    COURT = "court", "the court"


class PermanencyGoal(Record):
    """The details of a goal that was set, primary or concurrent; the event has the goal and the day."""

    set_by = models.CharField(max_length=10, choices=SetBy.choices)
    rationale = models.TextField(blank=True)
    efforts = models.TextField(blank=True)
    compelling_reason = models.TextField(blank=True)
    enduring_adult = models.TextField(blank=True)
    """The adult with whom the child has a relationship that is meant to last."""
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    objects = RecordQuerySet["PermanencyGoal"].as_manager()

    def __str__(self) -> str:
        return f"{self.event}, set by {self.get_set_by_display()}"
