"""The entries of the audit, and the end of their chain."""

import uuid
from typing import Any, NoReturn

from django.db import models

from homeward.workforce.models import Person

FIRST_PREVIOUS_HASH = "0" * 64
"""What stands before the first entry."""


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete an entry of the audit."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries: they are read, and added one by one by `actions.record`."""

    def about(self, child_id: uuid.UUID) -> "EntryQuerySet":
        """What concerns one child, the latest first: who has seen this child's file."""
        return self.filter(child_id=child_id).order_by("-sequence")

    def update(self, **columns: Any) -> NoReturn:
        raise AppendOnlyError("an entry of the audit is never changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("an entry of the audit is never deleted")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError("an entry of the audit is never changed")

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError("entries of the audit are added one by one, each chained to the one before")


class Entry(models.Model):
    """One thing that somebody did, without any text of the child's record."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    """1, 2, 3 …, without a gap."""
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """None: Homeward itself (a nightly refresh)."""
    verb = models.CharField(max_length=60)
    child_id = models.UUIDField(null=True)
    """The child, if it is about one. No foreign key: the audit knows nothing of the files above it."""
    target = models.CharField(max_length=120, blank=True)
    """What was done something to, as `kind:id`."""
    why = models.TextField(blank=True)
    origin = models.CharField(max_length=60, blank=True)
    """The network address it came from; empty for the command line."""
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=("child_id", "sequence"), name="audit_of_child"),
            models.Index(fields=("by", "sequence"), name="audit_by_person"),
        )

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"

    def save(self, *args: Any, **options: Any) -> None:
        """Only once, when it is new."""
        if not self._state.adding:
            raise AppendOnlyError("an entry of the audit is never changed")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise AppendOnlyError("an entry of the audit is never deleted")


class Head(models.Model):
    """The end of the chain: one row, locked while an entry is added, so that no two entries follow the same one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_PREVIOUS_HASH)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
