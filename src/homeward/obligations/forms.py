"""The forms in which something is recorded for a child; every richer form is built on these."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django import forms

from homeward.casefile.models import Child
from homeward.policy.vocabulary import VALUES_OF_KIND, is_scheduled
from homeward.website.forms import DayField
from homeward.website.words import capital, choices, near_words, plain

RADIO: Final = {"class": "usa-radio__input"}
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


def why_field(label: str) -> forms.CharField:
    """The reason without which nothing that was recorded is changed."""
    return forms.CharField(label=label, max_length=500, error_messages={"required": "Say why."})


class RecordingForm(forms.Form):
    """Carries the version of the child at which it was opened, and a token: sent twice, it records once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def opened_for(child: Child) -> dict[str, Any]:
        """The initial values of a form that is opened now."""
        return {"token": uuid4(), "version": child.version}


class DatedForm(RecordingForm):
    """Something that happened on a day: today, yesterday or another; or something announced, on a day ahead."""

    when = forms.ChoiceField(label="When", widget=forms.RadioSelect(attrs=RADIO), initial=TODAY)
    on = DayField(label="Which day", required=False)

    field_order: tuple[str, ...] = ("when", "on")

    def __init__(self, *given: Any, today: date, is_ahead: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.today = today
        if is_ahead:
            del self.fields["when"]
            self.fields["on"].required, self.fields["on"].label = True, "On which day"
            return
        days = ((TODAY, "Today", today), (YESTERDAY, "Yesterday", today - timedelta(days=1)))
        choices = [(name, f"{said}, {near_words(day, today)}") for name, said, day in days]
        self.choice("when").choices = [*choices, (OTHER, "Another day")]

    def choice(self, name: str) -> forms.ChoiceField:
        """A field with choices, by its name."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        """The day that was chosen stands under `on` whichever way it was chosen."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        when, typed = found.get("when", OTHER), found.get("on")
        if when == OTHER and not typed and "on" not in self.errors:
            self.add_error("on", "Write the day.")
        elif when != OTHER and typed:
            self.add_error("when", "You wrote another day: choose “Another day”, or leave the day empty.")
        elif when != OTHER:
            found["on"] = self.today - timedelta(days=when == YESTERDAY)
        return found


class CorrectableForm(DatedForm):
    """A dated form; where it corrects something it also asks why, and carries whether nothing of it happened."""

    why = why_field("Why it is corrected")
    withdraws = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, corrects: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        if not corrects:
            del self.fields["why"], self.fields["withdraws"]


class EventForm(CorrectableForm):
    """What happened, with a value where the kind has one."""

    value = forms.ChoiceField(label="What", widget=forms.RadioSelect(attrs=RADIO))

    field_order = ("when", "on", "value", "why")

    def __init__(self, *given: Any, kind: str, **named: Any) -> None:
        super().__init__(*given, is_ahead=is_scheduled(kind), **named)
        if values := VALUES_OF_KIND.get(kind):
            self.choice("value").choices = choices(values)
            self.fields["value"].label = capital(plain(kind).removesuffix(" set"))
        else:
            del self.fields["value"]


class TakeBackForm(RecordingForm):
    """Why something that was recorded is taken back."""

    why = why_field("Why it is taken back")
