"""The forms of a permanency goal."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from homeward.obligations.forms import RADIO, CorrectableForm, DatedForm, RecordingForm
from homeward.permanency.goals.asked import checks_on, fields_asked
from homeward.permanency.models import SetBy
from homeward.policy.vocabulary import GOALS
from homeward.website.words import capital, choices, plain

DETAILS: Final = ("set_by", "rationale", "efforts", "compelling_reason", "enduring_adult")
_MOST: Final = 10_000
_TEXT: Final = {"rows": 4}


def _text(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=_MOST, widget=forms.Textarea(attrs=_TEXT)
    )


class DetailsForm(forms.Form):
    """Who set a goal, and why; what is needed depends on the goal."""

    set_by = forms.ChoiceField(
        label="Set by",
        choices=[(one.value, capital(str(one.label))) for one in SetBy],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Say who set it."},
    )
    rationale = _text("Rationale", "Why this goal, and not another.")
    efforts = _text("Efforts", "What was done to achieve it, in another state too if appropriate.")
    compelling_reason = _text("Compelling reason", "Why no other goal is best for the child now.")
    enduring_adult = _text("Adult who stays", "The adult with whom the child has a relationship that lasts.")

    def say_what_is_asked(self, kind: str, goals: Sequence[str], today: date) -> None:
        """Add to the hint of each text for which goals it is needed."""
        for name in DETAILS[1:]:
            asked = [goal for goal in goals if any(name in fields_asked(rule) for rule in checks_on(kind, goal, today))]
            field = self.fields[name]
            if asked and len(goals) > 1:
                field.help_text = f"{field.help_text} Needed for: {', '.join(plain(goal) for goal in asked)}."
            elif asked:
                field.help_text = f"{field.help_text} Needed for this goal."
            elif len(goals) == 1:
                field.help_text = f"{field.help_text} Not needed for this goal."

    def details(self) -> dict[str, str]:
        """What was written, by column."""
        return {name: self.cleaned_data[name] for name in DETAILS}


class GoalForm(DetailsForm, CorrectableForm):
    """Which goal was set, on which day, by whom and why; a correction also says why it is one."""

    value = forms.ChoiceField(
        label="Goal",
        help_text="Reunification, adoption and guardianship are legal permanence: look at them first. Adoption needs "
        "the termination of parental rights.",
        widget=forms.RadioSelect(attrs=RADIO),
    )
    reevaluated = forms.BooleanField(
        label="With this, the goals were looked at again because of a change of placement",
        help_text="It is recorded as well, with the same day; you need not enter it again.",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "usa-checkbox__input"}),
    )

    def __init__(self, *given: Any, kind: str, is_asked_again: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.order_fields(("value", "when", "on", *DETAILS, "reevaluated", "why"))
        if not is_asked_again:
            del self.fields["reevaluated"]
        self.choice("value").choices = choices(GOALS)
        self.say_what_is_asked(kind, GOALS, self.today)
        # Who takes a goal back need not know who would have set it.
        self.fields["set_by"].required = not self.data.get("withdraws")


class StayForm(DatedForm):
    """The goals were looked at again and stay as they are."""

    because = forms.CharField(
        label="Why they stay",
        help_text="What was looked at, with whom, and why each goal is still the right one.",
        max_length=_MOST,
        widget=forms.Textarea(attrs=_TEXT),
        error_messages={"required": "Write why the goals stay as they are."},
    )


class DescribeForm(DetailsForm, RecordingForm):
    """The same for a goal that is on record already; if its reasons are too, with why they are written anew."""

    why = forms.CharField(label="Why it is corrected", max_length=500, required=False)
    """Asked for by the action, if anything is written anew: what is sent twice is not a correction."""

    def __init__(self, *given: Any, kind: str, goal: str, today: date, corrects: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.say_what_is_asked(kind, (goal,), today)
        if not corrects:
            del self.fields["why"]
