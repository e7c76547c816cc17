"""The pages on which two records are found to be of one person, or of two after all."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family.actions import as_relative
from homeward.family.duplicates import MOST_SHOWN, merge_relatives, pairs_of, separate_relatives
from homeward.family.keep import Sender
from homeward.family.pages import FamilyForm, member_of, recording
from homeward.family.people import kinsfolk_of
from homeward.family.sharing import relatives_with
from homeward.obligations.forms import RecordingForm
from homeward.obligations.steps import Found


@signed_in()
def duplicates_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Those who may be recorded twice."""
    recording(visit, child_id)
    child = visit.child(child_id, page="duplicates")
    pairs = pairs_of(kinsfolk_of(visit, child))
    given = {"child": child, "pairs": pairs[:MOST_SHOWN], "more": len(pairs[MOST_SHOWN:])}
    return render(request, "family/duplicates.html", given)


@signed_in(methods=FORM)
def merge_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID, other_id: UUID) -> HttpResponse:
    """The first one is kept; the other one is the same person."""
    child = recording(visit, child_id)
    kinsfolk = kinsfolk_of(visit, child)
    member, other = member_of(kinsfolk, relative_id), member_of(kinsfolk, other_id)
    if other.relative.child_id or member.relative.child_id or member is other:
        raise Http404("these two are not brought together")

    def save(found: Found, sent: Sender) -> object:
        return merge_relatives(child=child, kept=member.relative, same=other.relative, sent=sent)

    return FamilyForm(
        child=child,
        title="They are one person",
        form=RecordingForm,
        save=save,
        told=f"{other.name} and {member.name} are one person from now on.",
        about=member,
        template="family/merge.html",
        more={"other": other},
    ).answer(request, visit)


@signed_in(methods=FORM)
def separate_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """They are two people after all."""
    child = recording(visit, child_id)
    own = as_relative(child)
    read = relatives_with(child, own.family_id if own else None)
    merged = read.filter(merged_into__in=read.values("pk"))
    relative = get_object_or_404(merged, pk=relative_id)

    def save(found: Found, sent: Sender) -> object:
        return separate_relatives(child=child, relative=relative, sent=sent)

    return FamilyForm(
        child=child,
        title="They are two people",
        form=RecordingForm,
        save=save,
        told=f"{relative} stands by herself or himself again.",
        template="family/separate.html",
        more={"relative": relative},
    ).answer(request, visit)
