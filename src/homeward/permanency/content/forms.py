"""The form of a new version: its fields, and a row of fields for each entry of its lists."""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from homeward.permanency.content.kinds import Column, Kind, Listed, Values
from homeward.website.forms import DayField

_KEY: Final = re.compile(r"[A-Za-z_]\w{0,39}")
_MOST_ROWS: Final = 80
_EMPTY_ROWS: Final = 2
_PLACE: Final = "place"


class VersionForm(forms.Form):
    """A version of one kind. `keys` are the rows of each list, under the codes by which records name them."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    effective_from = DayField(label="In effect from", error_messages={"required": "Write the day from which it holds."})
    why = forms.CharField(label="What is changed, and why", required=False, max_length=1000)

    def __init__(self, *given: Any, kind: Kind[Any], keys: Mapping[str, list[str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind, self.keys = kind, keys
        for column in kind.fields:
            self.fields[column.name] = _field(column)
        for listed in kind.lists:
            for key in keys[listed.name]:
                name = f"{listed.name}.{key}"
                self.fields[f"{name}.{_PLACE}"] = forms.IntegerField(
                    label="Place", required=False, min_value=0, max_value=999
                )
                for column in listed.columns:
                    self.fields[f"{name}.{column.name}"] = _field(column, of_row=True)

    def rows(self, listed: Listed) -> list[list[BoundField]]:
        """The fields of each row of a list."""
        names = (_PLACE, *(column.name for column in listed.columns))
        return [[self[f"{listed.name}.{key}.{name}"] for name in names] for key in self.keys[listed.name]]

    def clean(self) -> dict[str, Any]:
        """What a row needs, it needs only if it says something."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for listed in self.kind.lists:
            for key in self.keys[listed.name]:
                for column in listed.columns:
                    name = f"{listed.name}.{key}.{column.name}"
                    if self._says(listed, key) and column.is_required and found.get(name) in (None, ""):
                        self.add_error(name, f"Fill in “{column.label}”, or empty the row.")
        return found

    def _says(self, listed: Listed, key: str) -> bool:
        return bool(self.cleaned_data.get(f"{listed.name}.{key}.{listed.columns[0].name}"))

    def values(self) -> Values:
        """The version as a file of the kind would hold it."""
        found: dict[str, Any] = {one.name: _value(one, self.cleaned_data[one.name]) for one in self.kind.fields}
        for listed in self.kind.lists:
            keys = [key for key in self.keys[listed.name] if self._says(listed, key)]
            placed = sorted(keys, key=lambda key: self._place(f"{listed.name}.{key}.{_PLACE}"))
            found[listed.name] = [
                {
                    **({listed.code: key} if listed.code else {}),
                    **{
                        one.name: _value(one, self.cleaned_data[f"{listed.name}.{key}.{one.name}"])
                        for one in listed.columns
                    },
                }
                for key in placed
            ]
        return found

    def _place(self, name: str) -> int:
        place = self.cleaned_data.get(name)
        return place if isinstance(place, int) else 1000


@dataclass(frozen=True)
class ListOnPage:
    """A list with its rows, as the page shows it."""

    listed: Listed
    rows: list[list[BoundField]]


def showing(kind: Kind[Any], values: Values, initial: Mapping[str, Any]) -> VersionForm:
    """The form with a version in it, and empty rows after those that stand."""
    said: dict[str, Any] = {column.name: _shown(column, values.get(column.name)) for column in kind.fields}
    keys: dict[str, list[str]] = {}
    for listed in kind.lists:
        rows = values.get(listed.name, [])
        keys[listed.name] = [str(row[listed.code]) if listed.code else _fresh() for row in rows]
        for place, (key, row) in enumerate(zip(keys[listed.name], rows, strict=True), start=1):
            said[f"{listed.name}.{key}.{_PLACE}"] = place * 10
            said |= {f"{listed.name}.{key}.{one.name}": _shown(one, row.get(one.name)) for one in listed.columns}
        if listed.is_open:
            keys[listed.name] += [_fresh() for _ in range(_EMPTY_ROWS)]
    return VersionForm(initial={**said, **initial}, kind=kind, keys=keys)


def sent(kind: Kind[Any], typed: QueryDict) -> VersionForm:
    """The form with what was typed."""
    keys: dict[str, list[str]] = {listed.name: [] for listed in kind.lists}
    for name in typed:
        group, _, rest = name.partition(".")
        key = rest.partition(".")[0]
        if group in keys and _KEY.fullmatch(key) and key not in keys[group] and len(keys[group]) < _MOST_ROWS:
            keys[group].append(key)
    return VersionForm(typed, kind=kind, keys=keys)


def lists_of(form: VersionForm) -> Iterable[ListOnPage]:
    """The lists of a form."""
    return [ListOnPage(listed, form.rows(listed)) for listed in form.kind.lists]


def _fresh() -> str:
    return f"own_{secrets.token_hex(3)}"


def _field(column: Column, *, of_row: bool = False) -> forms.Field:
    about: dict[str, Any] = {
        "label": column.label,
        "help_text": column.hint,
        "required": column.is_required and not of_row,
    }
    match column.holds:
        case "number":
            return forms.IntegerField(min_value=1, max_value=999, **about)
        case "choice":
            return forms.ChoiceField(choices=[("", "Not said yet"), *column.choices], **about)
        case "check":
            return forms.BooleanField(**{**about, "required": False})
        case "line":
            return forms.CharField(max_length=300, **about)
        case _:
            return forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}), **about)


def _value(column: Column, said: Any) -> Any:
    if column.holds == "lines":
        return [line.strip() for line in str(said or "").splitlines() if line.strip()]
    return said.replace("\r\n", "\n") if isinstance(said, str) else said


def _shown(column: Column, value: Any) -> Any:
    return "\n".join(value or ()) if column.holds == "lines" else value
