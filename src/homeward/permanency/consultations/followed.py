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
        """The children of those consultations that were not called off and that she may read. Three queries.

        As in `Consultation.objects.seen_by`, whoever reads one may open the record of every child in it.
        """
        sight = self.sight
        in_care = Exists(Episode.objects.current().open(on=self.today).filter(child=OuterRef("pk")))
        listed = ExpressionWrapper(sight.by_work & sight.in_lists & Q(in_care), BooleanField())
        asked = {member.child_id for member in self._of_consultations}
        seen = dict(Child.objects.seen_by(sight).filter(pk__in=asked).values_list("pk", listed))
        hidden = {member.consultation_id for member in self._of_consultations if member.child_id not in seen}
        carried = {child_id for child_id, _ in self._carried}
        return [
            member
            for member in self._of_consultations
            if (member.unit_id in sight.unit_ids or member.child_id in carried)
            and member.consultation_id not in hidden
            and seen[member.child_id]
        ]

    @cached_property
    def _of_consultations(self) -> list[Member]:
        """Every child of a consultation that is about a child whom she supervises or carries."""
        supervised = Child.objects.filter(self.sight.supervised).order_by()
        # A union: asked for one or the other, PostgreSQL would look at every child there is.
        hers = supervised.values("pk").union(self.sight.carrying().values("child_id"))
        about = ConsultationChild.objects.filter(child__in=hers, consultation__called_off_at=None)
        rows = ConsultationChild.objects.filter(consultation__in=about.values("consultation_id"))
        return [Member(*row) for row in rows.values_list("consultation_id", "child_id", "child__unit_id")]

    @cached_property
    def _carried(self) -> set[tuple[UUID, str]]:
        """Which of these children she carries in which roles."""
        carried = self.sight.carrying().filter(child__in={member.child_id for member in self._of_consultations})
        return set(carried.values_list("child_id", "role"))

    def of_role(self, role: str) -> list[Member]:
        """Those of the children for whom she does the work of a role."""
        if role == RoleName.SUPERVISOR:
            return [member for member in self.members if member.unit_id in self.sight.unit_ids]
        return [member for member in self.members if (member.child_id, role) in self._carried]

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
