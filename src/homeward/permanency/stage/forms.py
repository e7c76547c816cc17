"""The form of a stage of the permanency framework."""

from typing import Any

from django import forms

from homeward.obligations.forms import RADIO, CorrectableForm
from homeward.permanency.models.stage import STAGES


class StageForm(CorrectableForm):
    """Which stage begins, when, and with which services."""

    stage = forms.ChoiceField(
        label="Which stage begins?",
        choices=STAGES,
        widget=forms.RadioSelect(attrs=RADIO),
        help_text="Stage setting involves concurrent planning. The stage before ends the day before.",
    )
    services = forms.CharField(
        label="Services in this stage", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.order_fields(["stage", "when", "on", "services", "why"])
