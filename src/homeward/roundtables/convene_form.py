"""The form in which a roundtable is convened or moved."""

from datetime import date, time
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from homeward.casefile.models import Child
from homeward.obligations.forms import RADIO, RecordingForm
from homeward.roundtables.arrangement import Arrangement
from homeward.roundtables.eligibility import external_consultants, facilitators
from homeward.roundtables.models import Room, Roundtable, Seat, SeatRole, Status
from homeward.roundtables.models.meeting import Kind
from homeward.website.forms import DayField
from homeward.website.words import capital, clock_words
from homeward.workforce.models import Agency, Person, Role, with_agencies_below

_CHECKBOX: Final = {"class": "usa-checkbox__input"}
_LONGEST: Final = 200
"""A name, as a seat keeps it."""
_TIMES: Final = [time(hour, minute) for hour in range(8, 18) for minute in (0, 30)]


def rooms_for(agency: Agency) -> Any:
    """The rooms of an agency, of the agencies above it and below it."""
    parents = list(Agency.objects.values_list("pk", "parent_id"))
    above, known = [agency.pk], dict(parents)
    while parent := known.get(above[-1]):
        above.append(parent)
    near = with_agencies_below(agency.pk, parents) | set(above)
    return Room.objects.filter(agency__in=near, is_in_use=True)


def _names(typed: str) -> tuple[str, ...]:
    """One name on each line."""
    return tuple(name.strip() for name in typed.splitlines() if name.strip())


def _refuse_long(typed: str) -> None:
    if any(len(name) > _LONGEST for name in _names(typed)):
        raise ValidationError(f"A name has at most {_LONGEST} characters. Write one name on each line.")


class PeopleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it is generic for the type checker only
    """People with their agency, and with the certification where that matters."""

    certified: dict[Any, date]

    def label_from_instance(self, obj: Any) -> str:
        until = getattr(self, "certified", {}).get(obj.pk)
        said = f", certified until {until:%b} {until.day}, {until.year}" if until else ""
        return f"{obj} ({obj.agency}{said})"


class ConveneForm(RecordingForm):
    """Who, when, where, with whom."""

    children = forms.ModelMultipleChoiceField(
        Child.objects.none(), label="For whom", widget=forms.CheckboxSelectMultiple(attrs=_CHECKBOX),
        error_messages={"required": "Choose at least one child."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Which meeting",
        choices=[(name, capital(said)) for name, said in Kind.choices],
        widget=forms.RadioSelect(attrs=RADIO),
    )
    on = DayField(label="On which day")
    at = forms.ChoiceField(
        label="From", choices=[(f"{one:%H:%M}", clock_words(one)) for one in _TIMES], initial="09:00"
    )
    minutes = forms.TypedChoiceField(
        label="How long", coerce=int, initial=120,
        choices=[(60, "1 hour"), (90, "1½ hours"), (120, "2 hours"), (150, "2½ hours"), (180, "3 hours")],
        help_text="Usually 2 hours the first time, 1½ when repeated, 1 for a follow-up; half an hour more for each "
        "further sibling.",
    )  # fmt: skip
    room = forms.ModelChoiceField(Room.objects.none(), label="Where", empty_label="Choose a room",
                                  error_messages={"required": "Choose a room."})  # fmt: skip
    facilitator = PeopleField(Person.objects.none(), label="Facilitator", empty_label="Choose somebody",
                          error_messages={"required": "Choose a facilitator."},
                          help_text="Certified on the day, and not connected with the child.")  # fmt: skip
    is_asked = forms.BooleanField(
        label="I asked: the facilitator is no relative or caregiver of the child", required=False
    )
    external = PeopleField(
        Person.objects.none(), label="External consultant", required=False, empty_label="Nobody is available",
        help_text="From another agency. If nobody is available, somebody of another department.",
    )  # fmt: skip
    efforts = forms.CharField(
        label="What was tried to find somebody from another agency", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Needed when nobody from another agency comes.",
    )  # fmt: skip
    scribe = PeopleField(Person.objects.none(), label="Scribe", required=False, empty_label="Nobody yet")
    tribal_representatives = forms.CharField(
        label="Tribal representative", required=False, max_length=2000, validators=[_refuse_long],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The tribe is invited to send somebody. Leave empty until the name is known. One name on each line.",
    )  # fmt: skip
    others = forms.CharField(
        label="Others who are integral", required=False, max_length=2000, validators=[_refuse_long],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One name on each line.",
    )  # fmt: skip
    exception = forms.CharField(
        label="Why at an unusual time", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed at short notice, outside of the usual hours, or after the practical last day before a "
        "hearing.",
    )  # fmt: skip
    why = forms.CharField(label="Why it is changed", max_length=500, error_messages={"required": "Say why."})

    def __init__(
        self, *given: Any, group: list[Child], today: date, moves: Roundtable | None = None, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.group, self.moves = group, moves
        self._model("children").queryset = Child.objects.filter(pk__in=[child.pk for child in group])
        self._model("room").queryset = rooms_for(group[0].agency)
        leads = facilitators(on=today).select_related("agency")
        self._model("facilitator").queryset = leads
        certified = Role.objects.filter(Q(until_on=None) | Q(until_on__gte=today), name="facilitator")
        self._model("facilitator").certified = dict(
            certified.filter(certified_until__isnull=False).values_list("person_id", "certified_until")
        )
        outside = external_consultants(group[0].agency_id, on=today).select_related("agency")
        self._model("external").queryset = outside
        self._model("scribe").queryset = (outside | leads).distinct()
        # Of a child of whom it is not known yet, a tribe may have been asked already: its seat is not lost.
        seats = moves.seats.taken().filter(role=SeatRole.TRIBAL_REPRESENTATIVE) if moves else Seat.objects.none()
        if not any(child.indian_child == "yes" for child in group) and not seats.exists():
            del self.fields["tribal_representatives"]
        if moves is None:
            del self.fields["why"]
        if len(group) == 1 or moves:
            self.fields["children"].widget = forms.MultipleHiddenInput()

    def _model(self, name: str) -> Any:
        return self.fields[name]

    def wanted(self, found: dict[str, Any]) -> Arrangement:
        """What was typed, as it is to be arranged; the first child stays the first."""
        chosen = {child.pk for child in found["children"]}
        hour, minute = found["at"].split(":")
        children = self.group if self.moves else [child for child in self.group if child.pk in chosen]
        return Arrangement(
            children=tuple(children),
            kind=found["kind"],
            on=found["on"],
            at=time(int(hour), int(minute)),
            minutes=found["minutes"],
            room=found["room"],
            facilitator=found["facilitator"],
            is_asked=found["is_asked"],
            external=found["external"],
            efforts=found["efforts"],
            scribe=found["scribe"],
            tribal_representatives=_names(found.get("tribal_representatives", "")),
            others=_names(found["others"]),
            exception=found["exception"],
            moves=self.moves,
            is_planned=self.moves is not None and self.moves.status == Status.PLANNED,
        )
