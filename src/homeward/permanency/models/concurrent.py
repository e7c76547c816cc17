"""Concurrent planning: the decision, what is done for each goal and component, talks with the family, prognosis."""

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, documents_in, said
from homeward.policy.vocabulary import GOALS
from homeward.website.words import capital, day_words, plain

YES_NO_UNKNOWN = (("yes", "yes"), ("no", "no"), ("unknown", "not known yet"))


class ConcurrentDecision(DatedRecord):
    """Whether two goals are planned for at once, under which clause and why, and what a court or panel found."""

    class FoundBy(models.TextChoices):
        """Who decided or found it."""

        AGENCY = "agency", "the agency"
        COURT = "court", "the court"
        PANEL = "panel", "the review panel"

    decision = models.CharField(
        max_length=10, choices=(("yes", "plan concurrently"), ("no", "do not plan concurrently"))
    )
    required = models.CharField(max_length=10, choices=YES_NO_UNKNOWN)
    clause = models.CharField(max_length=200, blank=True)
    rationale = models.TextField()
    found_by = models.CharField(max_length=10, choices=FoundBy.choices)
    finding = models.TextField(blank=True)

    objects = DatedRecordQuerySet["ConcurrentDecision"].as_manager()

    def __str__(self) -> str:
        return f"decision of {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was decided."""
        return said(
            decision=capital(self.get_decision_display()),
            decided_by=capital(self.get_found_by_display()),
            required=capital(self.get_required_display()),
            clause=self.clause,
            rationale=self.rationale,
            finding=self.finding,
        )


class GoalStep(DatedRecord):
    """A step that was agreed for one of the goals, or how far it is."""

    goal = models.CharField(max_length=40, choices=[(goal, plain(goal)) for goal in GOALS])
    kind = models.CharField(max_length=10, choices=(("step", "a step that was agreed"), ("progress", "how far it is")))
    what = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    by_on = models.DateField(null=True, blank=True)

    objects = DatedRecordQuerySet["GoalStep"].as_manager()

    def __str__(self) -> str:
        return f"{plain(self.goal)}, {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was agreed, or how far it is."""
        by = day_words(self.by_on) if self.by_on else ""
        return [(self.get_kind_display().capitalize(), self.what), *said(who=self.who, by=by)]


class ComponentEntry(DatedRecord):
    """What was done for one of the core components of concurrent planning."""

    component = models.CharField(max_length=40)
    what = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    """Where it can be seen: one document a line, with where it lies."""

    objects = DatedRecordQuerySet["ComponentEntry"].as_manager()

    class Meta:
        verbose_name_plural = "component entries"

    def __str__(self) -> str:
        return f"{plain(self.component)}, {day_words(self.on)}"

    @property
    def documents(self) -> list[str]:
        """Where it can be seen, one document each."""
        return documents_in(self.evidence)

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was done."""
        return said(what=self.what, who=self.who, documents=self.evidence)


class Disclosure(DatedRecord):
    """A full-disclosure talk: to whom, about what, in which language, and how it was understood."""

    to_whom = models.CharField(max_length=200)
    topics = models.JSONField(default=list)
    """The topics that were talked about, in the words of that day."""
    language = models.CharField(max_length=60)
    interpreter = models.CharField(max_length=200, blank=True)
    own_words = models.TextField()
    copy_given = models.CharField(max_length=10, choices=(("yes", "yes"), ("no", "no"), ("declined", "was declined")))
    signed = models.CharField(
        max_length=10, choices=(("signed", "signed"), ("declined", "declined to sign"), ("not_asked", "not asked"))
    )

    objects = DatedRecordQuerySet["Disclosure"].as_manager()

    class Meta:
        verbose_name = "full disclosure talk"

    def __str__(self) -> str:
        return f"talk with {self.to_whom}, {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """With whom, about what."""
        return said(
            with_whom=self.to_whom,
            topics="\n".join(self.topics),
            language=self.language,
            interpreter=self.interpreter,
            in_their_own_words=self.own_words,
            copy_given=capital(self.get_copy_given_display()),
            signature=capital(self.get_signed_display()),
        )


class PrognosisChecklist(DatedRecord):
    """Strengths and concerns that were seen, with or without the parent. Nothing is added up."""

    with_parent = models.CharField(max_length=10, choices=(("yes", "yes"), ("no", "no")))
    strengths = models.JSONField(default=list, blank=True)
    concerns = models.JSONField(default=list, blank=True)
    """What was seen, in the words of that day."""
    narrative = models.TextField()

    objects = DatedRecordQuerySet["PrognosisChecklist"].as_manager()

    def __str__(self) -> str:
        return f"checklist of {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was seen."""
        return said(
            filled_in_with_the_parent=capital(self.get_with_parent_display()),
            strengths="\n".join(self.strengths) or "None was marked.",
            concerns="\n".join(self.concerns) or "None was marked.",
            what_it_means=self.narrative,
        )
