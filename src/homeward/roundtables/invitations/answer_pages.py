"""Where the invited say whether they come: signed in, or by the link of a letter. Looking changes nothing."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from homeward.administration.asking import Asking, Done
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.forms import RADIO
from homeward.obligations.steps import Found, add_faults
from homeward.roundtables.invitations import answers, links
from homeward.roundtables.invitations.links import DeadLinkError
from homeward.roundtables.invitations.tribes import may_invite
from homeward.roundtables.models import Answer, Invited, LetterLink, Roundtable
from homeward.website.forms import DayField
from homeward.website.words import capital, clock_words, day_words

_SAYS = {
    Answer.ACCEPTED: "I come",
    Answer.TENTATIVE: "I may come",
    Answer.DECLINED: "I can not come",
}


class AnswerForm(forms.Form):
    """Coming or not."""

    says = forms.ChoiceField(
        label="Do you come?",
        choices=[(code.value, said) for code, said in _SAYS.items()],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Choose one of the answers."},
    )
    note = forms.CharField(
        label="A word to whoever convenes",
        required=False,
        max_length=300,
        help_text="For example, who could come in your place. Please name no child.",
    )


@signed_in(methods=FORM)
def answer_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """The visitor's own answer."""
    found = Invited.objects.filter(roundtable=roundtable_id, person=visit.person.pk, withdrawn_at=None)
    invited = found.select_related("person", "roundtable__room").first()
    if invited is None or not answers.may_answer(invited, now=timezone.now()):
        raise Http404("You are not invited to this roundtable, or it can not be answered any more.")
    roundtable, back = invited.roundtable, reverse("roundtable", args=(roundtable_id,))

    def save(found: Found) -> Done:
        answers.answer(invited=invited, by=visit.person, **found)
        return Done(back, f"Saved: {_SAYS[Answer(found['says'])]}. Whoever convenes sees it.")

    return Asking(
        title="Do you come?",
        form=AnswerForm,
        save=save,
        back=back,
        above="Roundtable",
        intro=f"Roundtable on {day_words(roundtable.on)}, {clock_words(roundtable.starts_at_here.time())}, "
        f"{roundtable.room}.",
        initial={"says": invited.answer, "note": invited.note},
    ).answer(request)


class NoteForm(AnswerForm):
    """What somebody else answered, and when."""

    told_on = DayField(label="When you were told")

    field_order = ("says", "told_on", "note")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["says"].label = "What she or he answered"
        self.fields["says"].error_messages["required"] = "Choose what was answered."
        choices: Any = self.fields["says"]
        choices.choices = [(code.value, capital(str(code.label))) for code in _SAYS]
        self.fields["note"].label = "What else was said"
        self.fields["note"].help_text = "For example, who could come instead. Please name no child."


@signed_in(roles=SEE_FILES, methods=FORM)
def note_answer_page(request: HttpRequest, visit: Visit, roundtable_id: UUID, invited_id: UUID) -> HttpResponse:
    """What somebody answered by telephone, written down by whoever convenes."""
    roundtable = get_object_or_404(Roundtable.objects.of_files(visit.sight), pk=roundtable_id)
    attending = Child.objects.filter(roundtables__roundtable=roundtable)
    children = [visit.child(pk, page="roundtable") for pk in attending.values_list("pk", flat=True)]
    if not may_invite(visit.person, children, visit.today):
        raise PermissionDenied("Whoever convenes the roundtable writes down what people answer.")
    asked = Invited.objects.filter(roundtable=roundtable, withdrawn_at=None).select_related("person", "roundtable")
    invited = get_object_or_404(asked, pk=invited_id)
    back = reverse("roundtable", args=(roundtable.pk,))

    def save(found: Found) -> Done:
        answers.note_answer(invited=invited, by=visit.person, today=visit.today, **found)
        return Done(back, f"Noted: {invited.person} {Answer(found['says']).label}.")

    return Asking(
        title=f"What {invited.person} answered",
        form=NoteForm,
        save=save,
        back=back,
        above="Roundtable",
        intro=f"By telephone, or in passing; for {day_words(roundtable.on)}. Your name stands beside it.",
        initial={"says": invited.answer, "note": invited.note, "told_on": visit.today},
    ).answer(request)


@never_cache
@require_http_methods(FORM)
def answer_by_link_page(request: HttpRequest, secret: str) -> HttpResponse:
    """The answer of whoever has the link; programs that look at links in mails change nothing by it.

    A link that was used or is too old can be exchanged for a new one, sent to the address that is on record.
    """
    try:
        link = links.link_of(secret, LetterLink.Purpose.ANSWER)
        if request.POST.get("step") == "again":
            sent = {"is_sent": answers.ask_for_new_links(link=link)}
            return render(request, "roundtables/invitations/sent_again.html", sent)
        now = timezone.now()
        if not answers.may_answer(link.invited, now=now):
            raise DeadLinkError
        if not links.is_good(link, now=now):
            return _page(request, link, None)
        return _asked(request, secret, link)
    except DeadLinkError:
        return render(request, "roundtables/invitations/dead_link.html", status=410)


def _asked(request: HttpRequest, secret: str, link: LetterLink) -> HttpResponse:
    form = AnswerForm(request.POST or None, initial={"says": link.invited.answer, "note": link.invited.note})
    if request.method == "POST" and form.is_valid():
        try:
            answers.answer_by_link(secret=secret, **form.cleaned_data)
        except ValidationError as refused:
            add_faults(form, refused)
        else:
            return redirect("answer_by_link", secret)
    return _page(request, link, form)


def _page(request: HttpRequest, link: LetterLink, form: forms.Form | None) -> HttpResponse:
    given: dict[str, Any] = {"invited": link.invited, "roundtable": link.invited.roundtable, "form": form}
    given["was_used"] = link.used_at is not None
    return render(request, "roundtables/invitations/answer_by_link.html", given)
