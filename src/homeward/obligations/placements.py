"""The tab *Placements*: the stays in care of a child, where the child lived in each, and what was put right."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.frame import caseload_of
from homeward.casefile.models import Amendment, Child, Episode, Placement
from homeward.casefile.page import Visit, signed_in
from homeward.casefile.visibility import may_record
from homeward.obligations.amended import Amended, amended
from homeward.obligations.recording import CASE_MANAGER
from homeward.policy.checks import check
from homeward.policy.days import date_of, day_of
from homeward.policy.facts import Facts
from homeward.policy.reckoning import NO
from homeward.policy.rule import Check
from homeward.website.policy_in_force import manual_in_force
from homeward.website.words import capital, plain

_SAVED: Final = {
    "removal": "The removal is saved.",
    "move": "The move is saved.",
    "discharge": "The discharge is saved.",
    "correction": "The correction is saved.",
    "withdrawal": "The placement is taken back.",
    "stay": "The stay is taken back, with what was typed in for it.",
    "child": "What is known of the child is saved.",
}
"""What was saved, by the word in the address."""


@dataclass(frozen=True)
class Home:
    """A placement with how many days it has lasted, and what was changed about it."""

    placement: Placement
    days: int
    changed: list[Amended]


@dataclass(frozen=True)
class Stay:
    """A stay in care: its placements in order, those that were taken back, and what was changed about it."""

    episode: Episode
    days: int
    homes: list[Home]
    withdrawn: list[Home]
    changed: list[Amended]


@dataclass(frozen=True)
class Trial:
    """What the manual's check says of one trial reunification."""

    rule: Check
    on: date
    days: list[tuple[str, date]]
    says: str


@signed_in()
def placements_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Stays in care and placements, the latest stay first."""
    child = visit.child(child_id, page="placements")
    found = stays_of(child, visit.today)
    given = {
        "child": child,
        "today": visit.today,
        "stays": found,
        "taken_back": withdrawn_stays_of(child),
        "trials": trials_of(child, visit.today),
        "open": next((one.episode for one in found if one.episode.discharged_on is None), None),
        "may_record": may_record(visit.person, child, CASE_MANAGER, on=visit.today),
        "saved": _SAVED.get(request.GET.get("saved", ""), ""),
    }
    return render(request, "obligations/placements.html", given)


def stays_of(child: Child, today: date) -> list[Stay]:
    """The stays of a child, the latest first; three queries."""
    changed: dict[UUID | None, list[Amended]] = {}
    entries = Amendment.objects.filter(child=child).select_related("episode", "placement", "recorded_by")
    for one in amended(entries.order_by("recorded_at", "column")):
        changed.setdefault(one.amendment.placement_id or one.amendment.episode_id, []).append(one)
    homes: dict[UUID, list[Placement]] = {}
    for home in Placement.objects.filter(child=child).order_by("started_on"):
        homes.setdefault(home.episode_id, []).append(home)
    found = []
    for episode in Episode.objects.current().filter(child=child).order_by("-removed_on"):
        last = episode.discharged_on or today
        its = [
            Home(home, ((home.ended_on or last) - home.started_on).days, changed.get(home.pk, []))
            for home in homes.get(episode.pk, [])
        ]
        found.append(
            Stay(
                episode=episode,
                days=(last - episode.removed_on).days,
                homes=[home for home in its if not home.placement.withdrawn_at],
                withdrawn=[home for home in its if home.placement.withdrawn_at],
                changed=changed.get(episode.pk, []),
            )
        )
    return found


def withdrawn_stays_of(child: Child) -> list[tuple[Episode, list[Amended]]]:
    """The stays that were entered by mistake, each with why it was taken back. Two queries."""
    episodes = list(Episode.objects.filter(child=child, withdrawn_at__isnull=False).order_by("-removed_on"))
    entries = Amendment.objects.filter(episode__in=episodes).select_related("episode", "placement", "recorded_by")
    changed = amended(entries.order_by("recorded_at", "column"))
    return [(episode, [one for one in changed if one.amendment.episode_id == episode.pk]) for episode in episodes]


def trials_of(child: Child, today: date) -> list[Trial]:
    """What policy says of each trial reunification, with the days that follow from its start."""
    facts = Facts(caseload_of(child.pk), manual_in_force(), day_of(today))
    found = []
    for rule in manual_in_force().checks:
        checked = check(facts, rule)
        if checked.version.per == "trial_reunification_start" and checked.finding is not None:
            for row, day in enumerate(checked.rows.day("occasion")):
                on = date_of(day)
                days = [(capital(plain(name)), date_of(found[row])) for name, found in checked.dates.items()]
                says = checked.version.says if checked.finding[row] != NO else ""
                if on:
                    found.append(Trial(rule, on, [(name, one) for name, one in days if one], says))
    return found
