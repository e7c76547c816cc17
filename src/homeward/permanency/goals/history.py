"""The goals of a child as they stand and as they were, with what is missing of what policy asks to be written."""

from dataclasses import dataclass, field
from datetime import date

from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.believed import current_among, details_of
from homeward.permanency.goals.asked import CONCURRENT, FIELD_WORDS, GOAL_KINDS, PRIMARY, checks_on, fields_asked
from homeward.permanency.models import PermanencyGoal
from homeward.policy.rule import Check


@dataclass(frozen=True)
class Missing:
    """What a check asks for and nobody has written yet."""

    rule: Check
    words: tuple[str, ...]


@dataclass(frozen=True)
class GoalPeriod:
    """A goal from the day on which it was set to the day on which another one took its place."""

    event: Event
    until: date | None
    details: PermanencyGoal | None
    rules: list[Check]
    """The checks of the manual that look at such a goal."""

    @property
    def missing(self) -> list[Missing]:
        """What the checks ask for and the details do not have."""
        said = {name for name in FIELD_WORDS if self.details and getattr(self.details, name).strip()}
        asked = (
            (rule, tuple(FIELD_WORDS[name] for name in fields_asked(rule) if name not in said)) for rule in self.rules
        )
        return [Missing(rule, words) for rule, words in asked if words]

    @property
    def is_concurrent(self) -> bool:
        return self.event.kind == CONCURRENT


@dataclass(frozen=True)
class Goals:
    """The goals in force, and all that ever were, the latest first."""

    primary: GoalPeriod | None
    concurrent: GoalPeriod | None
    history: list[GoalPeriod] = field(default_factory=list)

    @property
    def in_force(self) -> list[GoalPeriod]:
        return [one for one in (self.primary, self.concurrent) if one]

    @property
    def are_the_same(self) -> bool:
        """Whether the concurrent goal has become the primary one: then there is no second one any more."""
        return bool(self.primary and self.concurrent and self.primary.event.value == self.concurrent.event.value)


def goals_of(child: Child, today: date) -> Goals:
    """A child's goals. Those of an earlier stay are history: with a new removal goals are set anew. Three queries."""
    everything = {event.pk: event for event in _events(child)}
    records = {one.pk: one for one in PermanencyGoal.objects.filter(event__child=child).select_related("written_by")}
    history = [
        GoalPeriod(event, until, details_of(event, records, everything), checks_on(event.kind, event.value, today))
        for event, until in _periods([event for event in current_among(everything.values()) if event.on <= today])
    ]
    stay = Episode.objects.last_of(child.pk, on=today)
    of_stay = [one for one in history if one.until is None and stay and one.event.on >= stay.removed_on]
    return Goals(
        primary=next((one for one in of_stay if one.event.kind == PRIMARY), None),
        concurrent=next((one for one in of_stay if one.event.kind == CONCURRENT), None),
        history=history,
    )


def goal_on(child: Child, kind: str, on: date) -> Event | None:
    """The goal of a kind on a day, within the stay of that day."""
    stay = Episode.objects.last_of(child.pk, on=on)
    events = Event.objects.current().filter(child=child, kind=kind, on__lte=on).in_order()
    return events.filter(on__gte=stay.removed_on).last() if stay else None


def _events(child: Child) -> list[Event]:
    """All that was recorded of goals, in order, corrected or not."""
    return list(Event.objects.filter(child=child, kind__in=GOAL_KINDS).select_related("recorded_by").in_order())


def _periods(events: list[Event]) -> list[tuple[Event, date | None]]:
    """Each goal with the day on which the next one of its kind was set; the latest first."""
    following: dict[str, date] = {}
    found = []
    for event in reversed(events):
        found.append((event, following.get(event.kind)))
        following[event.kind] = event.on
    return found
