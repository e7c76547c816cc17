"""What all that is recorded of a family has in common: it is dated, never changed, and taken back by a reason."""

import uuid
from typing import TypeVar

from django.db import models

from homeward.workforce.models import Person

Row_co = TypeVar("Row_co", bound="Entry", covariant=True)


class EntryQuerySet(models.QuerySet[Row_co]):
    """Entries."""

    def current(self) -> "EntryQuerySet[Row_co]":
        """Without those that were taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Entry(models.Model):
    """Something of a family that was true, found or done on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    """Made when the form is opened: sending it twice records once."""
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
