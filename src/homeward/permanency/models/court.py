"""What stands behind reviews and hearings: what was found, why one was put off, which summary is whose."""

import uuid

from django.db import models

from homeward.casefile.models import Child, Event
from homeward.obligations.behind import Record, RecordQuerySet
from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet
from homeward.policy.vocabulary import GOALS
from homeward.workforce.models import Person


class EffortsFinding(models.TextChoices):
    """What the court, or the panel, found of the agency's efforts."""

    MADE = "made", "found to have been made"
    NOT_MADE = "not_made", "found not to have been made"
    NO_FINDING = "no_finding", "no finding was made"


class PlanDecision(models.TextChoices):
    """What was decided of the permanency plan."""

    APPROVED = "approved", "approved as it stands"
    APPROVED_WITH_CHANGES = "approved_with_changes", "approved with changes"
    NOT_APPROVED = "not_approved", "not approved"
    NOT_DECIDED = "not_decided", "not decided"


class TookPart(models.TextChoices):
    """Who was there, as somebody of the child's life."""

    CHILD = "child", "the child"
    PARENTS = "parents", "parents or guardians"
    RELATIVES = "relatives", "relatives or like-kin"
    CAREGIVERS = "caregivers", "caregivers"
    TRIBE = "tribe", "the tribe of the child"
    CHILDS_COUNSEL = "childs_counsel", "guardian ad litem or counsel of the child"
    PARENTS_COUNSEL = "parents_counsel", "counsel of a parent"
    PROVIDERS = "providers", "those who treat or teach the child"


class PutOffReason(models.TextChoices):
    """Why a review or hearing was put off."""

    COURT_CALENDAR = "court_calendar", "the calendar of the court"
    NOTICE = "notice", "notice was not given, or not in time"
    SOMEBODY_ABSENT = "somebody_absent", "somebody who was needed could not come"
    COUNSEL = "counsel", "counsel was not available or not appointed"
    PAPERS = "papers", "a report, an evaluation or the plan was not ready"
    AGREED = "agreed", "those who take part asked for it"
    OTHER = "other", "another reason"


class CourtFinding(Record):
    """What was found at a permanency review or hearing that was held, and who took part. Empty: not recorded."""

    reasonable_efforts = models.CharField(max_length=20, blank=True, choices=EffortsFinding.choices)
    active_efforts = models.CharField(max_length=20, blank=True, choices=EffortsFinding.choices)
    """Asked where the child is, or may be, an Indian child."""
    plan = models.CharField(max_length=30, blank=True, choices=PlanDecision.choices)
    goal = models.CharField(max_length=40, blank=True, choices=[(goal, goal.replace("_", " ")) for goal in GOALS])
    """The goal that was found; it becomes the child's goal when it is recorded as one."""
    took_part = models.CharField(max_length=200, blank=True)
    """Codes of `TookPart`, `;` between."""
    others = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    next_set = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+")
    """The next one, where its day was set on this occasion."""

    objects = RecordQuerySet["CourtFinding"].as_manager()

    def __str__(self) -> str:
        return f"what was found, {self.event}"

    @property
    def took_part_words(self) -> list[str]:
        """Who took part, in words."""
        return [str(TookPart(code).label) for code in self.took_part.split(";") if code]


class Continuance(Record):
    """A review or hearing was not held on the day that was announced; the event behind it announces another day."""

    put_off = models.ForeignKey(Event, models.PROTECT, related_name="put_off_by")
    """What had announced the day of before."""
    reason = models.CharField(max_length=30, choices=PutOffReason.choices)
    details = models.TextField(blank=True)

    objects = RecordQuerySet["Continuance"].as_manager()

    def __str__(self) -> str:
        return f"{self.put_off} put off to {self.event.on}"


class ReviewSummary(Record):
    """Which review the written summary is of, and to whom it went."""

    review = models.ForeignKey(Event, models.PROTECT, related_name="summaries")
    sent_to = models.TextField(blank=True)

    objects = RecordQuerySet["ReviewSummary"].as_manager()

    def __str__(self) -> str:
        return f"summary of {self.review}"


class NoticeGiven(DatedRecord):
    """One thing that a check of the manual asks for before a review or hearing was done: `on` is the day of it.

    It goes with the day of the review or hearing (`before`): for another day it has to be done again.
    """

    before = models.DateField()
    rule = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    """Which of the check's days: `notice_by`."""
    note = models.TextField(blank=True)
    """To whom it went, or what came in."""

    objects = DatedRecordQuerySet["NoticeGiven"].as_manager()

    class Meta:
        verbose_name = "notice given"
        verbose_name_plural = "notices given"

    def __str__(self) -> str:
        return f"{self.name} before {self.before}, done {self.on}"


class EffortsNotRequired(models.Model):
    """A court's finding that reasonable efforts to return a child home are not required. No caseload has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="efforts_not_required")
    found_on = models.DateField()
    ground = models.TextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    token = models.UUIDField(unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why_withdrawn = models.TextField(blank=True)

    class Meta:
        ordering = ("found_on", "recorded_at")
        verbose_name_plural = "efforts not required"

    def __str__(self) -> str:
        return f"efforts not required, {self.found_on}"
