"""Who works with a child: now and before; and changing it, restricting the record, and the child's tribe."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from homeward.administration.actions import teams
from homeward.administration.asking import Asking, Done
from homeward.administration.forms import NamedForm, TribeOfChildForm, UnitOfChildForm, WhoForm
from homeward.casefile import actions
from homeward.casefile.models import Assignment, Child, NamedPerson, TribalAffiliation
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import OWNERS, SEE_THEIR_AGENCY
from homeward.casefile.unkept import may_name_anew
from homeward.casefile.visibility import may_record
from homeward.obligations.steps import Found
from homeward.website.words import day_words, plain
from homeward.wicwa.sight import reader_of
from homeward.workforce.dated import in_force
from homeward.workforce.models import Person, Role, RoleName, Unit, agencies_above


@signed_in()
def team_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The assignments with their dates, the unit, who is named on a restricted record, the child's tribes.

    A tribe's guest reads of her own tribe alone.
    """
    child = visit.child(child_id, page="team")
    assigned = Assignment.objects.filter(child=child).select_related("person").order_by("-from_on", "role")
    named = NamedPerson.objects.filter(child=child, until_on__isnull=True).select_related("person")
    tribes = TribalAffiliation.objects.filter(child=child).select_related("tribe").order_by("-from_on")
    only_tribe, is_current = reader_of(visit, child).only_tribe, _goes_on(visit)
    given: dict[str, Any] = {
        "child": child,
        "today": visit.today,
        "assigned": [(one, is_current(one)) for one in assigned],
        "named": named.order_by("person__name") if child.is_restricted else [],
        "tribes": [(one, is_current(one)) for one in tribes if only_tribe in {None, one.tribe_id}],
        "is_responsible": actions.is_responsible(visit.person, child, on=visit.today),
        "may_name_anew": may_name_anew(visit.person, child, on=visit.today),
        "records_tribe": may_record(visit.person, child, RoleName.ONGOING_CASE_MANAGER, on=visit.today),
    }
    return render(request, "administration/team.html", given)


def _goes_on(visit: Visit) -> Callable[[Any], bool]:
    """Whether a dated row holds today or later."""
    return lambda row: row.until_on is None or row.until_on >= visit.today


def _responsible(visit: Visit, child_id: UUID, page: str) -> Child:
    """The child, if it is the visitor's to say who works with her."""
    child = visit.child(child_id, page=page)
    _refuse_unless_responsible(visit, child)
    return child


def _refuse_unless_responsible(visit: Visit, child: Child) -> None:
    if not actions.is_responsible(visit.person, child, on=visit.today):
        raise PermissionDenied("A supervisor or an administrator who sees the child does this.")


def _case_manager(visit: Visit, child_id: UUID) -> Child:
    """The child, if the visitor records for her what a case manager does."""
    child = visit.child(child_id, page="tribe")
    if not may_record(visit.person, child, RoleName.ONGOING_CASE_MANAGER, on=visit.today):
        raise PermissionDenied("The child's case manager or her supervisor records this.")
    return child


def _ask(visit: Visit, child: Child, title: str, form: Any, save: Callable[[Found], str], **more: Any) -> Asking:
    """A question about a child's team, with the way back to it, or to the children if she is out of sight now."""
    address = reverse("team", args=(child.pk,))

    def done(found: Found) -> Done:
        says = save(found)
        still = Child.objects.visible_to(visit.person, on=visit.today).filter(pk=child.pk).exists()
        return Done(address if still else reverse("children"), says)

    return Asking(title=title, form=form, save=done, back=address, above=str(child), **more)


def people_by_role(roles: tuple[str, ...], agencies: set[UUID], visit: Visit) -> dict[str, list[Person]]:
    """Who may be assigned in each of some roles to the children of some agencies."""
    return {
        role: list(teams.may_be_assigned(role=role, agencies=agencies, on=visit.today).order_by("name"))
        for role in roles
    }


@signed_in(methods=FORM)
def assign_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Somebody else works with the child from a day on."""
    child = _responsible(visit, child_id, "assign")

    def save(found: Found) -> str:
        role, person = found["who"]
        teams.assign(child=child, person=person, role=role, from_on=found["from_on"], by=visit.person, on=visit.today)
        return f"{person} is the {plain(role)} of {child} from {day_words(found['from_on'])} on."

    people = people_by_role(_ROLES, {child.agency_id}, visit)
    form = partial(WhoForm, people=people, label="Who works with the child")
    intro = "Whoever has this role now has it until the day before."
    return _ask(visit, child, "Assign somebody", form, save, initial={"from_on": visit.today}, intro=intro).answer(
        request
    )


_ROLES = (RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR, RoleName.PERMANENCY_CONSULTANT)


@signed_in(methods=FORM)
def unit_of_child_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Another unit works with the child."""
    child = _responsible(visit, child_id, "unit")
    units = Unit.objects.filter(agency__in=visit.sight.agency_ids).exclude(children=child)

    def save(found: Found) -> str:
        teams.move_to_unit(child=child, unit=found["unit"], by=visit.person, on=visit.today)
        return f"{child} is with the unit {found['unit']} now. Who is assigned stays assigned."

    form = partial(UnitOfChildForm, units=units.select_related("agency").order_by("agency__name", "name"))
    intro = "That unit's supervisor sees the child from now on. You may no longer see the child afterwards."
    return _ask(visit, child, "Change the unit", form, save, intro=intro).answer(request)


@signed_in(methods=FORM)
def restrict_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Only those who are named see the record from now on; or others are named."""
    child = visit.child(child_id, page="restrict")
    if not may_name_anew(visit.person, child, on=visit.today):
        _refuse_unless_responsible(visit, child)
    named = NamedPerson.objects.filter(child=child, until_on__isnull=True).values_list("person_id", flat=True)

    def save(found: Found) -> str:
        teams.restrict(child=child, named=list(found["named"]), by=visit.person, on=visit.today)
        return "Only those whom you named see the record from now on."

    form = partial(NamedForm, people=_may_be_named(child, visit))
    initial = {"named": list(named) if child.is_restricted else [visit.person.pk]}
    intro = (
        "For example because a relative of the child works for the agency. Being named opens the record only to those "
        "whose work would show it to them. One of them must be a supervisor or administrator, who can lift this again."
    )
    return _ask(visit, child, "Restrict the record", form, save, initial=initial, intro=intro).answer(request)


def _may_be_named(child: Child, visit: Visit) -> QuerySet[Person]:
    """Whose work lets them see the child, or would: her team, her unit, and who sees all of the agency."""
    held = Role.objects.filter(in_force(visit.today))
    above = agencies_above({child.agency_id})
    assigned = Assignment.objects.in_force(visit.today).filter(child=child)
    return (
        Person.objects.filter(is_active=True)
        .filter(
            Q(pk__in=assigned.values("person"))
            | Q(unit=child.unit_id, unit__isnull=False, pk__in=held.filter(name__in=OWNERS).values("person"))
            | Q(agency__in=above, pk__in=held.filter(name__in=SEE_THEIR_AGENCY).values("person"))
            | Q(pk__in=NamedPerson.objects.filter(child=child, until_on__isnull=True).values("person"))
        )
        .prefetch_related(Prefetch("roles", held))
        .order_by("name")
    )


@signed_in(methods=FORM)
def lift_restriction_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Everybody sees the record again whose work shows it."""
    child = _responsible(visit, child_id, "lift_restriction")

    def save(found: Found) -> str:
        teams.lift_restriction(child=child, by=visit.person, on=visit.today)
        return "Everybody whose work shows it sees the record again."

    intro = "Everybody sees the record again whose work shows it to them."
    title, button = "Lift the restriction", "Lift the restriction"
    return _ask(visit, child, title, forms.Form, save, intro=intro, button=button).answer(request)


@signed_in(methods=FORM)
def tribe_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The child's tribe, and how it is known."""
    child = _case_manager(visit, child_id)

    def save(found: Found) -> str:
        actions.record_tribe(child=child, **found, by=visit.person, on=visit.today)
        return f"Recorded: {found['tribe']}."

    intro = (
        "If there is an agreement with the tribe, its guests read the child's file from now on. What stands here is "
        "not a determination of membership: only the tribe says who belongs to it."
    )
    title = "Record the child's tribe"
    return _ask(visit, child, title, TribeOfChildForm, save, initial={"from_on": visit.today}, intro=intro).answer(
        request
    )


@signed_in(methods=FORM)
def end_tribe_page(request: HttpRequest, visit: Visit, child_id: UUID, affiliation_id: UUID) -> HttpResponse:
    """It turned out otherwise."""
    child = _case_manager(visit, child_id)
    rows = TribalAffiliation.objects.filter(child=child, until_on__isnull=True).select_related("tribe")
    affiliation = get_object_or_404(rows, pk=affiliation_id)

    def save(found: Found) -> str:
        actions.end_tribe(affiliation=affiliation, by=visit.person, on=visit.today)
        return f"{affiliation.tribe} no longer stands for {child}. That it was recorded stays to be read."

    intro = "That it was recorded stays to be read, with its last day. The tribe's guests no longer see the child."
    title, button = f"{affiliation.tribe} is not the child's tribe", "Take it back"
    return _ask(visit, child, title, forms.Form, save, intro=intro, button=button).answer(request)
