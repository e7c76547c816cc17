"""The forms of concurrent planning, and of permanency pacts."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms

from homeward.casefile.models import Child
from homeward.obligations.forms import RADIO, CorrectableForm
from homeward.permanency.concurrent.wording import Part, wording_on
from homeward.permanency.models import ConcurrentDecision, Disclosure, GoalStep, PermanencyPact
from homeward.permanency.models.concurrent import YES_NO_UNKNOWN
from homeward.permanency.models.stage import STAGES
from homeward.policy.vocabulary import GOALS
from homeward.website.forms import DayField
from homeward.website.words import capital, choices

_YES_NO: Final = (("yes", "yes"), ("no", "no"))
_DOCUMENTS: Final = (
    "One a line: what it is, and where it lies. For example: Minutes of Nov 3, in the unit's folder. A web address "
    "becomes a link; nothing is uploaded."
)
_BOXES: Final = {"class": "usa-checkbox__input"}


def _line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=200)


def _text(label: str, hint: str = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=4000, widget=widget)


def _choice(label: str, choices: Iterable[tuple[Any, Any]], hint: str = "") -> forms.ChoiceField:
    said = [(code, capital(str(words))) for code, words in choices]
    return forms.ChoiceField(label=label, help_text=hint, choices=said, widget=forms.RadioSelect(attrs=RADIO))


def _several(label: str, hint: str = "", *, required: bool = False) -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple(attrs=_BOXES)
    return forms.MultipleChoiceField(label=label, help_text=hint, required=required, widget=boxes)


def said_by(parts: Iterable[Part], kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Texts to choose from. What is kept are the texts themselves, so that a later wording changes no record.

    Those that an earlier record kept in other words stay to be chosen when it is corrected.
    """
    return [(words, words) for words in dict.fromkeys([*(one.says for one in parts), *kept])]


class DecisionForm(CorrectableForm):
    """Whether to plan concurrently."""

    decision = _choice("Decision", ConcurrentDecision._meta.get_field("decision").choices or ())
    required = _choice("Is it required here?", YES_NO_UNKNOWN)
    clause = _line("Clause", "For example: s. 48.355 (2b), Wis. Stats.", required=False)
    rationale = _text("Why")
    found_by = _choice("Decided or found by", ConcurrentDecision.FoundBy.choices)
    finding = _text("Finding", "What the court or the panel said of it, if it did.", required=False)

    field_order = ("decision", "when", "on", "required", "clause", "rationale", "found_by", "finding", "why")


class StepForm(CorrectableForm):
    """A step for a goal, or how far it is."""

    goal = forms.ChoiceField(label="For which goal", choices=choices(GOALS), widget=forms.RadioSelect(attrs=RADIO))
    kind = _choice("What you record", GoalStep._meta.get_field("kind").choices or ())
    what = _text("In words")
    who = _line("Who", required=False)
    by_on = DayField(label="By which day", required=False)

    field_order = ("goal", "kind", "when", "on", "what", "who", "by_on", "why")


class ComponentForm(CorrectableForm):
    """What was done for a core component."""

    component = forms.ChoiceField(label="Component")
    what = _text("What was done")
    who = _line("Who", required=False)
    evidence = _text("Documents", _DOCUMENTS, required=False, rows=3)

    field_order = ("component", "when", "on", "what", "who", "evidence", "why")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        parts = wording_on(self.today).components
        self.choice("component").choices = [("", "Choose one"), *((one.code, one.says) for one in parts)]


class StageWorkForm(CorrectableForm):
    """What was done for something that a stage of the permanency framework asks."""

    asked = forms.ChoiceField(label="For what")
    what = _text("What was done", "For example: what was found, who talked with the child, what is still missing.")
    who = _line("Who", required=False)
    evidence = _text("Documents", _DOCUMENTS, required=False, rows=3)

    field_order = ("asked", "when", "on", "what", "who", "evidence", "why")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        stages = wording_on(self.today).stages
        self.choice("asked").choices = [
            ("", "Choose one"),
            *((says, [(part.code, part.says) for part in stages.get(code, ())]) for code, says in STAGES),
        ]

    def clean(self) -> dict[str, Any]:
        """The stage is that which asks for it."""
        found = super().clean()
        stages = wording_on(self.today).stages.items()
        asking = (code for code, parts in stages if found.get("asked") in {part.code for part in parts})
        return found | {"stage": next(asking, "")}


class DisclosureForm(CorrectableForm):
    """A full-disclosure talk."""

    to_whom = _line("With whom")
    topics = _several("What was talked about", required=True)
    language = _line("In which language")
    interpreter = _line("Interpreter", required=False)
    own_words = _text("How they said it in their own words", "Ask: how would you tell it to somebody at home?")
    copy_given = _choice("Was a copy given?", Disclosure._meta.get_field("copy_given").choices or ())
    signed = _choice("Signature", Disclosure._meta.get_field("signed").choices or ())

    field_order = (
        *("to_whom", "when", "on", "topics", "language", "interpreter", "own_words", "copy_given", "signed", "why"),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fill(self, "topics", wording_on(self.today).topics)


class PrognosisForm(CorrectableForm):
    """Strengths and concerns, without any score."""

    with_parent = _choice("Was it filled in with the parent?", _YES_NO)
    strengths = _several("Strengths that were seen")
    concerns = _several("Concerns that were seen")
    narrative = _text("What it means", "In words. Nothing is added up, and nothing here decides a goal.")

    field_order = ("with_parent", "when", "on", "strengths", "concerns", "narrative", "why")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        wording = wording_on(self.today)
        fill(self, "strengths", wording.strengths)
        fill(self, "concerns", wording.concerns)


def fill(form: forms.Form, name: str, parts: Iterable[Part]) -> None:
    """Give a field of several choices its texts, with those that the record to correct has."""
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = said_by(parts, form.initial.get(name) or ())


class PactForm(CorrectableForm):
    """An adult's pledge to a young person."""

    adult = _line("The adult")
    relationship = _line("Who that is for the young person", "In the young person's words.")
    supports = _text("What the adult will be there for", "One a line; your agency's list of supports helps.", rows=6)
    facilitator = _line("Who helped them to agree", required=False)
    review_on = DayField(label="Day to look at it again")
    copy_in_file = _choice("Is a copy in the file?", _YES_NO)

    field_order = ("adult", "when", "on", "relationship", "supports", "facilitator", "review_on", "copy_in_file", "why")

    def clean(self) -> dict[str, Any]:
        """It is looked at after it was agreed."""
        return later(self, super().clean())


class PactReviewForm(CorrectableForm):
    """A pact was looked at again."""

    pact = forms.ModelChoiceField(PermanencyPact.objects.none(), label="Which pact", empty_label="Choose one")
    goes_on = _choice("Does it go on?", (("yes", "it goes on"), ("no", "it has ended")))
    note = _text("What both said")
    review_on = DayField(label="Day to look at it again", required=False)

    field_order = ("pact", "when", "on", "goes_on", "note", "review_on", "why")

    def __init__(self, *given: Any, child: Child, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["pact"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = PermanencyPact.objects.of(child.pk)

    def clean(self) -> dict[str, Any]:
        """A pact that goes on has a next day."""
        found = later(self, super().clean())
        if found.get("goes_on") == "yes" and not found.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Write the next day on which it is looked at.")
        return found


def later(form: forms.Form, found: dict[str, Any]) -> dict[str, Any]:
    """Refuse a next day that is not after the day of the entry."""
    on, again = found.get("on"), found.get("review_on")
    if isinstance(on, date) and isinstance(again, date) and again <= on:
        form.add_error("review_on", "Write a day after this one.")
    return found
