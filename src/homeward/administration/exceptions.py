"""Opening a record outside one's view by giving a reason, and looking at it afterwards."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.administration.forms import ReasonForm
from homeward.audit import actions as audit
from homeward.casefile import actions
from homeward.casefile.models import BreakGlass, Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import MAY_BREAK_GLASS, Sight
from homeward.casefile.unkept import unkept
from homeward.website.keyset import piece

_ORDER = ("from_on", "id")
_MOST_REVIEWED = 50


@signed_in(roles=MAY_BREAK_GLASS, methods=FORM)
def break_glass_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Asks for the reason first: only who gives one is told whether there is such a child, and that is noted too.

    The search of the children's list sends the identifier here in a form, so that it stands in no address.
    """
    if request.method != "POST" or request.POST.get("step") == "ask":
        form = ReasonForm(initial={"identifier": request.POST.get("identifier", "")[:200]})
        return render(request, "administration/break_glass.html", {"form": form})
    form = ReasonForm(request.POST)
    if form.is_valid():
        child = _open(visit, form.cleaned_data["identifier"], form.cleaned_data["reason"])
        if child:
            messages.warning(request, "This record is open to you today, to be read. Somebody else will look at why.")
            return redirect("child", child.pk)
        form.add_error("identifier", "There is no child with this identifier. That you asked was noted.")
    return render(request, "administration/break_glass.html", {"form": form})


def _open(visit: Visit, identifier: str, reason: str) -> Child | None:
    """The child, whose record is open now; None if there is none, which is noted too."""
    child = Child.objects.filter(external_id__iexact=identifier).exclude(agency__is_practice=True).first()
    if child is None:
        audit.record(by=visit.person, verb="break_glass_in_vain")
    elif not Child.objects.visible_to(visit.person, on=visit.today).filter(pk=child.pk).exists():
        actions.break_glass(child_id=child.pk, by=visit.person, reason=reason, on=visit.today)
    return child


def waiting_for_review(sight: Sight) -> QuerySet[BreakGlass]:
    """What the people of one's agency opened by exception, and nobody has looked at."""
    return BreakGlass.objects.filter(person__agency__in=sight.agency_ids, reviewed_on__isnull=True)


@signed_in(roles=actions.REVIEW)
def broken_glass_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the people of one's agency opened by exception: what waits for a review, oldest first, and what had one."""
    rows = BreakGlass.objects.filter(person__agency__in=visit.sight.agency_ids)
    named = ("person", "reviewed_by", "child")
    waits = waiting_for_review(visit.sight).select_related(*named)
    waiting, last = piece(waits, _ORDER, request.GET.get("after", ""))
    had_one = rows.filter(reviewed_on__isnull=False).select_related(*named)
    reviewed = list(had_one.order_by("-reviewed_on", "-id")[:_MOST_REVIEWED])
    ids = [one.child_id for one in (*waiting, *reviewed)]
    visible = set(
        Child.objects.visible_to(visit.person, on=visit.today).filter(pk__in=ids).values_list("pk", flat=True)
    )
    given = {
        "waiting": [(one, one.child_id in visible, one.person_id != visit.person.pk) for one in waiting],
        "reviewed": [(one, one.child_id in visible) for one in reviewed],
        "more": f"?after={last}" if last else "",
        "unkept": unkept(visit.sight)[:_MOST_REVIEWED],
    }
    return render(request, "administration/broken_glass.html", given)


@signed_in(roles=actions.REVIEW, methods=("POST",))
def review_page(request: HttpRequest, visit: Visit, opened_id: UUID) -> HttpResponse:
    """Mark one as looked at."""
    rows = BreakGlass.objects.filter(person__agency__in=visit.sight.agency_ids)
    opened = get_object_or_404(rows.select_related("person"), pk=opened_id)
    if opened.person_id == visit.person.pk:
        raise PermissionDenied("Somebody else looks at what you opened.")
    if opened.reviewed_on is None:
        actions.review_break_glass(opened=opened, by=visit.person, on=visit.today)
    messages.success(request, f"Marked as looked at: what {opened.person} opened.")
    return redirect(reverse("broken_glass"))
