"""The way of a learner with her coach: what they chose, what she wrote, their talks, next steps and signatures.

The record is the learner's own. What is agreed between two (choices, talks, steps, signatures) stands as it was
written; her own notes she may write anew, and of these the coach sees what she shares.
"""

import uuid

from django.db import models
from django.db.models import Q

from homeward.casefile.models import Child
from homeward.workforce.models import Person


class PathQuerySet(models.QuerySet["LearningPath"]):
    """Finds ways of learning."""

    def signed_by_both(self) -> "PathQuerySet":
        """Those that are complete."""
        return self.annotate(signed=models.Count("signatures")).filter(signed=2)

    def under_way(self) -> "PathQuerySet":
        """Those that are not signed by both."""
        return self.exclude(pk__in=LearningPath.objects.signed_by_both().values("pk"))


class LearningPath(models.Model):
    """One learner's way through the activities with her coach, by the version of the activities of its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Person, models.PROTECT, related_name="learning_paths")
    coach = models.ForeignKey(Person, models.PROTECT, related_name="coached_paths")
    version = models.CharField(max_length=100)
    begun_on = models.DateField()
    token = models.UUIDField(unique=True)
    """Of the form by which it was begun: sent twice, it is begun once."""

    objects = PathQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "pk")

    def __str__(self) -> str:
        return f"{self.learner} with {self.coach}"


class Choosing(models.Model):
    """What learner and coach chose, and why: one of them writes it, the other agrees. The latest agreed one counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="choosings")
    number = models.PositiveIntegerField()
    rows = models.JSONField()
    """Of each activity: code, decision, why, and what takes its place."""
    why = models.TextField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("path", "-number")
        constraints = (models.UniqueConstraint(fields=("path", "number"), name="choosing_number"),)

    def __str__(self) -> str:
        return f"{self.path}: choice {self.number}"


class ActivityWork(models.Model):
    """What the learner wrote about one activity: notes, where she applied it, reflection; and what of it she shares."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="works")
    activity = models.CharField(max_length=60)
    notes = models.TextField(blank=True)
    applied_to = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    """A pointer alone: nothing of the child's file is copied."""
    applied = models.TextField(blank=True)
    reflections = models.JSONField(default=list)
    """An answer for each question of the version, in its order."""
    shares_notes = models.BooleanField(default=False)
    shares_applied = models.BooleanField(default=False)
    shares_reflections = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)
    """Of the save: a page that was opened before another save is refused."""
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("path", "activity")
        constraints = (models.UniqueConstraint(fields=("path", "activity"), name="activity_work_once"),)

    def __str__(self) -> str:
        return f"{self.path}: {self.activity}"

    @property
    def is_applied(self) -> bool:
        return bool(self.applied_to_id or self.applied.strip())

    @property
    def is_reflected(self) -> bool:
        return any(str(said).strip() for said in self.reflections)


class Talk(models.Model):
    """Learner and coach talked, on a day; a summary that both read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="talks")
    on = models.DateField()
    activity = models.CharField(max_length=60, blank=True)
    summary = models.TextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)

    class Meta:
        ordering = ("-on", "-recorded_at")

    def __str__(self) -> str:
        return f"{self.path}: talk of {self.on}"


class NextStep(models.Model):
    """What learner and coach agreed that she does next, by a day; looked at together when it has come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="steps")
    talk = models.ForeignKey(Talk, models.PROTECT, related_name="steps")
    says = models.TextField()
    due_on = models.DateField()
    followed_on = models.DateField(null=True, blank=True)
    followed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    became = models.TextField(blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=("due_on",), condition=Q(followed_on=None), name="next_step_open"),)

    def __str__(self) -> str:
        return f"{self.path}: step by {self.due_on}"


class LearningSignature(models.Model):
    """Learner or coach signs that they went this way together. Both: it is complete."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    path = models.ForeignKey(LearningPath, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=10, choices=(("learner", "learner"), ("coach", "coach")))
    signed_on = models.DateField()

    class Meta:
        ordering = ("signed_on", "signed_as")
        constraints = (models.UniqueConstraint(fields=("path", "signed_as"), name="learning_signature_once"),)

    def __str__(self) -> str:
        return f"{self.path}: signed as {self.signed_as}"
