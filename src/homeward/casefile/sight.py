"""Who may see which child, and who may record what: the one policy that pages, lists, files and e-mail all ask.

* ongoing case manager: the children assigned to her, and those of a colleague whom she covers, on the days of the cover
* supervisor: the children of her unit, and of the unit of a supervisor whom she covers
* permanency consultant, quality staff, administrator: the children of her agency and of the agencies below it
* learner and coach: the children of practice agencies, whom nobody else sees; whoever also works with real children
  finds them under Practice, and in none of her lists and numbers
* external consultant and facilitator: no file
* tribal guest: the children of her tribe, to be read and not written, in the agencies with which her tribe has an
  agreement and those below them, as far as they stand below the agency that invited her
* a restricted record: of all these only those who are named on it
* broken glass: one record, for the day, whatever stands above
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from homeward.casefile.access import Assignment, BreakGlass, NamedPerson, TribalAffiliation
from homeward.workforce.dated import DatedQuerySet
from homeward.workforce.models import Agency, Cover, Person, Role, RoleName, TribalAgreement, with_agencies_below

SEE_THEIR_AGENCY: Final = frozenset({RoleName.PERMANENCY_CONSULTANT, RoleName.QUALITY_STAFF, RoleName.ADMINISTRATOR})
PRACTISE: Final = frozenset({RoleName.LEARNER, RoleName.COACH})
OWNERS: Final = frozenset({RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR, RoleName.PERMANENCY_CONSULTANT})
MAY_BREAK_GLASS: Final = frozenset({RoleName.PERMANENCY_CONSULTANT, RoleName.ADMINISTRATOR})

NOBODY: Final = Q(pk__in=())
"""No child."""


@dataclass(frozen=True)
class Sight:
    """What one person sees on one day, and by which of her roles."""

    person_id: UUID
    on: date
    roles: frozenset[str]
    carries: frozenset[tuple[UUID, str]]
    """(person, role) whose assignments are hers to carry: her own, and those of whom she covers."""
    unit_ids: frozenset[UUID]
    """The units that she supervises, herself or by cover."""
    agency_ids: frozenset[UUID]
    """Her agency and those below it, without practice agencies."""
    practice_ids: frozenset[UUID]
    """All practice agencies."""
    tribe_id: UUID | None = None
    agreed_ids: frozenset[UUID] = frozenset()
    """The agencies in which an agreement lets her read of the children of her tribe."""

    def carrying(self, role: str | None = None) -> DatedQuerySet[Assignment]:
        """The assignments that are hers to carry, in one role or in any."""
        q = NOBODY
        for person_id, name in self.carries:
            if role in {None, name}:
                q |= Q(person_id=person_id, role=name)
        return Assignment.objects.in_force(self.on).filter(q)

    def carried(self, role: str | None = None) -> Q:
        """The children assigned to her or to whom she covers."""
        return Q(pk__in=self.carrying(role).values("child_id"))

    @cached_property
    def _beyond(self) -> list[tuple[UUID, str, bool]]:
        """What she carries beyond her unit and her consulting: child, role, whether the child is of her agency."""
        if not self.carries:
            return []
        beyond = self.carrying()
        if self.unit_ids:
            beyond = beyond.exclude(child__unit_id__in=self.unit_ids)
        if RoleName.PERMANENCY_CONSULTANT in self.roles:
            beyond = beyond.exclude(role=RoleName.PERMANENCY_CONSULTANT, child__agency_id__in=self.agency_ids)
        of_agency = ExpressionWrapper(Q(child__agency_id__in=self.agency_ids), BooleanField())
        return list(beyond.values_list("child_id", "role", of_agency))

    @cached_property
    def named(self) -> list[UUID]:
        """The restricted records that name her."""
        named = NamedPerson.objects.in_force(self.on).filter(person_id=self.person_id)
        return list(named.values_list("child_id", flat=True))

    @cached_property
    def _opened(self) -> list[UUID]:
        """The records that she opened by giving a reason."""
        if not MAY_BREAK_GLASS & self.roles:
            return []
        opened = BreakGlass.objects.in_force(self.on).filter(person_id=self.person_id)
        return list(opened.values_list("child_id", flat=True))

    @cached_property
    def supervised(self) -> Q:
        """The children of her unit."""
        return Q(unit_id__in=self.unit_ids) if self.unit_ids else NOBODY

    def supervised_or_carried(self, role: str | None = None, *, but_agency: bool = False) -> Q:
        """Those of her unit, and those whom she carries in one role or in any, or only those of no agency of hers.

        Whoever is found by the unit is not asked for by key once more, nor whom a consultant carries in her agency,
        where she sees everybody: hundreds of keys in each query of a page cost more than the page.
        """
        beyond = {
            child_id
            for child_id, name, of_agency in self._beyond
            if role in {None, name} and not (but_agency and of_agency)
        }
        return self.supervised | Q(pk__in=beyond)

    def of_agency(self, roles: frozenset[RoleName] = SEE_THEIR_AGENCY) -> Q:
        """The children of her agency and of those below it, if she has one of the roles."""
        return Q(agency_id__in=self.agency_ids) if roles & self.roles else NOBODY

    @cached_property
    def practice(self) -> Q:
        """The made-up children, if she is learning or teaching."""
        return Q(agency_id__in=self.practice_ids) if PRACTISE & self.roles else NOBODY

    @property
    def works(self) -> bool:
        """Whether one of her roles opens files of real children."""
        return bool((SEE_THEIR_AGENCY | OWNERS | {RoleName.TRIBAL_GUEST}) & self.roles)

    @property
    def practises_only(self) -> bool:
        """Whether every child whom she sees is made up."""
        return bool(PRACTISE & self.roles) and not self.works

    @property
    def practice_is_apart(self) -> bool:
        """Whether she practises beside her work: then the made-up children are in none of her lists and numbers."""
        return self.works and bool(PRACTISE & self.roles)

    @property
    def in_lists(self) -> Q:
        """Which of the children whom she sees stand in her lists and numbers."""
        return ~Q(agency_id__in=self.practice_ids) if self.practice_is_apart else Q()

    @cached_property
    def unrestricted(self) -> Q:
        """The children whose record is not restricted, or names her."""
        return Q(is_restricted=False) | Q(pk__in=self.named)

    @cached_property
    def as_guest(self) -> Q:
        """The children of her tribe, if she is a tribal guest under an agreement."""
        if RoleName.TRIBAL_GUEST not in self.roles or self.tribe_id is None:
            return NOBODY
        known = TribalAffiliation.objects.in_force(self.on).filter(tribe_id=self.tribe_id)
        return Q(agency_id__in=self.agreed_ids, pk__in=known.values("child_id")) & self.unrestricted

    @cached_property
    def opened(self) -> Q:
        """The children whose record she opened by giving a reason."""
        return Q(pk__in=self._opened)

    @cached_property
    def by_work(self) -> Q:
        """The children whom she sees by her work."""
        return self.if_named & self.unrestricted

    @cached_property
    def if_named(self) -> Q:
        """The children whom she would see by her work if every restricted record named her."""
        real = ~Q(agency_id__in=self.practice_ids)
        hers = self.supervised_or_carried(but_agency=bool(SEE_THEIR_AGENCY & self.roles)) | self.of_agency()
        return hers & real | self.practice

    @cached_property
    def children(self) -> Q:
        """Every child whose record she may open. What is not by her work she may only read."""
        return self.by_work | self.as_guest | self.opened


def sight_of(person: Person, *, on: date) -> Sight:
    """What a person sees on a day; whoever is no longer active sees nothing. At most six queries."""
    nobody = Sight(person.pk, on, frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    if not person.is_active:
        return nobody
    covered = Cover.objects.in_force(on).filter(covering=person, covered__is_active=True)
    held = Role.objects.in_force(on).filter(Q(person=person) | Q(person_id__in=covered.values("covered_id")))
    rows = list(held.values_list("person_id", "name", "person__unit_id"))
    roles = frozenset(name for person_id, name, _ in rows if person_id == person.pk)
    if not roles & OWNERS:
        # A cover is work of the casefile: whoever has none of her own does not come to it by another's.
        rows = [row for row in rows if row[0] == person.pk]
    agreements = TribalAgreement.objects.in_force(on).filter(tribe__people=person.pk, agency_id=OuterRef("pk"))
    agencies = list(Agency.objects.values_list("pk", "parent_id", "is_practice", Exists(agreements)))
    parents = [row[:2] for row in agencies]
    practice = frozenset(pk for pk, _, is_practice, _ in agencies if is_practice)
    below = with_agencies_below(person.agency_id, parents) if person.agency_id else set()
    agreed = {one for pk, *_, is_agreed in agencies if is_agreed for one in with_agencies_below(pk, parents)}
    return Sight(
        person_id=person.pk,
        on=on,
        roles=roles,
        carries=frozenset((person_id, name) for person_id, name, _ in rows if name in OWNERS),
        unit_ids=frozenset(unit for _, name, unit in rows if name == RoleName.SUPERVISOR and unit is not None),
        agency_ids=frozenset(below - practice),
        practice_ids=practice,
        tribe_id=person.tribe_id,
        agreed_ids=frozenset(agreed & below - practice),
    )
