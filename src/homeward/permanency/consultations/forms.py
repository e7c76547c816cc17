"""The forms of a consultation: beginning one, its parts, and what became of a step or a barrier."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from homeward.casefile.models import Child
from homeward.obligations.forms import RADIO, CorrectableForm, DatedForm, RecordingForm, why_field
from homeward.permanency.consultations.parts import Part, Texts, fresh_keys, rows_of
from homeward.permanency.models import ActionStep
from homeward.permanency.models.consultations import KINDS, LEVELS
from homeward.website.forms import DayField
from homeward.website.words import age_words, capital

_MOST: Final = 20_000
_MOST_ROWS: Final = 60
_EMPTY_ROWS: Final = 2
_KEY: Final = re.compile(r"\w{1,20}")
CHECKBOXES: Final = {"class": "usa-checkbox__input"}


class BeginForm(RecordingForm):
    """What kind of consultation, on which day, with which siblings."""

    kind = forms.ChoiceField(label="What", choices=[(code, capital(says)) for code, says in KINDS])
    on = DayField(label="On which day", error_messages={"required": "Write the day of the meeting."})
    siblings = forms.MultipleChoiceField(
        label="Together with", required=False, widget=forms.CheckboxSelectMultiple(attrs=CHECKBOXES)
    )

    def __init__(self, *given: Any, siblings: Sequence[Child], today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        if not siblings:
            del self.fields["siblings"]
            return
        choices = [(str(one.pk), f"{one}, {age_words(one.birth_date, today)}") for one in siblings]
        chosen = self.fields["siblings"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = choices


class PartsForm(forms.Form):
    """Parts of a consultation's text; nothing in it is required. `opened` is the number of the save that was opened."""

    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *given: Any, parts: Iterable[Part], **named: Any) -> None:
        super().__init__(*given, **named)
        for part in parts:
            self.fields[part.name] = _field(part)


def _field(part: Part) -> forms.Field:
    about: dict[str, Any] = {"label": part.label, "help_text": part.hint, "required": False}
    if part.is_check:
        return forms.BooleanField(**about)
    if part.choices:
        return forms.ChoiceField(choices=[("", "Not said yet"), *part.choices], **about)
    widget = forms.Textarea(attrs={"rows": part.rows}) if part.rows else forms.TextInput()
    return forms.CharField(strip=False, max_length=_MOST if part.rows else 200, widget=widget, **about)


@dataclass(frozen=True)
class Shown:
    """A field as a page shows it, with what somebody else saved where both changed it."""

    field: BoundField
    theirs: str | None


@dataclass(frozen=True)
class Sheet:
    """A form over parts and rows of a text: as it stands, or as somebody sent it."""

    form: PartsForm
    parts: Mapping[str, Part]
    row_keys: Mapping[str, list[str]]
    columns: Mapping[str, Sequence[Part]]
    theirs: Texts = field(default_factory=dict)

    @classmethod
    def showing(
        cls,
        texts: Texts,
        opened: int,
        parts: Iterable[Part],
        columns: Mapping[str, Sequence[Part]],
        theirs: Texts | None = None,
    ) -> "Sheet":
        """A form with a text in it, and empty rows after those that stand."""
        keys: dict[str, list[str]] = {}
        for name in columns:
            known = list(rows_of(name, texts))[:_MOST_ROWS]
            keys[name] = [*known, *fresh_keys(known, _EMPTY_ROWS)]
        asked = _asked(parts, columns, keys)
        form = PartsForm(initial={**texts, "opened": opened}, parts=asked.values())
        return cls(form, asked, keys, columns, theirs or {})

    @classmethod
    def sent(cls, typed: QueryDict, parts: Iterable[Part], columns: Mapping[str, Sequence[Part]]) -> "Sheet":
        """A form with what was typed."""
        keys: dict[str, list[str]] = {name: [] for name in columns}
        for name in typed:
            group, _, rest = name.partition(".")
            key = rest.partition(".")[0]
            if group in keys and _KEY.fullmatch(key) and key not in keys[group] and len(keys[group]) < _MOST_ROWS + 2:
                keys[group].append(key)
        # What a page does not send at all stays as it is; a box that is not ticked is never sent.
        asked = {name: part for name, part in _asked(parts, columns, keys).items() if part.is_check or name in typed}
        return cls(PartsForm(typed, parts=asked.values()), asked, keys, columns)

    def texts(self) -> dict[str, str]:
        """What was typed, once it is valid."""
        found = {name: said for name, said in self.form.cleaned_data.items() if name in self.parts}
        return {
            name: ("yes" if said else "") if self.parts[name].is_check else str(said) for name, said in found.items()
        }

    def fields(self, parts: Iterable[Part]) -> list[Shown]:
        """The fields of some parts."""
        return [self._shown(part.name) for part in parts if part.name in self.form.fields]

    def rows(self, name: str) -> list[list[Shown]]:
        """The fields of each row."""
        asked = [[f"{name}.{key}.{column.name}" for column in self.columns[name]] for key in self.row_keys[name]]
        return [[self._shown(one) for one in row if one in self.form.fields] for row in asked]

    def _shown(self, name: str) -> Shown:
        said = self.theirs.get(name)
        return Shown(self.form[name], dict(self.parts[name].choices).get(said, said) if said is not None else None)


def _asked(
    parts: Iterable[Part], columns: Mapping[str, Sequence[Part]], keys: Mapping[str, list[str]]
) -> dict[str, Part]:
    """Every part by its name, those of the rows too."""
    found = {part.name: part for part in parts}
    for group, listed in columns.items():
        for key in keys[group]:
            for column in listed:
                name = f"{group}.{key}.{column.name}"
                found[name] = Part(name, column.label, column.hint, column.rows, column.choices)
    return found


class SettleForm(DatedForm):
    """What became of a step. `was` is how it stood when the form was opened."""

    was = forms.ChoiceField(choices=ActionStep.State.choices, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="What became of it", widget=forms.RadioSelect(attrs=RADIO))
    why = forms.CharField(
        label="In a sentence",
        help_text="Why, if it is eliminated or open again.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    field_order: tuple[str, ...] = ("state", "when", "on", "why")

    def __init__(self, *given: Any, step: ActionStep, **named: Any) -> None:
        super().__init__(*given, **named)
        words = {"open": "Open again", "completed": "Completed", "eliminated": "Eliminated: it is no longer to be done"}
        self.choice("state").choices = [(code, says) for code, says in words.items() if code != self.opened_as(step)]

    def opened_as(self, step: ActionStep) -> str:
        """How the step stood when the form was opened."""
        return str(self.data.get("was", "")) if self.is_bound else step.state


class FollowUpForm(DatedForm):
    """A check or a review: what became of each step, what helps, and at a review why somebody was not rated again."""

    support = forms.CharField(
        label="What helps the case manager to go on",
        help_text="A sentence is enough: who does what to clear the way.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_not_rated = forms.CharField(
        label="Why there is no new rating",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *given: Any, steps: Sequence[ActionStep], asks_rating: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.steps = steps
        if not asks_rating:
            del self.fields["why_not_rated"]
        for step in steps:
            self.fields[f"was.{step.pk}"] = forms.ChoiceField(
                choices=ActionStep.State.choices, widget=forms.HiddenInput, initial=step.state
            )
            self.fields[f"state.{step.pk}"] = forms.ChoiceField(
                label="What became of it",
                choices=[("open", "Still open"), ("completed", "Completed"), ("eliminated", "Eliminated")],
                widget=forms.RadioSelect(attrs=RADIO),
                initial=step.state,
            )
            self.fields[f"why.{step.pk}"] = forms.CharField(
                label="In a sentence", help_text="Why, if it is eliminated.", required=False, max_length=4000
            )

    def clean(self) -> dict[str, Any]:
        """A step that changes to anything but completed says why."""
        found = super().clean()
        for step in self.steps:
            was, state = found.get(f"was.{step.pk}"), found.get(f"state.{step.pk}")
            if state and state not in {was, "completed"} and not found.get(f"why.{step.pk}", "").strip():
                self.add_error(f"why.{step.pk}", f"Say why: {step.what[:80]}")
        return found

    @property
    def rows(self) -> list[tuple[ActionStep, BoundField, BoundField, BoundField]]:
        """Each step with its fields."""
        return [(step, self[f"was.{step.pk}"], self[f"state.{step.pk}"], self[f"why.{step.pk}"]) for step in self.steps]


class DidForm(DatedForm):
    """On which day, and what was done about it."""

    why = forms.CharField(
        label="What you did",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what you did."},
    )


class WhyForm(DatedForm):
    """On which day, and how."""

    why = forms.CharField(
        label="How it was resolved",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how it was resolved."},
    )


class AddendumForm(forms.Form):
    """What is added to a completed form."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What is added or corrected",
        max_length=_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what is to be added or corrected."},
    )


def _sentences(label: str, rows: int = 3) -> forms.CharField:
    """Some text that may be missing where what was recorded is taken back."""
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
    )  # fmt: skip


class CorrectFollowUpForm(CorrectableForm):
    """A check or a review as it was."""

    support = _sentences("What helps the case manager to go on")
    why_not_rated = _sentences("Why there is no new rating", rows=2)

    field_order = ("when", "on", "support", "why_not_rated", "why")

    def __init__(self, *given: Any, is_check: bool, **named: Any) -> None:
        super().__init__(*given, corrects=True, **named)
        if is_check:
            del self.fields["why_not_rated"]


class CorrectOutcomeForm(CorrectableForm):
    """What became of a step, as it was."""

    state = forms.ChoiceField(
        label="What became of it",
        choices=[("completed", "Completed"), ("eliminated", "Eliminated"), ("open", "Open again")],
        widget=forms.RadioSelect(attrs=RADIO),
    )
    said = _sentences("In a sentence")

    field_order = ("state", "when", "on", "said", "why")


class CorrectResolutionForm(CorrectableForm):
    """When and how a barrier was resolved."""

    how = _sentences("How it was resolved")

    field_order = ("when", "on", "how", "why")


class CorrectBarrierForm(RecordingForm):
    """A systemic barrier as it is."""

    category = forms.ChoiceField(label="Barrier")
    narrative = _sentences("What it is")
    must_act = forms.CharField(label="Who must act", required=False, max_length=200)
    level = forms.ChoiceField(
        label="Level", choices=[("", "Choose"), *((code, capital(says)) for code, says in LEVELS)], required=False
    )
    why = why_field("Why it is corrected")
    withdraws = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, categories: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["category"]
        field.choices = categories
