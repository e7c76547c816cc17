"""What people decided about who has a roundtable: one that policy leaves open, and siblings apart."""

import uuid

from django.db import models

from homeward.casefile.models import Child
from homeward.roundtables.models.settings import PrioritizationGuidance
from homeward.workforce.models import Person, RoleName

CONSULTANT, CASE_MANAGER, SUPERVISOR = (
    RoleName.PERMANENCY_CONSULTANT.value,
    RoleName.ONGOING_CASE_MANAGER.value,
    RoleName.SUPERVISOR.value,
)


class Withdrawable(models.Model):
    """Holds until somebody takes it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="%(class)ss")
    why = models.TextField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Choice(Withdrawable):
    """A roundtable that policy does not require: chosen by the consultant, or begun by case manager and supervisor.

    It counts when everybody whose word it needs has confirmed it.
    """

    class Kind(models.TextChoices):
        """On whose word."""

        OPTIONAL = "optional", "optional, chosen by the permanency consultant"
        TOGETHER = "together", "begun by case manager and supervisor together"

    NEEDS = {Kind.OPTIONAL.value: (CONSULTANT,), Kind.TOGETHER.value: (CASE_MANAGER, SUPERVISOR)}  # noqa: RUF012
    """Whose confirmations each kind needs."""

    kind = models.CharField(max_length=20, choices=Kind.choices)
    guidance = models.ForeignKey(PrioritizationGuidance, models.PROTECT, null=True, blank=True, related_name="+")
    """The agency's text that was considered; None: the usual one."""
    answers = models.JSONField(default=list, blank=True)
    """Each question of it with the answer."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("child", "kind"), condition=models.Q(withdrawn_on__isnull=True), name="choice_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.child}: {self.get_kind_display()}"


class Confirmation(models.Model):
    """Somebody stands by a choice, in one role, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    choice = models.ForeignKey(Choice, models.PROTECT, related_name="confirmations")
    role = models.CharField(max_length=40, choices=[(name, name.replace("_", " ")) for name in
                                                    (CONSULTANT, CASE_MANAGER, SUPERVISOR)])  # fmt: skip
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("choice", "role"), name="confirmation_one_a_role"),)

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.by}, {self.on}"


class Separation(Withdrawable):
    """A child's roundtable is not held together with that of sisters and brothers."""

    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.child} apart"
