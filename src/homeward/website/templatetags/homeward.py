"""What every page may say: an outcome's badge, a due date, and why it is due."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from homeward.policy.rule import Entry
from homeward.website import frame, typed, words
from homeward.website.handbook import lists
from homeward.website.keyset import MOST_COUNTED
from homeward.website.outcomes import LOOKS
from homeward.website.policy_in_force import manual_in_force

register = template.Library()

_QUOTED: Final = re.compile(r"`([^`]+)`")
_CLASSES: Final = {
    "select": "usa-select",
    "textarea": "usa-textarea",
    "radio": "usa-radio__input",
    "checkbox": "usa-checkbox__input",
    "file": "usa-file-input",
}

register.filter("plain", words.plain)
register.filter("capital", words.capital)
register.filter("spoken", words.spoken)


class FormToken(CsrfTokenNode):
    """Django's token, and beside it who was signed in when the form was shown (`website.typed`)."""

    def render(self, context: template.Context) -> SafeString:
        return SafeString(super().render(context) + typed.author_field(context.get("request")))


@register.tag("csrf_token")
def form_token(parser: Parser, token: Token) -> FormToken:
    """The hidden fields that every form of this website needs."""
    return FormToken()


@register.tag("csrf_plain")
def plain_token(parser: Parser, token: Token) -> CsrfTokenNode:
    """Django's token alone, for a form that already says who filled it in."""
    return CsrfTokenNode()


@register.filter
def sentence_case(heading: str) -> str:
    """A Heading As The Sign-in's Library Has It, as a sentence; not for texts with names in them."""
    return heading.strip().capitalize()


@register.filter
def day(value: date | None) -> str:
    """A day as one says it, or "not recorded"."""
    return words.day_words(value) if value else "not recorded"


@register.filter
def away(value: date, today: date) -> str:
    """How far a day lies from today."""
    return words.away(value, today)


@register.filter
def counted(number: int, noun: str) -> str:
    """So many of something; `noun` may be "child,children"."""
    one, _, many = noun.partition(",")
    return words.counted(number, one, many)


@register.filter
def counted_some(number: int, noun: str) -> str:
    """The same for what was counted up to a number (`website.keyset.count_some`)."""
    return f"More than {counted(MOST_COUNTED, noun)}" if number > MOST_COUNTED else counted(number, noun)


@register.filter
def names(text: str) -> SafeString:
    """A sentence of the policy manual; each name in backquotes leads to what it means."""
    return mark_safe(_QUOTED.sub(lambda found: fact(found.group(1)), escape(text)))


@register.simple_tag
def fact(name: str) -> SafeString:
    """A name that rules are written with, leading to what it means."""
    if name not in _names_with_meaning():
        return format_html("<code>{}</code>", name)
    return format_html('<a class="fact" href="{}#{}">{}</a>', reverse("policy_facts"), name, words.plain(name))


@cache
def _names_with_meaning() -> frozenset[str]:
    return frozenset(one.name for listed in lists.names(manual_in_force()).values() for one in listed)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a field with the classes of the design system."""
    widget = field.field.widget
    of_system = _CLASSES.get(getattr(widget, "input_type", widget.__class__.__name__.lower()), "usa-input")
    faulty = " usa-input--error" if field.errors else ""
    return field.as_widget(attrs={"class": f"{of_system}{faulty} {widget.attrs.get('class', '')}".strip()})


@register.inclusion_tag("website/faults.html")
def faults(form: BaseForm) -> dict[str, Any]:
    """A summary of everything that is at fault in a form; it takes the focus and leads to each field."""
    return faults_of([form])


@register.inclusion_tag("website/faults.html")
def faults_of(forms: Iterable[BaseForm]) -> dict[str, Any]:
    """The same for several forms on a page."""
    return {"faults": [fault for form in forms for fault in _faults_of(form)]}


def _faults_of(form: BaseForm) -> Iterator[dict[str, Any]]:
    for name, said in form.errors.items():
        if name == NON_FIELD_ERRORS:
            yield from ({"says": one} for one in said)
        else:
            field = form[name]
            label = f"{getattr(form, 'called', '')} {field.label}".strip()
            yield from ({"says": one, "label": label, "field_id": field.id_for_label} for one in said)


@register.inclusion_tag("website/child_tabs.html", takes_context=True)
def child_tabs(context: dict[str, Any], child: Any) -> dict[str, Any]:
    """The tabs of a child's pages that the person may open."""
    request = context["request"]
    return {
        "tabs": frame.child_tabs(request.path, child.pk, lambda address: frame.is_open_to(address, request)),
        "child": child,
    }


@register.simple_tag
@cache
def outcome(code: str) -> SafeString:
    """The badge of an outcome or a determination; a page shows the same few a hundred times."""
    return render_to_string("website/outcome.html", {"look": LOOKS[code]})


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon of the design system; a word always stands beside it."""
    return render_to_string("website/icon.html", {"name": name})


@register.simple_tag
def due(obligation: Any, today: date) -> SafeString:
    """When an obligation (anything with `outcome`, `due_on`, `met_on`) is or was due."""
    return _due(obligation.outcome, obligation.due_on, obligation.met_on, today)


@lru_cache(maxsize=4096)
def _due(outcome: str, due_on: date | None, met_on: date | None, today: date) -> SafeString:
    """The same few days stand on every page of a day."""
    said = words.due_words(outcome, due_on, met_on, today)
    return render_to_string("website/due.html", {"said": said, "due_on": due_on, "outcome": outcome})


@register.inclusion_tag("website/why.html")
def why(because: str, rule: Entry, arithmetic: str = "", what: str = "") -> dict[str, Any]:
    """A disclosure beside a date: the sentence, the arithmetic, the quote, the citation, the reading, what is open.

    `what` tells several of them on a page apart for those who hear the page instead of seeing it.
    """
    return {"because": words.spoken(because), "rule": rule, "arithmetic": arithmetic, "what": what or rule.title}
