"""Relational permanence on a day: the people of a child's life, beside legal permanence and never added to it."""

from decimal import Decimal

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet

INSTRUMENTS = (
    ("youth_connections_scale", "Youth Connections Scale"),
    ("youth_connections_scale_child", "Youth Connections Scale, child version"),
    ("other", "Another instrument"),
)
"""Only scores are kept: the items belong to their authors, and the agency has its own copy."""

SECTIONS = (
    ("connections_score", "Number of connections"),
    ("strength_score", "Strength of connections"),
    ("support_score", "Kinds of support"),
    ("connectedness_score", "Overall connectedness"),
)


def _score() -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)


class RelationalRecord(DatedRecord):
    """What was found on a day about a child's lifelong connections."""

    with_youth = models.CharField(max_length=10, blank=True, choices=(("yes", "Yes"), ("no", "No")))
    """Whether the young person took part; empty: not recorded."""
    instrument = models.CharField(max_length=40, blank=True, choices=INSTRUMENTS)
    connections_score = _score()
    strength_score = _score()
    support_score = _score()
    connectedness_score = _score()
    total_score = _score()
    """As the agency's copy has it; never computed here."""
    connections = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many lasting connections there are, professionals left out."""
    lifelong_agreed = models.CharField(max_length=10, blank=True, choices=(("yes", "Yes"), ("no", "No")))
    """One caring adult whom both call lifelong; empty: not asked."""
    note = models.TextField(blank=True)

    objects = DatedRecordQuerySet["RelationalRecord"].as_manager()

    class Meta:
        verbose_name = "relational permanence"

    def __str__(self) -> str:
        return f"Relational permanence {self.on}"

    @property
    def scores(self) -> list[tuple[str, object]]:
        """The section scores that were written down, each with its name."""
        return [(says, getattr(self, name)) for name, says in SECTIONS if getattr(self, name) is not None]
