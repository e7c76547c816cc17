"""Who belongs to a family, how to reach them, and what ties them to each other."""

import uuid

from django.db import models
from django.db.models import Q

from homeward.casefile.models import Child
from homeward.family.models.entry import Entry
from homeward.workforce.models import Person, Tribe


class HowKnown(models.TextChoices):
    """Who or what says so."""

    CHILD = "child", "the child"
    PARENT = "parent", "a parent"
    RELATIVE = "relative", "a relative"
    RECORD = "record", "a record: court, birth, school, state system"
    TRIBE = "tribe", "the tribe"
    INTERNET = "internet", "the internet"
    OTHER = "other", "somebody else"


class Family(models.Model):
    """The people around one child, or around brothers and sisters: each stands in it once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name_plural = "families"

    def __str__(self) -> str:
        return f"Family {self.id}"


class Relative(models.Model):
    """A relative, or one of the like-kin; the children whom the family is about stand among them.

    Somebody without a name is known only by the ties: the mother's mother, of whom nobody has told anything yet.
    """

    class Gender(models.TextChoices):
        """As far as the words of kinship need it."""

        FEMALE = "female", "female"
        MALE = "male", "male"
        OTHER = "other", "another, or not said"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="relatives")
    child = models.OneToOneField(Child, models.PROTECT, null=True, blank=True, related_name="as_relative")
    first_name = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=300, blank=True)
    """Names before a marriage, nicknames, other spellings; with commas between."""
    gender = models.CharField(max_length=10, blank=True, choices=Gender.choices)
    birth_date = models.DateField(null=True, blank=True)
    born_about = models.PositiveSmallIntegerField(null=True, blank=True)
    """The year, where the day is not known."""
    is_deceased = models.BooleanField(default=False)
    tribe = models.ForeignKey(Tribe, models.PROTECT, null=True, blank=True, related_name="+")
    do_not_contact = models.BooleanField(default=False)
    do_not_contact_why = models.CharField(max_length=500, blank=True)
    is_unsafe = models.BooleanField(default=False)
    unsafe_why = models.CharField(max_length=500, blank=True)
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    """On whose page it was recorded; while that child's record is restricted it is read there alone (`sharing`)."""
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True, default=uuid.uuid4)

    class Meta:
        ordering = ("recorded_at", "id")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or "Somebody not yet known by name"

    @property
    def is_named(self) -> bool:
        """Whether anybody has said who this is."""
        return bool(self.first_name or self.last_name or self.child_id)


class RelativeChange(models.Model):
    """A dated entry for each fact of a relative that was changed: what it was, and what it became."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="changes")
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    column = models.CharField(max_length=40)
    was = models.CharField(max_length=500, blank=True)
    became = models.CharField(max_length=500, blank=True)
    why = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-recorded_at", "column")

    def __str__(self) -> str:
        return f"{self.column}: {self.was or 'not recorded'} became {self.became or 'not recorded'}"


class ContactPoint(Entry):
    """A way to reach a relative, and from whom it is known since when."""

    class Kind(models.TextChoices):
        """What kind of way."""

        PHONE = "phone", "phone"
        ADDRESS = "address", "postal address"
        EMAIL = "email", "e-mail"
        SOCIAL = "social", "account on a website"

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="contact_points")
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=300)
    source = models.CharField(max_length=10, choices=HowKnown.choices)
    is_confidential = models.BooleanField(default=False)
    """Kept from all but the case manager and supervisor: where a parent hides from somebody."""

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.relative}"


class Tie(Entry):
    """What ties two people: somebody is a parent, partner, sibling … of somebody. Kinship is worked out from these."""

    class Kind(models.TextChoices):
        """Who the first one is to the second one."""

        PARENT = "parent_of", "parent of"
        PARTNER = "partner_of", "partner of"
        SIBLING = "sibling_of", "brother or sister of"
        GUARDIAN = "guardian_of", "guardian of"
        LIKE_KIN = "like_kin_of", "like family to"
        MENTOR = "mentor_of", "mentor of"

    class Basis(models.TextChoices):
        """By birth or otherwise."""

        BIOLOGICAL = "biological", "by birth"
        LEGAL = "legal", "by law"
        STEP = "step", "step"
        ADOPTIVE = "adoptive", "by adoption"

    class Certainty(models.TextChoices):
        """How sure one can be."""

        CERTAIN = "certain", "certain"
        LIKELY = "likely", "likely"
        ALLEGED = "alleged", "alleged"

    one = models.ForeignKey(Relative, models.PROTECT, related_name="ties_from")
    other = models.ForeignKey(Relative, models.PROTECT, related_name="ties_to")
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    basis = models.CharField(max_length=20, blank=True, choices=Basis.choices)
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.CERTAIN)
    asserted_by = models.CharField(max_length=10, choices=HowKnown.choices)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(Entry.Meta):
        constraints = (models.CheckConstraint(condition=~Q(one=models.F("other")), name="tie_of_two_people"),)

    def __str__(self) -> str:
        return f"{self.one} {self.get_kind_display()} {self.other}"


class RelativeNote(Entry):
    """Something that was told of a relative, for those whom it is for."""

    class ForWhom(models.TextChoices):
        """Who reads it."""

        FILE = "file", "everybody who sees the file"
        TEAM = "team", "the case manager and the supervisor alone"
        TRIBE = "tribe", "the tribe, the case manager and the supervisor alone"

    relative = models.ForeignKey(Relative, models.PROTECT, related_name="notes")
    recorded_for = models.ForeignKey(Child, models.PROTECT, null=True, related_name="+")
    text = models.TextField(max_length=4000)
    for_whom = models.CharField(max_length=10, choices=ForWhom.choices, default=ForWhom.FILE)
    tribe = models.ForeignKey(Tribe, models.PROTECT, null=True, blank=True, related_name="+")
    """Which one, if it is for the tribe: a child may belong to several, and the guest of another does not read it."""

    def __str__(self) -> str:
        return f"Note on {self.relative}"
