"""What is recorded of a child on a day and is no event of the casefile: no policy counts it, and it moves no date."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import models

from homeward.casefile.models import Child
from homeward.website.words import capital
from homeward.workforce.models import Person

Row_co = TypeVar("Row_co", bound="DatedRecord", covariant=True)


class DatedRecordQuerySet(models.QuerySet[Row_co]):
    """Dated records."""

    def of(self, child_id: uuid.UUID) -> "DatedRecordQuerySet[Row_co]":
        """Those of one child that are believed now, the latest first."""
        return self.current().filter(child=child_id).order_by("-on", "-recorded_at").select_related("recorded_by")

    def current(self) -> "DatedRecordQuerySet[Row_co]":
        """Without those that were corrected or withdrawn, and without the withdrawals."""
        return self.filter(correction__isnull=True, is_withdrawal=False)


class DatedRecord(models.Model):
    """A dated record. It is never changed: another one corrects or withdraws it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    on = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="correction")
    is_withdrawal = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    """Why it corrects what it corrects."""
    token = models.UUIDField(unique=True)
    """Made when the form is opened: sending it twice records once."""

    class Meta:
        abstract = True

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was recorded, each with what it is called; shown by `obligations/entries.html`."""
        raise NotImplementedError


def in_the_place_of(model: type[DatedRecord], child_id: uuid.UUID) -> Callable[[uuid.UUID], uuid.UUID]:
    """For a record of a child: the one that counts by now, itself or what corrected it. One query.

    What was recorded of a notice before its day was put right belongs to the right one too.
    """
    corrections = model._default_manager.filter(child=child_id, corrects__isnull=False)
    later: dict[uuid.UUID, uuid.UUID] = dict(corrections.values_list("corrects", "pk"))

    def now(record_id: uuid.UUID) -> uuid.UUID:
        while record_id in later:
            record_id = later[record_id]
        return record_id

    return now


def said(**parts: object) -> list[tuple[str, str]]:
    """The parts that were written down, each under its name: `to_whom` as "To whom"."""
    return [(capital(name.replace("_", " ")), str(part)) for name, part in parts.items() if part not in (None, "")]


def documents_in(evidence: str) -> list[str]:
    """The documents of a text that names one a line: what it is, and where it lies."""
    return [line.strip() for line in evidence.splitlines() if line.strip()]
