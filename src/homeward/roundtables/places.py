"""Rooms, and when people can come: recorded by permanency consultants and administrators."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from homeward.administration.asking import Asking, Done
from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.roundtables.free import moment
from homeward.roundtables.models import Absence, Availability, Room, RoomClosure, SharedAbsence
from homeward.website.forms import DayField
from homeward.workforce.models import Agency, Person, Role, RoleName

ARRANGES: Final = frozenset({RoleName.PERMANENCY_CONSULTANT, RoleName.ADMINISTRATOR})
_SITS: Final = (
    RoleName.FACILITATOR, RoleName.EXTERNAL_CONSULTANT, RoleName.PERMANENCY_CONSULTANT, RoleName.SUPERVISOR,
    RoleName.ONGOING_CASE_MANAGER,
)  # fmt: skip


class RoomForm(forms.Form):
    """A room or a virtual one."""

    name = forms.CharField(max_length=200, label="Name")
    is_virtual = forms.BooleanField(required=False, label="It is a virtual room")
    site = forms.CharField(max_length=200, required=False, label="Site", help_text="Not for a virtual room.")
    is_in_use = forms.BooleanField(required=False, initial=True, label="It is in use")

    def clean(self) -> dict[str, Any]:
        """A room stands somewhere; a virtual one does not."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(found.get("site")) == bool(found.get("is_virtual")):
            self.add_error("site", "Write the site of a room; leave it empty for a virtual one.")
        return found


class SpanForm(forms.Form):
    """From one moment to another; without times, whole days."""

    from_on = DayField(label="First day")
    from_time = forms.TimeField(label="From", required=False, help_text="For example 13:00. Empty: from the morning.")
    until_on = DayField(label="Last day")
    until_time = forms.TimeField(label="Until", required=False, help_text="Empty: to the end of the day.")

    def clean(self) -> dict[str, Any]:
        """The two moments."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        until = found["until_time"]
        found["from_at"] = moment(found["from_on"], found["from_time"] or time.min)
        found["until_at"] = (
            moment(found["until_on"], until) if until else moment(found["until_on"] + timedelta(days=1), time.min)
        )
        if found["until_at"] <= found["from_at"]:
            self.add_error("until_on", "The end comes before the beginning.")
        return found


class AvailabilityForm(forms.Form):
    """Working hours and caps."""

    works_from = forms.TimeField(
        label="Works from", initial=time(8, 30), help_text="For example 8:30", widget=forms.TimeInput(format="%H:%M")
    )
    works_until = forms.TimeField(
        label="Works until", initial=time(16, 30), help_text="For example 16:30", widget=forms.TimeInput(format="%H:%M")
    )
    max_per_day = forms.IntegerField(label="Roundtables on one day, at most", required=False, min_value=0, max_value=9)
    max_per_week = forms.IntegerField(label="Roundtables in one week, at most", required=False, min_value=0,
                                      max_value=40, help_text="Empty: no limit.")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The hours are in order."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and found["works_until"] <= found["works_from"]:
            self.add_error("works_until", "The end comes before the beginning.")
        return found


def rooms_of(visit: Visit) -> QuerySet[Room]:
    """The rooms that are hers to look after: of her agency and those below it."""
    return Room.objects.filter(agency__in=visit.sight.agency_ids)


def people_of(visit: Visit) -> QuerySet[Person]:
    """The people who sit at roundtables: of her agency and those below it, and who comes from outside."""
    held = Role.objects.in_force(visit.today).filter(name__in=_SITS).values("person_id")
    guests = Role.objects.in_force(visit.today).filter(name__in=(RoleName.FACILITATOR, RoleName.EXTERNAL_CONSULTANT))
    near = Q(agency__in=visit.sight.agency_ids, pk__in=held) | Q(pk__in=guests.values("person_id"))
    return Person.objects.filter(near, is_active=True, agency__is_practice=False)


@signed_in(roles=ARRANGES)
def rooms_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The rooms, with when they are closed."""
    ahead = RoomClosure.objects.filter(withdrawn_at=None, until_at__gte=timezone.now())
    rooms = rooms_of(visit).select_related("agency").prefetch_related(Prefetch("closures", ahead, to_attr="ahead"))
    return render(request, "roundtables/rooms.html", {"rooms": rooms})


@signed_in(roles=ARRANGES, methods=FORM)
def room_page(request: HttpRequest, visit: Visit, room_id: UUID | None = None) -> HttpResponse:
    """A new room, or another name, site or use of one."""
    room = get_object_or_404(rooms_of(visit), pk=room_id) if room_id else None

    def save(found: Found) -> Done:
        made = save_room(room=room, agency=visit.person.agency, by=visit.person, **found)
        return Done(reverse("rooms"), f"{made} is saved.")

    initial = {name: getattr(room, name) for name in ("name", "site", "is_virtual", "is_in_use")} if room else {}
    title = f"Change {room}" if room else "Add a room"
    return Asking(title, RoomForm, save, reverse("rooms"), "Rooms", initial=initial).answer(request)


@transaction.atomic
def save_room(
    *, room: Room | None, agency: Agency | None, name: str, site: str, is_virtual: bool, is_in_use: bool, by: Person
) -> Room:
    """Add a room or change one. Raises ValidationError if there is one of that name."""
    if agency is None:
        raise ValidationError("You belong to no agency.")
    room = room or Room(agency=agency)
    if Room.objects.filter(agency=room.agency, name=name).exclude(pk=room.pk).exists():
        raise ValidationError({"name": "There is a room of this name."})
    room.name, room.site, room.is_virtual, room.is_in_use = name, site, is_virtual, is_in_use
    room.save()
    audit.record(by=by, verb="save_room", target=f"room:{room.pk}", details={"is_in_use": is_in_use})
    return room


@signed_in(roles=ARRANGES, methods=FORM)
def closure_page(request: HttpRequest, visit: Visit, room_id: UUID) -> HttpResponse:
    """A room can not be used for a while."""
    room = get_object_or_404(rooms_of(visit), pk=room_id)

    def save(found: Found) -> Done:
        span = (found["from_at"], found["until_at"])
        add_span(RoomClosure(room=room), *span, by=visit.person, target=f"room:{room.pk}")
        return Done(reverse("rooms"), f"{room}: closed.")

    initial = {"from_on": visit.today, "until_on": visit.today}
    title = f"{room} is closed"
    return Asking(title, SpanForm, save, reverse("rooms"), "Rooms", initial=initial).answer(request)


@transaction.atomic
def add_span(
    span: RoomClosure | Absence | SharedAbsence, from_at: datetime, until_at: datetime, *, by: Person, target: str
) -> None:
    """Record a closure or an absence; what was announced inside it stays, and is to be moved by a person."""
    span.from_at, span.until_at, span.recorded_by, span.recorded_at = from_at, until_at, by, timezone.now()
    span.save(force_insert=True)
    audit.record(by=by, verb=f"add_{span._meta.model_name}", target=target)


@transaction.atomic
def withdraw_span(span: RoomClosure | Absence | SharedAbsence, *, by: Person) -> None:
    """Take a closure or an absence back; doing it twice changes nothing."""
    if span.withdrawn_at is None:
        span.withdrawn_at = timezone.now()
        span.save(update_fields=["withdrawn_at"])
        audit.record(by=by, verb=f"withdraw_{span._meta.model_name}", target=f"{span._meta.model_name}:{span.pk}")


@signed_in(roles=ARRANGES)
def availabilities_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The people, their hours, caps and absences, and until when facilitators are certified."""
    ahead = Absence.objects.filter(withdrawn_at=None, until_at__gte=timezone.now())
    leads = Role.objects.in_force(visit.today).filter(name=RoleName.FACILITATOR)
    people = people_of(visit).select_related("agency", "availability")
    people = people.prefetch_related(
        Prefetch("absences", ahead, to_attr="away"), Prefetch("roles", leads, to_attr="leads")
    )
    show = request.GET.get("show", "")
    guests = Role.objects.in_force(visit.today).filter(name__in=(RoleName.FACILITATOR, RoleName.EXTERNAL_CONSULTANT))
    people = people if show == "all" else people.filter(pk__in=guests.values("person_id"))
    together = SharedAbsence.objects.filter(agency__in=visit.sight.agency_ids, withdrawn_at=None)
    together = together.filter(until_at__gte=timezone.now()).select_related("agency", "unit").order_by("from_at", "pk")
    given = {"people": people[:500], "show": show, "today": visit.today, "together": together}
    return render(request, "roundtables/availabilities.html", given)


@signed_in(roles=ARRANGES, methods=FORM)
def availability_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """Working hours and caps of a person."""
    person = get_object_or_404(people_of(visit), pk=person_id)
    known = Availability.objects.filter(person=person).first()

    def save(found: Found) -> Done:
        save_availability(person, found, by=visit.person)
        return Done(reverse("availabilities"), f"Saved for {person}.")

    names = ("works_from", "works_until", "max_per_day", "max_per_week")
    initial = {name: getattr(known, name) for name in names} if known else {}
    back = reverse("availabilities")
    title = f"When {person} can come"
    return Asking(title, AvailabilityForm, save, back, "When people can come", initial=initial).answer(request)


@transaction.atomic
def save_availability(person: Person, found: Found, *, by: Person) -> Availability:
    """Working hours and caps take the place of those before."""
    made, _ = Availability.objects.update_or_create(person=person, defaults=found)
    audit.record(by=by, verb="save_availability", target=f"person:{person.pk}")
    return made


@signed_in(roles=ARRANGES, methods=FORM)
def absence_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """A person is away; why is not asked."""
    person = get_object_or_404(people_of(visit), pk=person_id)

    def save(found: Found) -> Done:
        span = (found["from_at"], found["until_at"])
        add_span(Absence(person=person), *span, by=visit.person, target=f"person:{person.pk}")
        return Done(reverse("availabilities"), f"Saved for {person}.")

    initial: dict[str, date] = {"from_on": visit.today, "until_on": visit.today}
    back = reverse("availabilities")
    return Asking(f"{person} is away", SpanForm, save, back, "When people can come", initial=initial).answer(request)


@signed_in(roles=ARRANGES, methods=FORM)
def withdraw_absence_page(request: HttpRequest, visit: Visit, absence_id: UUID) -> HttpResponse:
    """An absence is taken back."""
    absence = get_object_or_404(Absence, pk=absence_id, person__in=people_of(visit).values("pk"))
    return _taking_back(visit, absence, reverse("availabilities"), partial(str, absence.person)).answer(request)


@signed_in(roles=ARRANGES, methods=FORM)
def withdraw_closure_page(request: HttpRequest, visit: Visit, closure_id: UUID) -> HttpResponse:
    """A closure is taken back."""
    closure = get_object_or_404(RoomClosure, pk=closure_id, room__in=rooms_of(visit).values("pk"))
    return _taking_back(visit, closure, reverse("rooms"), partial(str, closure.room)).answer(request)


def _taking_back(visit: Visit, span: RoomClosure | Absence, back: str, whose: Any) -> Asking:
    def save(found: Found) -> Done:
        withdraw_span(span, by=visit.person)
        return Done(back, f"Taken back for {whose()}.")

    intro = f"{whose()}: {span.when}."
    return Asking("Take it back", forms.Form, save, back, str(whose()), button="Take it back", intro=intro)
