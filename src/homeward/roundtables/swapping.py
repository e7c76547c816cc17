"""The page on which two roundtables change places."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.forms import RecordingForm, why_field
from homeward.obligations.steps import Found, Steps
from homeward.roundtables.actions import LIVE
from homeward.roundtables.convening import hers
from homeward.roundtables.models import Roundtable
from homeward.roundtables.swaps import swap, version_of
from homeward.website.words import clock_words, day_words


class SwapForm(RecordingForm):
    """Why, and why at an unusual time if it is one. `was` is how the two stood when it was asked."""

    was = forms.CharField(widget=forms.HiddenInput)
    why = why_field("Why they change places")
    exception = forms.CharField(
        label="Why at an unusual time",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed at short notice, outside of the usual hours, or after the practical last day before a "
        "hearing.",
    )


@signed_in(roles=SEE_FILES, methods=FORM)
def swap_page(request: HttpRequest, visit: Visit, roundtable_id: UUID, other_id: UUID) -> HttpResponse:
    """Both as they are, a reason, and what it moves for each child."""
    if roundtable_id == other_id:
        raise Http404("Two roundtables change places.")
    (one, group), (other, others) = hers(visit, roundtable_id), hers(visit, other_id)
    if one.status not in LIVE or other.status not in LIVE:
        raise PermissionDenied("One of the two is over, or will not be held.")

    def save(found: Found) -> str:
        said = {name: found[name] for name in ("was", "why", "exception", "token")}
        swap(one=one, other=other, by=visit.person, today=visit.today, **said)
        return reverse("roundtable", args=(one.pk,))

    return Steps(
        child=group[0],
        today=visit.today,
        title="Let two roundtables change places",
        form=SwapForm,
        save=save,
        says=lambda found: f"{_place(one)} and {_place(other)} change places",
        told="They have changed places. Everybody with a seat is told.",
        initial={"was": version_of(one, other)},
        template="roundtables/swap.html",
        more={"both": [(one, group, other), (other, others, one)]},
        also=lambda found: [*group[1:], *others],
    ).answer(request)


def _place(one: Roundtable) -> str:
    return f"{day_words(one.on)}, {clock_words(one.starts_at_here.time())}, {one.room}"
