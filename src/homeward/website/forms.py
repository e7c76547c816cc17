"""One form renderer for the whole house, in the markup of the design system; and the field in which one types a day.

Every fault stands beside its field and in a summary at the top of the form, which links to the fields and takes the
focus. Nothing that was typed is lost: a field shows again what was typed, also where it can not be read.
"""

import re
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

DAY_HINT: Final = "For example: Mar 3, 2025 or 3/3/2025"
_UNREADABLE: Final = "Write the day as month, day and year, for example Mar 3, 2025 or 3/3/2025."
_WAYS: Final = ("%b %d %Y", "%B %d %Y", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d", "%m-%d-%Y", "%d %b %Y", "%d %B %Y")
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2200, 12, 31)


class Uswds(TemplatesSetting):
    """Renders forms, fieldsets of rows and single fields in the markup of the design system."""

    form_template_name = "website/form.html"
    formset_template_name = "website/formset.html"
    field_template_name = "website/field.html"


def read_day(typed: str) -> date | None:
    """The day that somebody typed: `Mar 3, 2025`, `3/3/2025`, `2025-03-03` and their like; None if there is none."""
    tidy = re.sub(r"\s+", " ", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", " ", typed.lower())).strip()
    tidy = re.sub(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* ", "", tidy).replace("sept ", "sep ")
    for way in _WAYS:
        try:
            return datetime.strptime(tidy, way).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


class DayInput(forms.TextInput):
    """A text field for a day; it shows a day that is known as one would type it."""

    def format_value(self, value: Any) -> str | None:
        """The day as "Mar 3, 2025"; what was typed, as it was typed."""
        return f"{value:%b} {value.day}, {value.year}" if isinstance(value, date) else value


class DayField(forms.Field):
    """A day, typed in one field in any usual way.

    One field, not three: whoever copies a dozen dates from a file types or pastes each of them at once.
    """

    widget = DayInput
    default_error_messages = {"required": "Write the day.", "unreadable": _UNREADABLE}  # noqa: RUF012

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", DAY_HINT)
        super().__init__(**given)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No suggestions of the browser, and a keyboard with everything on it."""
        return {"autocomplete": "off", "class": "day"}

    def to_python(self, value: Any) -> date | None:
        """The day; ValidationError says how to write one."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        day = read_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(f"Write a day between {EARLIEST.year} and {LATEST.year}.", code="out_of_range")
        return day
