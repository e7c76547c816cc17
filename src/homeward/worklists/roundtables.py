"""Roundtables needed: who must have one, who may, who is exempt and why, and of whom one can not tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.models import Determination, DeterminationQuerySet
from homeward.website.keyset import ordered, piece
from homeward.website.words import age_words, plain
from homeward.worklists.tables import Kind, Table, taken_out
from homeward.worklists.words import reason_words

GROUPS: Final = {
    "required": "Required",
    "optional": "Optional",
    "cannot_tell": "Cannot tell",
    "exempt": "Exempt",
    "not_yet": "Not yet",
}
_ABOUT: Final = {
    "required": "These children must have a permanency roundtable. The window is the time in which it is to be held.",
    "optional": "A roundtable may be held for these children; their rating does not oblige one.",
    "cannot_tell": "Something is missing on the record that decides. Record it, and the answer will be here.",
    "exempt": "These children need none, for the reason beside each.",
    "not_yet": "The time at which it is decided has not come.",
}
_ORDER: Final = ("window_opens_on", "id")


@dataclass(frozen=True)
class Needed:
    """A row: the determination, and its reasons in words."""

    determination: Determination
    age: str
    reasons: list[str]
    rating: str


@signed_in(roles=SEE_FILES)
def roundtables_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One group at a time, with how many there are in each."""
    show = _group(request)
    visible = Determination.objects.seen_by(visit.sight)
    counted = dict(visible.order_by().values_list("determination").annotate(Count("pk")))
    of_group = visible.filter(determination=show).select_related("child")
    found, last = piece(of_group, _ORDER, request.GET.get("after", ""))
    given = {
        "show": show,
        "title": GROUPS[show],
        "about": _ABOUT[show],
        "groups": [(name, word, counted.get(name, 0)) for name, word in GROUPS.items()],
        "rows": [
            Needed(
                determination=one,
                age=age_words(one.child.birth_date, visit.today),
                reasons=reason_words(one.reasons),
                rating=plain(one.rating),
            )
            for one in found
        ],
        "more": f"?show={show}&after={last}" if last else "",
        "today": visit.today,
    }
    return render(request, "worklists/roundtables.html", given)


def _group(request: HttpRequest) -> str:
    """The group that is asked for; one that is not known is as good as none."""
    asked = request.GET.get("show", "")
    return asked if asked in GROUPS else "required"


_COLUMNS: Final = (
    "child", "child_id", "determination", "why", "status", "months_in_care", "window_from", "window_to", "next_hearing",
)  # fmt: skip


def _rows(determinations: DeterminationQuerySet) -> Iterator[tuple[object, ...]]:
    for one in ordered(determinations.select_related("child"), _ORDER).iterator(chunk_size=1000):
        why = "; ".join(reason_words(one.reasons))
        who = (one.child, one.child.external_id, plain(one.determination), why, plain(one.rating) or "not rated")
        yield (*who, one.months_in_care, one.window_opens_on, one.window_closes_on, one.next_hearing_on)


@signed_in(roles=SEE_FILES)
def roundtables_export(request: HttpRequest, visit: Visit, kind: Kind) -> HttpResponseBase:
    """The group that is shown, as a table."""
    show = _group(request)
    of_group = Determination.objects.seen_by(visit.sight).filter(determination=show)
    back = f"{reverse('roundtables_needed')}?show={show}"
    table = Table("roundtables-needed", _COLUMNS, partial(_rows, of_group), of_group.count(), back)
    return taken_out(request, visit, kind, table)
