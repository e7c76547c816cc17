"""The forms of timetables: for which days, what is pinned of a meeting, what is asked before announced ones change."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms

from homeward.obligations.forms import RADIO
from homeward.roundtables.convene_form import PeopleField, rooms_for
from homeward.roundtables.eligibility import external_consultants, facilitators
from homeward.roundtables.models import Room, Seat, Timetable
from homeward.roundtables.timetables.actions import SECONDS
from homeward.website.forms import DayField
from homeward.website.words import clock_words, counted
from homeward.workforce.models import Agency, Person

_CHECKBOX: Final = {"class": "usa-checkbox__input"}
_TIMES: Final = [
    (f"{hour:02}:{minute:02}", clock_words(time(hour, minute))) for hour in range(7, 19) for minute in (0, 30)
]
NOBODY: Final = "nobody"


class DaysForm(forms.Form):
    """From when to when, and how long the solver may take."""

    first_day = DayField(label="From")
    last_day = DayField(label="To")
    seconds = forms.TypedChoiceField(
        label="How long may it take", coerce=int, initial=60,
        choices=[(one, counted(one, "second") if one < 60 else counted(one // 60, "minute")) for one in SECONDS],
        help_text="For most months it is done sooner. You can stop it and take the best so far.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and found["last_day"] < found["first_day"]:
            self.add_error("last_day", "The last day comes before the first.")
        return found


class AskForm(DaysForm):
    """A timetable for the roundtables of an agency."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="For", empty_label=None)
    may_move = forms.TypedChoiceField(
        label="What is planned or announced already", coerce=lambda said: said == "yes", initial="no",
        choices=[("no", "Stays as it is"), ("yes", "May be changed, as little as possible")],
        widget=forms.RadioSelect(attrs=RADIO),
    )  # fmt: skip
    field_order = ("first_day", "last_day", "agency", "may_move", "seconds")

    def __init__(self, *given: Any, agencies: frozenset[Any], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["agency"]
        field.queryset = Agency.objects.filter(pk__in=agencies).order_by("name")
        if len(agencies) == 1:
            field.widget, field.initial = forms.HiddenInput(), next(iter(agencies))


class RepairForm(DaysForm):
    """Who can not come, and between which days another time may be found."""

    absent = forms.MultipleChoiceField(
        label="Who can not come", required=False, widget=forms.CheckboxSelectMultiple(attrs=_CHECKBOX),
        help_text="Nobody of them, if the hearing was moved or the room is gone. Absences that are recorded are known.",
    )  # fmt: skip
    field_order = ("absent", "first_day", "last_day", "seconds")

    def __init__(self, *given: Any, seats: list[Seat], **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["absent"]
        field.choices = [
            (str(seat.person_id), f"{seat.person}, {seat.get_role_display()}") for seat in seats if seat.person_id
        ]


class AdjustForm(forms.Form):
    """What a person decides of a meeting; what is not ticked, the solver finds."""

    choice = forms.ChoiceField(
        label="This roundtable",
        choices=[("in", "Find a place for it"), ("out", "Leave it out of this timetable")],
        widget=forms.RadioSelect(attrs=RADIO),
    )
    pins_start = forms.BooleanField(label="Keep the day and the time", required=False)
    on = DayField(label="Day", required=False)
    at = forms.ChoiceField(label="From", choices=[("", "Choose a time"), *_TIMES], required=False)
    pins_room = forms.BooleanField(label="Keep the room", required=False)
    room = forms.ModelChoiceField(Room.objects.none(), label="Room", required=False, empty_label="Choose a room")
    pins_facilitator = forms.BooleanField(label="Keep the facilitator", required=False)
    facilitator = PeopleField(Person.objects.none(), label="Facilitator", required=False, empty_label="Choose somebody")
    pins_external = forms.BooleanField(label="Keep the external consultant", required=False)
    external = PeopleField(Person.objects.none(), label="External consultant", required=False, empty_label="Nobody")

    def __init__(self, *given: Any, agency: Agency, today: date, can_leave_out: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: Any = self.fields
        fields["room"].queryset = rooms_for(agency)
        fields["facilitator"].queryset = facilitators(on=today).select_related("agency").order_by("name")
        outside = external_consultants(agency.pk, on=today).select_related("agency").order_by("name")
        fields["external"].queryset = outside
        if not can_leave_out:
            fields["choice"].widget, fields["choice"].initial = forms.HiddenInput(), "in"

    def clean(self) -> dict[str, Any]:
        """What is kept is named; who writes another day or chooses somebody else means it, ticked or not."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or found["choice"] == "out":
            return found
        for name in {"on", "at", "room", "facilitator", "external"} & set(self.changed_data):
            found["pins_start" if name in {"on", "at"} else f"pins_{name}"] = True
        for part, needs, says in (
            ("pins_start", ("on", "at"), "Write the day, and choose the time."),
            ("pins_room", ("room",), "Choose the room."),
            ("pins_facilitator", ("facilitator",), "Choose the facilitator."),
        ):
            if found[part] and not all(found[name] for name in needs):
                self.add_error(needs[0], says)
        return found


def pin_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """What is pinned, in the form in which it is solved."""
    if found["choice"] == "out":
        return {}
    pin: dict[str, Any] = {}
    if found["pins_start"]:
        pin["start"] = f"{found['on']:%Y-%m-%d}T{found['at']}"
    if found["pins_room"]:
        pin["room"] = str(found["room"].pk)
    if found["pins_facilitator"]:
        pin["facilitator"] = str(found["facilitator"].pk)
    if found["pins_external"]:
        pin["external"] = str(found["external"].pk) if found["external"] else None
    return pin


def as_pinned(timetable: Timetable, key: str) -> dict[str, Any]:
    """The form as it begins: what is proposed, and what of it is pinned."""
    proposed: dict[str, Any] = next(
        (one for one in timetable.solution.get("meetings", ()) if one["roundtable"] == key), {}
    )
    pin = timetable.pins.get(key, {})
    parts = {part: pin.get(part, proposed.get(part)) for part in ("start", "room", "facilitator", "external")}
    start = datetime.fromisoformat(parts["start"]) if parts["start"] else None
    return {
        "choice": "out" if key in timetable.left_out else "in",
        "on": start.date() if start else None,
        "at": f"{start:%H:%M}" if start else "",
        **{part: parts[part] for part in ("room", "facilitator", "external")},
        **{f"pins_{part}": part in pin for part in parts},
    }


class AcceptForm(forms.Form):
    """What is asked before roundtables that are arranged are changed; no more than these changes need."""

    why = forms.CharField(label="Why they are changed", max_length=500, error_messages={"required": "Say why."})
    is_asked = forms.BooleanField(
        label="I asked: no new facilitator is a relative or caregiver of a child",
        error_messages={"required": "Ask, and confirm it."},
    )
    efforts = forms.CharField(
        label="What was tried to find somebody from another agency", max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": "Say what was tried."},
    )  # fmt: skip

    def __init__(self, *given: Any, is_one: bool, new_facilitator: bool, needs_efforts: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if is_one:
            self.fields["why"].label = "Why it is changed"
            self.fields["is_asked"].label = "I asked: the new facilitator is no relative or caregiver of a child"
        for name, is_needed in (("is_asked", new_facilitator), ("efforts", needs_efforts)):
            if not is_needed:
                del self.fields[name]


def usual_days(today: date) -> dict[str, date]:
    """The next month that is not under way: from a week ahead, when people can still be told, to its end."""
    first = today + timedelta(days=7 - today.weekday())
    return {"first_day": first, "last_day": first + timedelta(days=25)}
