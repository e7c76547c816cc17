"""Days on which nobody of a unit, or of an agency, can come: the court's calendar, a training for all."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.roundtables.models import SharedAbsence
from homeward.roundtables.places import ARRANGES, SpanForm, add_span, withdraw_span
from homeward.workforce.models import Agency, Unit

_ABOVE = "When people can come"


class SharedAbsenceForm(SpanForm):
    """Who can not come, when, and what there is."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Everybody of", empty_label=None)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Only of this unit", required=False, empty_label="No: everybody"
    )
    what = forms.CharField(
        label="What there is",
        max_length=200,
        error_messages={"required": "Say what there is."},
        help_text="For example: court days, training for all. Please name no child.",
    )

    field_order = ("agency", "unit", "what", "from_on", "from_time", "until_on", "until_time")

    def __init__(self, *given: Any, visit: Visit, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["agency"].queryset = Agency.objects.filter(pk__in=visit.sight.agency_ids).order_by("name")
        fields["unit"].queryset = Unit.objects.filter(agency__in=visit.sight.agency_ids).order_by("name")
        if len(visit.sight.agency_ids) == 1:
            fields["agency"].widget, fields["agency"].initial = forms.HiddenInput(), next(iter(visit.sight.agency_ids))

    def clean(self) -> dict[str, Any]:
        """A unit is one of the agency."""
        found = super().clean()
        if not self.errors and found["unit"] and found["unit"].agency_id != found["agency"].pk:
            self.add_error("unit", f"This unit is not one of {found['agency']}.")
        return found


@signed_in(roles=ARRANGES, methods=FORM)
def shared_absence_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Nobody of a unit, or of an agency, can come for a while."""

    def save(found: Found) -> Done:
        agency: Agency = found["agency"]
        if agency.pk not in visit.sight.agency_ids:
            raise ValidationError({"agency": "This agency is not yours to look after."})
        span = SharedAbsence(agency=agency, unit=found["unit"], what=found["what"].strip())
        target = f"unit:{found['unit'].pk}" if found["unit"] else f"agency:{agency.pk}"
        add_span(span, found["from_at"], found["until_at"], by=visit.person, target=target)
        return Done(reverse("availabilities"), f"Saved for {found['unit'] or agency}.")

    return Asking(
        title="A unit, or everybody, can not come",
        form=lambda *given, **named: SharedAbsenceForm(*given, visit=visit, **named),
        save=save,
        back=reverse("availabilities"),
        above=_ABOVE,
        intro="For example the days of the court's calendar. No roundtable is convened and no timetable is made for "
        "these people at that time. What is announced already stays: move it.",
        initial={"from_on": visit.today, "until_on": visit.today},
    ).answer(request)


@signed_in(roles=ARRANGES, methods=FORM)
def withdraw_shared_absence_page(request: HttpRequest, visit: Visit, absence_id: UUID) -> HttpResponse:
    """It is taken back."""
    mine = SharedAbsence.objects.filter(agency__in=visit.sight.agency_ids).select_related("agency", "unit")
    absence = get_object_or_404(mine, pk=absence_id)

    def save(found: Found) -> Done:
        withdraw_span(absence, by=visit.person)
        return Done(reverse("availabilities"), f"Taken back for {absence.unit or absence.agency}.")

    back, intro = reverse("availabilities"), f"{absence.what}: {absence.when}."
    return Asking("Take it back", forms.Form, save, back, _ABOVE, button="Take it back", intro=intro).answer(request)
