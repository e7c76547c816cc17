"""The reviews and hearings of a child in order, each with the days for which it was set and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child, Event
from homeward.obligations.believed import current_among, details_of
from homeward.obligations.models import Obligation
from homeward.obligations.satisfying import kind_that_satisfies, rules
from homeward.permanency.court.actions import SUMMARY
from homeward.permanency.court.announced import CLOSED_BY
from homeward.permanency.models import Continuance, CourtFinding, ReviewSummary


@dataclass(frozen=True)
class DaySet:
    """A day for which it was announced; `put_off` says why it became another one, if it did."""

    on: date
    event: Event
    put_off: Continuance | None = None


@dataclass
class Proceeding:
    """One review or hearing: held, or still to come (`held` is None)."""

    what: str
    held: Event | None
    days: list[DaySet] = field(default_factory=list)
    finding: CourtFinding | None = None
    summary: ReviewSummary | None = None
    summary_sent: Event | None = None
    summary_due: Obligation | None = None

    @property
    def on(self) -> date:
        """The day that it stands under."""
        return self.held.on if self.held else self.days[-1].on


_KINDS: Final = tuple(f"{what}_{how}" for what in CLOSED_BY for how in ("scheduled", "held"))


def proceedings_of(child: Child) -> list[Proceeding]:
    """All of them, the latest first; six queries however many there are."""
    events = list(
        Event.objects.filter(child=child, kind__in=(*_KINDS, SUMMARY)).select_related("recorded_by").in_order()
    )
    everything, current = {event.pk: event for event in events}, current_among(events)
    put_off = _put_off(child, everything)
    found = [one for what in CLOSED_BY for one in _of(what, current, put_off)]
    _add_findings(child, found, everything)
    _add_summaries(child, found, [event for event in current if event.kind == SUMMARY])
    return sorted(found, key=lambda one: (one.held is None, one.on), reverse=True)


def _put_off(child: Child, events: dict[UUID, Event]) -> dict[UUID, Continuance]:
    """Why each announcement was put off, by the announcement; a correction of the new day keeps the reason."""
    return {
        one.put_off_id: one
        for one in Continuance.objects.filter(event__child=child)
        if not (one.event_id in events and _is_withdrawn(one.event_id, events))
    }


def _is_withdrawn(key: UUID, events: dict[UUID, Event]) -> bool:
    later = next((event for event in events.values() if event.corrects_id == key), None)
    return bool(later and (later.is_withdrawal or _is_withdrawn(later.pk, events)))


def _of(what: str, current: list[Event], put_off: dict[UUID, Continuance]) -> list[Proceeding]:
    """The reviews, or the hearings: what was announced since the last one belongs to the next one that was held."""
    closings = sorted({event.on for event in current if event.kind in CLOSED_BY[what]})
    held = {event.on: event for event in current if event.kind == f"{what}_held"}
    found = [Proceeding(what, event) for _, event in sorted(held.items())]
    open_one = Proceeding(what, None)
    for event in current:
        if event.kind == f"{what}_scheduled":
            closed_on = next((day for day in closings if day >= event.on), None)
            its = next((one for one in found if one.held and one.held.on == closed_on), None)
            if closed_on is None or its is not None:
                (its or open_one).days.append(DaySet(event.on, event, put_off.get(event.pk)))
    for one in (*found, open_one):
        one.days = sorted([*_before(one.days, put_off), *one.days], key=lambda day: day.event.recorded_at)
        one.days.sort(key=lambda day: day.put_off is None)
    return [*found, *([open_one] if open_one.days else [])]


def _before(days: Iterable[DaySet], put_off: dict[UUID, Continuance]) -> list[DaySet]:
    """The days from which a corrected announcement was moved, which are no announcements any more."""
    known = {day.event.pk for day in days}
    moved_from = {one.event_id: one for one in put_off.values()}
    before = []
    for day in days:
        one = moved_from.get(day.event.pk) or moved_from.get(day.event.corrects_id or day.event.pk)
        while one and one.put_off_id not in known:
            known.add(one.put_off_id)
            before.append(DaySet(one.put_off.on, one.put_off, one))
            one = moved_from.get(one.put_off_id)
    return before


def _add_findings(child: Child, found: list[Proceeding], events: dict[UUID, Event]) -> None:
    """What was found; a correction by the small form keeps what was recorded before it."""
    findings = {one.event_id: one for one in CourtFinding.objects.filter(event__child=child).select_related("next_set")}
    for one in found:
        one.finding = details_of(one.held, findings, events) if one.held else None


def _add_summaries(child: Child, found: list[Proceeding], sent: list[Event]) -> None:
    """The summary of each review: the one that names it, else the first one sent from its day on; or when it is due."""
    named = {one.review_id: one for one in ReviewSummary.objects.current().filter(event__child=child)}
    due = _summaries_due(child)
    for one in found:
        if one.held and one.what == "permanency_review":
            one.summary = named.get(one.held.pk)
            one.summary_due = due.get(one.held.on)
            named_events = {summary.event_id for summary in named.values()}
            loose = (event for event in sent if event.on >= one.on and event.pk not in named_events)
            one.summary_sent = next(
                (event for event in sent if one.summary and event.pk == one.summary.event_id), next(loose, None)
            )


def _summaries_due(child: Child) -> dict[date, Obligation]:
    """The open obligations to send a summary, by the day of the review."""
    asked = [rule for rule in rules() if kind_that_satisfies(rule) == SUMMARY]
    waiting = Obligation.objects.filter(child=child, rule__in=asked, is_open=True).select_related("episode")
    held = Event.objects.current().filter(child=child, kind="permanency_review_held").order_by("on")
    days = list(dict.fromkeys(held.values_list("on", flat=True)))
    due = {}
    for one in waiting:
        stay = one.episode
        its = [day for day in days if stay.removed_on <= day <= (stay.discharged_on or date.max)]
        if one.occasion <= len(its):
            due[its[one.occasion - 1]] = one
    return due
