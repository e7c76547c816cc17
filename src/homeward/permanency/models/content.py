"""What an agency writes itself, by version: guides, parts of a form, prompts; never changed once it is written."""

import uuid

from django.db import models

from homeward.workforce.models import Person


class ContentVersion(models.Model):
    """One version of one kind of the agency's own content (`permanency.content`), and the day from which it holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    effective_from = models.DateField()
    values = models.JSONField()
    """As a file of the kind would hold it."""
    why = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    """Of the form by which it was written: sent twice, it is written once."""

    class Meta:
        ordering = ("kind", "number")
        constraints = (models.UniqueConstraint(fields=("kind", "number"), name="content_version_number"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
