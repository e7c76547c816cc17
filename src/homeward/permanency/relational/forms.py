"""The form of relational permanence: the question that counts, and scores from the agency's copy of an instrument."""

from typing import Any, Final

from django import forms

from homeward.obligations.forms import RADIO, CorrectableForm
from homeward.permanency.models.relational import INSTRUMENTS, SECTIONS

_YES_NO: Final = [("yes", "Yes"), ("no", "No")]
FIELDS: Final = (
    "lifelong_agreed",
    "with_youth",
    "connections",
    "instrument",
    *(name for name, _ in SECTIONS),
    "total_score",
    "note",
)
"""What goes into the record as it was typed."""


def _score(label: str, hint: str = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, max_digits=4, decimal_places=1, help_text=hint
    )


class RelationalForm(CorrectableForm):
    """Any part may stay empty, but not all of it."""

    lifelong_agreed = forms.ChoiceField(
        label="Is there one caring adult whom both call lifelong?",
        help_text="The young person and the adult, each asked.",
        required=False,
        choices=[*_YES_NO, ("", "Not asked")],
        widget=forms.RadioSelect(attrs=RADIO),
    )
    with_youth = forms.ChoiceField(
        label="Was it filled in together with the young person?",
        required=False,
        choices=[*_YES_NO, ("", "Not recorded")],
        widget=forms.RadioSelect(attrs=RADIO),
    )
    connections = forms.IntegerField(
        label="How many lasting connections?",
        help_text="People, without professionals.",
        required=False,
        min_value=0,
        max_value=500,
    )
    instrument = forms.ChoiceField(
        label="Instrument",
        required=False,
        choices=[("", "None"), *INSTRUMENTS],
        help_text="Fill in your agency's copy, and write its scores here. Homeward holds none of its questions.",
    )
    note = forms.CharField(label="Note", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name, says in SECTIONS:
            self.fields[name] = _score(says)
        self.fields["total_score"] = _score("Total", "As your copy has it, 0 to 100. Nothing is added up here.")
        self.order_fields(["when", "on", *FIELDS, "why"])

    def clean(self) -> dict[str, Any]:
        """Something must be there; and scores belong to an instrument."""
        found = super().clean()
        scores = [name for name, _ in SECTIONS] + ["total_score"]
        if any(found.get(name) is not None for name in scores) and not found.get("instrument"):
            self.add_error("instrument", "Choose the instrument that the scores are of.")
        if not self.errors and all(found.get(name) in {None, ""} for name in FIELDS):
            self.add_error(None, "Nothing is filled in yet: answer at least one question.")
        return found
