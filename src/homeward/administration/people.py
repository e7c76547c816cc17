"""The list of people, and taking somebody on."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.administration import letters
from homeward.administration.actions import invitations
from homeward.administration.actions import people as actions
from homeward.administration.asking import Asking, Done
from homeward.administration.authority import agencies_of, people_seen
from homeward.administration.forms import AddPersonForm
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.website.asked import key_in, query, sought_in
from homeward.website.keyset import piece
from homeward.website.words import capital
from homeward.workforce.dated import in_force
from homeward.workforce.models import Person, Role, RoleName, Unit

ADMINISTRATORS: Final = frozenset({RoleName.ADMINISTRATOR})
LOOK_AFTER_PEOPLE: Final = frozenset({RoleName.ADMINISTRATOR, RoleName.SUPERVISOR})

_ORDER: Final = ("name", "id")
_MOST_SOUGHT: Final = 100


@dataclass(frozen=True)
class Listed:
    """A row of the list."""

    person: Person
    roles: list[str]
    certified_until: date | None
    is_certified: bool


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what the address says wrongly is as good as absent."""

    role: str
    agency: str
    unit: str
    left: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        asked = {name: request.GET.get(name, "") for name in ("role", "agency", "unit", "left")}
        for name in ("agency", "unit"):
            asked[name] = asked[name] if key_in(asked[name]) else ""
        asked["role"] = asked["role"] if asked["role"] in RoleName.values else ""
        return cls(**asked)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.role or self.agency or self.unit or self.left)

    def address(self, **more: str) -> str:
        """The address of the list with these filters."""
        return query({**vars(self), **more})

    def narrow(self, people: QuerySet[Person], on: date) -> QuerySet[Person]:
        """The people who are meant."""
        people = people.filter(is_active=self.left != "yes")
        if self.agency:
            people = people.filter(agency=UUID(self.agency))
        if self.unit:
            people = people.filter(unit=UUID(self.unit))
        if self.role:
            held = Role.objects.filter(in_force(on), name=self.role)
            people = people.filter(pk__in=held.values("person"))
        return people


@signed_in(roles=LOOK_AFTER_PEOPLE, methods=FORM)
def people_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The people, or whoever was sought: a search is sent like a form, so that no name stands in an address."""
    filters, sought = Filters.of(request), sought_in(request)
    seen = people_seen(visit.sight).select_related("agency", "unit")
    more = ""
    if sought:
        found = list(with_words(seen, sought)[:_MOST_SOUGHT])
    else:
        found, last = piece(filters.narrow(seen, visit.today), _ORDER, request.GET.get("after", ""))
        more = filters.address(after=last) if last else ""
    agencies = agencies_of(visit.sight)
    given: dict[str, Any] = {
        "listed": _listed(found, visit.today),
        "more": more,
        "sought": sought,
        "filters": filters,
        "roles": [(role.value, capital(role.label)) for role in RoleName],
        "agencies": agencies,
        "units": Unit.objects.filter(agency__in=agencies).select_related("agency").order_by("agency__name", "name"),
        "may_add": RoleName.ADMINISTRATOR in visit.sight.roles,
        "today": visit.today,
    }
    return render(request, "administration/people.html", given)


def with_words(people: QuerySet[Person], sought: str) -> QuerySet[Person]:
    """The people of whom every word stands in the name, or is the address or the state system's identifier."""
    for word in sought.split():
        people = people.filter(Q(name__icontains=word) | Q(email__iexact=word) | Q(external_id__iexact=word))
    return people.order_by(*_ORDER)


def _listed(people: list[Person], today: date) -> list[Listed]:
    """The rows of some people; one query however many they are."""
    held: dict[UUID, list[Role]] = {}
    for role in Role.objects.in_force(today).filter(person__in=people).order_by("name"):
        held.setdefault(role.person_id, []).append(role)
    return [_row(person, held.get(person.pk, []), today) for person in people]


def _row(person: Person, roles: list[Role], today: date) -> Listed:
    until = max((role.certified_until for role in roles if role.certified_until), default=None)
    return Listed(person, [role.get_name_display() for role in roles], until, bool(until and until >= today))


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def add_person_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Somebody new, with a role, and an invitation."""

    def save(found: Found) -> Done:
        person = _take_on(visit, found)
        says = f"{person} is added."
        if found["invites"] and person.email:
            says += " " + send(request, visit, person)
        return Done(reverse("person", args=(person.pk,)), says)

    agencies = agencies_of(visit.sight)
    return Asking(
        title="Add a person",
        form=partial(AddPersonForm, agencies=agencies),
        save=save,
        back=reverse("people"),
        above="People",
        initial={"agency": visit.person.agency_id},
    ).answer(request)


def _take_on(visit: Visit, found: Found) -> Person:
    """The person with her first role, or neither."""
    given = {name: found[name] for name in ("name", "agency", "unit", "email", "external_id", "tribe")}
    return actions.add_person(**given, role=found["role"], by=visit.person, on=visit.today)


def send(request: HttpRequest, visit: Visit, person: Person) -> str:
    """Invite somebody and send the letter; says what came of it."""
    invitation = invitations.invite(person=person, by=visit.person, on=visit.today)
    address = request.build_absolute_uri(reverse("invitation", args=(invitations.token_of(invitation),)))
    if letters.send_invitation(invitation, address):
        return f"The invitation was sent to {person.email}."
    messages.error(request, "The mail server did not take the invitation. Nothing is lost: send it again later.")
    return ""
