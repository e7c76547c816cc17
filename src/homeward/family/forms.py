"""What is asked about relatives: who they are, what was done to find and engage them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms

from homeward.casefile.models import Child
from homeward.family.actions import FLAGS
from homeward.family.models import (
    Connection,
    ContactAttempt,
    ContactPoint,
    NoticeAnswer,
    Relative,
    RelativeNote,
    ScreeningStep,
    SearchAction,
    Tie,
)
from homeward.family.models.efforts import Rung
from homeward.family.models.people import HowKnown
from homeward.family.models.together import YES_NO
from homeward.family.people import Member
from homeward.family.relations import GROUPS
from homeward.obligations.forms import RADIO, DatedForm, RecordingForm
from homeward.website.forms import DayField
from homeward.website.words import capital
from homeward.workforce.models import Tribe

TICKS: Final = forms.CheckboxSelectMultiple(attrs={"class": "usa-checkbox__input"})
"""Several of a list, each to be ticked."""
_NOT_SAID: Final = [("", "Not recorded")]
CHILD_OF: Final = "child_of"
"""The other way round of a parent."""


def said(choices: Iterable[tuple[Any, Any]]) -> list[tuple[str, str]]:
    """Choices with a large letter."""
    return [(str(code), capital(str(words))) for code, words in choices]


def text_field(
    label: str, rows: int = 3, hint: str = "", *, required: bool = False, most: int = 2000
) -> forms.CharField:
    """A text of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=most, widget=area, help_text=hint)


def radio_field(label: str, choices: Iterable[tuple[Any, Any]], **given: Any) -> forms.ChoiceField:
    """One of a few, each on a line of its own."""
    return forms.ChoiceField(label=label, choices=said(choices), widget=forms.RadioSelect(attrs=RADIO), **given)


def _minutes() -> forms.IntegerField:
    return forms.IntegerField(label="Minutes", required=False, min_value=1, max_value=1440)


class AddRelativeForm(RecordingForm):
    """Somebody new. One name is enough."""

    relation = forms.ChoiceField(label="Who is it?")
    of = forms.ChoiceField(label="To whom?", required=False)
    first_name = forms.CharField(label="First name", required=False, max_length=200)
    last_name = forms.CharField(label="Last name", required=False, max_length=200)
    asserted_by = forms.ChoiceField(label="Who told you?", choices=said(HowKnown.choices), initial=HowKnown.PARENT)
    phone = forms.CharField(label="Phone", required=False, max_length=100)
    address = forms.CharField(label="Postal address", required=False, max_length=300)

    def __init__(self, *given: Any, child: str, members: Iterable[Member], **named: Any) -> None:
        super().__init__(*given, **named)
        relation, of = self.fields["relation"], self.fields["of"]
        assert isinstance(relation, forms.ChoiceField)
        assert isinstance(of, forms.ChoiceField)
        relation.choices = [
            ("", "Choose"),
            *((word, [(one.code, one.words) for one in listed]) for word, listed in GROUPS),
        ]
        of.choices = [
            ("", f"To {child}"),
            *((str(one.relative.pk), f"To {one.name}, {one.kin.words}") for one in members),
        ]

    def clean(self) -> dict[str, Any]:
        """One name at least."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not (found.get("first_name") or found.get("last_name")):
            self.add_error("first_name", "Write at least one name, as far as it is known.")
        return found


class FactsForm(RecordingForm):
    """What is known of somebody."""

    first_name = forms.CharField(label="First name", required=False, max_length=200)
    last_name = forms.CharField(label="Last name", required=False, max_length=200)
    other_names = forms.CharField(
        label="Other names", required=False, max_length=300, help_text="Before a marriage, nicknames, other spellings"
    )
    gender = forms.ChoiceField(label="Gender", required=False, choices=_NOT_SAID + said(Relative.Gender.choices))
    birth_date = DayField(label="Birth date", required=False)
    born_about = forms.IntegerField(
        label="Or born about",
        required=False,
        min_value=1880,
        max_value=2200,
        help_text="The year, if the day is not known",
    )
    tribe = forms.ModelChoiceField(
        label="Tribe", queryset=Tribe.objects.all(), required=False, empty_label="Not recorded"
    )
    is_deceased = forms.BooleanField(label="Has died", required=False)
    do_not_contact = forms.BooleanField(label="Does not want to be contacted", required=False)
    do_not_contact_why = forms.CharField(label="Who said so, and why", required=False, max_length=500)
    is_unsafe = forms.BooleanField(
        label="Not safe for the child",
        required=False,
        help_text="Only the case manager and supervisor then see addresses and numbers, and no letter goes out.",
    )
    unsafe_why = forms.CharField(label="Why not safe", required=False, max_length=500)
    why = forms.CharField(label="Why it is changed", required=False, max_length=500, help_text="If it was wrong before")

    def clean(self) -> dict[str, Any]:
        """A flag needs its reason, and a reason its flag."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for flag, why in FLAGS.items():
            if found.get(flag) and not found.get(why):
                self.add_error(why, "Say why.")
            if not found.get(flag):
                found[why] = ""
        return found


class ContactPointForm(DatedForm):
    """A way to reach somebody."""

    kind = radio_field("What", ContactPoint.Kind.choices, initial=ContactPoint.Kind.PHONE)
    value = forms.CharField(label="Number or address", max_length=300)
    source = forms.ChoiceField(label="From whom", choices=said(HowKnown.choices), initial=HowKnown.RELATIVE)
    is_confidential = forms.BooleanField(
        label="Confidential",
        required=False,
        help_text="Only the case manager and supervisor read it: say, where a parent stays who hides from somebody.",
    )


class TieForm(DatedForm):
    """What somebody is to somebody else of the family."""

    kind = forms.ChoiceField(label="Is", choices=said([*Tie.Kind.choices, (CHILD_OF, "child of")]))
    other = forms.ChoiceField(label="To whom")
    basis = forms.ChoiceField(label="How it came to be", required=False, choices=_NOT_SAID + said(Tie.Basis.choices))
    certainty = forms.ChoiceField(label="How sure", choices=said(Tie.Certainty.choices))
    ended_on = DayField(label="Ended on", required=False, help_text="If it is over: a marriage, a guardianship")
    asserted_by = forms.ChoiceField(label="Who says so", choices=said(HowKnown.choices))

    def __init__(self, *given: Any, others: Iterable[Member], **named: Any) -> None:
        super().__init__(*given, **named)
        self.choice("other").choices = [(str(one.relative.pk), f"{one.name}, {one.kin.words}") for one in others]


class NoteForm(DatedForm):
    """Something that was told of somebody."""

    text = text_field("What was told", required=True, most=4000)
    for_whom = radio_field("Who may read it", RelativeNote.ForWhom.choices, initial=RelativeNote.ForWhom.FILE)
    tribe = forms.ModelChoiceField(
        label="Which tribe",
        queryset=Tribe.objects.none(),
        required=False,
        empty_label="Not for a tribe, or the child's only one",
        help_text="If it is for the tribe and the child belongs to several",
    )

    def __init__(self, *given: Any, tribes: Iterable[Tribe], **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["tribe"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Tribe.objects.filter(pk__in=[one.pk for one in tribes])


class SearchActionForm(DatedForm):
    """A source that was looked through. All but the day may stay empty."""

    where = forms.ChoiceField(
        label="Where you looked, or whom you asked",
        required=False,
        choices=_NOT_SAID + said(SearchAction.Where.choices),
    )
    result = text_field("What came of it", hint="Add whoever was found under Family, with a name and what is known.")
    minutes = _minutes()


class ContactForm(DatedForm):
    """Somebody tried to reach a relative."""

    how = radio_field("How", ContactAttempt.How.choices, initial=ContactAttempt.How.PHONE)
    outcome = radio_field("What came of it", ContactAttempt.Outcome.choices)
    rung = forms.ChoiceField(label="Where this leaves it", required=False)
    result = text_field("What was said, and the next step")
    minutes = _minutes()

    def __init__(self, *given: Any, siblings: Sequence[Child] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        if siblings:
            choices = [(str(one.pk), str(one)) for one in siblings]
            self.fields["also_for"] = forms.MultipleChoiceField(
                label="Also for",
                choices=choices,
                widget=TICKS,
                required=False,
                help_text="If you spoke of them too: the talk then stands in each file and is not recorded twice.",
            )
        open_rungs = [
            one for one in Rung.choices if one[0] not in {Rung.NAMED, Rung.NOTIFIED, Rung.UNSAFE, *_WITH_REASON}
        ]
        self.choice("rung").choices = [("", "As before"), *said(open_rungs)]


_WITH_REASON: Final = (Rung.DECLINED, Rung.DECLINED_FOR_GOOD, Rung.NOT_FOUND)


class LeadForm(DatedForm):
    """How far somebody has come."""

    rung = radio_field("Where she or he stands for the child", Rung.choices)
    note = text_field("What support, or why not, and what would have to change")


class ScreeningForm(DatedForm):
    """A background check or the home study."""

    what = radio_field("What happened", ScreeningStep.What.choices)
    note = text_field("Note", hint="Case manager and supervisor alone read this, and what came of it.")


class ConnectionForm(DatedForm):
    """What a child and somebody are to each other."""

    strength = radio_field("How strong is the connection?", Connection.Strength.choices)
    direction = radio_field("Who gives to whom?", Connection.Direction.choices, initial=Connection.Direction.BOTH)
    frequency = forms.CharField(label="How often are they in touch?", required=False, max_length=100)
    childs_word = forms.CharField(label="What the child calls her or him", required=False, max_length=100)
    lifelong_by_child = radio_field("Does the child call it lifelong?", [*YES_NO, ("", "not asked")], required=False)
    lifelong_by_relative = radio_field("Does she or he call it lifelong?", [*YES_NO, ("", "not asked")], required=False)


class AnswerForm(DatedForm):
    """What came of a notice."""

    what = radio_field("What came", NoticeAnswer.What.choices)
    note = text_field("In which words")


class EarlySearchForm(DatedForm):
    """Placement is likely."""

    why = text_field("Why a placement is likely", required=True)
