"""The forms of learning on the job."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BoundField

from homeward.administration.forms import chosen
from homeward.casefile.models import Child
from homeward.learning.activities import Activities, Activity
from homeward.learning.chosen import DECISIONS, INSTEAD, Chosen
from homeward.learning.models import ActivityWork
from homeward.website.forms import DayField
from homeward.workforce.models import Person

CHECKBOX: Final = {"class": "usa-checkbox__input"}
_RADIO: Final = {"class": "usa-radio__input"}
_MOST: Final = 20_000
_OTHER: Final = ("title", "instructions")
"""What is said of an activity that takes the place of another."""


def _text(label: str, hint: str = "", *, rows: int = 4, required: bool = False, most: int = _MOST) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=area, strip=False)


class CoachForm(forms.Form):
    """With whom the learner goes."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, coaches: QuerySet[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["coach"] = chosen("Coach or supervisor", coaches)


class LearnerForm(forms.Form):
    """With whom a coach goes."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, learners: QuerySet[Person], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["learner"] = chosen("Learner", learners)


class ChoosingForm(forms.Form):
    """Of each activity: do it, put something else in its place, or leave it out, with the reason."""

    why = _text(
        "Why this choice", "What you both have in mind, in a sentence or two.", rows=3, required=True, most=2000
    )

    def __init__(self, *given: Any, activities: Activities, before: Sequence[Chosen] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.activities = activities
        known = {one.activity.code: one for one in before}
        for activity in activities.activities:
            code, was = activity.code, known.get(activity.code)
            own = was.activity if was and was.decision == INSTEAD else None
            self.fields[f"{code}.decision"] = forms.ChoiceField(
                label=f"{activity.title}: what do you decide?",
                choices=DECISIONS,
                widget=forms.RadioSelect(attrs=_RADIO),
                initial=was.decision if was else None,
                error_messages={"required": f"Decide about “{activity.title}”."},
            )
            self.fields[f"{code}.why"] = forms.CharField(
                label="Why", required=False, max_length=500, initial=was.why if was else ""
            )
            self.fields[f"{code}.title"] = forms.CharField(
                label="What you do instead", required=False, max_length=200, initial=own.title if own else ""
            )
            told = "\n".join(own.instructions) if own else ""
            self.fields[f"{code}.instructions"] = _text("What to do, one step a line", rows=3, most=4000)
            self.fields[f"{code}.instructions"].initial = told

    def groups(self) -> list[tuple[Activity, BoundField, BoundField, list[BoundField]]]:
        """(activity, the decision, why, what takes its place), in order."""
        return [
            (
                one,
                self[f"{one.code}.decision"],
                self[f"{one.code}.why"],
                [self[f"{one.code}.{name}"] for name in _OTHER],
            )
            for one in self.activities.activities
        ]

    def clean(self) -> dict[str, Any]:
        """What takes the place of an activity has a name, and its reason is said."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for activity in self.activities.activities:
            if found.get(f"{activity.code}.decision") == INSTEAD:
                for name, fault in (("title", "Write what takes its place."), ("why", "Say why this helps more.")):
                    if not str(found.get(f"{activity.code}.{name}") or "").strip():
                        self.add_error(f"{activity.code}.{name}", fault)
        return found

    def rows(self) -> list[dict[str, str]]:
        """What was chosen, as it is kept."""
        rows = []
        for activity in self.activities.activities:
            row = {"code": activity.code, "decision": self.cleaned_data[f"{activity.code}.decision"]}
            for name in ("why", "title", "instructions"):
                row[name] = str(self.cleaned_data[f"{activity.code}.{name}"] or "").strip()
            rows.append(row)
        return rows


class WorkForm(forms.Form):
    """What the learner writes about an activity, and what of it the coach may read. Nothing in it is required."""

    opened = forms.IntegerField(widget=forms.HiddenInput)
    notes = _text("Notes", "What you see, hear or read, in your own words.", rows=8)
    shares_notes = forms.BooleanField(
        label="My coach may read my notes", required=False, widget=forms.CheckboxInput(attrs=CHECKBOX)
    )
    applied_to = forms.ChoiceField(label="A child to whom you apply it", required=False)
    applied = _text("What you do, or would do", "The steps you could take, or what you found in the file. No names.")
    shares_applied = forms.BooleanField(
        label="My coach may read this too", required=False, widget=forms.CheckboxInput(attrs=CHECKBOX)
    )
    shares_reflections = forms.BooleanField(
        label="My coach may read these answers", required=False, widget=forms.CheckboxInput(attrs=CHECKBOX)
    )

    def __init__(
        self,
        *given: Any,
        questions: Sequence[str],
        practice: Sequence[Child],
        own: Sequence[Child],
        known: Child | None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        offered: list[Any] = [("", "None yet")]
        offered += [("Made-up children, to practice with", [(str(child.pk), str(child)) for child in practice])]
        if own:
            offered += [("Children of your own work: a pointer alone", [(str(one.pk), str(one)) for one in own])]
        if known and known not in [*practice, *own]:
            offered += [(str(known.pk), "The child you chose before")]
        self.fields["applied_to"].choices = offered  # type: ignore[attr-defined]  # a field of a form is any field
        self.questions = [f"reflection_{place}" for place, _ in enumerate(questions)]
        for name, question in zip(self.questions, questions, strict=True):
            self.fields[name] = _text(question, rows=3)

    @property
    def do(self) -> list[BoundField]:
        """The fields of the first part."""
        return [self["notes"], self["shares_notes"]]

    @property
    def apply(self) -> list[BoundField]:
        """The fields of the second part."""
        return [self["applied_to"], self["applied"], self["shares_applied"]]

    @property
    def reflect(self) -> list[BoundField]:
        """The fields of the third part."""
        return [*(self[name] for name in self.questions), self["shares_reflections"]]

    def said(self) -> dict[str, Any]:
        """What was written, under the names of `ActivityWork`."""
        texts = {name: self.cleaned_data[name].replace("\r\n", "\n") for name in ("notes", "applied", *self.questions)}
        shares = {name: self.cleaned_data[name] for name in ("shares_notes", "shares_applied", "shares_reflections")}
        return {
            "notes": texts["notes"],
            "applied": texts["applied"],
            "applied_to_id": _key(self.cleaned_data["applied_to"]),
            "reflections": [texts[name] for name in self.questions],
            **shares,
        }


def initial_of(work: ActivityWork | None) -> dict[str, Any]:
    """What a form shows of what was written before."""
    if work is None:
        return {"opened": 0}
    names = ("notes", "applied", "shares_notes", "shares_applied", "shares_reflections")
    found = {name: getattr(work, name) for name in names}
    found |= {f"reflection_{place}": said for place, said in enumerate(work.reflections)}
    return {**found, "opened": work.number, "applied_to": str(work.applied_to_id or "")}


class TalkForm(forms.Form):
    """A talk of the two, and the next step on which they agreed."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    on = DayField(label="Day of the talk")
    activity = forms.ChoiceField(label="About", required=False)
    summary = _text("What you talked about", "Both of you read this.", required=True)
    step = _text(
        "The next step you agreed on", "What the learner does, in words that both can check.", rows=3, most=2000
    )
    due_on = DayField(label="Done by", required=False)

    def __init__(self, *given: Any, about: Sequence[Chosen], **named: Any) -> None:
        super().__init__(*given, **named)
        offered = [("", "All of it"), *((one.activity.code, one.activity.title) for one in about)]
        self.fields["activity"].choices = offered  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """A step has its day."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if str(found.get("step") or "").strip() and not found.get("due_on") and "due_on" not in self.errors:
            raise ValidationError({"due_on": "Write the day by which the step is done."})
        return found


class FollowForm(forms.Form):
    """What became of a next step."""

    became = _text("What became of it", "What was done, what helped, what you would do another way.", required=True)


def _key(text: str) -> UUID | None:
    return UUID(text) if text else None
