"""The three forms of bringing in a family tree: the file, who of it belongs here, and how each is tied."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from homeward.family.forms import TICKS, said
from homeward.family.models.people import HowKnown
from homeward.family.people import Member
from homeward.family.relations import GROUPS
from homeward.family.tree_file import MOST_MEGABYTES, Somebody, TreeFile
from homeward.obligations.forms import RecordingForm

MOST_CHOSEN: Final = 40
"""So many are brought in at once: what somebody can look at one by one."""
TOO_LARGE: Final = f"This file is larger than {MOST_MEGABYTES} megabytes. Take out only a branch of the family."
CHILD: Final = "child"
"""The child, among those who are known already."""


class UploadForm(forms.Form):
    """A file of a family tree."""

    sent = forms.FileField(
        label="The family tree",
        help_text=f"A GEDCOM file (.ged) of at most {MOST_MEGABYTES} megabytes.",
        error_messages={"required": "Choose the file.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": ".ged", "class": "file"}),
    )

    def __init__(self, *given: Any, missing: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        if missing:
            self.fields["sent"].error_messages["required"] = missing

    def clean_sent(self) -> Any:
        """The file, if it can be read at once."""
        sent = self.cleaned_data["sent"]
        if sent.size > MOST_MEGABYTES * 2**20:
            raise ValidationError(TOO_LARGE)
        return sent


class ChooseForm(RecordingForm):
    """Who of the file is known already, and who belongs to the family; nobody is ticked before."""

    anchor = forms.ChoiceField(label="This person of the file", required=False)
    anchor_is = forms.ChoiceField(label="Is, among those recorded", required=False)
    same = forms.MultipleChoiceField(label="The same person", required=False)
    take = forms.MultipleChoiceField(label="Belongs to the family", required=False, widget=TICKS)

    def __init__(self, *given: Any, tree: TreeFile, known: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        people = [(str(one.number), _called(one)) for one in tree.named]
        self._choices("anchor", [("", "Choose"), *people])
        self._choices("anchor_is", [("", "Choose"), *known])
        self._choices("take", people)
        self._choices("same", [(f"{one}={code}", name) for one, _ in people for code, name in known])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Under `places` stands for each of the file who is known already who that is."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        places = dict(one.split("=", 1) for one in found.get("same", ()))
        anchor, known = found.get("anchor"), found.get("anchor_is")
        if bool(anchor) != bool(known):
            self.add_error("anchor_is" if anchor else "anchor", "Choose both, or neither.")
        elif anchor and known:
            places[anchor] = known
        if set(places) & set(found.get("take", ())):
            self.add_error("take", "Somebody is said to be known already: do not tick her or him to be added too.")
        if len(set(places.values())) < len(places):
            self.add_error("same", "Two people of the file can not be the same person.")
        if len(found.get("take", ())) > MOST_CHOSEN:
            self.add_error("take", f"Choose at most {MOST_CHOSEN} people at once; bring in the others after them.")
        found["places"] = {int(number): known for number, known in places.items()}
        return found


class TiesForm(RecordingForm):
    """How each who was chosen is tied."""

    asserted_by = forms.ChoiceField(
        label="Who gave you the file?", choices=said(HowKnown.choices), initial=HowKnown.RELATIVE
    )
    further = forms.MultipleChoiceField(label="Other ties of the file", required=False, widget=TICKS)

    def __init__(
        self,
        *given: Any,
        chosen: list[Somebody],
        known: list[tuple[str, str]],
        further: list[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        self.chosen = chosen
        ties = self.fields["further"]
        assert isinstance(ties, forms.MultipleChoiceField)
        ties.choices = further
        ties.help_text = "Untick what is not so."
        if not further:
            del self.fields["further"]
        relations = [("", "Choose"), *((word, [(one.code, one.words) for one in listed]) for word, listed in GROUPS)]
        for somebody in chosen:
            others = [(str(one.number), f"To {one.name}, of the file") for one in chosen if one is not somebody]
            number, missing = somebody.number, {"required": f"Choose who {somebody.name} is."}
            self.fields[f"relation_{number}"] = forms.ChoiceField(
                label=f"Who is {somebody.name}?", choices=relations, error_messages=missing
            )
            of = [*((code, f"To {name}") for code, name in known), *others]
            self.fields[f"of_{number}"] = forms.ChoiceField(label="To whom?", choices=of)

    @property
    def rows(self) -> list[tuple[Somebody, forms.BoundField, forms.BoundField]]:
        """Each who was chosen, with the two questions about her."""
        return [(one, self[f"relation_{one.number}"], self[f"of_{one.number}"]) for one in self.chosen]


def known_as(member: Member, child_id: UUID) -> str:
    """How somebody who is known already is named in these forms."""
    return CHILD if member.relative.child_id == child_id else str(member.relative.pk)


def _called(somebody: Somebody) -> str:
    return f"{somebody.name}, born {somebody.born}" if somebody.born else somebody.name
