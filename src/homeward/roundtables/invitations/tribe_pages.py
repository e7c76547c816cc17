"""Recording that a child's tribe was invited, and what it answered."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, SEE_FILES, Visit, signed_in
from homeward.obligations.forms import RADIO
from homeward.obligations.steps import Found
from homeward.roundtables.invitations import tribes
from homeward.roundtables.models import Roundtable, TribalInvitation
from homeward.website.forms import DayField
from homeward.website.words import capital


class TribeForm(forms.Form):
    """Whom, how and when."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    tribe = forms.CharField(label="Tribe", max_length=200, error_messages={"required": "Write which tribe."})
    name = forms.CharField(
        label="Representative", max_length=200, required=False, help_text="Leave empty until the name is known."
    )
    how = forms.ChoiceField(
        label="How it was invited",
        choices=[(code, capital(said)) for code, said in TribalInvitation.How.choices],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Choose one."},
    )
    on = DayField(label="On which day")


class ReplyForm(forms.Form):
    """What the tribe said, and when."""

    reply = forms.ChoiceField(
        label="What the tribe answered",
        choices=[(code, capital(said)) for code, said in TribalInvitation.Reply.choices],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Choose one."},
    )
    replied_on = DayField(label="On which day")


@signed_in(roles=SEE_FILES, methods=FORM)
def invite_tribe_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """An invitation of the tribe: at the earliest point, so also before a day is set."""
    child = visit.child(child_id, page="invite_tribe")
    _refuse_reader(visit, child)
    live = Roundtable.objects.live().filter(attending__child=child).first()
    back = reverse("roundtable", args=(live.pk,)) if live else reverse("roundtables_of_child", args=(child.pk,))

    def save(found: Found) -> Done:
        tribes.record_invitation(child=child, by=visit.person, today=visit.today, **found)
        return Done(back, f"Recorded: {found['tribe']} was invited.")

    known: list[Any] = tribes.standing([child], None, visit.today)
    named = known[0].tribes if known else []
    return Asking(
        title="Record the invitation of the tribe",
        form=TribeForm,
        save=save,
        back=back,
        above="Roundtable" if live else str(child),
        intro="The tribe's representative is invited at the earliest point, also before there is a day. "
        "Whoever has an e-mail address can then be invited as a guest on the page of the roundtable.",
        initial={"token": uuid4(), "tribe": named[0] if len(named) == 1 else "", "on": visit.today},
    ).answer(request)


@signed_in(roles=SEE_FILES, methods=FORM)
def reply_of_tribe_page(request: HttpRequest, visit: Visit, child_id: UUID, invitation_id: UUID) -> HttpResponse:
    """What came back."""
    child = visit.child(child_id, page="invite_tribe")
    _refuse_reader(visit, child)
    invitation = get_object_or_404(TribalInvitation.objects.select_related("child"), pk=invitation_id, child=child)
    at = invitation.roundtable_id
    back = reverse("roundtable", args=(at,)) if at else reverse("roundtables_of_child", args=(child.pk,))

    def save(found: Found) -> Done:
        said: dict[str, Any] = {"reply": found["reply"], "on": found["replied_on"]}
        tribes.record_reply(invitation=invitation, by=visit.person, today=visit.today, **said)
        return Done(back, f"Recorded: {invitation.tribe} {TribalInvitation.Reply(found['reply']).label}.")

    return Asking(
        title=f"The answer of {invitation.tribe}",
        form=ReplyForm,
        save=save,
        back=back,
        above="Roundtable" if at else str(child),
        initial={"reply": invitation.reply, "replied_on": invitation.replied_on or visit.today},
    ).answer(request)


def _refuse_reader(visit: Visit, child: Child) -> None:
    if not tribes.may_invite(visit.person, [child], visit.today):
        raise PermissionDenied("Whoever convenes the roundtable invites the tribe.")
