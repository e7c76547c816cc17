"""The forms about a child's family: each is one step, as what is settled by it stands on the page one comes back to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
from homeward.obligations.forms import RecordingForm
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


@dataclass(frozen=True)
class FamilyForm:
    """A form about the family of a child, or about one of the family; `save` records, `told` says that it is saved."""

    child: Child
    title: str
    form: Callable[..., RecordingForm]
    save: Callable[[Found], object]
    told: str
    back_at: str
    about: Member | None = None
    initial: Mapping[str, Any] = field(default_factory=dict)
    template: str = "family/form.html"
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def _above(self) -> str:
        """What the way back is called."""
        about = self.about
        return about.name if about and self.back_at == relative_address(self.child, about) else "Family"

    def answer(self, request: HttpRequest, visit: Visit) -> HttpResponse:
        """The form; what was sent with its faults; the way back."""

        def save(found: Found) -> str:
            self.save(found)
            return self.back_at

        return Steps(
            child=self.child,
            today=visit.today,
            title=self.title,
            form=self.form,
            save=save,
            says=lambda found: "",
            told=self.told,
            initial=self.initial,
            template=self.template,
            more={"back_at": self.back_at, "above": self._above, "about": self.about, **self.more},
        ).answer(request)


def opened(visit: Visit, child_id: UUID, relative_id: UUID) -> tuple[Child, Member]:
    """The child and one of the family, for a form about her."""
    child = recording(visit, child_id)
    return child, member_of(kinsfolk_of(visit, child), relative_id)
