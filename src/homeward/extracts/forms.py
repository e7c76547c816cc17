"""The forms of extracts: sending one, and saying who is meant by an identifier."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from homeward.casefile.sight import Sight
from homeward.extracts.files import names_of
from homeward.extracts.models import Mention
from homeward.extracts.settle import free
from homeward.workforce.models import Agency, Person, Unit

_MEANT: Final = {"agency": Agency, "unit": Unit}
"""What the identifier in a column stands for; a person in all others."""


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """One file or several; the value is their list."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file that was sent, none of them empty."""
        sent = data if isinstance(data, list) else [data]
        return [super(_Files, self).clean(one, initial) for one in sent or [None]]


class SendForm(forms.Form):
    """An extract to be sent."""

    sent = _Files(
        label="The extract",
        help_text="One .zip, one .xlsx, or children.csv, episodes.csv, placements.csv and events.csv together.",
        error_messages={"required": "Choose the extract.", "empty": "This file is empty."},
        widget=_Several(attrs={"accept": ".zip,.xlsx,.csv", "class": "file"}),
    )

    def __init__(self, *given: Any, is_too_large: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.is_too_large = is_too_large
        if is_too_large:
            most = settings.HOMEWARD_EXTRACT_MEGABYTES
            said = f"This is larger than {most:,} megabytes. Send it as a .zip, or ask who runs Homeward."
            self.fields["sent"].error_messages["required"] = said

    def clean_sent(self) -> Any:
        """The files, if they can be a caseload."""
        sent = self.cleaned_data["sent"]
        names_of(sent)
        return sent


class MeantForm(forms.Form):
    """Who or what is meant by an identifier of the state system: whom no extract names by another one."""

    meant = forms.ModelChoiceField(queryset=Person.objects.none(), empty_label="Choose", label="")

    def __init__(self, *given: Any, mention: Mention, sight: Sight, is_required: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.mention, self.called = mention, mention.identifier
        self.fields["meant"].required = is_required
        field = self.fields["meant"]
        assert isinstance(field, forms.ModelChoiceField)
        field.error_messages["invalid_choice"] = (
            "Choose one of the list. Who has another identifier already is not in it."
        )
        model: Any = _MEANT.get(mention.column, Person)
        field.label = f"Who is {mention.identifier}?" if model is Person else f"Which {mention.column} is it?"
        own = {"pk__in": sight.agency_ids} if model is Agency else {"agency_id__in": sight.agency_ids}
        field.queryset = free(model._default_manager.filter(**own)).order_by("name")

    def clean_meant(self) -> Any:
        """Whoever was chosen."""
        meant = self.cleaned_data["meant"]
        if meant is None and self.fields["meant"].required:
            raise ValidationError("Choose one.")
        return meant
