"""The page *Roundtables needed*: the queue in the consultant's order, what is arranged, and every determination."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.casefile.visibility import SEE_THEIR_AGENCY, recordable
from homeward.obligations.models import Determination
from homeward.obligations.recording import CONSULTANT, RATING
from homeward.obligations.satisfying import rules
from homeward.permanency.consultations.who import REGISTER
from homeward.policy.rule import Entry
from homeward.roundtables.determinations import ABOUT, GROUPS, ORDER, needed
from homeward.roundtables.eligibility import CONVENE
from homeward.roundtables.models import Roundtable, Status
from homeward.roundtables.order import Chip, chips_of, key_of
from homeward.roundtables.places import ARRANGES
from homeward.roundtables.requests import Request, Unsettled, held_in_window, requests_of
from homeward.website.keyset import AT_ONCE, piece
from homeward.website.words import age_words

QUEUE, ARRANGED = "queue", "arranged"
TABS: Final = {QUEUE: "To convene", ARRANGED: "Arranged or held", **GROUPS}


@dataclass(frozen=True)
class Row:
    """A request as it stands in the queue."""

    request: Request
    ages: list[tuple[Any, str]]
    chips: list[Chip]
    rule: Entry | None
    because: str
    convene_at: str
    settle_at: str
    """Where it is recorded what became of an earlier day."""


@signed_in(roles=SEE_FILES)
def roundtables_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One tab at a time; how many there are of each determination stands beside its word."""
    show = request.GET.get("show", "")
    show = show if show in TABS else QUEUE
    visible = Determination.objects.listed_for(visit.sight)
    counted = dict(visible.order_by().values_list("determination").annotate(Count("pk")))
    given: dict[str, Any] = {
        "show": show,
        "title": TABS[show],
        "tabs": [(name, word, counted.get(name, 0) if name in GROUPS else None) for name, word in TABS.items()],
        "today": visit.today,
        "arranges": bool(ARRANGES & visit.sight.roles),
        "looks_after": bool(SEE_THEIR_AGENCY & visit.sight.roles),
        "reads_barriers": bool(REGISTER & visit.sight.roles),
        "makes_timetables": bool(CONVENE & visit.sight.roles),
        "planned": Roundtable.objects.listed_for(visit.sight).filter(status=Status.PLANNED).count(),
    }
    given |= _requests(visit, show, request.GET.get("after", "")) if show in {QUEUE, ARRANGED} else {}
    if show in GROUPS:
        found, last = piece(
            visible.filter(determination=show).select_related("child"), ORDER, request.GET.get("after", "")
        )
        given |= {"about": ABOUT[show], "rows": [needed(one, visit.today) for one in found]}
        given["more"] = f"?show={show}&after={last}" if last else ""
    return render(request, "roundtables/needed.html", given)


def _requests(visit: Visit, show: str, after: str) -> dict[str, Any]:
    """The queue from a place on, or what is arranged, with what was held already."""
    listed = requests_of(visit.sight, today=visit.today)
    waiting = [one for one in listed if bool(one.arranged) == (show == ARRANGED)]
    if show == ARRANGED:
        waiting.sort(key=lambda one: one.arranged or one.due_on)
    else:
        waiting.sort(key=lambda one: key_of(one, visit.today))
    start = int(after) if after.isdecimal() else 0
    shown = waiting[start : start + AT_ONCE]
    more = f"?show={show}&after={start + AT_ONCE}" if len(waiting) > start + AT_ONCE else ""
    return {
        "rows": rows_of(visit, shown),
        "first": start + 1,
        "count": len(waiting),
        "more": more,
        "held": held_in_window(visit.sight, today=visit.today) if show == ARRANGED else [],
    }


def rows_of(visit: Visit, listed: list[Request]) -> list[Row]:
    """The requests with their reasons in words, and where to convene those that are hers to convene."""
    children = [one.child.pk for request in listed for one in request.asked]
    may = recordable(visit.sight, children, rating=RATING) if children else {}
    return [_row(one, may.get(one.lead.child.pk, frozenset()), visit.today) for one in listed]


def _settle_at(unsettled: Unsettled) -> str:
    if unsettled.roundtable_id:
        return reverse("roundtable", args=(unsettled.roundtable_id,))
    return reverse("roundtables_of_child", args=(unsettled.child.pk,))


def _row(request: Request, may: frozenset[str], today: date) -> Row:
    first = request.lead.due_first
    return Row(
        request=request,
        ages=[(one.child, age_words(one.child.birth_date, today)) for one in request.asked],
        chips=chips_of(request, today),
        rule=rules().get(first.rule) if first else None,
        because=first.because if first else "",
        convene_at=reverse("convene", args=(request.lead.child.pk,)) if CONSULTANT in may else "",
        settle_at=_settle_at(request.unsettled) if request.unsettled else "",
    )
