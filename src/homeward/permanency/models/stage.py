"""The stages of the permanency framework: each lasts until the next one begins, and has its work."""

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, documents_in, said
from homeward.website.words import day_words

STAGES = (
    ("stage_setting", "Stage setting"),
    ("preparation", "Preparation"),
    ("focused_services", "Focused services"),
)


class FrameworkStage(DatedRecord):
    """A stage that begins on a day, and the services given in it."""

    stage = models.CharField(max_length=30, choices=STAGES)
    services = models.TextField(blank=True)

    objects = DatedRecordQuerySet["FrameworkStage"].as_manager()

    def __str__(self) -> str:
        return f"{self.words} from {self.on}"

    @property
    def words(self) -> str:
        """The stage's name."""
        return dict(STAGES).get(self.stage, self.stage)


class StageWork(DatedRecord):
    """What was done for something that a stage asks: preparing the child, understanding needs, who can meet them."""

    stage = models.CharField(max_length=30, choices=STAGES)
    asked = models.CharField(max_length=40)
    """The code of the question in the wording."""
    what = models.TextField()
    who = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    """Where it can be seen: one document a line, with where it lies."""

    objects = DatedRecordQuerySet["StageWork"].as_manager()

    class Meta:
        verbose_name = "work of a stage"
        verbose_name_plural = "works of a stage"

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {day_words(self.on)}"

    @property
    def documents(self) -> list[str]:
        """Where it can be seen, one document each."""
        return documents_in(self.evidence)

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was done."""
        return said(what=self.what, who=self.who, documents=self.evidence)
