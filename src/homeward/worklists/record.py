"""Recording what happened, in two steps: what was done and when; then what it moves, to look at before it is saved."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child, Event
from homeward.casefile.visibility import get_child_for
from homeward.obligations.actions import (
    WhatIf,
    correct_event,
    record_event,
    what_would_move,
    what_would_move_without,
    withdraw_event,
)
from homeward.obligations.answers import Change
from homeward.obligations.recording import may_record_kind
from homeward.policy.rule import Entry
from homeward.policy.vocabulary import EVENT_KINDS, VALUES_OF_KIND, is_scheduled
from homeward.website.forms import DayField
from homeward.website.words import capital, day_words, near_words, plain
from homeward.worklists.page import Visit, signed_in
from homeward.worklists.satisfying import rules

_CHANGED: Final = (
    "Somebody else saved something for this child since you opened this form. What you typed is still here: "
    "look at what it moves now, and save again."
)
_RADIO: Final = {"class": "usa-radio__input"}
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


class RecordForm(forms.Form):
    """What happened, on which day, with a value where the kind has one."""

    when = forms.ChoiceField(label="When", widget=forms.RadioSelect(attrs=_RADIO), initial=TODAY)
    on = DayField(label="The other day", required=False)
    value = forms.ChoiceField(label="What", widget=forms.RadioSelect(attrs=_RADIO))
    why = forms.CharField(label="Why it is corrected", max_length=500, error_messages={"required": "Say why."})
    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, kind: str, today: date, corrects: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        self._ask_when(is_scheduled(kind))
        if values := VALUES_OF_KIND.get(kind):
            self._field("value", forms.ChoiceField).choices = [(word, capital(plain(word))) for word in values]
            self.fields["value"].label = capital(plain(kind).removesuffix(" set"))
        else:
            del self.fields["value"]
        if not corrects:
            del self.fields["why"]

    def _ask_when(self, is_ahead: bool) -> None:
        """What is announced lies ahead; all else was mostly done today or yesterday."""
        if is_ahead:
            del self.fields["when"]
            self.fields["on"].required, self.fields["on"].label = True, "On which day"
            return
        days = ((TODAY, "Today", self.today), (YESTERDAY, "Yesterday", self.today - timedelta(days=1)))
        choices = [(name, f"{said}, {near_words(day, self.today)}") for name, said, day in days]
        self._field("when", forms.ChoiceField).choices = [*choices, (OTHER, "Another day")]

    def _field(self, name: str, of: type[forms.ChoiceField]) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, of)
        return field

    def clean(self) -> dict[str, Any]:
        """The day that was chosen stands under `on` whichever way it was chosen."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        when, typed = found.get("when", OTHER), found.get("on")
        if when == OTHER and not typed and "on" not in self.errors:
            self.add_error("on", "Write the day.")
        elif when != OTHER and typed:
            self.add_error("when", "You wrote another day: choose “Another day”, or leave the day empty.")
        elif when != OTHER:
            found["on"] = self.today - timedelta(days=when == YESTERDAY)
        return found


@dataclass(frozen=True)
class Asked:
    """What is to be recorded for whom; `corrects` is the event that it takes the place of."""

    child: Child
    kind: str
    visit: Visit
    corrects: Event | None = None

    @property
    def title(self) -> str:
        return capital(plain(self.kind))

    def fresh(self) -> RecordForm:
        """The form as it is opened."""
        initial: dict[str, Any] = {"token": uuid4(), "version": self.child.version}
        if self.corrects:
            initial |= {"when": OTHER, "on": self.corrects.on, "value": self.corrects.value}
        return self.form(initial=initial)

    def form(self, *given: Any, **named: Any) -> RecordForm:
        """The form with what was sent."""
        return RecordForm(*given, kind=self.kind, today=self.visit.today, corrects=bool(self.corrects), **named)

    def what_if(self, found: dict[str, Any], *, withdraws: bool) -> WhatIf:
        """What saving would change."""
        if withdraws and self.corrects:
            return what_would_move_without(event=self.corrects, today=self.visit.today)
        said = {"on": found["on"], "value": found.get("value", ""), "today": self.visit.today}
        return what_would_move(child=self.child, kind=self.kind, instead_of=self.corrects, **said)

    def save(self, found: dict[str, Any], *, withdraws: bool) -> Event:
        """Record it."""
        sent = {
            "by": self.visit.person,
            "today": self.visit.today,
            "token": found["token"],
            "version": found["version"],
        }
        if self.corrects and withdraws:
            return withdraw_event(event=self.corrects, why=found["why"], **sent)
        said = {"on": found["on"], "value": found.get("value", "")}
        if self.corrects:
            return correct_event(event=self.corrects, why=found["why"], **said, **sent)
        return record_event(child=self.child, kind=self.kind, **said, **sent)


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


@signed_in(methods=("GET", "HEAD", "POST"))
def record_page(request: HttpRequest, visit: Visit, child_id: UUID, kind: str) -> HttpResponse:
    """A small form; then what it moves; then saved."""
    if kind not in EVENT_KINDS:
        raise Http404(f"there is no event {kind}")
    child = get_child_for(visit.person, child_id, on=visit.today, page="record")
    return _steps(request, Asked(child, kind, visit))


@signed_in(methods=("GET", "HEAD", "POST"))
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """The same for something that was recorded wrongly: another day or value, or that it did not happen."""
    child = get_child_for(visit.person, child_id, on=visit.today, page="record")
    event = get_object_or_404(Event, pk=event_id, child=child, is_withdrawal=False)
    later = Event.objects.filter(corrects=event).first()
    if later and str(later.token) != request.POST.get("token"):
        return redirect("recorded", child.pk, later.pk)
    return _steps(request, Asked(child, event.kind, visit, event))


def _steps(request: HttpRequest, asked: Asked) -> HttpResponse:
    if not may_record_kind(asked.visit.person, asked.child, asked.kind, on=asked.visit.today):
        raise PermissionDenied(f"Your role does not record “{plain(asked.kind)}”.")
    if request.method != "POST":
        return _page(request, asked, asked.fresh())
    form = asked.form(request.POST)
    step, withdraws = request.POST.get("step", ""), "withdraws" in request.POST
    if step == "change" or not form.is_valid():
        return _page(request, asked, form)
    try:
        if step == "save":
            event = asked.save(form.cleaned_data, withdraws=withdraws)
            return redirect("recorded", asked.child.pk, event.pk)
        what_if = asked.what_if(form.cleaned_data, withdraws=withdraws)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, asked, form)
    except ChangedSinceError:
        return _changed(request, asked)
    return _page(request, asked, form, what_if=what_if, withdraws=withdraws)


def _changed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Refused, as somebody else saved: the form again, with what was typed and the latest version."""
    latest = Child.objects.values_list("version", flat=True).get(pk=asked.child.pk)
    form = asked.form({**request.POST.dict(), "version": latest})
    form.add_error(None, _CHANGED)
    return _page(request, asked, form, status=409)


def _page(
    request: HttpRequest,
    asked: Asked,
    form: RecordForm,
    *,
    what_if: WhatIf | None = None,
    withdraws: bool = False,
    status: int = 200,
) -> HttpResponse:
    given = {
        "asked": asked,
        "child": asked.child,
        "form": form,
        "step": "confirm" if what_if else "ask",
        "withdraws": withdraws,
        "moves": moved(what_if.changes) if what_if else [],
        "moves_count": len(what_if.moves) if what_if else 0,
        "says": _says(asked, form.cleaned_data) if what_if else "",
        "today": asked.visit.today,
    }
    return render(request, "worklists/record.html", given, status=status)


def _says(asked: Asked, found: dict[str, Any]) -> str:
    value = found.get("value")
    return f"{asked.title}{': ' + plain(value) if value else ''}, {day_words(found['on'])}"


@signed_in()
def recorded_page(request: HttpRequest, visit: Visit, child_id: UUID, event_id: UUID) -> HttpResponse:
    """What was saved and what it moved, with the way to correct it."""
    child = get_child_for(visit.person, child_id, on=visit.today, page="recorded")
    event = get_object_or_404(Event.objects.select_related("recorded_by", "corrects"), pk=event_id, child=child)
    later = Event.objects.filter(corrects=event).first()
    may = may_record_kind(visit.person, child, event.kind, on=visit.today)
    given = {
        "child": child,
        "event": event,
        "later": later,
        "title": capital(plain(event.kind)),
        "moves": [(rules().get(move.rule), move) for move in event.moves.order_by("due_now", "rule")],
        "correct_at": reverse("correct", args=(child.pk, event.pk)) if may and not later and not event.is_withdrawal
        else "",
    }  # fmt: skip
    return render(request, "worklists/recorded.html", given)
