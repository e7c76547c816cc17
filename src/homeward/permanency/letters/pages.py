"""The letter to one of the family, and recording to whom it was sent; at the addresses of the family's pages."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.family import searching
from homeward.family.forms import TICKS, radio_field
from homeward.family.models import Notice
from homeward.family.pages import family_address, opened, recording, sender
from homeward.family.people import Member, kinsfolk_of
from homeward.obligations.actions import record_event
from homeward.obligations.forms import DatedForm
from homeward.obligations.record import recorded_address
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.letters.letter import letter_to
from homeward.permanency.letters.texts import LANGUAGES, letter_texts_on
from homeward.website.frame import address_of
from homeward.website.words import day_words


class NoticeForm(DatedForm):
    """Notices that went out."""

    relatives = forms.MultipleChoiceField(label="To whom", widget=TICKS, required=False)
    method = radio_field("How", Notice.Method.choices, initial=Notice.Method.MAIL)
    language = radio_field("Language", Notice.Language.choices, initial=Notice.Language.ENGLISH)

    def __init__(self, *given: Any, members: Iterable[Member], **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [(str(one.relative.pk), f"{one.name}, {one.kin.words}") for one in members]
        self.choice("relatives").choices = choices


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
        said["wording"] = letter_texts_on(found["on"]).wording
        notice = searching.send_notices(
            child=child, relatives=chosen, on=found["on"], said=said, sent=sender(visit, found)
        )
        return recorded_address(notice.event) if notice.event else family_address(child)

    def says(found: Found) -> str:
        to = f"Notice to {len(found['relatives'])} of the family" if letters else "Relative notice sent"
        return f"{to}, {day_words(found['on'])}"

    dated = partial(DatedForm, today=visit.today)
    return Steps(
        child=child,
        today=visit.today,
        title="Relative notice sent",
        form=partial(NoticeForm, today=visit.today, members=letters) if letters else dated,
        save=save,
        says=says,
        template="permanency/relative_notices.html",
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
    return render(request, "permanency/relative_letter.html", given)
