"""Recording in two steps: what was done; then what it moves, to look at before it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.obligations.answers import Change
from homeward.obligations.forms import RecordingForm
from homeward.obligations.history import recorded_last
from homeward.obligations.satisfying import rules
from homeward.obligations.what_if import WhatIf, what_if
from homeward.policy.rule import Entry

Found = dict[str, Any]
"""What a form was found to hold (`cleaned_data`)."""

_CHANGED: Final = (
    "Somebody else saved something for this child since you opened this form. What you typed is still here: "
    "look at what it moves now, and save again."
)


@dataclass(frozen=True)
class Moved:
    """A line of what changes: the rule, what it was, what it becomes."""

    rule: Entry
    change: Change


def moved(changes: tuple[Change, ...]) -> list[Moved]:
    """The changes with their rules, without those that nobody would notice (only their sentence is another)."""
    return [
        Moved(rules()[change.occasion.rule], change)
        for change in changes
        if change.is_move or (change.was and change.now and change.was.outcome != change.now.outcome)
    ]


@dataclass(frozen=True)
class Steps:
    """A form about one child, and what is done with what it holds.

    `form` makes it from what was sent, or with `initial`. `save` records and gives back the address to go on to: it
    raises ValidationError (its faults are shown beside their fields), PermissionDenied or ChangedSinceError. `says`
    puts what is about to be saved into a sentence, `told` is the message once it is: `save` is tried too, so it tells
    nobody. `also` names the other children for whom it records too. The page is `template`, given `more` besides what
    stands here.
    """

    child: Child
    today: date
    title: str
    form: Callable[..., RecordingForm]
    save: Callable[[Found], str]
    says: Callable[[Found], str]
    initial: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""
    template: str = "obligations/record.html"
    more: Mapping[str, Any] = field(default_factory=dict)
    also: Callable[[Found], Sequence[Child]] = lambda found: ()

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The form; what was sent with its faults, or with what it would move; the way on from what is saved."""
        if request.method != "POST":
            return self._page(request, self.form(initial={**RecordingForm.opened_for(self.child), **self.initial}))
        form, step = self.form(request.POST), request.POST.get("step", "")
        if step == "change" or not form.is_valid():
            return self._page(request, form)
        found = form.cleaned_data
        try:
            if step == "save":
                way_on = self.save(found)
                if self.told:
                    messages.success(request, self.told)
                return redirect(way_on)
            supposed, *others = (
                what_if(lambda: self.save(found), child=child, today=self.today)
                for child in (self.child, *self.also(found))
            )
        except ValidationError as refused:
            add_faults(form, refused)
            return self._page(request, form)
        except ChangedSinceError:
            return self._changed(request)
        of_others = list(zip(self.also(found), (moved(one.changes) for one in others), strict=True))
        return self._page(request, form, supposed, of_others=of_others)

    def _changed(self, request: HttpRequest) -> HttpResponse:
        """Refused, as somebody else saved: the form again, with what was typed and the latest version."""
        sent = request.POST.copy()
        sent["version"] = str(Child.objects.values_list("version", flat=True).get(pk=self.child.pk))
        form = self.form(sent)
        last = recorded_last(self.child)
        form.add_error(None, f"{_CHANGED} Recorded last: {last}." if last else _CHANGED)
        return self._page(request, form, status=409)

    def _page(
        self,
        request: HttpRequest,
        form: RecordingForm,
        supposed: WhatIf | None = None,
        status: int = 200,
        of_others: Sequence[tuple[Child, list[Moved]]] = (),
    ) -> HttpResponse:
        given = {
            **self.more,
            "child": self.child,
            "today": self.today,
            "title": self.title,
            "form": form,
            "is_confirmed": supposed is not None,
            "moves": moved(supposed.changes) if supposed else [],
            "moves_count": len(supposed.moves) if supposed else 0,
            "of_others": of_others,
            "notes": supposed.notes if supposed else (),
            "says": self.says(form.cleaned_data) if supposed else "",
        }
        return render(request, self.template, given, status=status)


def sent_by(visit: Visit, found: Found) -> dict[str, Any]:
    """Who records, on which day, and by which form: what every action that records an event is given."""
    return {"by": visit.person, "today": visit.today, "token": found["token"], "version": found["version"]}


def add_faults(form: BaseForm, refused: ValidationError) -> None:
    """Each fault beside its field, or above all if the form has no such field."""
    said = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    for name, faults in said.items():
        for fault in faults:
            form.add_error(name if name in form.fields else None, fault)
