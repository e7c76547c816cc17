"""Writing down what is done to find and engage relatives: sources, contacts, how far each has come, notices."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family import searching
from homeward.family.forms import (
    AnswerForm,
    ConnectionForm,
    ContactForm,
    EarlySearchForm,
    LeadForm,
    NoticeForm,
    SearchActionForm,
)
from homeward.family.letter import LANGUAGES, letter_to
from homeward.family.models import Notice
from homeward.family.pages import FamilyForm, columns, family_address, opened, recording, relative_address, sender
from homeward.family.people import kinsfolk_of
from homeward.obligations.actions import record_event
from homeward.obligations.forms import DatedForm
from homeward.obligations.record import recorded_address
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.website.frame import address_of
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
def notices_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Notices went out; what this settles is shown before it is saved.

    While nobody is recorded to whom a letter could go, only the day is asked: the notices are kept elsewhere.
    """
    child = recording(visit, child_id)
    members = kinsfolk_of(visit, child).others
    letters = [one for one in members if one.gets_letters]

    def save(found: Found) -> str:
        if not letters:
            sent = sent_by(visit, found)
            return recorded_address(record_event(child=child, kind=searching.NOTICE_SENT, on=found["on"], **sent))
        chosen = [one.relative for one in members if str(one.relative.pk) in found["relatives"]]
        said = {name: found[name] for name in ("method", "language")}
        notice = searching.send_notices(
            child=child, relatives=chosen, on=found["on"], said=said, sent=sender(visit, found)
        )
        return recorded_address(notice.event) if notice.event else family_address(child)

    def says(found: Found) -> str:
        to = f"Notice to {len(found['relatives'])} of the family" if letters else "Relative notice sent"
        return f"{to}, {day_words(found['on'])}"

    dated = partial(DatedForm, today=visit.today)
    form = partial(NoticeForm, today=visit.today, members=letters) if letters else dated
    return Steps(
        child=child,
        today=visit.today,
        title="Relative notice sent",
        form=form,
        save=save,
        says=lambda found: (
            f"Notice to {len(found['relatives'])} of the family, {day_words(found['on'])}"
            if letters
            else f"Relative notice sent, {day_words(found['on'])}"
        ),
        template="family/notices.html",
        more={"letters": letters},
    ).answer(request)


@signed_in()
def letter_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID, language: str) -> HttpResponse:
    """The notice to one of the family, to be printed."""
    child, member = opened(visit, child_id, relative_id)
    if language not in LANGUAGES or not member.gets_letters:
        raise Http404("no letter goes to this person")
    files = (child.pk, member.relative.pk, language)
    given = {
        "child": child,
        "relative": member.relative,
        "letter": letter_to(child, member, visit, language),
        "other": next(one for one in LANGUAGES if one != language),
        "pdf_at": address_of("relative_letter_pdf", *files),
        "word_at": address_of("relative_letter_word", *files),
    }
    return render(request, "family/letter.html", given)


@signed_in(methods=FORM)
def answer_page(request: HttpRequest, visit: Visit, child_id: UUID, notice_id: UUID) -> HttpResponse:
    """A notice came back, or was answered."""
    notice = get_object_or_404(Notice.objects.current(), pk=notice_id, child=child_id)
    child, member = opened(visit, child_id, notice.relative_id)

    def save(found: Found) -> object:
        return searching.answer_notice(child=child, notice=notice, said=columns(found), sent=sender(visit, found))

    return FamilyForm(
        child=child,
        title="What came of the notice",
        form=partial(AnswerForm, today=visit.today),
        save=save,
        told="Saved.",
        back_at=relative_address(child, member),
        about=member,
    ).answer(request, visit)


@signed_in(methods=FORM)
def contact_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """Somebody tried to reach a relative."""
    child, member = opened(visit, child_id, relative_id)

    def save(found: Found) -> object:
        said = columns(found, "on", "rung")
        return searching.record_contact(
            child=child,
            relative=member.relative,
            on=found["on"],
            said=said,
            rung=found["rung"],
            sent=sender(visit, found),
        )

    return FamilyForm(
        child=child,
        title="Record a contact",
        form=partial(ContactForm, today=visit.today),
        save=save,
        told=f"The contact with {member.name} is saved. It counts as search for relatives on that day.",
        back_at=family_address(child),
        about=member,
        more={"warning": member.relative.do_not_contact and "does not want to be contacted"},
    ).answer(request, visit)


@signed_in(methods=FORM)
def lead_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """How far somebody has come."""
    child, member = opened(visit, child_id, relative_id)

    def save(found: Found) -> object:
        said = columns(found, "on")
        sent = sender(visit, found)
        return searching.record_lead(child=child, relative=member.relative, on=found["on"], said=said, sent=sent)

    return FamilyForm(
        child=child,
        title="How far it has come",
        form=partial(LeadForm, today=visit.today),
        save=save,
        told="Saved.",
        back_at=relative_address(child, member),
        about=member,
    ).answer(request, visit)


@signed_in(methods=FORM)
def connection_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """What the child and somebody are to each other."""
    child, member = opened(visit, child_id, relative_id)

    def save(found: Found) -> object:
        said = columns(found)
        return searching.record_connection(child=child, relative=member.relative, said=said, sent=sender(visit, found))

    known = member.connection
    kept = ("strength", "direction", "frequency", "childs_word", "lifelong_by_child", "lifelong_by_relative")
    initial: dict[str, Any] = {name: getattr(known, name) for name in kept} if known else {}
    return FamilyForm(
        child=child,
        title="Connection",
        form=partial(ConnectionForm, today=visit.today),
        save=save,
        told="The connection is saved.",
        back_at=relative_address(child, member),
        about=member,
        initial=initial,
    ).answer(request, visit)


@signed_in(methods=FORM)
def early_search_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Placement is likely: the search begins before there is a stay."""
    child = recording(visit, child_id)

    def save(found: Found) -> object:
        sent = sender(visit, found)
        return searching.open_early_search(child=child, on=found["on"], why=found["why"], sent=sent)

    return FamilyForm(
        child=child,
        title="A placement is likely",
        form=partial(EarlySearchForm, today=visit.today),
        save=save,
        told="The search is open.",
        back_at=family_address(child),
    ).answer(request, visit)
