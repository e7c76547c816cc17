"""Rows that hold from one day to another, both included."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q

Row_co = TypeVar("Row_co", bound="Dated", covariant=True)


def in_force(on: date) -> Q:
    """The rows that hold on a day."""
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gte=on))


class DatedQuerySet(models.QuerySet[Row_co]):
    """Rows with a first and a last day."""

    def in_force(self, on: date) -> "DatedQuerySet[Row_co]":
        """Those that hold on a day."""
        return self.filter(in_force(on))


class Dated(models.Model):
    """Holds from `from_on` to `until_on`, both included; without `until_on` it goes on."""

    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="%(app_label)s_%(class)s_ends_after_it_begins",
            ),
        )
