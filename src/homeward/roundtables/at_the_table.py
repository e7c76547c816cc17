"""What somebody does by her seat alone, without the child's file: lead or write the meeting, and recommend."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.audit import actions as audit
from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import add_faults
from homeward.permanency.consultations import who
from homeward.permanency.consultations.actions import start
from homeward.permanency.consultations.attending import recommend, recommended_by, seat_at
from homeward.permanency.consultations.guide import SEATS
from homeward.permanency.consultations.meeting import AS_TYPED, Room, answer_meeting, answer_saved, lies_open
from homeward.permanency.consultations.projector import projected
from homeward.permanency.consultations.saves import PartsChangedError
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import Consultation
from homeward.roundtables.models import Roundtable
from homeward.roundtables.seeing import by_seat
from homeward.roundtables.table import consultation_of
from homeward.website.words import age_words

_MOST: Final = 20_000
_MEETING: Final = "roundtable_meeting"
NOT_PREPARED: Final = "Nobody who works with the child has begun to prepare this roundtable."
_ON_THEIR_SCREENS: Final = "The facilitator and the scribe have the meeting on their screens."


class RecommendForm(forms.Form):
    """What somebody recommends. `opened` is the save that she saw."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label="What I recommend",
        help_text="In your own words: steps, goals, whom to ask. It stands in the form under your name.",
        required=False,
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


def _seated(visit: Visit, roundtable_id: UUID) -> tuple[Roundtable, Consultation | None]:
    """A roundtable at which she has a seat, until the form of every child is completed; Http404 for others."""
    roundtable = by_seat(visit).select_related("room").filter(pk=roundtable_id).first()
    if roundtable is None:
        raise Http404("There is no such roundtable, or you have no seat at it.")
    return roundtable, consultation_of(roundtable)


def _running(visit: Visit, roundtable_id: UUID) -> tuple[Roundtable, Consultation] | None:
    """The meeting that she leads or takes down; None if it has not begun, or is over."""
    roundtable, one = _seated(visit, roundtable_id)
    if one is None or not one.started_at or one.held_at:
        return None
    if not who.leads_or_writes(visit.person, one):
        raise PermissionDenied(_ON_THEIR_SCREENS)
    return roundtable, one


@signed_in(methods=FORM)
def start_by_seat_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """Its facilitator begins the meeting, who opens no file."""
    roundtable, one = _seated(visit, roundtable_id)
    if request.method != "POST":
        return redirect("roundtable", roundtable.pk)
    if one is None:
        messages.warning(request, NOT_PREPARED)
        return redirect("roundtable", roundtable.pk)
    try:
        start(consultation=one, by=visit.person, today=visit.today)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("roundtable", roundtable.pk)
    return redirect(_MEETING, roundtable.pk)


@signed_in(methods=FORM)
def meeting_by_seat_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """The meeting's screen for its facilitator and its scribe, who open no file."""
    found = _running(visit, roundtable_id)
    if found is None:
        messages.info(request, "The meeting has not begun yet, or is over.")
        return redirect("roundtable", roundtable_id)
    roundtable, one = found
    _opened(visit, roundtable, page=_MEETING, is_new=request.method != "POST" or AS_TYPED not in request.headers)
    room = Room(
        consultation=one,
        meeting_at=reverse("roundtable_meeting", args=(roundtable.pk,)),
        saved_at=reverse("roundtable_meeting_saved", args=(roundtable.pk,)),
        projector_at=reverse("roundtable_projector", args=(roundtable.pk,)),
        back_at=reverse("roundtable", args=(roundtable.pk,)),
        template="roundtables/meeting.html",
        children=children_of(one),
    )
    return answer_meeting(request, visit, room)


@signed_in()
def saved_by_seat_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """What others saved since, for the script of the facilitator's and the scribe's page; then that it is over."""
    roundtable, one = _seated(visit, roundtable_id)
    if one is None or not one.started_at:
        raise Http404("The meeting has not begun.")
    if not who.ran(visit.person, one):
        raise PermissionDenied(_ON_THEIR_SCREENS)
    if not one.held_at:
        _opened(visit, roundtable, page=_MEETING, is_new=False)
    return answer_saved(request, one)


@signed_in()
def projector_by_seat_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """The page for the wall, without the children's names."""
    found = _running(visit, roundtable_id)
    if found is None:
        return redirect("roundtable", roundtable_id)
    roundtable, one = found
    _opened(visit, roundtable, page="roundtable_projector")
    here = {"latest_at": request.path, "back_at": reverse("roundtable_meeting", args=(roundtable.pk,))}
    return render(request, "permanency/consultations_projector.html", projected(one) | here)


@signed_in(methods=FORM)
def recommend_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """What she recommends, by her seat, until the form is completed."""
    roundtable, one = _seated(visit, roundtable_id)
    seat = seat_at(one, visit.person) if one else None
    if one is None or seat is None or one.completed_at:
        messages.info(request, "One can write from the beginning of the meeting until its form is completed.")
        return redirect("roundtable", roundtable.pk)
    said, number = recommended_by(one, visit.person)
    theirs = None
    form = RecommendForm(request.POST or None, initial={"text": said, "opened": number})
    if request.method == "POST" and form.is_valid():
        try:
            recommend(consultation=one, by=visit.person, today=visit.today, **form.cleaned_data)
            messages.success(request, "Saved. It stands in the form under your name.")
            return redirect("roundtable", roundtable.pk)
        except PartsChangedError as changed:
            theirs, number = changed.merged.theirs, changed.latest.number
            form = RecommendForm(initial={"text": form.cleaned_data["text"], "opened": number})
        except ValidationError as refused:
            add_faults(form, refused)
    _opened(visit, roundtable, page="consultation_recommend")
    given: dict[str, Any] = {
        "roundtable": roundtable,
        "children": _children(roundtable, visit),
        "seat": dict(SEATS).get(seat.seat, seat.seat),
        "form": form,
        "theirs": next(iter(theirs.values())) if theirs else None,
    }
    return render(request, "roundtables/recommend.html", given, status=409 if theirs else 200)


def _children(roundtable: Roundtable, visit: Visit) -> list[tuple[str, str]]:
    """The children by first name and age."""
    listed = Child.objects.filter(roundtables__roundtable=roundtable).order_by("birth_date", "pk")
    return [(child.first_name or "A child", age_words(child.birth_date, visit.today)) for child in listed]


def _opened(visit: Visit, roundtable: Roundtable, *, page: str, is_new: bool = True) -> None:
    """That she reads it. What the script of a page asks is no new opening as long as hers may lie open."""
    target = f"roundtable:{roundtable.pk}"
    noted = Entry.objects.filter(target=target, details__page=page)
    if is_new or not lies_open(noted, visit.person):
        audit.record(by=visit.person, verb="opened", target=target, details={"by_seat": True, "page": page})
