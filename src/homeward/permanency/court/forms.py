"""The forms of reviews and hearings; the small ones of `obligations`, with what a court or a panel finds."""

from typing import Any, Final

from django import forms

from homeward.casefile.models import Event
from homeward.obligations.forms import RADIO, CorrectableForm, DatedForm, RecordingForm
from homeward.permanency.models.court import CourtFinding, EffortsFinding, PlanDecision, PutOffReason, TookPart
from homeward.policy.vocabulary import GOALS
from homeward.website.forms import DayField
from homeward.website.words import capital, day_words, plain

_BOX: Final = {"class": "usa-checkbox__input"}
_FINDINGS: Final = ("reasonable_efforts", "active_efforts", "plan", "goal", "took_part", "others", "notes")


def _choices(choices: Any) -> list[tuple[str, str]]:
    return [("", "Not recorded"), *((code, capital(str(said))) for code, said in choices)]


def _text(label: str, hint: str = "", *, required: bool = False) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=required, widget=area, max_length=4000)


class FindingsForm(RecordingForm):
    """What was found. Everything may stay empty: what is not recorded is shown as not recorded."""

    reasonable_efforts = forms.ChoiceField(
        label="Reasonable efforts to achieve the goal", required=False, choices=_choices(EffortsFinding.choices)
    )
    active_efforts = forms.ChoiceField(
        label="Active efforts, for an Indian child", required=False, choices=_choices(EffortsFinding.choices)
    )
    plan = forms.ChoiceField(label="Permanency plan", required=False, choices=_choices(PlanDecision.choices))
    goal = forms.ChoiceField(
        label="Goal that was found",
        required=False,
        choices=_choices((goal, plain(goal)) for goal in GOALS),
        help_text="It is kept with this record. For it to count as the goal, record it as the permanency goal too.",
    )
    took_part = forms.MultipleChoiceField(
        label="Who took part",
        required=False,
        choices=[(code, capital(str(said))) for code, said in TookPart.choices],
        widget=forms.CheckboxSelectMultiple(attrs=_BOX),
    )
    others = _text("Others who took part", "Roles rather than names, and how many, for example: two aunts, a coach")
    notes = _text("Notes")

    def __init__(self, *given: Any, asks_active_efforts: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        if not asks_active_efforts:
            del self.fields["active_efforts"]

    @staticmethod
    def initial_of(found: CourtFinding | None) -> dict[str, Any]:
        """The fields as they were recorded."""
        if found is None:
            return {}
        known = {name: getattr(found, name) for name in _FINDINGS}
        return {**known, "took_part": found.took_part.split(";") if found.took_part else []}


def findings_in(found: dict[str, Any]) -> dict[str, str]:
    """What a form holds as the columns of `CourtFinding`."""
    return {name: ";".join(found[name]) if name == "took_part" else found.get(name, "").strip() for name in _FINDINGS}


class HeldForm(DatedForm, FindingsForm):
    """It was held: when, what was found, and when the next one is."""

    next_on = DayField(label="The next one is set for", required=False)
    was_early = forms.BooleanField(required=False, initial=True, widget=forms.CheckboxInput(attrs=_BOX))

    field_order = ("when", "on", "was_early", *_FINDINGS[:-1], "next_on", "notes")

    def __init__(self, *given: Any, ahead: Event | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if ahead and ahead.on > self.today:
            label = f"It is the one that was announced for {day_words(ahead.on)}: take that day back"
            self.fields["was_early"].label = label
        else:
            del self.fields["was_early"]


class CorrectHeldForm(CorrectableForm, FindingsForm):
    """It was held on another day, or other things were found; or it was not held at all."""

    field_order = ("when", "on", *_FINDINGS, "why")


class AnnounceForm(DatedForm):
    """A day is set; where one was announced before, also why it is another one now."""

    reason = forms.ChoiceField(
        label="Why the day is another one",
        choices=[(code, capital(str(said))) for code, said in PutOffReason.choices],
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Say why the day is another one."},
    )
    details = _text("More about it")

    field_order = ("on", "reason", "details")

    def __init__(self, *given: Any, before: Event | None, **named: Any) -> None:
        super().__init__(*given, is_ahead=True, **named)
        if before is None:
            del self.fields["reason"], self.fields["details"]
        else:
            self.fields["on"].label = "The new day"


class SummaryForm(DatedForm):
    """The written summary of one review."""

    review = forms.ChoiceField(label="Of which review", widget=forms.RadioSelect(attrs=RADIO))
    sent_to = _text("To whom it went", "Roles rather than names, for example: the court, the parents, the tribe")

    field_order = ("review", "when", "on", "sent_to")

    def __init__(self, *given: Any, reviews: list[Event], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choice("review").choices = [(str(one.pk), day_words(one.on)) for one in reviews]


class NoticeForm(CorrectableForm):
    """When something that goes out before a review or hearing was done, and to whom it went."""

    note = _text("To whom it went, or what came in", "Roles rather than names, for example: the parents, the tribe")

    field_order = ("when", "on", "note", "why")


class EffortsNotRequiredForm(DatedForm):
    """The day of the court's finding, and its ground."""

    ground = _text("On which ground the court found it", required=True)

    field_order = ("when", "on", "ground")
