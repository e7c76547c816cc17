"""The facilitators' certifications: until when each holds, and which end soon."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import Visit, signed_in
from homeward.casefile.sight import SEE_THEIR_AGENCY, Sight
from homeward.workforce.models import Person, Role, RoleName


@dataclass(frozen=True)
class Certification:
    """One facilitator, and how her certification stands on a day."""

    role: Role
    today: date

    @property
    def until(self) -> date | None:
        return self.role.certified_until

    @property
    def standing(self) -> str:
        """Missing, ended, ends soon, or holds: the key of its word."""
        if self.until is None:
            return "missing"
        if self.until < self.today:
            return "ended"
        return "soon" if self.until <= self.today + soon() else "holds"


def soon() -> timedelta:
    """How long before its end a certification ends soon: the agency's number of days."""
    return timedelta(days=settings.HOMEWARD_CERTIFICATION_DAYS)


def near(sight: Sight, *, on: date) -> QuerySet[Role]:
    """The facilitators' roles in her agency, those below it and the one above."""
    return Role.objects.in_force(on).filter(
        Q(person__agency__in=sight.agency_ids) | Q(person__agency__agencies_below__in=sight.agency_ids),
        name=RoleName.FACILITATOR,
        person__is_active=True,
    )


def best_role(person: Person, *, on: date) -> Role:
    """Of the roles of a facilitator the one that is certified for longest. Raises IndexError if she has none."""
    held = Role.objects.in_force(on).filter(person=person, name=RoleName.FACILITATOR).order_by("pk")
    return sorted(held.select_related("person__agency"), key=lambda one: one.certified_until or date.min)[-1]


def own_certification(person: Person, sight: Sight, *, today: date) -> "Certification | None":
    """Of whoever facilitates: her own."""
    return Certification(best_role(person, on=today), today) if RoleName.FACILITATOR in sight.roles else None


def certifications_of(sight: Sight, *, today: date) -> list[Certification]:
    """The facilitators of her agency, those below it and the one above; what is missing or ends first first. One query.

    Of several roles of one person the one counts that is certified for longest.
    """
    best: dict[UUID, Role] = {}
    for role in near(sight, on=today).select_related("person__agency").order_by("person__name", "pk").distinct():
        known = best.get(role.person_id)
        if known is None or (role.certified_until or date.min) > (known.certified_until or date.min):
            best[role.person_id] = role
    rows = [Certification(role, today) for role in best.values()]
    return sorted(rows, key=lambda one: one.until or date.min)


def ending_soon(sight: Sight, *, today: date) -> list[Certification]:
    """Those that have ended, or end soon, or were never recorded."""
    return [one for one in certifications_of(sight, today=today) if one.standing != "holds"]


@signed_in(roles=SEE_THEIR_AGENCY)
def certifications_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All of them; those that end soon come first."""
    given = {
        "rows": certifications_of(visit.sight, today=visit.today),
        "days": soon().days,
        "today": visit.today,
    }
    return render(request, "roundtables/certifications.html", given)
