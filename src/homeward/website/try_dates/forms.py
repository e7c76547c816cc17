"""The form of Try dates: the stay, and rows of what happened. Empty rows are nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms

from homeward.policy import Caseload, Manual
from homeward.policy.vocabulary import PLACEMENT_TYPES
from homeward.website.forms import DayField
from homeward.website.try_dates.groups import GROUPS, PLACEMENTS, Group
from homeward.website.words import choices, day_words

MOST_ROWS: Final = 60
CHILD: Final = "the child"
_EPISODE: Final = "the stay"


class Stay(forms.Form):
    """From removal to discharge, and how to look at it."""

    removed_on = DayField(label="Removed from home on", error_messages={"required": "Write the day of the removal."})
    discharged_on = DayField(label="Left care on", required=False, help_text="Leave empty if the child is in care.")
    birth_date = DayField(label="Born on", required=False, help_text="Leave empty if it is not known.")
    indian_child = forms.ChoiceField(
        label="Indian child",
        required=False,
        choices=(("no", "No"), ("yes", "Yes"), ("unknown", "Not known")),
        help_text="Under the Indian Child Welfare Act.",
    )
    as_of = DayField(label="Looked at on", error_messages={"required": "Write the day to look at."})
    hearing_interval = forms.ChoiceField(label="Permanency hearings every", required=False)

    use_required_attribute = False

    def __init__(self, *given: Any, manual: Manual, **named: Any) -> None:
        super().__init__(*given, **named)
        interval = manual.setting_definitions.get("hearing_interval")
        if interval and interval.choices:
            field = self.fields["hearing_interval"]
            field.choices = [(choice, choice) for choice in interval.choices]  # type: ignore[attr-defined]
            field.help_text = f"Here it is {manual.settings['hearing_interval']}."
        else:
            del self.fields["hearing_interval"]

    def clean(self) -> dict[str, Any]:
        """An end before its start, a birth after the removal."""
        said = super().clean() or {}
        removed_on, discharged_on, birth_date = (
            said.get(name) for name in ("removed_on", "discharged_on", "birth_date")
        )
        if removed_on and discharged_on and discharged_on < removed_on:
            self.add_error("discharged_on", f"This is before the removal on {day_words(removed_on)}.")
        if removed_on and birth_date and birth_date > removed_on:
            self.add_error("birth_date", f"This is after the removal on {day_words(removed_on)}.")
        if removed_on and said.get("as_of") and said["as_of"] < removed_on:
            self.add_error("as_of", f"The child was not yet in care: the removal is {day_words(removed_on)}.")
        return said


class _Row(forms.Form):
    """One row of a group; `called` tells it apart in the summary of faults."""

    called = ""


class PlacementRow(_Row):
    """One placement."""

    placement_type = forms.ChoiceField(
        label="Kind of placement",
        choices=[("", "Choose the kind"), *choices(PLACEMENT_TYPES)],
        error_messages={"required": "Choose the kind of placement."},
    )
    started_on = DayField(label="From", help_text="", error_messages={"required": "Write the first day."})
    ended_on = DayField(label="To", help_text="", required=False)

    def clean(self) -> dict[str, Any]:
        """An end before its start."""
        said = super().clean() or {}
        if said.get("started_on") and said.get("ended_on") and said["ended_on"] < said["started_on"]:
            self.add_error("ended_on", f"This is before the first day, {day_words(said['started_on'])}.")
        return said


class EventRow(_Row):
    """One thing that happened or is announced."""

    what = forms.ChoiceField(label="What", error_messages={"required": "Choose what happened on this day."})
    on = DayField(label="On", help_text="")

    def __init__(self, *given: Any, group: Group, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["what"].choices = group.choices()  # type: ignore[attr-defined]
        if len(group.kinds) == 1:
            self.fields["what"].label = "Rating"


@dataclass(frozen=True)
class Rows:
    """A group with the rows that are on the page."""

    group: Group
    forms: tuple[forms.Form, ...]


class Questions:
    """The whole page: bound and checked, or (with `checked` false) as it was typed, with no word about faults."""

    def __init__(self, data: Mapping[str, Any], manual: Manual, *, checked: bool, add: str = "") -> None:
        self.checked = checked
        typed = {name: data[name] for name in Stay.base_fields if name in data}
        self.stay = Stay(data, manual=manual) if checked else Stay(initial=typed, manual=manual)
        self.rows = tuple(Rows(group, tuple(self._rows_of(group, data, group.name == add))) for group in GROUPS)

    def _rows_of(self, group: Group, data: Mapping[str, Any], one_more: bool) -> Iterator[forms.Form]:
        written = str(data.get(f"{group.name}-rows", "1"))
        number = min(max(int(written) if written.isdecimal() else 1, 1) + one_more, MOST_ROWS)
        for place in range(number):
            prefix = f"{group.name}-{place}"
            named: dict[str, Any] = {"prefix": prefix, "empty_permitted": True, "use_required_attribute": False}
            start = f"{prefix}-"
            if self.checked:
                named["data"] = data
            else:
                named["initial"] = {key[len(start) :]: value for key, value in data.items() if key.startswith(start)}
            row: _Row = PlacementRow(**named) if group is PLACEMENTS else EventRow(group=group, **named)
            row.called = f"{group.title}, row {place + 1}:"
            if one_more and place == number - 1:
                next(iter(row.fields.values())).widget.attrs["autofocus"] = True
            yield row

    @property
    def all(self) -> list[forms.Form]:
        """All forms in the order of the page."""
        return [self.stay, *(row for rows in self.rows for row in rows.forms)]

    def is_valid(self) -> bool:
        """Whether everything can be read and fits together; adds what does not fit to its field."""
        faulty = [form for form in self.all if not form.is_valid()]  # every form, so that all faults are told at once
        if faulty:
            return False
        for row in self._filled():
            self._check_in_stay(row)
        return not any(form.errors for form in self.all)

    def _filled(self) -> list[forms.Form]:
        return [form for form in self.all[1:] if form.has_changed()]

    def _check_in_stay(self, row: forms.Form) -> None:
        removed_on, discharged_on = self.stay.cleaned_data["removed_on"], self.stay.cleaned_data["discharged_on"]
        for name in ("started_on", "ended_on", "on"):
            day = row.cleaned_data.get(name)
            if day and day < removed_on:
                row.add_error(name, f"This is before the removal on {day_words(removed_on)}.")
            elif day and discharged_on and day > discharged_on:
                row.add_error(name, f"This is after the child left care on {day_words(discharged_on)}.")

    @property
    def as_of(self) -> date:
        """The day to look at; only after `is_valid`."""
        day: date = self.stay.cleaned_data["as_of"]
        return day

    @property
    def settings(self) -> dict[str, str]:
        """The settings that were chosen; only after `is_valid`."""
        interval = self.stay.cleaned_data.get("hearing_interval")
        return {"hearing_interval": interval} if interval else {}

    def caseload(self) -> Caseload:
        """The child that was made up, as the engine reads it; only after `is_valid`."""
        stay = self.stay.cleaned_data
        filled = [form.cleaned_data for form in self._filled()]
        child = {"child_id": CHILD, "birth_date": stay["birth_date"], "indian_child": stay["indian_child"] or "no"}
        episode = {
            "child_id": CHILD,
            "episode_id": _EPISODE,
            "removed_on": stay["removed_on"],
            "discharged_on": stay["discharged_on"],
        }
        placements = [{"episode_id": _EPISODE, **said} for said in filled if "placement_type" in said]
        events = [_event(said["what"], said["on"]) for said in filled if "what" in said]
        return Caseload.of_rows([child], [episode], placements, events)


def _event(what: str, on: date) -> dict[str, Any]:
    kind, _, value = what.partition(":")
    return {"child_id": CHILD, "kind": kind, "on": on, "value": value or None}
