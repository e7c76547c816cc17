"""A facilitator's certification: how far she is, what is recorded, recording more, taking an entry back."""

from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import SEE_THEIR_AGENCY
from homeward.obligations.steps import Found
from homeward.roundtables import certifying
from homeward.roundtables.certifications import Certification, best_role, soon
from homeward.roundtables.certifying import CERTIFIES, Kind
from homeward.roundtables.models import CertificationEntry, SchedulingSettings
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.places import ARRANGES
from homeward.website.forms import DayField
from homeward.website.words import capital, day_words
from homeward.workforce.models import Person, RoleName

_READS: Final = SEE_THEIR_AGENCY | {RoleName.FACILITATOR}
_WHICH: Final = {
    Kind.COURSE.value: ("Which course", "For example its name and who gave it."),
    Kind.OBSERVED.value: ("Who led it", "Name no child."),
    Kind.LED.value: ("Who observed it", "Name no child."),
    Kind.CERTIFIED.value: ("Certified by", "For example the state or the agency."),
    Kind.RENEWED.value: ("Renewed by", "For example the state or the agency."),
}


class EntryForm(forms.Form):
    """One entry of one kind."""

    on = DayField(label="On")
    until = DayField(label="Certified until", help_text="The last day on which she may lead a roundtable.")
    which = forms.CharField(max_length=200, required=False)
    why = forms.CharField(
        label="Why before everything was done",
        max_length=300,
        required=False,
        help_text="Only if something is missing that your agency asks, for example: certified in another county.",
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, kind: str, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        self.fields["which"].label, self.fields["which"].help_text = _WHICH[kind]
        if kind not in CERTIFIES:
            del self.fields["until"]
        if kind != Kind.CERTIFIED:
            del self.fields["why"]

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("This day has not come yet. Until it has, what is recorded now holds.")
        return on


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    why = forms.CharField(label="Why", max_length=300)


def _facilitator(visit: Visit, person_id: UUID) -> Person:
    """A facilitator near her agency, or herself; Http404 else."""
    person = certifying.facilitator_for(visit.sight, person_id, on=visit.today)
    if person is None or not (visit.sight.roles & SEE_THEIR_AGENCY or person == visit.person):
        raise Http404("There is no such facilitator.")
    return person


def _may_record(visit: Visit, person: Person) -> bool:
    return bool(ARRANGES & visit.sight.roles) and person != visit.person


def _settings(person: Person) -> SchedulingSettings:
    return settings_for(person.agency) if person.agency else SchedulingSettings()


@signed_in(roles=_READS)
def certification_page(request: HttpRequest, visit: Visit, person_id: UUID) -> HttpResponse:
    """How far she is, until when it holds, and every entry, also those that were taken back."""
    person = _facilitator(visit, person_id)
    role = best_role(person, on=visit.today)
    settings = _settings(person)
    given = {
        "person": person,
        "is_her": person == visit.person,
        "one": Certification(role, visit.today),
        "asked": certifying.asked_of(person, settings),
        "settings": settings,
        "led_here": certifying.led_here(person),
        "entries": CertificationEntry.objects.filter(person=person).select_related("recorded_by", "withdrawn_by"),
        "records": _kinds(role.certified_until is not None) if _may_record(visit, person) else [],
        "reads_all": bool(SEE_THEIR_AGENCY & visit.sight.roles),
        "days": soon().days,
        "today": visit.today,
    }
    return render(request, "roundtables/certification.html", given)


def _kinds(is_certified: bool) -> list[tuple[str, str]]:
    """What can be recorded: who was certified once is renewed."""
    unfit = Kind.CERTIFIED if is_certified else Kind.RENEWED
    return [(kind.value, capital(str(kind.label))) for kind in Kind if kind != unfit]


@signed_in(roles=ARRANGES, methods=FORM)
def record_certification_page(request: HttpRequest, visit: Visit, person_id: UUID, kind: str) -> HttpResponse:
    """One entry."""
    person = _facilitator(visit, person_id)
    if kind not in Kind.values:
        raise Http404("There is no such entry.")
    if not _may_record(visit, person):
        raise PermissionDenied("Somebody else records your certification.")
    at, settings, words = reverse("certification", args=(person.pk,)), _settings(person), str(Kind(kind).label)

    def save(found: Found) -> Done:
        certifying.record_certification(person=person, kind=kind, by=visit.person, today=visit.today, **found)
        holds = f" She may lead roundtables until {day_words(found['until'])}." if kind in CERTIFIES else ""
        return Done(at, f"Recorded: {words}.{holds}")

    initial = {"on": visit.today, "token": uuid4()}
    if kind in CERTIFIES:
        initial["until"] = certifying.proposed_until(person, settings, today=visit.today)
    return Asking(
        title=f"{capital(words)}: {person}",
        form=partial(EntryForm, kind=kind, today=visit.today),
        save=save,
        back=at,
        above=f"Certification of {person}",
        initial=initial,
    ).answer(request)


@signed_in(roles=ARRANGES, methods=FORM)
def withdraw_certification_page(request: HttpRequest, visit: Visit, entry_id: UUID) -> HttpResponse:
    """An entry was recorded by mistake."""
    entry = get_object_or_404(CertificationEntry.objects.standing().select_related("person"), pk=entry_id)
    person = _facilitator(visit, entry.person_id)
    if not _may_record(visit, person):
        raise PermissionDenied("Somebody else records your certification.")
    at = reverse("certification", args=(person.pk,))

    def save(found: Found) -> Done:
        certifying.withdraw_certification(entry=entry, why=found["why"], by=visit.person, today=visit.today)
        return Done(at, "Taken back. It stays to be read.")

    title = f"Take back: {entry.get_kind_display()}, {day_words(entry.on)}"
    above = f"Certification of {person}"
    return Asking(title, WithdrawForm, save, at, above, button="Take back").answer(request)
