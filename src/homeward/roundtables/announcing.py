"""Announcing what is planned: all of it, or one by one, once the facilitators were asked."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import recordable
from homeward.obligations.recording import CONSULTANT, RATING
from homeward.obligations.steps import add_faults
from homeward.roundtables.actions import announce
from homeward.roundtables.models import Attending, Roundtable, Seat, SeatRole, Status
from homeward.website.words import counted

_CHECKBOX: Final = {"class": "usa-checkbox__input"}


class AnnounceForm(forms.Form):
    """What is asked before one roundtable is announced."""

    is_asked = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs=_CHECKBOX))
    efforts = forms.CharField(
        label="What was tried to find somebody from another agency", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *given: Any, facilitator: Seat | None, external: Seat | None, **named: Any) -> None:
        super().__init__(*given, **named)
        who = facilitator.who if facilitator else "the facilitator"
        self.fields["is_asked"].label = f"I asked: {who} is no relative or caregiver. Announce it"
        is_second_choice = external is None or external.person is None or not external.eligible_because.startswith(
            "Of another agency"
        )  # fmt: skip
        if not is_second_choice:
            del self.fields["efforts"]
        if self.is_bound and f"{self.prefix}-exception" in self.data:
            self.ask_for_a_reason()

    def ask_for_a_reason(self) -> None:
        """Ask why it is held at an unusual time; only where it turned out to be needed."""
        self.fields["exception"] = forms.CharField(
            label="Why at an unusual time", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
        )


@dataclass(frozen=True)
class Planned:
    """A roundtable that waits to be announced."""

    roundtable: Roundtable
    children: list[Child]
    facilitator: Seat | None
    external: Seat | None
    form: AnnounceForm


@signed_in(roles=SEE_FILES, methods=FORM)
def announce_page(request: HttpRequest, visit: Visit, roundtable_id: UUID | None = None) -> HttpResponse:
    """Every planned roundtable that is hers to announce, or one of them."""
    listed = _planned(request, visit, roundtable_id)
    if request.method == "POST":
        announced, refused = _announce(request, visit, listed)
        if announced:
            messages.success(request, f"Announced: {counted(announced, 'roundtable')}. It stands in the files.")
        if announced and not refused:
            return redirect("meetings")
        if not announced and not refused:
            messages.error(request, "Tick those of which you asked the facilitator.")
        listed = [one for one in listed if one.roundtable.status == Status.PLANNED]
    given = {
        "listed": listed,
        "needs_efforts": sum("efforts" in one.form.fields for one in listed),
        "efforts_for_all": request.POST.get("efforts_for_all", ""),
    }
    return render(request, "roundtables/announce.html", given)


def _announce(request: HttpRequest, visit: Visit, listed: list[Planned]) -> tuple[int, int]:
    """How many were announced, and how many could not be; their faults stand beside them."""
    announced = refused = 0
    for one in listed:
        is_asked = one.form.is_valid() and (one.form.cleaned_data["is_asked"] or "all" in request.POST)
        if not is_asked:
            continue
        given = {name: one.form.cleaned_data.get(name, "") for name in ("efforts", "exception")}
        if "efforts" in one.form.fields and not given["efforts"]:
            given["efforts"] = request.POST.get("efforts_for_all", "")[:2000]
        try:
            made = announce(roundtable=one.roundtable, is_asked=True, by=visit.person, today=visit.today, **given)
            one.roundtable.status = made.status
            announced += 1
        except ValidationError as fault:
            if "exception" in getattr(fault, "error_dict", ()):
                one.form.ask_for_a_reason()
            add_faults(one.form, fault)
            refused += 1
    return announced, refused


def _planned(request: HttpRequest, visit: Visit, only: UUID | None) -> list[Planned]:
    everything = Roundtable.objects
    waiting = everything.of_files(visit.sight).filter(pk=only) if only else everything.listed_for(visit.sight)
    waiting = waiting.filter(status=Status.PLANNED).select_related("room")
    listed = list(waiting.order_by("starts_at", "pk"))
    children: dict[UUID, list[Child]] = {}
    for one in Attending.objects.filter(roundtable__in=listed).select_related("child").order_by("child__birth_date"):
        children.setdefault(one.roundtable_id, []).append(one.child)
    seats = Seat.objects.taken().filter(roundtable__in=listed).select_related("person__agency")
    of_role = {(seat.roundtable_id, seat.role): seat for seat in seats}
    about = [child.pk for group in children.values() for child in group]
    may = recordable(visit.sight, about, rating=RATING) if about else {}
    hers = [
        one for one in listed
        if all(CONSULTANT in may.get(child.pk, ()) for child in children.get(one.pk, []))
    ]  # fmt: skip
    if only and not hers:
        raise PermissionDenied("It is announced already, or not yours to announce.")
    return [_row(request, one, children.get(one.pk, []), of_role) for one in hers]


def _row(
    request: HttpRequest, one: Roundtable, children: list[Child], of_role: dict[tuple[UUID, str], Seat]
) -> Planned:
    facilitator = of_role.get((one.pk, SeatRole.FACILITATOR))
    external = of_role.get((one.pk, SeatRole.EXTERNAL_CONSULTANT))
    sent = request.POST if request.method == "POST" else None
    form = AnnounceForm(
        sent, prefix=str(one.pk), facilitator=facilitator, external=external, initial={"efforts": one.efforts}
    )
    return Planned(one, children, facilitator, external, form)
