"""A person's page: her roles, her account, who covers for her, whom she carries; and what is changed about each."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from homeward.administration.actions import people as actions
from homeward.administration.actions.leaving import left_behind
from homeward.administration.asking import Asking, Done
from homeward.administration.authority import (
    agencies_of,
    managed_agencies,
    managed_people,
    may_arrange_cover,
    people_seen,
)
from homeward.administration.forms import AppointForm, CertifiedForm, ChangePersonForm, LastDayForm
from homeward.administration.people import ADMINISTRATORS, send
from homeward.casefile.actions import RESPONSIBLE
from homeward.casefile.models import Assignment, Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import OWNERS
from homeward.obligations.steps import Found
from homeward.website.words import day_words
from homeward.workforce.models import Cover, Invitation, Person, Role, RoleName


@signed_in()
def person_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Open to herself, to her supervisor and to her administrator."""
    seen = people_seen(visit.sight).select_related("agency", "unit", "tribe")
    person = get_object_or_404(seen, pk=person_id)
    is_her = person.pk == visit.person.pk
    manages = person.agency_id in managed_agencies(visit.sight) and not is_her
    covers = Cover.objects.filter(Q(covered=person) | Q(covering=person)).filter(until_on__gte=visit.today)
    roles = Role.objects.filter(person=person).order_by("-from_on", "name")
    given: dict[str, Any] = {
        "person": person,
        "today": visit.today,
        "roles": [(role, role.until_on is None or role.until_on >= visit.today) for role in roles],
        "covers": covers.select_related("covering", "covered").order_by("from_on"),
        "invitation": Invitation.objects.filter(person=person, withdrawn_at__isnull=True).first(),
        "now": timezone.now(),
        "has_second_factor": Authenticator.objects.filter(user=person).exists(),
        "carries": _carries(visit, person),
        "is_her": is_her,
        "is_facilitator": any(role.name == RoleName.FACILITATOR for role in roles),
        "manages": manages,
        "may_arrange_cover": person.is_active and may_arrange_cover(visit.sight, person),
        "may_invite": manages and person.is_active and person.email and not person.has_usable_password(),
        "may_audit": bool({RoleName.ADMINISTRATOR, RoleName.QUALITY_STAFF} & visit.sight.roles) and manages,
    }
    return render(request, "administration/person.html", given)


def _carries(visit: Visit, person: Person) -> list[tuple[str, int, bool]]:
    """Role, how many children she carries in it of those whom the visitor sees, whether they can be handed over."""
    may = bool(RESPONSIBLE & visit.sight.roles)
    seen = Child.objects.filter(visit.sight.by_work, visit.sight.in_lists)
    carried = Assignment.objects.in_force(visit.today).filter(person=person, child__in=seen.values("pk"))
    counts = carried.order_by("role").values_list("role").annotate(Count("pk"))
    return [(role, number, may) for role, number in counts]


def _managed(visit: Visit, person_id: UUID) -> Person:
    """Somebody whom the visitor manages; for everybody else there is no such page."""
    return get_object_or_404(managed_people(visit.sight).select_related("agency", "unit"), pk=person_id)


def _ask(visit: Visit, person: Person, title: str, form: Any, save: Callable[[Found], str], **more: Any) -> Asking:
    """A question about a person, with the way back to her page."""
    address = reverse("person", args=(person.pk,))
    return Asking(
        title=title,
        form=form,
        save=lambda found: Done(address, save(found)),
        back=address,
        above=person.name,
        **more,
    )


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def change_person_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Name, address, identifier, agency, unit, tribe."""
    person = _managed(visit, person_id)

    def save(found: Found) -> str:
        changed = actions.change_person(person=person, **found, by=visit.person, on=visit.today)
        if changed.email and changed.email != person.email:
            return f"Saved. {changed} has another e-mail address now: send a new invitation."
        return f"What is written down about {changed} was saved."

    columns = ("name", "email", "external_id")
    initial = {name: getattr(person, name) for name in columns}
    initial |= {"agency": person.agency_id, "unit": person.unit_id, "tribe": person.tribe_id}
    initial["seen"] = actions.fingerprint(person)
    leaves = str(left_behind(person, None, on=visit.today))
    form = partial(ChangePersonForm, agencies=agencies_of(visit.sight), leaves=leaves)
    return _ask(visit, person, f"Change {person}", form, save, initial=initial).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def appoint_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Another role."""
    person = _managed(visit, person_id)

    def save(found: Found) -> str:
        role = actions.appoint(person=person, **found, by=visit.person, on=visit.today)
        return f"{person} is {role.get_name_display()} from {day_words(role.from_on)} on."

    initial = {"from_on": visit.today}
    return _ask(visit, person, f"Give {person} a role", AppointForm, save, initial=initial).answer(request)


def _role(visit: Visit, role_id: UUID) -> Role:
    managed = managed_people(visit.sight).values("pk")
    return get_object_or_404(Role.objects.select_related("person"), pk=role_id, person__in=managed)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def end_role_page(request: HttpRequest, visit: Visit, role_id: UUID) -> HttpResponse:
    """The last day of a role."""
    role = _role(visit, role_id)

    def save(found: Found) -> str:
        actions.end_role(role=role, until_on=found["until_on"], by=visit.person, on=visit.today)
        return f"{role.person} is {role.get_name_display()} for the last time on {day_words(found['until_on'])}."

    title = f"{role.person} as {role.get_name_display()}: the last day"
    carried = role.name in OWNERS
    intro = "The children carried in this role are out of sight after that day: hand them over." if carried else ""
    initial = {"until_on": role.until_on or visit.today}
    return _ask(visit, role.person, title, LastDayForm, save, initial=initial, intro=intro).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def certify_page(request: HttpRequest, visit: Visit, role_id: UUID) -> HttpResponse:
    """The last day of a facilitator's certification."""
    role = _role(visit, role_id)

    def save(found: Found) -> str:
        actions.certify(role=role, certified_until=found["certified_until"], by=visit.person, on=visit.today)
        return f"The certification of {role.person} was saved."

    initial = {"certified_until": role.certified_until}
    title = f"Certification of {role.person}"
    return _ask(visit, role.person, title, CertifiedForm, save, initial=initial).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=FORM)
def active_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Somebody leaves or comes back."""
    person = _managed(visit, person_id)
    leaves = person.is_active

    def save(found: Found) -> str:
        change = actions.deactivate if leaves else actions.reactivate
        change(person=person, by=visit.person, on=visit.today)
        if leaves:
            return f"{person} can no longer sign in."
        return f"{person} is back. Send an invitation now: it leads to a new password."

    title, intro = (
        (
            f"Close the account of {person}",
            "Every session ends at once, everywhere, and there is no signing in any more. Nothing of what was done is "
            "deleted. Hand over the children too.",
        )
        if leaves
        else (
            f"Open the account of {person} again",
            "The roles that have not ended are there again. An invitation leads to a new password.",
        )
    )
    button = "Close the account" if leaves else "Open the account"
    return _ask(visit, person, title, forms.Form, save, intro=intro, button=button).answer(request)


@signed_in(roles=ADMINISTRATORS, methods=("POST",))
def invite_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Send an invitation, or send it again: the link that was sent before is then no longer good."""
    person = _managed(visit, person_id)
    try:
        says = send(request, visit, person)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        if says:
            messages.success(request, says)
    return redirect("person", person.pk)
