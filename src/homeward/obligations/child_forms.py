"""The forms for who a child is."""

from typing import Any, Final

from django import forms

from homeward.casefile.sight import Sight
from homeward.obligations.child_facts import COLUMNS
from homeward.obligations.forms import RADIO, RecordingForm
from homeward.obligations.stay_forms import placement_type_field
from homeward.policy.vocabulary import GENDERS
from homeward.website.forms import DayField
from homeward.website.words import choices
from homeward.workforce.models import RoleName, Unit

_INDIAN: Final = [("yes", "Yes"), ("no", "No"), ("unknown", "Not yet known")]


def _name(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False)


class FactsForm(RecordingForm):
    """Names, birth date, gender, whether an Indian child."""

    first_name = _name("First name")
    last_name = _name("Last name")
    birth_date = DayField(label="Birth date", required=False)
    gender = forms.ChoiceField(label="Gender", required=False, choices=[("", "Not recorded"), *choices(GENDERS)])
    indian_child = forms.ChoiceField(
        label="Is the child an Indian child, as the Indian Child Welfare Act means it?",
        choices=_INDIAN,
        initial="unknown",
        widget=forms.RadioSelect(attrs=RADIO),
        help_text="Never concluded from race or a name: it rests on what tribes, family and the court have said.",
    )

    def facts(self) -> dict[str, Any]:
        """What is known of the child, by column."""
        return {column: self.cleaned_data[column] for column in COLUMNS}


class CorrectChildForm(FactsForm):
    """What was wrong or missing, when it was determined, and why it is another now."""

    determined_on = DayField(
        label="Day on which it was determined",
        required=False,
        help_text="Needed when the answer about the Indian child changes.",
    )
    why = forms.CharField(
        label="Why, and who says so",
        max_length=500,
        help_text="For example: birth certificate of Nov 3; letter of the tribe",
        error_messages={"required": "Say why."},
    )


class AddChildForm(FactsForm):
    """A new file: who the child is, where the file is kept, and the removal that begins it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    external_id = forms.CharField(
        label="Identifier in the state system",
        max_length=200,
        help_text="So that an extract finds this child. If there is none yet, a number of your own.",
        error_messages={"required": "Write the identifier."},
    )
    unit = forms.ChoiceField(
        label="Unit", error_messages={"required": "Choose the unit.", "invalid_choice": "Choose one of the units."}
    )
    removed_on = DayField(label="Day of removal")
    placement_type = placement_type_field("First placement")

    field_order = (*COLUMNS[:-1], "external_id", "unit", "removed_on", "placement_type", "indian_child")

    def __init__(self, *given: Any, sight: Sight, **named: Any) -> None:
        super().__init__(*given, **named)
        units = Unit.objects.select_related("agency").order_by("agency__name", "name")
        if RoleName.ADMINISTRATOR in sight.roles:
            units = units.filter(agency__in=sight.agency_ids)
        else:
            units = units.filter(pk__in=sight.unit_ids)
        self.units = {str(unit.pk): unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        said = [(key, f"{unit.name}, {unit.agency.name}") for key, unit in self.units.items()]
        field.choices = said if len(said) == 1 else [("", "Choose one"), *said]

    def clean_unit(self) -> Unit:
        """The unit that was chosen."""
        return self.units[self.cleaned_data["unit"]]
