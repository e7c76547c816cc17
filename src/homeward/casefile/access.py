"""What lets a person see a child: an assignment, a name on a restricted record, broken glass, the child's tribe."""

import uuid

from django.db import models

from homeward.policy.vocabulary import OWNERS
from homeward.workforce.dated import Dated, DatedQuerySet
from homeward.workforce.models import Person, Tribe


class Assignment(Dated):
    """A person works with a child in one role, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey("casefile.Child", models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=40, choices=[(role, role.replace("_", " ")) for role in OWNERS])

    objects = DatedQuerySet["Assignment"].as_manager()

    class Meta(Dated.Meta):
        indexes = (models.Index(fields=("person", "role", "until_on"), name="assignment_of_person"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()} of {self.child}"


class NamedPerson(Dated):
    """Somebody who may see a restricted record, as far as her work would let her see it anyway."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey("casefile.Child", models.PROTECT, related_name="named_people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="named_on")

    objects = DatedQuerySet["NamedPerson"].as_manager()

    def __str__(self) -> str:
        return f"{self.person} is named on {self.child}"


class BreakGlass(Dated):
    """A record outside somebody's view that she opened by giving a reason; somebody else looks at it afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey("casefile.Child", models.PROTECT, related_name="broken_glass")
    person = models.ForeignKey(Person, models.PROTECT, related_name="broke_glass")
    reason = models.TextField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="reviewed_break_glass")
    reviewed_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet["BreakGlass"].as_manager()

    class Meta(Dated.Meta):
        verbose_name_plural = "broken glass"

    def __str__(self) -> str:
        return f"{self.person} opened {self.child}"


class TribalAffiliation(Dated):
    """A child is known to belong, or may belong, to a tribe: since when that is known, and from whom.

    It is never concluded from anything else that is recorded, and its absence says nothing.
    """

    class HowKnown(models.TextChoices):
        """Who or what says so."""

        TRIBE = "tribe", "the tribe confirmed it"
        PARENT = "parent", "a parent said so"
        RELATIVE = "relative", "a relative said so"
        CHILD = "child", "the child said so"
        DOCUMENT = "document", "a document says so"
        OTHER = "other", "in another way"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey("casefile.Child", models.PROTECT, related_name="tribal_affiliations")
    tribe = models.ForeignKey(Tribe, models.PROTECT, related_name="affiliations")
    how_known = models.CharField(max_length=20, choices=HowKnown.choices)

    objects = DatedQuerySet["TribalAffiliation"].as_manager()

    def __str__(self) -> str:
        return f"{self.child}: {self.tribe}"
