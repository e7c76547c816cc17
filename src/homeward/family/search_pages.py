"""Writing down what is done to find and engage relatives: sources, contacts, how far each has come."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family import searching
from homeward.family.forms import (
    AnswerForm,
    ConnectionForm,
    ContactForm,
    EarlySearchForm,
    LeadForm,
    SearchActionForm,
)
from homeward.family.keep import Sender
from homeward.family.models import Notice
from homeward.family.pages import FamilyForm, columns, family_address, kept_by, opened, recording, sender
from homeward.family.siblings import who_share_a_talk
from homeward.obligations.record import recorded_address
from homeward.obligations.steps import Found, Steps
from homeward.website.words import day_words


@signed_in(methods=FORM)
def search_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """A source was looked through; what this settles is shown before it is saved."""
    child = recording(visit, child_id)

    def save(found: Found) -> str:
        sent = sender(visit, found)
        action = searching.record_search_action(child=child, on=found["on"], said=columns(found, "on"), sent=sent)
        return recorded_address(action.event) if action.event else family_address(child)

    return Steps(
        child=child,
        today=visit.today,
        title="Relative search",
        form=partial(SearchActionForm, today=visit.today),
        save=save,
        says=lambda found: f"Relative search, {day_words(found['on'])}",
        more={"in_place": True},
    ).answer(request)


@signed_in(methods=FORM)
def answer_page(request: HttpRequest, visit: Visit, child_id: UUID, notice_id: UUID) -> HttpResponse:
    """A notice came back, or was answered."""
    notice = get_object_or_404(Notice.objects.current(), pk=notice_id, child=child_id)
    child, member = opened(visit, child_id, notice.relative_id)

    def save(found: Found, sent: Sender) -> object:
        return searching.answer_notice(child=child, notice=notice, said=columns(found), sent=sent)

    form = FamilyForm(child=child, about=member, title="What came of the notice", form=AnswerForm, save=save)
    return form.answer(request, visit)


@signed_in(methods=FORM)
def contact_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """Somebody tried to reach a relative; of brothers and sisters too, if the talk was of them."""
    child, member = opened(visit, child_id, relative_id)
    relative = member.relative
    siblings = who_share_a_talk(child, relative, visit.person, on=visit.today)

    def save(found: Found, sent: Sender) -> object:
        said = columns(found, "on", "rung", "also_for")
        also_for = [one for one in siblings if str(one.pk) in found.get("also_for", ())]
        called = {"child": child, "relative": relative, "on": found["on"], "rung": found["rung"]}
        return searching.record_contact(**called, said=said, also_for=also_for, sent=sent)

    return FamilyForm(
        child=child,
        about=member,
        title="Record a contact",
        form=ContactForm,
        given={"siblings": siblings},
        save=save,
        told=f"The contact with {member.name} is saved. It counts as search for relatives on that day.",
        back_at=family_address(child),
        more={"warning": relative.do_not_contact and "does not want to be contacted", "points": member.points},
    ).answer(request, visit)


@signed_in(methods=FORM)
def lead_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """How far somebody has come."""
    child, member = opened(visit, child_id, relative_id)

    def save(found: Found, sent: Sender) -> object:
        said = columns(found, "on")
        return searching.record_lead(child=child, relative=member.relative, on=found["on"], said=said, sent=sent)

    form = FamilyForm(child=child, about=member, title="How far it has come", form=LeadForm, save=save)
    return form.answer(request, visit)


@signed_in(methods=FORM)
def connection_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """What the child and somebody are to each other."""
    child, member = opened(visit, child_id, relative_id)
    known = member.connection
    kept = ("strength", "direction", "frequency", "childs_word", "lifelong_by_child", "lifelong_by_relative")
    return FamilyForm(
        child=child,
        about=member,
        title="Connection",
        form=ConnectionForm,
        save=kept_by(searching.record_connection, child, member),
        told="The connection is saved.",
        initial={name: getattr(known, name) for name in kept} if known else {},
    ).answer(request, visit)


@signed_in(methods=FORM)
def early_search_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Placement is likely: the search begins before there is a stay."""
    child = recording(visit, child_id)

    def save(found: Found, sent: Sender) -> object:
        return searching.open_early_search(child=child, on=found["on"], why=found["why"], sent=sent)

    told = "The search is open."
    form = FamilyForm(child=child, title="A placement is likely", form=EarlySearchForm, save=save, told=told)
    return form.answer(request, visit)
