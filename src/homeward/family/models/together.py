"""What a child and the family are to each other, and the time that they spend together."""

from django.db import models

from homeward.casefile.models import Child
from homeward.family.models.entry import Entry
from homeward.family.models.people import Relative

YES_NO = (("yes", "yes"), ("no", "no"))


class Connection(Entry):
    """How strong a connection is on a day, in the child's own words where there are any; the latest one counts."""

    class Strength(models.TextChoices):
        """How strong."""

        STRONG = "strong", "strong"
        SOME = "some", "some"
        WEAK = "weak", "weak"
        STRESSFUL = "stressful", "stressful"

    class Direction(models.TextChoices):
        """Who gives to whom."""

        BOTH = "both", "both ways"
        TO_CHILD = "to_child", "to the child"
        FROM_CHILD = "from_child", "from the child"

    child = models.ForeignKey(Child, models.PROTECT, related_name="connections")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="connections")
    strength = models.CharField(max_length=10, choices=Strength.choices)
    direction = models.CharField(max_length=10, choices=Direction.choices, default=Direction.BOTH)
    frequency = models.CharField(max_length=100, blank=True)
    childs_word = models.CharField(max_length=100, blank=True)
    """What the child calls this person."""
    lifelong_by_child = models.CharField(max_length=3, blank=True, choices=YES_NO)
    lifelong_by_relative = models.CharField(max_length=3, blank=True, choices=YES_NO)

    def __str__(self) -> str:
        return f"{self.child} and {self.relative}: {self.get_strength_display()}"

    @property
    def is_lifelong(self) -> bool:
        """Whether both say so."""
        return self.lifelong_by_child == self.lifelong_by_relative == "yes"


class InteractionPlan(Entry):
    """The family interaction plan with one person from a day on; the latest one with her counts."""

    class Supervision(models.TextChoices):
        """Who is there besides the family."""

        NONE = "none", "nobody else is there"
        RELATIVE = "relative", "a relative or friend is there"
        AGENCY = "agency", "the agency is there"
        THERAPEUTIC = "therapeutic", "a therapist is there"

    child = models.ForeignKey(Child, models.PROTECT, related_name="interaction_plans")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="interaction_plans")
    how_often = models.CharField(max_length=200)
    how_long = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200)
    supervision = models.CharField(max_length=15, choices=Supervision.choices)
    supervision_why = models.TextField(blank=True, max_length=1000)
    also = models.TextField(blank=True, max_length=1000)
    """Who drives, what they do together, what is done about time that was missed."""

    def __str__(self) -> str:
        return f"{self.child} with {self.relative}, from {self.on}"


class InteractionVisit(Entry):
    """Time together that was planned for a day: held, or missed and why."""

    class Came(models.TextChoices):
        """What became of it."""

        HELD = "held", "held"
        PARENT = "parent", "missed: the parent or relative could not come"
        CHILD = "child", "missed: the child could not, or did not want to"
        HOME = "home", "missed: the child's home could not bring the child"
        AGENCY = "agency", "missed: the agency had no driver, room or worker"
        WEATHER = "weather", "missed: weather or illness"

    child = models.ForeignKey(Child, models.PROTECT, related_name="interaction_visits")
    relative = models.ForeignKey(Relative, models.PROTECT, related_name="interaction_visits")
    came = models.CharField(max_length=10, choices=Came.choices)
    note = models.TextField(blank=True, max_length=2000)

    def __str__(self) -> str:
        return f"{self.child} with {self.relative}, {self.on}: {self.get_came_display()}"
