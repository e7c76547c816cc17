"""How somebody came to be a certified facilitator: the course, what she watched and led, and until when it holds."""

import uuid

from django.db import models

from homeward.workforce.models import Person


class CertificationEntryQuerySet(models.QuerySet["CertificationEntry"]):
    """Entries."""

    def standing(self) -> "CertificationEntryQuerySet":
        """Without those that were taken back."""
        return self.filter(withdrawn_on__isnull=True)


class CertificationEntry(models.Model):
    """One dated step towards a certification, or a certification itself. It is taken back, never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        COURSE = "course", "course completed"
        OBSERVED = "observed", "roundtable observed"
        LED = "led", "roundtable led under observation"
        CERTIFIED = "certified", "certified"
        RENEWED = "renewed", "certification renewed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="certification_entries")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day of a certification."""
    which = models.CharField(max_length=200, blank=True)
    """Which course, who led what she observed, who observed what she led; no child is named."""
    why = models.CharField(max_length=300, blank=True)
    """Why she was certified before everything was done that is asked."""
    stood_until = models.DateField(null=True, blank=True)
    """The last day that was known before; it holds again if this one is taken back."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    """Made when the form is opened: sending it twice records once."""
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = models.CharField(max_length=300, blank=True)

    objects = CertificationEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "certification entries"
        ordering = ("-on", "-recorded_at")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}, {self.on}"
