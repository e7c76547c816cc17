"""What the forms of permanency have in common: something of a day, which can also be corrected or taken back."""

from typing import Any

from django import forms

from homeward.obligations.forms import DatedForm


class CorrectableForm(DatedForm):
    """A dated form; where it corrects something it also asks why, and carries whether nothing of it happened."""

    why = forms.CharField(label="Why it is corrected", max_length=500, error_messages={"required": "Say why."})
    withdraws = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, corrects: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if not corrects:
            del self.fields["why"], self.fields["withdraws"]
