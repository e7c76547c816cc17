"""The forms about a child's family: each is one step, as what is settled by it stands on the page one comes back to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.casefile.visibility import may_record
from homeward.family.keep import Sender
from homeward.family.people import Kinsfolk, Member, kinsfolk_of
from homeward.obligations.forms import DatedForm, RecordingForm
from homeward.obligations.recording import CASE_MANAGER
from homeward.obligations.steps import Found, Steps

DATED = ("token", "version", "when")
"""What a form holds that is no column."""


def recording(visit: Visit, child_id: UUID) -> Child:
    """The child whose family is written about; PermissionDenied for whoever only reads."""
    child = visit.child(child_id, page="family_form")
    if not may_record(visit.person, child, CASE_MANAGER, on=visit.today):
        raise PermissionDenied("The child's case manager or her supervisor records this.")
    return child


def member_of(kinsfolk: Kinsfolk, relative_id: UUID) -> Member:
    """Somebody of the family; Http404 for anybody else."""
    member = kinsfolk.member(relative_id)
    if member is None:
        raise Http404("there is nobody of this family at this address")
    return member


def sender(visit: Visit, found: Found) -> Sender:
    """Who sent a form."""
    return Sender(visit.person, visit.today, found["token"], found["version"])


def columns(found: Found, *but: str) -> dict[str, Any]:
    """What a form holds as columns of an entry."""
    return {name: value for name, value in found.items() if name not in (*DATED, *but)}


def family_address(child: Child) -> str:
    """The tab."""
    return reverse("family", args=(child.pk,))


def relative_address(child: Child, member: Member) -> str:
    """The page of one of the family."""
    return reverse("relative", args=(child.pk, member.relative.pk))


Save = Callable[[Found, Sender], object]
"""Records what a form holds, as sent by somebody."""


@dataclass(frozen=True)
class FamilyForm:
    """A form about the family of a child, or about one of the family; `save` records, `told` says that it is saved."""

    child: Child
    title: str
    form: type[RecordingForm]
    save: Save
    told: str = "Saved."
    about: Member | None = None
    back_at: str = ""
    """Where one comes back to; empty: the page of whom it is about, else the tab."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What the form needs besides the day."""
    initial: Mapping[str, Any] = field(default_factory=dict)
    template: str = "family/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)

    def answer(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        """The form; what was sent with its faults; the way back."""
        about = self.about
        usual = relative_address(self.child, about) if about else family_address(self.child)
        back_at = self.back_at or usual

        def save(found: Found) -> str:
            self.save(found, sender(visit, found))
            return back_at

        day: dict[str, Any] = {"today": visit.today} if issubclass(self.form, DatedForm) else {}
        above = about.name if about and back_at == usual else "Family"
        return Steps(
            child=self.child,
            today=visit.today,
            title=self.title,
            form=partial(self.form, **day, **self.given),
            save=save,
            says=lambda found: "",
            told=self.told,
            initial=self.initial,
            template=self.template,
            more={"back_at": back_at, "above": above, "about": about, **self.more},
        ).answer(request)


def kept_by(verb: Callable[..., object], child: Child, member: Member) -> Save:
    """Saves all that a form holds by a verb about one of the family."""

    def save(found: Found, sent: Sender) -> object:
        return verb(child=child, relative=member.relative, said=columns(found), sent=sent)

    return save


def opened(visit: Visit, child_id: UUID, relative_id: UUID) -> tuple[Child, Member]:
    """The child and one of the family, for a form about her."""
    child = recording(visit, child_id)
    return child, member_of(kinsfolk_of(visit, child), relative_id)
