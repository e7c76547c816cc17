"""The page on which a dated record is entered or corrected: a stage of the framework, a notice to a tribe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.obligations.dated import DatedRecord
from homeward.obligations.enter import keep, may_enter
from homeward.obligations.forms import OTHER, CorrectableForm
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.website.words import capital


@dataclass(frozen=True)
class EnterPage:
    """What is entered and how; no date moves, so it is saved at once.

    `columns` are those of the record that the form fills in, besides its day; an address may begin them. `save` is the
    action that keeps them; without one, the record needs no check of its own (`enter.keep`). `tab` is the page of the
    child to which one comes back. `given` is what the form needs to know of the child and of who asks.
    """

    noun: str
    model: type[DatedRecord]
    owners: frozenset[str]
    form: type[CorrectableForm]
    columns: tuple[str, ...]
    tab: str
    save: Callable[..., DatedRecord] | None = None
    template: str = "obligations/one_step.html"
    intro: str = ""
    told: str = "No date moved."
    given: Callable[[Child, Visit], Mapping[str, Any]] = lambda child, visit: {}

    def answer(self, request: HttpRequest, visit: Visit, child_id: UUID, wrong_id: UUID | None = None) -> HttpResponse:
        """The form, for a new record or in the place of the one that was wrong; the way back to the tab."""
        child = visit.child(child_id, page="record")
        if not may_enter(visit.person, child, self.owners, on=visit.today):
            raise PermissionDenied(f"Your role does not record this: {self.noun}.")
        rows = self.model._default_manager.filter(child=child, is_withdrawal=False)
        wrong = get_object_or_404(rows, pk=wrong_id) if wrong_id else None
        tab_at = reverse(self.tab, args=(child.pk,))
        keeps = self.save or partial(keep, self.model, self.owners)

        def save(found: Found) -> str:
            said: dict[str, Any] = {name: found[name] for name in ("on", *self.columns)}
            said |= {"corrects": wrong, "withdraws": bool(found.get("withdraws")), "why": found.get("why", "")}
            keeps(child=child, **said, **sent_by(visit, found))
            return tab_at

        return Steps(
            child=child,
            today=visit.today,
            title=capital(self.noun),
            form=partial(self.form, today=visit.today, corrects=bool(wrong), **self.given(child, visit)),
            save=save,
            says=lambda found: "",
            told=f"{capital(self.noun)} is saved. {self.told}",
            initial=self._known(wrong)
            if wrong
            else {name: request.GET[name] for name in self.columns if name in request.GET},
            template=self.template,
            more={"corrects": wrong, "back_at": tab_at, "intro": self.intro},
        ).answer(request)

    def _known(self, wrong: DatedRecord) -> dict[str, Any]:
        """What a correction begins with: all that was recorded, on its day."""
        return {name: getattr(wrong, name) for name in ("on", *self.columns)} | {"when": OTHER}
