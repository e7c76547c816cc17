"""The tab of a child's ratings, legal and relational permanence side by side; and one rating in full."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.casefile.models import Event
from homeward.casefile.page import Visit, signed_in
from homeward.obligations.recording import RATING, hers_to_record, record_address
from homeward.permanency.concurrent.pacts import pacts_of
from homeward.permanency.models import RelationalRecord
from homeward.permanency.ratings.evidence import answers_of
from homeward.permanency.ratings.history import rating_of, ratings_of, status_of
from homeward.permanency.ratings.scale import scale_on
from homeward.permanency.relational.actions import OWNERS as WORK_WITH_THE_CHILD
from homeward.website.words import plain

_GOALS = ("permanency_goal_set", "concurrent_goal_set")


@signed_in()
def ratings_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The current status and what stands behind it, every rating, and relational permanence beside it."""
    child = visit.child(child_id, page="ratings")
    may = hers_to_record(visit.sight, child)
    ratings = ratings_of(child.pk)
    goals = Event.objects.current().filter(child=child, kind__in=_GOALS).in_order()
    latest = {event.kind: plain(event.value) for event in goals}
    status = status_of(child.pk, ratings, on=visit.today)
    relational = list(RelationalRecord.objects.of(child.pk))
    given = {
        "child": child,
        "today": visit.today,
        "scale": scale_on(visit.today),
        "status": status,
        "answers": answers_of(status.rating.details, child, visit.sight) if status and status.rating.verdict else [],
        "ratings": ratings,
        "may_rate": RATING in may,
        "goals": [(word, latest.get(kind, ""), record_address(child.pk, kind, may)) for word, kind in _goal_words()],
        "relational": relational[0] if relational else None,
        "relational_before": relational[1:],
        "pacts": pacts_of(child, visit.today),
        "may_relate": bool(WORK_WITH_THE_CHILD & may),
    }
    return render(request, "permanency/ratings.html", given)


def _goal_words() -> list[tuple[str, str]]:
    return list(zip(("Goal", "Concurrent goal"), _GOALS, strict=True))


@signed_in()
def rating_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """One rating: its answers, and what the scale with which it was made says of each level."""
    child = visit.child(child_id, page="rating")
    events = Event.objects.select_related("recorded_by", "corrects")
    event = get_object_or_404(events, pk=event_id, child=child, kind=RATING)
    listed = {one.event.pk: one for one in ratings_of(child.pk)}
    rating = listed.get(event.pk) or rating_of(event)
    given = {
        "child": child,
        "rating": rating,
        "answers": answers_of(rating.details, child, visit.sight),
        "later": Event.objects.filter(corrects=event).first(),
        "may_rate": event.pk in listed and RATING in hers_to_record(visit.sight, child),
    }
    return render(request, "permanency/rating.html", given)
