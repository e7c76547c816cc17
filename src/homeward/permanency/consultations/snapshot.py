"""What the file knows of a child on a day, in plain lines: prefilled, and frozen as the meeting begins."""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import Any, Final
from uuid import UUID

from homeward.casefile.models import Assignment, Child, Episode, Placement
from homeward.casefile.sight import Sight
from homeward.obligations.models import Determination
from homeward.permanency.consultations.parts import presentation, sections
from homeward.permanency.goals.history import GoalPeriod, goals_of
from homeward.permanency.models import ActionStep, Consultation, ConsultationChild, FrameworkStage, RelationalRecord
from homeward.permanency.ratings.history import ratings_of
from homeward.website.words import age_words, capital, counted, day_words, plain

VERSION: Final = 1
"""Of the shape in which a snapshot is kept."""

_NOT_RECORDED: Final = "Not recorded"


def snapshot(children: Iterable[Child], on: date, today: date) -> dict[str, Any]:
    """What was so on a day, as it is known today; `json` can write it."""
    children = list(children)
    together = frozenset(child.pk for child in children)
    return {
        "version": VERSION,
        "as_of": on.isoformat(),
        "children": [
            {
                "id": str(child.pk),
                "name": str(child),
                "age": age_words(child.birth_date, on),
                "goal": _goal(goals.primary),
                "concurrent": _goal(goals.concurrent),
                "sections": [
                    {"title": title, "lines": lines} for title, lines in _sections(child, on, today, together)
                ],
            }
            for child in children
            for goals in [goals_of(child, on)]
        ],
    }


def _goal(period: GoalPeriod | None) -> str:
    return period.event.value if period else ""


def _sections(child: Child, on: date, today: date, together: Set[UUID]) -> list[tuple[str, list[str]]]:
    goals = goals_of(child, on)
    stated = [
        f"{name}: {capital(plain(period.event.value))}, since {day_words(period.event.on)}"
        if period
        else f"{name}: none"
        for name, period in (("Permanency goal", goals.primary), ("Concurrent goal", goals.concurrent))
    ]
    ratings = [
        f"{capital(plain(one.event.value))}, {day_words(one.event.on)}"
        for one in ratings_of(child.pk)
        if one.event.on <= on
    ]
    return [
        ("Who the child is", [*_who(child, on), *_siblings(child, on)]),
        ("Who works with the child", _team(child, on)),
        ("Time in care", _care(child, on, today)),
        ("Placements", _placements(child, on)),
        ("Goals", stated),
        ("Permanency status, the latest first", ratings or ["Never rated"]),
        ("Stage of the permanency framework", _stage(child, on)),
        ("Lasting connections", _connections(child, on)),
        ("Earlier consultations and their steps", _earlier(child.pk, on, together)),
    ]


def _who(child: Child, on: date) -> list[str]:
    born = [f"born {day_words(child.birth_date)}"] if child.birth_date else []
    return [", ".join([age_words(child.birth_date, on), *born]), f"Indian child: {plain(child.indian_child)}"]


def _siblings(child: Child, on: date) -> list[str]:
    """How many sisters and brothers are in care: whoever reads this may not open each one's record."""
    if not child.case_id:
        return []
    number = Child.objects.in_care(on=on).filter(case_id=child.case_id).exclude(pk=child.pk).count()
    return [f"{counted(number, 'sister or brother', 'sisters and brothers')} in care"] if number else []


def _team(child: Child, on: date) -> list[str]:
    assigned = Assignment.objects.in_force(on).filter(child=child).select_related("person").order_by("role")
    return [f"{capital(plain(one.role))}: {one.person}" for one in assigned] or [_NOT_RECORDED]


def _stage(child: Child, on: date) -> list[str]:
    stage = FrameworkStage.objects.of(child.pk).filter(on__lte=on).first()
    return [f"{stage.words}, since {day_words(stage.on)}"] if stage else [_NOT_RECORDED]


def _care(child: Child, on: date, today: date) -> list[str]:
    """Lengths of time are the stored answer of today: none is said of an earlier day."""
    stays = Episode.objects.current().filter(child=child, removed_on__lte=on).order_by("removed_on")
    lines = [
        f"Removed {day_words(stay.removed_on)}"
        + (f", left care {day_words(stay.discharged_on)}" if stay.discharged_on and stay.discharged_on <= on else "")
        for stay in stays
    ]
    known = Determination.objects.filter(child=child).order_by("-episode__removed_on").first()
    if known and on >= today:
        lines.append(f"{counted(known.months_in_care, 'month')} in care")
        lines.append(f"{counted(known.care_days_in_last_22_months, 'day')} in care of the last 22 months")
        if known.next_hearing_on:
            lines.append(f"Next hearing {day_words(known.next_hearing_on)}")
    return lines or [_NOT_RECORDED]


def _placements(child: Child, on: date) -> list[str]:
    homes = Placement.objects.current().filter(child=child, started_on__lte=on).order_by("-started_on")
    return [
        f"{capital(plain(home.placement_type))}, {day_words(home.started_on)} to "
        + (day_words(home.ended_on) if home.ended_on and home.ended_on <= on else "now")
        for home in homes
    ] or [_NOT_RECORDED]


def _connections(child: Child, on: date) -> list[str]:
    found = RelationalRecord.objects.of(child.pk).filter(on__lte=on).first()
    if not found:
        return [_NOT_RECORDED]
    lines = [f"As found on {day_words(found.on)}"]
    if found.connections is not None:
        lines.append(f"{counted(found.connections, 'lasting connection')}")
    if found.lifelong_agreed:
        lines.append(f"One caring adult whom both call lifelong: {found.lifelong_agreed}")
    return lines + ([found.note] if found.note else [])


def _earlier(child_id: UUID, on: date, together: Set[UUID]) -> list[str]:
    """Steps that were agreed for several children stand only in the snapshot of a meeting about all of these."""
    held = Consultation.objects.of(child_id).filter(on__lte=on).exclude(held_at=None)
    of_others = ConsultationChild.objects.filter(consultation__in=held).exclude(child__in=together)
    apart = set(of_others.values_list("consultation_id", flat=True))
    steps: dict[UUID, list[ActionStep]] = {}
    hidden = set()
    for step in ActionStep.objects.filter(consultation__in=held).order_by("row"):
        if step.child_id == child_id or (step.child_id is None and step.consultation_id not in apart):
            steps.setdefault(step.consultation_id, []).append(step)
        elif step.child_id is None:
            hidden.add(step.consultation_id)
    lines = []
    for one in held:
        lines.append(f"{capital(str(one.get_kind_display()))}, {day_words(one.on)}")
        lines += [f"{step.what} ({step.who}): {step.get_state_display()}" for step in steps.get(one.pk, [])]
        lines += ["What was agreed for other children too is not shown here"] if one.pk in hidden else []
    return lines or ["None is on record here"]


def presented_before(
    child: Child, consultation: Consultation, sight: Sight
) -> tuple[Consultation, list[tuple[str, str]]] | None:
    """What was presented of the child the last time, to begin from, as far as she may read it; None if nothing was."""
    held = Consultation.objects.seen_by(sight).of(child.pk).exclude(pk=consultation.pk).exclude(held_at=None)
    for one in held.filter(on__lte=consultation.on)[:1]:
        said = sections(one.snapshot.get("prepared", {}), presentation())
        return (one, said) if said else None
    return None


def shown(frozen: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The children of a snapshot as pages show them."""
    return list(frozen.get("children", []))
