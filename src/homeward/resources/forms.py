"""The forms by which an agency keeps its library."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from homeward.administration.forms import CHECKBOX
from homeward.resources.links import EXAMPLE
from homeward.resources.topics import SITUATIONS, TOPICS
from homeward.website.forms import DayField
from homeward.website.words import capital


class ResourceForm(forms.Form):
    """One resource."""

    topic = forms.ChoiceField(label="Topic", choices=list(TOPICS.items()))
    title = forms.CharField(label="Title", max_length=200)
    credit = forms.CharField(label="Credit", max_length=200, required=False, help_text="Who made it.")
    link = forms.CharField(
        label="Link", max_length=500, required=False, help_text=f"For example {EXAMPLE}. Empty: there is none."
    )
    place = forms.CharField(
        label="Where on that page", max_length=300, required=False, help_text="If the link alone does not lead there."
    )
    about = forms.MultipleChoiceField(
        label="Propose it on a child's page when",
        choices=[(code, capital(says)) for code, says in SITUATIONS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=CHECKBOX),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False, max_length=80)


class RetireForm(forms.Form):
    """Why it stands in no list any more."""

    why = forms.CharField(label="Why", max_length=300, required=False, help_text="For whoever looks for it later.")


class CheckForm(forms.Form):
    """On which day somebody opened the link."""

    on = DayField(label="Opened on")

    def __init__(self, *given: Any, today: date, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today

    def clean_on(self) -> date:
        """A day that has come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise ValidationError("This day has not come yet.")
        return on


class NoForm(forms.Form):
    """Nothing is asked but whether."""
