"""Writing down who belongs to the family: adding somebody, what is known of her, ties, ways to reach her, notes."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family import actions
from homeward.family.forms import (
    CHILD_OF,
    AddRelativeForm,
    ContactPointForm,
    FactsForm,
    NoteForm,
    ScreeningForm,
    TieForm,
)
from homeward.family.keep import Sender, take_back
from homeward.family.models import (
    Connection,
    ContactPoint,
    EarlySearch,
    Entry,
    InteractionPlan,
    InteractionVisit,
    LeadStep,
    NoticeAnswer,
    RelativeNote,
    ScreeningStep,
    Tie,
)
from homeward.family.pages import FamilyForm, columns, family_address, kept_by, member_of, opened, recording
from homeward.family.people import kinsfolk_of
from homeward.family.relations import RELATIONS
from homeward.family.searching import record_screening
from homeward.obligations.forms import TakeBackForm
from homeward.obligations.steps import Found

_TAKEN_BACK: Final[dict[str, type[Entry]]] = {
    kind._meta.model_name or "": kind
    for kind in (
        *(Connection, ContactPoint, EarlySearch, LeadStep, NoticeAnswer, RelativeNote, ScreeningStep, Tie),
        *(InteractionPlan, InteractionVisit),
    )
}
"""What is taken back by its own form; an effort behind an event is taken back with the event."""

_FACTS: Final = ("first_name", "last_name")


@signed_in(methods=FORM)
def add_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Somebody new."""
    child = recording(visit, child_id)
    kinsfolk = kinsfolk_of(visit, child)

    def save(found: Found, sent: Sender) -> object:
        of = member_of(kinsfolk, UUID(found["of"])).relative if found["of"] else None
        newcomer = actions.Newcomer(
            facts={name: found[name] for name in _FACTS},
            relation=RELATIONS[found["relation"]],
            asserted_by=found["asserted_by"],
            phone=found["phone"],
            address=found["address"],
        )
        return actions.add_relative(child=child, newcomer=newcomer, of=of, sent=sent)

    return FamilyForm(
        child=child,
        title="Add a relative",
        form=AddRelativeForm,
        given={"child": str(child), "members": kinsfolk.others},
        save=save,
        told="Added to the family.",
        initial={"of": request.GET.get("of", "")},
        template="family/add.html",
    ).answer(request, visit)


@signed_in(methods=FORM)
def facts_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """What is known of somebody is put right or added to."""
    child, member = opened(visit, child_id, relative_id)
    if member.relative.child_id:
        raise Http404("what is known of a child stands in the child's own file")

    def save(found: Found, sent: Sender) -> object:
        facts = {name: found[name] for name in actions.FACTS}
        why = found["why"]
        return actions.change_relative(relative=member.relative, child=child, facts=facts, why=why, sent=sent)

    return FamilyForm(
        child=child,
        title="What is known",
        form=FactsForm,
        save=save,
        about=member,
        initial={name: getattr(member.relative, name) for name in actions.FACTS},
    ).answer(request, visit)


@signed_in(methods=FORM)
def contact_point_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """A way to reach somebody."""
    child, member = opened(visit, child_id, relative_id)
    save = kept_by(actions.add_contact_point, child, member)
    form = FamilyForm(child=child, about=member, title="Add a way to reach", form=ContactPointForm, save=save)
    return form.answer(request, visit)


@signed_in(methods=FORM)
def note_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """Something that was told of somebody."""
    child, member = opened(visit, child_id, relative_id)
    return FamilyForm(
        child=child,
        about=member,
        title="Add a note",
        form=NoteForm,
        given={"tribes": actions.tribes_of(child, visit.today)},
        save=kept_by(actions.add_note, child, member),
        told="The note is saved.",
    ).answer(request, visit)


@signed_in(methods=FORM)
def screening_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """A background check or the home study went a step on."""
    child, member = opened(visit, child_id, relative_id)
    save = kept_by(record_screening, child, member)
    title = "Background check and home study"
    form = FamilyForm(child=child, about=member, title=title, form=ScreeningForm, save=save)
    return form.answer(request, visit)


@signed_in(methods=FORM)
def tie_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """What somebody is to somebody else of the family."""
    child = recording(visit, child_id)
    kinsfolk = kinsfolk_of(visit, child)
    member = member_of(kinsfolk, relative_id)

    def save(found: Found, sent: Sender) -> object:
        one, other = member.relative, member_of(kinsfolk, UUID(found["other"])).relative
        if found["kind"] == CHILD_OF:
            one, other = other, one
        kind = Tie.Kind.PARENT if found["kind"] == CHILD_OF else found["kind"]
        said = columns(found, "on", "kind", "other")
        return actions.add_tie(child=child, one=one, other=other, kind=kind, on=found["on"], said=said, sent=sent)

    return FamilyForm(
        child=child,
        title="Add a tie",
        form=TieForm,
        given={"others": [one for one in kinsfolk.members if one is not member]},
        save=save,
        told="The tie is saved.",
        about=member,
    ).answer(request, visit)


@signed_in(methods=FORM)
def take_back_page(request: HttpRequest, visit: Visit, child_id: UUID, kind: str, entry_id: UUID) -> HttpResponse:
    """Something was entered wrongly."""
    child = recording(visit, child_id)
    model = _TAKEN_BACK.get(kind)
    if model is None:
        raise Http404(f"nothing called {kind} is taken back here")
    entry = get_object_or_404(model, pk=entry_id)
    _refuse_strangers(entry, child)

    def save(found: Found, sent: Sender) -> object:
        return take_back(entry=entry, child=child, why=found["why"], sent=sent)

    return FamilyForm(
        child=child,
        title="Take back",
        form=TakeBackForm,
        save=save,
        told="It is taken back. What was recorded stays to be read.",
        back_at=_back_at(child, entry),
        template="family/take_back.html",
        more={"entry": entry},
    ).answer(request, visit)


def _refuse_strangers(entry: Entry, child: Child) -> None:
    """Raise Http404 for what belongs to another child or another family."""
    of_child = getattr(entry, "child_id", None)
    if of_child is None and isinstance(entry, NoticeAnswer):
        of_child = entry.notice.child_id
    relative = getattr(entry, "relative", None) or getattr(entry, "one", None)
    own = actions.as_relative(child)
    is_of_family = own is not None and relative is not None and relative.family_id == own.family_id
    recorded_for = getattr(entry, "recorded_for", None)
    is_closed = recorded_for is not None and recorded_for.is_restricted and recorded_for.pk != child.pk
    if is_closed or (of_child != child.pk and (of_child is not None or not is_of_family)):
        raise Http404("this is of another family")


def _back_at(child: Child, entry: Entry) -> str:
    relative = getattr(entry, "relative", None)
    return reverse("relative", args=(child.pk, relative.pk)) if relative else family_address(child)
