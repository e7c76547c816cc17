"""What an agency made of a resource: another wording or link, an order, that it was looked at, that it is retired."""

import uuid

from django.db import models

from homeward.workforce.models import Agency, Person


class Resource(models.Model):
    """A resource as an agency has it; it stands in the place of the one with its key that the agency found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="resources")
    key = models.SlugField(max_length=60)
    """Of the one that it takes the place of; of one that the agency added, a key of its own."""
    topic = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    credit = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=300, blank=True)
    """Where on that page."""
    about = models.JSONField(default=list, blank=True)
    """The situations of a child in which it is proposed."""
    position = models.PositiveIntegerField()
    checked_on = models.DateField(null=True, blank=True)
    """The last day on which a person of the agency opened the link; empty: nobody has."""
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    retired_on = models.DateField(null=True, blank=True)
    retired_why = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    """Counts the changes, so that a form opened before one is refused."""

    class Meta:
        ordering = ("position", "title", "key")
        constraints = (models.UniqueConstraint(fields=("agency", "key"), name="resource_one_a_key"),)

    def __str__(self) -> str:
        return self.title
