"""The Word templates in which an agency sets its papers."""

import uuid

from django.db import models

from homeward.workforce.models import Person


class WordTemplate(models.Model):
    """A template that somebody uploaded for one kind of paper. The latest that is not withdrawn is used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    paper = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    """Of the file, as it was uploaded."""
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-uploaded_at",)
        indexes = (models.Index(fields=("paper", "withdrawn_at"), name="word_template_in_use"),)

    def __str__(self) -> str:
        return f"{self.name} for {self.paper}"
