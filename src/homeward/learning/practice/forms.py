"""The forms of the exercises. None of them is stored: what is typed comes back beside the key."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from django import forms
from django.forms import BoundField

from homeward.learning.practice.exercises import WHOSE, Statement
from homeward.obligations.forms import RADIO
from homeward.permanency.criteria import CRITERIA
from homeward.policy.vocabulary import RATINGS
from homeward.website.words import choices

_LONG: Final = 2000


class VignetteForm(forms.Form):
    """The criteria as in a rating, without notes, and the level; nothing has to be answered."""

    value = forms.ChoiceField(
        label="The level that you choose",
        choices=choices(RATINGS),
        required=False,
        widget=forms.RadioSelect(attrs=RADIO),
    )
    why = forms.CharField(
        label="Why this level",
        required=False,
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a sentence, as you would say it at the table.",
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for one in CRITERIA:
            radio = forms.RadioSelect(attrs=RADIO)
            self.fields[one.name] = forms.ChoiceField(label=one.asks, choices=one.choices, required=False, widget=radio)

    @property
    def answers(self) -> dict[str, str]:
        """As they stand in the form."""
        return {one.name: str(self[one.name].value() or "") for one in CRITERIA}

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The criteria under their headings."""
        for about, criteria in groupby(CRITERIA, key=lambda one: one.about):
            yield about, [self[one.name] for one in criteria]


class StepForm(forms.Form):
    """An action step, as the form of a consultation asks for it."""

    what = forms.CharField(
        label="What is to be done", max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    who = forms.CharField(label="Who", max_length=200, required=False)
    by = forms.CharField(label="By when", max_length=200, required=False, help_text="For example Dec 9, 2026")
    barrier = forms.CharField(label="What may be in the way", max_length=_LONG, required=False)
    overcome = forms.CharField(label="How to overcome it", max_length=_LONG, required=False)

    def __init__(self, *given: Any, statements: Sequence[Statement], **named: Any) -> None:
        super().__init__(*given, **named)
        self.statements = statements
        for one in statements:
            radio = forms.RadioSelect(attrs=RADIO)
            self.fields[one.code] = forms.ChoiceField(label=one.says, choices=WHOSE, required=False, widget=radio)

    @property
    def step(self) -> list[BoundField]:
        """The fields of the step."""
        return [self[name] for name in self.base_fields]

    @property
    def told_apart(self) -> list[tuple[Statement, BoundField, str]]:
        """Each statement, its field, and what was chosen, in words."""
        return [
            (one, self[one.code], dict(WHOSE).get(str(self[one.code].value() or ""), "")) for one in self.statements
        ]


class EffortsForm(forms.Form):
    """The active efforts that somebody remembers."""

    listed = forms.CharField(
        label="The active efforts that you can name",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="One on each line, in your own words.",
    )

    @property
    def lines(self) -> list[str]:
        """As they were typed, without empty ones."""
        return [line.strip() for line in str(self["listed"].value() or "").splitlines() if line.strip()]
