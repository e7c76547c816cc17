"""The stage of the permanency framework; it lasts until the next one begins."""

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet

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
