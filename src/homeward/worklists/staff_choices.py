"""The agencies, units and people by whom a list is narrowed: never more than one can choose from."""

from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from homeward.casefile.models import Assignment, Child
from homeward.casefile.page import Visit
from homeward.casefile.visibility import SEE_THEIR_AGENCY
from homeward.policy.vocabulary import OWNERS
from homeward.workforce.models import Agency, Person, Unit

MOST_PEOPLE: Final = 300
"""With more people than these one chooses an agency first, then a unit of it, then somebody of the unit."""


def staff_choices(visit: Visit, *, agency: str, unit: str, person: str) -> dict[str, Any]:
    """What the filters offer: the people and units of the children whom she sees.

    Whoever sees a whole agency is offered its staff, so that nothing grows with the number of children; and where that
    is many, the units of the chosen agency and the people of the chosen unit. `agencies` is empty if there is no need.
    """
    sight = visit.sight
    if not SEE_THEIR_AGENCY & sight.roles:
        seen = Child.objects.listed_for(sight)
        assigned = Assignment.objects.in_force(visit.today).filter(child__in=seen.values("pk"))
        people = Person.objects.filter(pk__in=assigned.values("person_id"))
        units = Unit.objects.filter(pk__in=seen.order_by().values("unit_id"))
        return {"agencies": [], "chosen_agency": "", "people": _named(people), "units": _named(units)}
    people = Person.objects.filter(agency__in=sight.agency_ids, roles__name__in=OWNERS).distinct()
    units = Unit.objects.filter(agency__in=sight.agency_ids)
    if people.order_by()[: MOST_PEOPLE + 1].count() <= MOST_PEOPLE:
        agencies = Agency.objects.filter(pk__in=sight.agency_ids) if agency else Agency.objects.none()
        return {"agencies": _named(agencies), "chosen_agency": agency, "people": _named(people), "units": _named(units)}
    return _step_by_step(visit, people, units, agency=agency, unit=unit, person=person)


def _step_by_step(
    visit: Visit, people: QuerySet[Person], units: QuerySet[Unit], *, agency: str, unit: str, person: str
) -> dict[str, Any]:
    """The people of the chosen unit, or those of the chosen agency who have none; whoever is chosen stays offered."""
    agencies = _named(Agency.objects.filter(pk__in=visit.sight.agency_ids))
    if not agency and len(agencies) == 1:
        agency = agencies[0][0]
    of_agency = units.filter(agency=UUID(agency)) if agency else units.filter(pk__in=[unit] if unit else [])
    if unit:
        offered = people.filter(unit=UUID(unit))
    elif agency:
        offered = people.filter(agency=UUID(agency), unit=None)
    else:
        offered = people.none()
    listed = _named(offered[:MOST_PEOPLE])
    if person and person not in dict(listed):
        listed += _named(people.filter(pk=UUID(person)))
    return {"agencies": agencies, "chosen_agency": agency, "people": listed, "units": _named(of_agency)}


def _named(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
