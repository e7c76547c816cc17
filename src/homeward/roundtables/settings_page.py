"""What an agency settles about the times and people of roundtables: one page, for consultants and administrators."""

from collections.abc import Iterator, Mapping
from datetime import time
from itertools import combinations
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from homeward.administration.asking import Asking, Done
from homeward.audit import actions as audit
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import sight_of
from homeward.obligations.steps import Found
from homeward.roundtables.convene_form import rooms_for
from homeward.roundtables.models import SchedulingSettings
from homeward.roundtables.models.settings import CAPS, settings_for
from homeward.roundtables.places import ARRANGES
from homeward.website.words import capital, day_words, plain
from homeward.workforce.models import Agency, Person

_HALF_HOURS: Final = "A multiple of 30."


def _minutes(label: str, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=30, max_value=480, step_size=30, **more)


def _number(label: str, most: int, least: int = 0, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class SettingsForm(forms.Form):
    """Hours, rest, notice, durations; and a cap for each role and a way for each two sites."""

    opens = forms.TimeField(label="Roundtables begin at the earliest at", help_text="For example 8:30")
    closes = forms.TimeField(label="They end at the latest at")
    lunch_from = forms.TimeField(label="Lunch from", help_text="No roundtable touches it.")
    lunch_until = forms.TimeField(label="Lunch until")
    turnover_minutes = _number("Minutes between two meetings in one room", 120)
    notice_days = _number("Days of notice before a roundtable", 60)
    tribal_notice_days = _number("Days of notice where a tribe is invited", 60)
    plan_days = _number(
        "Days before a hearing on which copies of the plan go out", 60, 1,
        help_text="Roundtables are held before that. With 1, and 0 in the next field, the practical last day is the "
        "day before the hearing.",
    )  # fmt: skip
    form_working_days = _number("Working days before that, for the form", 60)
    initial_minutes = _minutes("Minutes of a first roundtable", help_text=_HALF_HOURS)
    repeat_minutes = _minutes("Minutes when it is repeated", help_text=_HALF_HOURS)
    follow_up_minutes = _minutes("Minutes of a follow-up", help_text=_HALF_HOURS)
    sibling_minutes = forms.IntegerField(
        label="More minutes for each further sibling", min_value=0, max_value=240, step_size=30, help_text=_HALF_HOURS
    )
    most_minutes = _minutes("Minutes with siblings, at most", help_text=_HALF_HOURS)
    certification_observed = _number("Roundtables to observe before that", 20)
    certification_led = _number("Roundtables to lead under observation before that", 20)
    certification_months = _number("Months for which it holds", 120, 1)

    def __init__(self, *given: Any, sites: list[str], **named: Any) -> None:
        super().__init__(*given, **named)
        self.pairs = {f"travel-{place}": pair for place, pair in enumerate(combinations(sites, 2))}
        for role in CAPS:
            for period in ("day", "week"):
                label = f"{capital(plain(role))}: roundtables in one {period}, at most"
                self.fields[f"{role}-{period}"] = _number(label, 40, required=False)
        for name, (here, there) in self.pairs.items():
            self.fields[name] = _number(f"Minutes from {here} to {there}", 600, required=False)
        self.fields[f"{next(iter(CAPS))}-day"].help_text = "Empty: no limit. What is recorded of a person goes first."

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the headings of the page."""
        of_roles = [f"{role}-{period}" for role in CAPS for period in ("day", "week")]
        named = [*_GROUPS, ("At most so many roundtables, by role", of_roles), ("Between the sites", list(self.pairs))]
        return [(heading, [self[name] for name in names]) for heading, names in named if names]

    def clean(self) -> dict[str, Any]:
        """The hours are in order."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        if found["closes"] <= found["opens"]:
            self.add_error("closes", "The day ends before it begins.")
        if found["lunch_until"] < found["lunch_from"]:
            self.add_error("lunch_until", "Lunch ends before it begins.")
        return found

    def settled(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What the form holds, as it is stored."""
        settled = {name: found[name] for name in _PLAIN}
        settled["caps"] = {role: [found[f"{role}-day"], found[f"{role}-week"]] for role in CAPS}
        travel = {"|".join(sorted(pair)): found[name] for name, pair in self.pairs.items()}
        settled["travel"] = {pair: minutes for pair, minutes in travel.items() if minutes}
        return settled


_PLAIN: Final = tuple(SettingsForm.base_fields)
_GROUPS: Final = (
    ("The day", _PLAIN[:5]),
    ("Notice, and the last day before a hearing", _PLAIN[5:9]),
    ("How long a roundtable takes", _PLAIN[9:14]),
    ("A facilitator's certification", _PLAIN[14:]),
)


@signed_in(roles=ARRANGES, methods=FORM)
def settings_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The settings of her own agency; they hold for those below it that have none."""
    agency = get_object_or_404(Agency, pk=visit.person.agency_id)
    known = settings_for(agency)
    sites = sorted({one.site for one in rooms_for(agency) if one.site})

    def form(*given: Any, **named: Any) -> SettingsForm:
        return SettingsForm(*given, sites=sites, **named)

    def save(found: Found) -> Done:
        settled = form().settled(found)
        save_settings(agency=agency, settled=settled, by=visit.person, today=visit.today)
        return Done(reverse("scheduling_settings"), "Saved. Convening and timetables go by it from now on.")

    back = reverse("roundtables_needed")
    return Asking(
        title=f"Scheduling of {agency}",
        form=form,
        save=save,
        back=back,
        above="Roundtables needed",
        intro=_intro(known, agency),
        initial=dict(_as_typed(known, form())),
        template="roundtables/settings.html",
    ).answer(request)


def _intro(known: SchedulingSettings, agency: Agency) -> str:
    if known.changed_at is None:
        return "These are usual numbers, not official ones: confirm each with your agency, then save."
    whose = "" if known.agency_id == agency.pk else f" They are those of {known.agency}; saving makes your own."
    return f"As {known.changed_by} saved them on {day_words(timezone.localdate(known.changed_at))}.{whose}"


def _as_typed(known: SchedulingSettings, form: SettingsForm) -> Iterator[tuple[str, Any]]:
    for name in _PLAIN:
        value = getattr(known, name)
        yield name, f"{value:%H:%M}" if isinstance(value, time) else value
    for role, (day, week) in known.caps.items():
        yield f"{role}-day", day
        yield f"{role}-week", week
    for name, pair in form.pairs.items():
        yield name, known.minutes_between(*pair) or None


@transaction.atomic
def save_settings(*, agency: Agency, settled: Mapping[str, Any], by: Person, today: Any) -> SchedulingSettings:
    """The settings of an agency take the place of those before; what changed is noted by name.

    Raises PermissionDenied, or ValidationError.
    """
    sight = sight_of(by, on=today)
    if not ARRANGES & sight.roles or agency.pk not in sight.agency_ids:
        raise PermissionDenied("Consultants and administrators of an agency settle its scheduling.")
    if settled["closes"] <= settled["opens"]:
        raise ValidationError({"closes": "The day ends before it begins."})
    before = settings_for(agency)
    known = SchedulingSettings.objects.select_for_update().filter(agency=agency).first()
    made = known or SchedulingSettings(agency=agency)
    for name, value in settled.items():
        setattr(made, name, value)
    made.changed_by, made.changed_at = by, timezone.now()
    made.save()
    changed = sorted(name for name, value in settled.items() if getattr(before, name) != value)
    details: dict[str, audit.Detail] = {"changed": ", ".join(changed)}
    audit.record(by=by, verb="save_scheduling_settings", target=f"agency:{agency.pk}", details=details)
    return made
