"""Where an Indian child may live, in order: the search level by level, a tribe's own order, good cause."""

from django.db import models

from homeward.casefile.models import Placement
from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, said
from homeward.website.words import capital, day_words, plain
from homeward.workforce.models import Tribe

ORDERS = (("foster", "Foster or pre-adoptive placement"), ("adoptive", "Adoptive placement"))


def _home(placement: Placement | None) -> str:
    """A placement in words; empty for none."""
    return f"{plain(placement.placement_type)}, {day_words(placement.started_on)}" if placement else ""


class PreferenceOrder(DatedRecord):
    """A tribe's own order of preference; it takes the place of the one in the Act."""

    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="+")
    order = models.CharField(max_length=20, choices=ORDERS)
    levels = models.TextField()
    """One level a line, the first one first."""
    document = models.CharField(max_length=200)

    objects = DatedRecordQuerySet["PreferenceOrder"].as_manager()

    def __str__(self) -> str:
        return f"order of {self.tribe}"

    @property
    def each(self) -> list[str]:
        """The levels, the first one first."""
        return [line.strip() for line in self.levels.splitlines() if line.strip()]

    @property
    def says(self) -> list[tuple[str, str]]:
        """Whose order, and where it is written."""
        return said(
            tribe=self.tribe, holds_for=capital(self.get_order_display()), levels=self.levels, document=self.document
        )


class PlacementSearch(DatedRecord):
    """A home that was looked at on one level of preference, and what came of it; or that there was nobody to ask."""

    class Result(models.TextChoices):
        """What came of it. `nobody` closes a level."""

        ASKED = "asked", "asked, no answer yet"
        PLACED = "placed", "the child lives there"
        DECLINED = "declined", "can not, or does not wish to"
        UNSUITABLE = "unsuitable", "looked at, and not suitable"
        NOBODY = "nobody", "nobody else was found on this level"

    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    """The placement that was decided; none: the next one."""
    level = models.CharField(max_length=80)
    """`foster-extended_family`, or `foster-2` of a tribe's own order."""
    candidate = models.CharField(max_length=200, blank=True)
    contact = models.TextField(blank=True)
    result = models.CharField(max_length=20, choices=Result.choices)
    evidence = models.TextField(blank=True)

    objects = DatedRecordQuerySet["PlacementSearch"].as_manager()

    class Meta:
        verbose_name_plural = "placement searches"

    def __str__(self) -> str:
        return f"{self.candidate or 'search'}: {self.get_result_display()}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who was asked, and what came of it."""
        return said(
            placement=_home(self.placement),
            home=self.candidate,
            contact=self.contact,
            result=capital(self.get_result_display()),
            evidence=self.evidence,
        )


class GoodCause(DatedRecord):
    """Why a placement departs from the order: who asks for it, the ground, the evidence, what the court found."""

    class Finding(models.TextChoices):
        """What the court found."""

        PENDING = "pending", "the court has not decided yet"
        FOUND = "found", "the court found good cause"
        NOT_FOUND = "not_found", "the court did not find good cause"

    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, related_name="+")
    """The placement that departs from the order; none: the next one."""
    ground = models.CharField(max_length=40)
    ground_words = models.TextField()
    requested_by = models.CharField(max_length=200)
    statement = models.TextField()
    evidence = models.TextField(blank=True)
    finding = models.CharField(max_length=20, choices=Finding.choices)
    found_on = models.DateField(null=True, blank=True)
    """The day on which the court decided."""

    objects = DatedRecordQuerySet["GoodCause"].as_manager()

    class Meta:
        verbose_name = "good cause"
        verbose_name_plural = "good causes"

    def __str__(self) -> str:
        return f"good cause, {self.on}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """The ground and what the court found."""
        court = capital(self.get_finding_display())
        return said(
            placement=_home(self.placement),
            ground=self.ground_words,
            asked_for_by=self.requested_by,
            statement=self.statement,
            evidence=self.evidence,
            court=f"{court}, {day_words(self.found_on)}" if self.found_on else court,
        )


class ExpertWitness(DatedRecord):
    """A qualified expert witness: who, why qualified, about what, and what was said."""

    name = models.CharField(max_length=200)
    qualified = models.TextField()
    named_by = models.CharField(max_length=200, blank=True)
    proceeding = models.CharField(max_length=200, blank=True)
    """The hearing for which she is called."""
    about = models.CharField(max_length=200)
    testified_on = models.DateField(null=True, blank=True)
    testimony = models.TextField(blank=True)

    objects = DatedRecordQuerySet["ExpertWitness"].as_manager()

    class Meta:
        verbose_name = "qualified expert witness"
        verbose_name_plural = "qualified expert witnesses"

    def __str__(self) -> str:
        return f"{self.name}, {self.on}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who, and about what."""
        return said(
            witness=self.name,
            why_qualified=self.qualified,
            named_by=self.named_by,
            proceeding=self.proceeding,
            about=self.about,
            testified=day_words(self.testified_on) if self.testified_on else "",
            testimony=self.testimony,
        )
