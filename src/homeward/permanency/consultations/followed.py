"""The consultations that somebody follows by her work with the children: found once for all the lists of a page."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from homeward.casefile.models import Child, Episode
from homeward.casefile.sight import Sight
from homeward.permanency.consultations.follow_ups import Open, open_among
from homeward.permanency.models import ConsultationChild
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
        """The children of those consultations that were not called off and that she may read. Two queries.

        As in `Consultation.objects.seen_by`, whoever reads one may open the record of every child in it.
        """
        sight = self.sight
        whose = Q(child__unit_id__in=sight.unit_ids) | Q(child__in=sight.carrying().values("child_id"))
        about = ConsultationChild.objects.filter(whose, consultation__called_off_at=None).values("consultation_id")
        rows = ConsultationChild.objects.filter(consultation__in=about).values_list(
            "consultation_id", "child_id", "child__unit_id", ExpressionWrapper(whose, BooleanField())
        )
        found = [(Member(*row), is_hers) for *row, is_hers in rows]
        in_care = Exists(Episode.objects.current().open(on=self.today).filter(child=OuterRef("pk")))
        listed = ExpressionWrapper(sight.by_work & sight.in_lists & Q(in_care), BooleanField())
        asked = {member.child_id for member, _ in found}
        seen = dict(Child.objects.seen_by(sight).filter(pk__in=asked).values_list("pk", listed))
        hidden = {member.consultation_id for member, _ in found if member.child_id not in seen}
        return [
            member
            for member, is_hers in found
            if is_hers and member.consultation_id not in hidden and seen[member.child_id]
        ]

    def of_role(self, role: str) -> list[Member]:
        """Those of the children for whom she does the work of a role."""
        if role == RoleName.SUPERVISOR:
            return [member for member in self.members if member.unit_id in self.sight.unit_ids]
        return [member for member in self.members if (member.child_id, role) in self._carried]

    @cached_property
    def _carried(self) -> set[tuple[UUID, str]]:
        """Which of the children she carries in which roles."""
        carried = self.sight.carrying().filter(child__in={member.child_id for member in self.members})
        return set(carried.values_list("child_id", "role"))

    def of_level(self, level: str) -> list[Member]:
        """Those about whom she hears what is raised: of her unit, or assigned to her as consultant."""
        return self.of_role(RoleName.SUPERVISOR if level == Level.SUPERVISOR else RoleName.PERMANENCY_CONSULTANT)

    @cached_property
    def _open(self) -> list[Open]:
        readable = {member.consultation_id for member in self.members}
        found = open_among({member.child_id for member in self.members}, today=self.today) if readable else ()
        return [one for one in found if one.consultation.pk in readable]

    def open_at(self, level: str) -> list[Open]:
        """The open checks and reviews of the children about whom she hears at a level, the one due first first."""
        hers = {member.child_id for member in self.of_level(level)}
        found = [(one, [child for child in one.children if child.pk in hers]) for one in self._open]
        return [replace(one, children=children) for one, children in found if children]
