"""The stages of the permanency framework: what each asks, and the periods in which the work stood in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.casefile.models import Child, Event
from homeward.permanency.concurrent.picture import Component, Seen
from homeward.permanency.concurrent.wording import Part, Wording
from homeward.permanency.goals.history import Goals
from homeward.permanency.models import (
    ConcurrentDecision,
    Disclosure,
    FrameworkStage,
    GoalStep,
    PermanencyRating,
    RelationalRecord,
    StageWork,
)
from homeward.permanency.models.stage import STAGES
from homeward.website.words import capital, day_words, plain

_EVENTS = ("permanency_goal_set", "concurrent_goal_set", "goals_reevaluated", "reunification_ruled_out")
"""What is recorded of the goals themselves, and belongs to the work of the period in which it happened."""


@dataclass(frozen=True)
class Asked:
    """A question of a stage, with what is on record for it: elsewhere, and what was entered for it."""

    part: Part
    answer: str
    entries: Sequence[StageWork]


@dataclass(frozen=True)
class Period:
    """A stage from its first to its last day, with what was done in it; the last one is still open."""

    stage: FrameworkStage
    until: date | None
    work: Sequence[Seen]


@dataclass(frozen=True)
class Stage:
    """A stage of the framework, what it asks, and its periods, the latest first."""

    code: str
    says: str
    asks: Sequence[Asked]
    periods: Sequence[Period]


def stages_of(
    child: Child,
    wording: Wording,
    goals: Goals,
    decisions: Sequence[ConcurrentDecision],
    disclosures: Sequence[Disclosure],
    components: Sequence[Component],
) -> list[Stage]:
    """What each stage asks, with what is on record for it, and its periods with their work. Five queries."""
    kinds = ("relative_search", *_EVENTS)
    events = list(Event.objects.current().filter(child=child, kind__in=kinds).in_order())
    works = list(StageWork.objects.of(child.pk))
    stages = list(FrameworkStage.objects.of(child.pk))
    answers = _answers(child, goals, decisions[:1], disclosures[:1], events) | _services(stages)
    done = [*_of_goals(child, events, decisions), *(seen for one in components for seen in _of_component(one))]
    done += [Seen(one.on, one.what) for one in works]
    periods = _periods(stages, done)
    return [
        Stage(
            code,
            says,
            [
                Asked(part, answers.get(part.code, ""), [one for one in works if _is_for(one, code, part)])
                for part in wording.stages.get(code, ())
            ],
            [one for one in periods if one.stage.stage == code],
        )
        for code, says in STAGES
    ]


def _is_for(work: StageWork, stage: str, part: Part) -> bool:
    return (work.stage, work.asked) == (stage, part.code)


def _periods(stages: Sequence[FrameworkStage], done: Iterable[Seen]) -> list[Period]:
    """Each stage with what happened from its first day to its last; `stages`: the latest first."""
    every = sorted(done, key=lambda one: one.on, reverse=True)
    found: list[Period] = []
    until: date | None = None
    for stage in stages:
        within = [one for one in every if stage.on <= one.on and (until is None or one.on <= until)]
        found.append(Period(stage, until, within))
        until = stage.on - timedelta(days=1)
    return found


def _of_goals(child: Child, events: Iterable[Event], decisions: Iterable[ConcurrentDecision]) -> Iterable[Seen]:
    """What was done about the goals: set, looked at again, decided, and the steps for each."""
    for event in events:
        if event.kind in _EVENTS:
            value = f": {plain(event.value)}" if event.value else ""
            yield Seen(event.on, f"{capital(plain(event.kind))}{value}")
    for decision in decisions:
        yield Seen(decision.on, f"Decided: {decision.get_decision_display()}")
    for step in GoalStep.objects.of(child.pk):
        yield Seen(step.on, f"{capital(plain(step.goal))}: {step.what}")


def _of_component(component: Component) -> Iterable[Seen]:
    yield from component.elsewhere
    for entry in component.entries:
        yield Seen(entry.on, f"{component.part.says}: {entry.what}")


def _answers(
    child: Child,
    goals: Goals,
    decided: Sequence[ConcurrentDecision],
    talked: Sequence[Disclosure],
    events: Iterable[Event],
) -> dict[str, str]:
    """What is on record elsewhere and answers a question of a stage, by the code of the question."""
    latest = {event.kind: event.on for event in events}
    relational = RelationalRecord.objects.of(child.pk).first()
    rating = PermanencyRating.objects.of(child.pk).select_related("event").first()
    are_two = len(goals.in_force) > 1 and not goals.are_the_same
    return {
        "decision": "".join(f"{capital(one.get_decision_display())}, {day_words(one.on)}" for one in decided),
        "goals": ", ".join(capital(plain(one.event.value)) for one in goals.in_force) if are_two else "",
        "disclosure": "".join(f"Talk with {one.to_whom}, {day_words(one.on)}" for one in talked),
        "search": _day("Searched", latest.get("relative_search")),
        "ruled_out": _day("Recorded", latest.get("reunification_ruled_out")),
        "resource": _resource(rating) if rating else "",
        "connections": _day("Asked", relational.on if relational else None),
    }


def _services(stages: Iterable[FrameworkStage]) -> dict[str, str]:
    """The services of the latest period of focused services that names some."""
    given = (one.services for one in stages if one.stage == "focused_services" and one.services)
    return {"services": next(given, "")}


def _day(says: str, on: date | None) -> str:
    return f"{says} {day_words(on)}" if on else ""


def _resource(rating: PermanencyRating) -> str:
    """What the latest rating's criteria say of the next home, or of the one where the child lives."""
    rated = f"Rating of {day_words(rating.event.on)}: "
    if rating.setting == "committed_family":
        return rated + rating.get_setting_display().lower()
    if answer := rating.next_caregiver_identified:
        return f"{rated}next caregiver identified: {answer}"
    return ""
