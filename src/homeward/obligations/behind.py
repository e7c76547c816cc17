"""What all records of permanency have in common: each stands behind one event of the casefile."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from homeward.casefile.models import Event

Row_co = TypeVar("Row_co", bound="Record", covariant=True)


class RecordQuerySet(models.QuerySet[Row_co]):
    """Records behind events."""

    def of(self, child_id: UUID) -> "RecordQuerySet[Row_co]":
        """Those of one child that are believed now, the latest first."""
        return self.current().filter(event__child=child_id).order_by("-event__on", "-event__recorded_at")

    def current(self) -> "RecordQuerySet[Row_co]":
        """Without those whose event was corrected or withdrawn."""
        return self.filter(event__correction__isnull=True, event__is_withdrawal=False)


class Record(models.Model):
    """The details of one event. It is never changed: a correction of the event brings a record of its own.

    An event may have none: it came with an extract, or was recorded by the small form. Its details can be added later.
    """

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="%(class)s")

    class Meta:
        abstract = True
