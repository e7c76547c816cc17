"""The forms of what is recorded under the Act."""

from typing import Any, Final

from django import forms

from homeward.casefile.models import Child, Placement
from homeward.obligations.forms import RADIO, CorrectableForm, RecordingForm
from homeward.website.forms import DayField
from homeward.website.words import capital, day_words, plain
from homeward.wicwa.models import (
    ActiveEffort,
    ActiveEffortsEvaluation,
    GoodCause,
    PlacementSearch,
    PreferenceOrder,
    TribalNotice,
    TribalStatus,
)
from homeward.wicwa.models.inquiry import ANSWERS
from homeward.wicwa.models.preferences import ORDERS
from homeward.wicwa.preference import levels_of
from homeward.wicwa.wording import wording_on
from homeward.workforce.models import Tribe

_MOST: Final = 4000


def _line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=200)


def _text(label: str, hint: str = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=_MOST, widget=widget)


def _choice(label: str, choices: Any, hint: str = "") -> forms.ChoiceField:
    said = [(code, capital(str(words))) for code, words in choices]
    return forms.ChoiceField(label=label, help_text=hint, choices=said, widget=forms.RadioSelect(attrs=RADIO))


def _tribe(*, required: bool = True) -> "forms.ModelChoiceField[Tribe]":
    return forms.ModelChoiceField(
        Tribe.objects.all(), label="Tribe", required=required, empty_label="Choose one" if required else "None named"
    )


class EntryForm(CorrectableForm):
    """A dated entry: what is recorded first, the day after it, and why it is corrected last."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        own = [name for name in self.fields if name not in {"when", "on", "why", "withdraws", "token", "version"}]
        self.order_fields([*own[:1], "when", "on", *own[1:], "why"])


class InquiryForm(EntryForm):
    """Who was asked, when, what was said."""

    asked = _line("Who was asked", "For example: his mother; his grandfather Paul; the tribe's enrollment office")
    answer = _choice("What the answer was", ANSWERS, "None of these answers is a determination.")
    tribe = _tribe(required=False)
    words = _text("What was said", "As near to the person's own words as you can.")

    def clean(self) -> dict[str, Any]:
        """A tribe belongs to an answer that says there may be one."""
        found = super().clean()
        if found.get("tribe") and found.get("answer") not in {"possible", None}:
            self.add_error("tribe", "The answer names no tribe: leave this empty, or choose the other answer.")
        return found


class StatusForm(EntryForm):
    """Where it stands with one tribe."""

    tribe = _tribe()
    status = _choice("Where it stands", TribalStatus.Status.choices, "Only the tribe says who belongs to it.")
    how_known = _text("How it is known", "For example: letter of the enrollment office of Nov 3")


class NoticeForm(EntryForm):
    """A notice of a proceeding to a tribe."""

    tribe = _tribe()
    proceeding = _line("Of which proceeding", "For example: petition for protection or services; permanency hearing")
    sent_to = _line("To whom", "The agent whom the tribe designates for notices.")
    means = _line("By which means", "For example: registered mail, return receipt requested")
    hearing_on = DayField(label="Day of the hearing of which it tells", required=False)


class OfNoticeForm(EntryForm):
    """What became of a notice that was sent."""

    notice = forms.ModelChoiceField(TribalNotice.objects.none(), label="Which notice", empty_label="Choose one")

    def __init__(self, *given: Any, child: Child, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["notice"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = TribalNotice.objects.of(child.pk).select_related("tribe")

    def clean(self) -> dict[str, Any]:
        """Nothing becomes of it before it is sent."""
        found = super().clean()
        notice, on = found.get("notice"), found.get("on")
        if notice and on and on < notice.on:
            self.add_error("on", f"It was sent later, on {day_words(notice.on)}.")
        return found


class ReceiptForm(OfNoticeForm):
    """A notice was received."""

    how_known = _text("How it is known", "For example: return receipt signed by the tribe's clerk")


class MoreTimeForm(OfNoticeForm):
    """The tribe asked for more time to prepare."""

    days = forms.IntegerField(label="So many days more", min_value=1)
    asked_by = _line("Who asked for it")
    how_known = _text("How it is known", "For example: letter of the tribe's attorney of Nov 3")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        most = wording_on(self.today).more_days_at_most
        self.fields["days"].help_text = f"At most {most}. Your counsel must confirm the number."

    def clean_days(self) -> int:
        """Not more days than the wording has."""
        days: int = self.cleaned_data["days"]
        most = wording_on(self.today).more_days_at_most
        if days > most:
            raise forms.ValidationError(f"At most {most} days more can be asked for.")
        return days


class InvitationForm(EntryForm):
    """The tribe's representatives were invited."""

    tribe = _tribe()
    to_what = _line("To what", "For example: the first hearing; writing the permanency plan; a roundtable")
    invited = _line("Who was invited")
    means = _line("By which means", required=False)
    answer = _text("What was answered", "Leave it empty as long as there is no answer.", required=False)


class NoteForm(EntryForm):
    """What the tribe told in confidence."""

    tribe = _tribe()
    text = _text("Note", rows=5)


class EffortForm(EntryForm):
    """What was done of one activity, or why it was not."""

    activity = forms.ChoiceField(label="Activity")
    state = _choice("Where it stands", ActiveEffort.State.choices)
    explanation = _text(
        "Explanation",
        "What was done, with whom, and what came of it. If it was not done: why not. The court reads this.",
        rows=5,
    )
    done_by = _line("Who did it", required=False)
    tribal_contact = _line("Contact with the tribe about it", "Who, and when.", required=False)
    evidence = _text(
        "Documents",
        "One a line: what it is, and where it lies. For example: Letter of Nov 3, in the state system's ICWA record. "
        "A web address becomes a link; nothing is uploaded.",
        required=False,
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        every = wording_on(self.today).activities
        self.choice("activity").choices = [("", "Choose one"), *((one.code, one.says) for one in every)]


class OrderForm(EntryForm):
    """A tribe's own order of preference."""

    tribe = _tribe()
    order = _choice("For which placements", ORDERS)
    levels = _text("The levels in order", "One a line, the first one first.", rows=5)
    document = _line("Where it is written", "For example: resolution 12-04 of the tribe's council")


class HomeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of the child's placements, each with its first day."""

    def label_from_instance(self, home: Placement) -> str:
        """The kind of home, and since when."""
        return f"{capital(plain(home.placement_type))}, {day_words(home.started_on)}"


class OfPlacementForm(EntryForm):
    """What concerns one placement of the child, or the next one."""

    placement = HomeField(
        Placement.objects.none(), label="For which placement", required=False, empty_label="The next one"
    )

    def __init__(self, *given: Any, child: Child, **named: Any) -> None:
        super().__init__(*given, **named)
        homes = self.fields["placement"]
        assert isinstance(homes, forms.ModelChoiceField)
        homes.queryset = Placement.objects.current().filter(child=child).order_by("-started_on")


class SearchForm(OfPlacementForm):
    """A home that was looked at on a level of preference."""

    level = forms.ChoiceField(label="Level of preference")
    candidate = _line("Home", "Whose home it is; empty if there was nobody to ask.", required=False)
    contact = _text("Contact", "How and when they were asked.", required=False)
    result = _choice("What came of it", PlacementSearch.Result.choices)
    evidence = _text("Proof", "Where it can be seen.", required=False, rows=2)

    def __init__(self, *given: Any, child: Child, **named: Any) -> None:
        super().__init__(*given, child=child, **named)
        orders = list(PreferenceOrder.objects.of(child.pk).select_related("tribe"))
        words = dict(ORDERS)
        self.choice("level").choices = [
            (f"{words[kind]}{f', order of {own.tribe}' if own else ''}", list(enumerated(levels)))
            for kind, (own, levels) in levels_of(wording_on(self.today), orders).items()
        ]

    def clean(self) -> dict[str, Any]:
        """A home has a name, except where there is nobody."""
        found = super().clean()
        if found.get("result") not in {PlacementSearch.Result.NOBODY, None} and not found.get("candidate"):
            self.add_error("candidate", "Write whose home it is.")
        return found


def enumerated(levels: Any) -> list[tuple[str, str]]:
    """The levels of an order to choose from, with their numbers."""
    return [(code, f"{number}. {says}") for number, (code, says) in enumerate(levels.items(), 1)]


class GoodCauseForm(OfPlacementForm):
    """Good cause to depart from the order."""

    ground = forms.ChoiceField(label="Ground", widget=forms.RadioSelect(attrs=RADIO))
    requested_by = _line("Who asks for it", "Whoever asks for it has to prove it.")
    statement = _text("Statement", "Why there is good cause.", rows=5)
    evidence = _text("Evidence", required=False)
    finding = _choice("What the court found", GoodCause.Finding.choices)
    found_on = DayField(label="Day on which the court decided", required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.choice("ground").choices = list(wording_on(self.today).grounds.items())

    def clean(self) -> dict[str, Any]:
        """The ground is kept in the words in which it was chosen; what the court decided has its day."""
        found = super().clean()
        decided = found.get("finding") in {GoodCause.Finding.FOUND, GoodCause.Finding.NOT_FOUND}
        if decided and not found.get("found_on") and "found_on" not in self.errors:
            self.add_error("found_on", "Write the day on which the court decided.")
        if found.get("finding") == GoodCause.Finding.PENDING and found.get("found_on"):
            self.add_error("found_on", "The court has not decided yet: leave this empty, or say what it found.")
        found["ground_words"] = wording_on(self.today).grounds.get(found.get("ground", ""), "")
        return found


class WitnessForm(EntryForm):
    """A qualified expert witness."""

    name = _line("Name")
    qualified = _text("Why qualified", "Knowledge of the tribe's customs and child-rearing; who says so.")
    named_by = _line("Named or agreed to by", "For example: the tribe", required=False)
    proceeding = _line("For which hearing", required=False)
    about = _line("About what", "For example: whether staying with the parents is likely to harm the child seriously")
    testified_on = DayField(label="Day of the testimony", required=False)
    testimony = _text("Testimony", "What was said, if it was given already.", required=False, rows=5)

    def clean(self) -> dict[str, Any]:
        """Testimony that was given has its day, and a day has what was said."""
        found = super().clean()
        if found.get("testimony") and not found.get("testified_on") and "testified_on" not in self.errors:
            self.add_error("testified_on", "Write the day on which it was given.")
        if found.get("testified_on") and not found.get("testimony"):
            self.add_error("testimony", "Write what was said, or leave the day empty.")
        return found


class EvaluationDetailsForm(forms.Form):
    """What an evaluation says besides the record as it stands."""

    placement = _choice("The placement", ActiveEffortsEvaluation.Placement.choices)
    statement = _text(
        "Statement about the placement",
        "How it follows s. 48.028(7)(b) or (c), Wis. Stats., or the statement of good cause of (7)(e).",
        rows=5,
    )
    next_steps = _text("What will be done next", "For each activity that is not done yet.", required=False, rows=4)


class EvaluationForm(EvaluationDetailsForm, CorrectableForm):
    """The same with the day of the evaluation."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.order_fields(["when", "on", "placement", "statement", "next_steps", "why"])
        if self.data.get("withdraws"):
            self.fields["statement"].required = self.fields["placement"].required = False


class DescribeEvaluationForm(EvaluationDetailsForm, RecordingForm):
    """The same for an evaluation of which the day is on record."""


class ContactForm(forms.Form):
    """Whom a tribe designates."""

    tribe = _tribe()
    name = _line("Name")
    office = _line("Office", "For example: Indian child welfare director", required=False)
    address = _text("Address", required=False)
    phone = forms.CharField(label="Phone", required=False, max_length=60)
    email = forms.EmailField(label="E-mail", required=False)
    from_on = DayField(label="Designated since")


class EndContactForm(forms.Form):
    """Why somebody is no longer designated."""

    why = _line("Why, and how it is known", "For example: the tribe's letter of Nov 3 names somebody else")
