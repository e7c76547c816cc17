"""The review cycle and the hearing cycle of an episode, and the hearing day H of a link."""

from dataclasses import dataclass
from datetime import date

from .calendar import months_after
from .facts import EpisodeFacts


@dataclass(frozen=True)
class Link:
    """Link k of a cycle."""

    number: int
    after: date | None
    """c_(k-1), the event that closed the link before; None for link 1."""
    due: date
    closed_on: date | None
    """c_k; None for the last link."""


def links(facts: EpisodeFacts, closing_days: list[date], every_months: int) -> list[Link]:
    """The links of a cycle; the last one of a closed episode is left out if due after the discharge."""
    found: list[Link] = []
    after, due = None, months_after(facts.removed, every_months)
    for closed_on in closing_days:
        found.append(Link(len(found) + 1, after, due, closed_on))
        after, due = closed_on, months_after(closed_on, every_months)
    if facts.discharged is None or due <= facts.discharged:
        found.append(Link(len(found) + 1, after, due, None))
    return found


def review_links(facts: EpisodeFacts) -> list[Link]:
    """The review cycle: every 6 months; a hearing serves as the review."""
    return links(facts, facts.days("permanency_review_held", "permanency_hearing_held"), 6)


def hearing_links(facts: EpisodeFacts, interval_months: int) -> list[Link]:
    """The hearing cycle, by the agency's hearing interval."""
    return links(facts, facts.days("permanency_hearing_held"), interval_months)


def scheduled_days(facts: EpisodeFacts, link: Link) -> list[date]:
    """The days of scheduled hearings after c_(k-1) and, if the link is closed, not after c_k."""
    return [
        day
        for day in facts.days("permanency_hearing_scheduled")
        if (link.after is None or day > link.after) and (link.closed_on is None or day <= link.closed_on)
    ]


def hearing_day(facts: EpisodeFacts, link: Link) -> date:
    """H_k: the day held; else the latest-dated day scheduled; else the day due."""
    if link.closed_on is not None:
        return link.closed_on
    if facts.discharged is None:
        scheduled = [day for day in scheduled_days(facts, link) if day >= facts.as_of]
    else:
        scheduled = [day for day in scheduled_days(facts, link) if day <= facts.discharged]
    return max(scheduled, default=link.due)
