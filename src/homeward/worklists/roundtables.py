"""Roundtables needed: who must have one, who may, who is exempt and why, and of whom one can not tell."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.models import Determination
from homeward.website.keyset import piece
from homeward.website.words import age_words, plain
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
    asked = request.GET.get("show", "")
    show = asked if asked in GROUPS else "required"
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
