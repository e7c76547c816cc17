"""The answers behind a permanency rating: the criteria, the scale they were held against, and why that level."""

from django.db import models

from homeward.obligations.behind import Record, RecordQuerySet
from homeward.permanency.criteria import CONTEXTS, CRITERIA, CRITERION
from homeward.workforce.models import Person


def _answer(name: str) -> "models.CharField[str, str]":
    return models.CharField(max_length=30, blank=True, choices=CRITERION[name].answers)


class PermanencyRating(Record):
    """What stands behind one `permanency_rating`: every answer may be missing."""

    scale_version = models.CharField(max_length=60)
    legal_permanence = _answer("legal_permanence")
    setting = _answer("setting")
    child_old_enough_to_ask = _answer("child_old_enough_to_ask")
    believes_child = _answer("believes_child")
    believes_caregivers = _answer("believes_caregivers")
    believes_team = _answer("believes_team")
    commitment_to_formalise = _answer("commitment_to_formalise")
    safety_threats = _answer("safety_threats")
    legal_issues = _answer("legal_issues")
    next_caregiver_identified = _answer("next_caregiver_identified")
    next_caregiver_willing_legal = _answer("next_caregiver_willing_legal")
    transition_plan = _answer("transition_plan")
    notes = models.JSONField(default=dict, blank=True)
    """The note beside a criterion, by its name."""
    evidence = models.JSONField(default=dict, blank=True)
    """What of the child's file a criterion's answer rests on, by its name (`permanency.ratings.evidence`)."""
    restrictiveness_level = models.CharField(max_length=60, blank=True)
    """A code of the scale's list."""
    context = models.CharField(max_length=20, blank=True, choices=CONTEXTS)
    no_consultation_required = models.BooleanField(default=False)
    """Beside Very good and Good: policy asks no consultation."""
    why_this_level = models.TextField(blank=True)
    """Why this level, where the criteria say otherwise."""
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    token = models.UUIDField(null=True, blank=True, unique=True)
    """Of the form by which details were added to a rating that had none."""

    objects = RecordQuerySet["PermanencyRating"].as_manager()

    def __str__(self) -> str:
        return f"Criteria of {self.event}"

    @property
    def answers(self) -> dict[str, str]:
        """The answer to each criterion."""
        return {criterion.name: str(getattr(self, criterion.name)) for criterion in CRITERIA}
