"""The forms of stays in care and of placements."""

from typing import Any, Final

from django import forms

from homeward.obligations.forms import DatedForm, RecordingForm, why_field
from homeward.policy.vocabulary import DISCHARGE_REASONS, PLACEMENT_TYPES
from homeward.website.forms import DayField
from homeward.website.words import choices

_CHOOSE: Final = [("", "Choose one")]


def _choices(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    return _CHOOSE + choices(codes)


def placement_type_field(label: str) -> forms.ChoiceField:
    """The types of placement to choose from."""
    return forms.ChoiceField(
        label=label, choices=_choices(PLACEMENT_TYPES), error_messages={"required": "Choose the type of placement."}
    )


class PlacementForm(DatedForm):
    """The day on which a child came to live somewhere, and where: a removal with its first placement, or a move."""

    placement_type = placement_type_field("Where the child lives from then on")

    field_order = ("when", "on", "placement_type")


class DischargeForm(DatedForm):
    """The day on which a stay ended, and how."""

    discharge_reason = forms.ChoiceField(
        label="How the stay ended",
        choices=_choices(DISCHARGE_REASONS),
        error_messages={"required": "Say how the stay ended."},
    )

    field_order = ("when", "on", "discharge_reason")


class CorrectEpisodeForm(RecordingForm):
    """The days of a stay as they were."""

    removed_on = DayField(label="Day of removal")
    discharged_on = DayField(label="Day of discharge, if the stay has ended", required=False)
    discharge_reason = forms.ChoiceField(
        label="How the stay ended", required=False, choices=[("", "It has not ended"), *_choices(DISCHARGE_REASONS)[1:]]
    )
    why = why_field("Why it is corrected")

    def clean(self) -> dict[str, Any]:
        """A stay that has not ended has no way in which it ended."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("discharge_reason") and not found.get("discharged_on") and "discharged_on" not in self.errors:
            self.add_error("discharged_on", "Write the day of discharge, or choose “It has not ended”.")
        return found


class CorrectPlacementForm(RecordingForm):
    """The days and the type of a placement as they were."""

    started_on = DayField(label="First day")
    ended_on = DayField(label="Last day, if it has ended", required=False)
    placement_type = placement_type_field("Type of placement")
    why = why_field("Why it is corrected")
