"""The form of a permanency rating: the criteria, what they say of each level, and the level that a person picks."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from django import forms
from django.forms import BoundField

from homeward.obligations.forms import RADIO, CorrectableForm, RecordingForm
from homeward.permanency.criteria import CONTEXTS, CRITERIA
from homeward.permanency.ratings.actions import ASKS_NO_CONSULTATION, Details
from homeward.permanency.ratings.check import CheckedLevel, check, higher_levels_met
from homeward.permanency.ratings.scale import Scale
from homeward.policy.vocabulary import RATINGS
from homeward.website.words import choices

_NOTE: Final = "note_"
_EVIDENCE: Final = "evidence_"


class CriteriaForm(RecordingForm):
    """The details behind a rating; none of them has to be answered."""

    restrictiveness_level = forms.ChoiceField(
        label="How restrictive is the home?", required=False, help_text="The least restrictive comes first."
    )
    context = forms.ChoiceField(label="On which occasion?", required=False, choices=[("", "Not recorded"), *CONTEXTS])
    no_consultation_required = forms.BooleanField(
        label="No consultation required",
        required=False,
        help_text="Only beside Very good and Good, where policy asks no consultation.",
    )
    why_this_level = forms.CharField(
        label="Why this level",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed only where the criteria say otherwise. A sentence is enough.",
    )

    def __init__(self, *given: Any, scale: Scale, evidence: Sequence[Any] = (), rated: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.scale = scale
        if rated and rated not in ASKS_NO_CONSULTATION:
            del self.fields["no_consultation_required"]
        for one in CRITERIA:
            radio = forms.RadioSelect(attrs=RADIO)
            self.fields[one.name] = forms.ChoiceField(label=one.asks, choices=one.choices, required=False, widget=radio)
            self.fields[_NOTE + one.name] = forms.CharField(label=f"Note: {one.asks}", required=False, max_length=500)
            self.fields[_EVIDENCE + one.name] = forms.ChoiceField(
                label=f"Evidence: {one.asks}", choices=[("", "None chosen"), *evidence], required=False
            )
        listed = [(level.code, level.says) for level in scale.restrictiveness]
        restrictiveness = self.fields["restrictiveness_level"]
        assert isinstance(restrictiveness, forms.ChoiceField)
        restrictiveness.choices = [("", "Not recorded"), *listed]

    @property
    def answers(self) -> dict[str, str]:
        """The answers as they stand in the form, whether it was sent or is only opened."""
        return {one.name: str(self[one.name].value() or "") for one in CRITERIA}

    @property
    def groups(self) -> Iterator[tuple[str, list[tuple[BoundField, BoundField, BoundField]]]]:
        """The criteria under their headings, each with its note and its evidence."""
        for about, criteria in groupby(CRITERIA, key=lambda one: one.about):
            yield about, [(self[one.name], self[_NOTE + one.name], self[_EVIDENCE + one.name]) for one in criteria]

    @property
    def checked(self) -> tuple[CheckedLevel, ...]:
        """What the scale says of these answers, level by level."""
        return check(self.scale, self.answers)


class RatingForm(CriteriaForm, CorrectableForm):
    """A rating of a day. Asked to be checked only (`step` is "change"), it needs neither a level nor a reason yet."""

    value = forms.ChoiceField(
        label="The level that you choose",
        choices=choices(RATINGS),
        widget=forms.RadioSelect(attrs=RADIO),
        error_messages={"required": "Choose a level."},
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.data.get("step") == "change":
            for name in {"value", "why"} & set(self.fields):
                self.fields[name].required = False

    @property
    def levels(self) -> list[tuple[Any, CheckedLevel]]:
        """The levels to choose from, each with what the scale says of it."""
        return list(zip(self["value"], self.checked, strict=True))

    @property
    def higher_levels_met(self) -> list[str]:
        """The levels above the chosen one of which all conditions are met too."""
        return higher_levels_met(self.checked, str(self["value"].value() or ""))


def details_of(found: dict[str, Any], scale: Scale) -> Details:
    """What a form was found to hold, as the details of a rating made with a scale."""
    notes = {one.name: found[_NOTE + one.name].strip() for one in CRITERIA}
    return Details(
        scale=scale,
        answers={one.name: found[one.name] for one in CRITERIA},
        notes={name: note for name, note in notes.items() if note},
        evidence={one.name: found[_EVIDENCE + one.name] for one in CRITERIA if found[_EVIDENCE + one.name]},
        restrictiveness_level=found["restrictiveness_level"],
        context=found["context"],
        no_consultation_required=found.get("no_consultation_required", False),
        why_this_level=found["why_this_level"].strip(),
    )
