"""The forms of a plan: its text, and its filing."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict

from homeward.obligations.forms import DatedForm
from homeward.permanency.goals.asked import REEVALUATED
from homeward.permanency.models import DraftSave
from homeward.permanency.plans.due import IN_PLAN
from homeward.permanency.plans.parts import Part
from homeward.permanency.plans.text import COLUMNS, CONDITIONS, PlanText, Row
from homeward.policy.vocabulary import GOALS
from homeward.website.words import choices

_MOST: Final = 20_000
_MOST_OF_ROW: Final = 4_000
MOST_ROWS: Final = 60
_BOX: Final = forms.CheckboxInput(attrs={"class": "usa-checkbox__input"})
_ALSO: Final = {
    REEVALUATED: "With this plan the goals were looked at again after the last change of placement",
    IN_PLAN: "The results of the roundtable are in this plan",
}
"""What a plan may be besides, by the kind of its event."""


def _text(label: str, hint: str = "", *, rows: int, most: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, strip=False, max_length=most, widget=area)


class ConditionForm(forms.Form):
    """One condition for permanence. `called` tells the rows apart for those who hear the summary of faults."""

    goal = forms.ChoiceField(
        label="For the goal",
        required=False,
        choices=[("", "Not said yet"), *choices(GOALS)],
    )
    condition = _text("What must be so", rows=3, most=_MOST_OF_ROW)
    measure = _text("How one will know", rows=3, most=_MOST_OF_ROW)
    progress = _text("Progress", rows=3, most=_MOST_OF_ROW)

    @property
    def called(self) -> str:
        return f"Condition {int(str(self.prefix).rpartition('-')[2]) + 1}:"


class PlanForm(forms.Form):
    """The parts of a plan; nothing in it is required. `opened` is the save that was opened."""

    opened = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, parts: Sequence[Part], **named: Any) -> None:
        super().__init__(*given, **named)
        for part in parts:
            self.fields[part.code] = _text(part.title, part.hint, rows=6, most=_MOST)


_Conditions = forms.formset_factory(ConditionForm, extra=0, absolute_max=MOST_ROWS, max_num=MOST_ROWS)


class Writing:
    """The whole form of a draft: the parts, and a row for each condition."""

    def __init__(self, form: PlanForm, conditions: Any, parts: Sequence[Part]) -> None:
        self.form, self.conditions, self.parts = form, conditions, parts

    @classmethod
    def showing(cls, text: PlanText, opened: DraftSave, parts: Sequence[Part]) -> "Writing":
        """A form with a text in it, and an empty row at the end."""
        form = PlanForm(initial={**text.texts, "opened": opened.pk}, parts=parts)
        rows: list[Row] = [*text.conditions, dict.fromkeys(COLUMNS, "")]
        return cls(form, _Conditions(initial=rows[:MOST_ROWS], prefix=CONDITIONS), parts)

    @classmethod
    def sent(cls, typed: QueryDict, parts: Sequence[Part], *, more_rows: int = 0) -> "Writing":
        """A form with what was typed."""
        total = f"{CONDITIONS}-TOTAL_FORMS"
        given, rows = typed.copy(), str(typed.get(total, ""))
        if more_rows and rows.isdecimal():
            given[total] = str(min(int(rows) + more_rows, MOST_ROWS))
        return cls(PlanForm(given, parts=parts), _Conditions(given, prefix=CONDITIONS), parts)

    @property
    def all_forms(self) -> list[forms.Form]:
        return [self.form, *self.conditions]

    def is_valid(self) -> bool:
        return bool(self.form.is_valid() & self.conditions.is_valid())

    def text(self) -> PlanText:
        """What was typed, once it is valid."""
        found: Mapping[str, Any] = self.form.cleaned_data
        texts = {name: said for name, said in found.items() if name != "opened"}
        rows = [{name: row.get(name, "") for name in COLUMNS} for row in self.conditions.cleaned_data]
        return PlanText(texts, tuple(rows)).tidy()


class FilingForm(DatedForm):
    """The day of the official plan; `read` is the save of the draft that was looked at."""

    read = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *given: Any, also: Collection[str] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["when"].label = "On which day did you confirm the official plan?"
        for kind in also:
            self.fields[kind] = forms.BooleanField(
                label=_ALSO[kind], help_text="It is recorded as well, with the same day.", required=False, widget=_BOX
            )
        self.also = tuple(also)

    def clean(self) -> dict[str, Any]:
        """What is recorded besides."""
        found = super().clean() or {}
        return found | {"also": [kind for kind in self.also if found.get(kind)]}
