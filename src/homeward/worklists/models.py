"""What belongs to a person's morning: the mail that was sent, the views that she saved; and last night's counts."""

import uuid

from django.db import models

from homeward.workforce.models import Agency, Person


class Digest(models.Model):
    """The morning e-mail of one person on one day: begun before it is handed over, sent afterwards; never twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="digests")
    on = models.DateField()
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """None: it is being sent, or the program was stopped in the middle."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "on"), name="digest_of_day"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.on}"


class DigestStop(models.Model):
    """A person who wants no morning e-mail."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="digest_stop")
    stopped_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person} since {self.stopped_at:%Y-%m-%d}"


class SavedView(models.Model):
    """The filters and the order of a list, under a name that one person gave them; nobody else sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="saved_views")
    page = models.CharField(max_length=20)
    """The name of the list's address: `due` or `children`."""
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True)
    """The part of the address after the question mark."""

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("person", "page", "name"), name="saved_view_name"),)

    def __str__(self) -> str:
        return self.name


class NightlyCount(models.Model):
    """How many children in care an agency had on a day with one permanency status, or with one gap in what is known.

    Worked out each night, because the status of every child half a year ago is too much to ask on every page.
    Restricted records are left out, so that each number is as long as its list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    on = models.DateField()
    what = models.CharField(max_length=40)
    """A permanency status, `never_rated`, or a gap (`worklists.counts.GAPS`)."""
    children = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agency", "on", "what"), name="nightly_count"),)

    def __str__(self) -> str:
        return f"{self.agency}, {self.on}: {self.children} {self.what}"


class RoundtableCount(models.Model):
    """How often something about roundtables was so in an agency and month, as counted last night (`going_counts`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day."""
    what = models.CharField(max_length=20)
    part = models.CharField(max_length=60)
    """Which part of it: an outcome, a clause, "status before>status after", an agency's key."""
    number = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agency", "month", "what", "part"), name="roundtable_count"),)

    def __str__(self) -> str:
        return f"{self.agency}, {self.month}: {self.number} {self.what} {self.part}"
