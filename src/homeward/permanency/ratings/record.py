"""Rating a child, correcting a rating, adding the criteria to one that came without."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from homeward.casefile.models import Child, Event, Placement
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.actions import withdraw_event
from homeward.obligations.forms import OTHER
from homeward.obligations.record import corrected_since, recorded_address, refuse_kind
from homeward.obligations.recording import RATING
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.criteria import CONTEXTS, CRITERIA
from homeward.permanency.ratings.actions import add_criteria, correct_rating, rate
from homeward.permanency.ratings.evidence import evidence_of, offered
from homeward.permanency.ratings.forms import CriteriaForm, RatingForm, details_of
from homeward.permanency.ratings.history import Rating, rating_of, ratings_of, status_of
from homeward.permanency.ratings.scale import Scale, scale_on
from homeward.website.words import day_words, plain

_PAGE = "permanency/rating_form.html"


@signed_in(methods=FORM)
def rate_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The criteria, what they say of each level, the level; then what it moves; then saved."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, RATING)
    scale = scale_on(visit.today)
    ratings = ratings_of(child.pk)
    last = next((one for one in ratings if one.details), None)

    def save(found: Found) -> str:
        said = {"on": found["on"], "value": found["value"], "details": details_of(found, scale)}
        return recorded_address(rate(child=child, **sent_by(visit, found), **said))

    is_first = not status_of(child.pk, ratings, on=visit.today)
    initial: dict[str, Any] = _as_before(last) if last and "from_last" in request.GET else {}
    if proposed := _proposed(child, scale):
        initial["restrictiveness_level"] = proposed
    if is_first:
        initial["context"] = "sixty_day"
    elif (asked := request.GET.get("context", "")) in dict(CONTEXTS):
        initial["context"] = asked
    return Steps(
        child=child,
        today=visit.today,
        title="Permanency rating",
        form=partial(RatingForm, today=visit.today, scale=scale, evidence=_offered(visit, child)),
        save=save,
        says=_says,
        initial=initial,
        template=_PAGE,
        more={"last": last},
    ).answer(request)


@signed_in(methods=FORM)
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The same, filled with what was recorded, for a rating that was recorded wrongly."""
    child, event = _rating(visit, child_id, event_id)
    if way_on := corrected_since(request, event):
        return way_on
    rating = rating_of(event)
    scale = rating.scale or scale_on(event.on)

    def save(found: Found) -> str:
        sent = sent_by(visit, found) | {"event": event, "why": found["why"]}
        if found["withdraws"]:
            return recorded_address(withdraw_event(**sent))
        said = {"on": found["on"], "value": found["value"], "details": details_of(found, scale)}
        return recorded_address(correct_rating(**sent, **said))

    def says(found: Found) -> str:
        return f"Taken back: permanency rating, {day_words(event.on)}" if found["withdraws"] else _says(found)

    return Steps(
        child=child,
        today=visit.today,
        title="Permanency rating",
        form=partial(
            RatingForm, today=visit.today, scale=scale, evidence=_offered(visit, child, rating), corrects=True
        ),
        save=save,
        says=says,
        initial={"when": OTHER, "on": event.on, "value": event.value, **_as_before(rating, whole=True)},
        template=_PAGE,
        more={"corrects": event},
    ).answer(request)


@signed_in(methods=FORM)
def criteria_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The criteria of a rating that came without them; it moves nothing, so it is saved at once."""
    child, event = _rating(visit, child_id, event_id)
    rating, scale = rating_of(event), scale_on(event.on)
    rating_at = reverse("rating", args=(child.pk, event.pk))
    if rating.details and request.method != "POST":
        return redirect(rating_at)

    def save(found: Found) -> str:
        add_criteria(event=event, details=details_of(found, scale), **sent_by(visit, found))
        return rating_at

    return Steps(
        child=child,
        today=visit.today,
        title="Criteria of a rating",
        form=partial(CriteriaForm, scale=scale, evidence=_offered(visit, child), rated=event.value),
        save=save,
        says=_says,
        told="Saved. No date moved.",
        template="permanency/criteria_form.html",
        more={"event": event, "back_at": reverse("ratings", args=(child.pk,))},
    ).answer(request)


def _rating(visit: Visit, child_id: UUID, event_id: UUID) -> tuple[Child, Event]:
    """A child and one of her ratings, for somebody who may rate."""
    child = visit.child(child_id, page="record")
    refuse_kind(visit, child, RATING)
    return child, get_object_or_404(Event, pk=event_id, child=child, kind=RATING, is_withdrawal=False)


def _offered(visit: Visit, child: Child, rating: Rating | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an answer can point to; for a rating that is corrected also what it points to already."""
    kept = rating.details.evidence.values() if rating and rating.details else ()
    return offered(evidence_of(child, visit.sight), kept)


def _says(found: Found) -> str:
    return f"Permanency rating: {plain(found['value'])}, {day_words(found['on'])}"


def _as_before(rating: Rating, whole: bool = False) -> dict[str, Any]:
    """What an earlier rating holds, as the beginning of a form; `whole` with its notes, evidence and reason."""
    if not rating.details:
        return {}
    kept: dict[str, Any] = {**rating.details.answers, "restrictiveness_level": rating.details.restrictiveness_level}
    if whole:
        for one in CRITERIA:
            kept[f"note_{one.name}"] = rating.details.notes.get(one.name, "")
            kept[f"evidence_{one.name}"] = rating.details.evidence.get(one.name, "")
        for name in ("context", "no_consultation_required", "why_this_level"):
            kept[name] = getattr(rating.details, name)
    return kept


def _proposed(child: Child, scale: Scale) -> str:
    """The restrictiveness that goes with where the child lives now; empty if that is not known."""
    homes = Placement.objects.current().filter(child=child, ended_on=None, episode__discharged_on=None)
    home = homes.order_by("started_on").last()
    return scale.restrictiveness_of(home.placement_type) if home else ""
