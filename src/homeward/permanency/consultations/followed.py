"""The consultations that somebody follows by her work with the children: found once for all the lists of a page."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.permanency.consultations.follow_ups import Open, open_among
from homeward.permanency.models import Consultation, ConsultationChild
from homeward.permanency.models.following import Level
from homeward.workforce.models import RoleName


class Member(NamedTuple):
    """A child of a consultation, and her unit."""

    consultation_id: UUID
    child_id: UUID
    unit_id: UUID | None


@dataclass(frozen=True)
class Followed:
    """Whose consultations somebody follows on a day: of the children in care whom she supervises or carries.

    Few children have had a consultation: asked for these alone, the lists cost little, and mostly nothing.
    """

    sight: Sight
    today: date

    @cached_property
    def members(self) -> list[Member]:
        """The children of those consultations that were not called off and that she may read. Two queries."""
        hers = Child.objects.filter(self.sight.by_work, self.sight.in_lists, self.sight.supervised_or_carried())
        found = ConsultationChild.objects.filter(
            child__in=hers.in_care(on=self.today).values("pk"), consultation__called_off_at=None
        )
        members = [Member(*row) for row in found.values_list("consultation_id", "child_id", "child__unit_id")]
        asked = {member.consultation_id for member in members}
        readable = set(Consultation.objects.seen_by(self.sight).filter(pk__in=asked).values_list("pk", flat=True))
        return [member for member in members if member.consultation_id in readable]

    def of_role(self, role: str) -> list[Member]:
        """Those of the children for whom she does the work of a role."""
        if role == RoleName.SUPERVISOR:
            return [member for member in self.members if member.unit_id in self.sight.unit_ids]
        carried = self.sight.carried_ids(role) if self.members else ()
        return [member for member in self.members if member.child_id in carried]

    def of_level(self, level: str) -> list[Member]:
        """Those about whom she hears what is raised: of her unit, or assigned to her as consultant."""
        return self.of_role(RoleName.SUPERVISOR if level == Level.SUPERVISOR else RoleName.PERMANENCY_CONSULTANT)

    @cached_property
    def _open(self) -> list[Open]:
        readable = {member.consultation_id for member in self.members}
        found = open_among(Q(pk__in={member.child_id for member in self.members}), today=self.today) if readable else ()
        return [one for one in found if one.consultation.pk in readable]

    def open_at(self, level: str) -> list[Open]:
        """The open checks and reviews of the children about whom she hears at a level, the one due first first."""
        hers = {member.child_id for member in self.of_level(level)}
        found = [(one, [child for child in one.children if child.pk in hers]) for one in self._open]
        return [replace(one, children=children) for one, children in found if children]
