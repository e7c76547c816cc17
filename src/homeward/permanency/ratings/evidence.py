"""What stands behind an answer of a rating: a placement, a plan, a consultation or an event of the child's own file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from homeward.casefile.models import Child, Event, Placement
from homeward.casefile.sight import Sight
from homeward.obligations.recording import RATING
from homeward.permanency.criteria import CRITERIA
from homeward.permanency.models import Consultation, PermanencyPlan, PermanencyRating
from homeward.website.words import capital, day_words, plain

_PLACEMENT, _PLAN, _CONSULTATION, _EVENT = "placement", "plan", "consultation", "event"
_GROUPS: Final = {
    _PLACEMENT: "Placements",
    _PLAN: "Versions of the plan",
    _CONSULTATION: "Consultations",
    _EVENT: "What happened",
}


@dataclass(frozen=True)
class Evidence:
    """Something of a child's file that can be pointed to. `key` is how a rating keeps it."""

    key: str
    says: str
    address: str
    is_believed: bool = True
    """Not if it was corrected or taken back: it is no longer offered, but a rating that pointed to it still does."""


@dataclass(frozen=True)
class Answer:
    """The answer to one criterion, with its note and what it points to."""

    about: str
    asks: str
    says: str
    note: str
    evidence: Evidence | None


def evidence_of(child: Child, sight: Sight) -> dict[str, Evidence]:
    """Everything of a child that can be pointed to, by its key, the latest of each kind first. Four queries."""
    return {
        one.key: one for one in (*_placements(child), *_plans(child), *_consultations(child, sight), *_events(child))
    }


def offered(known: Mapping[str, Evidence], kept: Collection[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a form offers, under headings: what is believed, and what is kept already."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in known.values():
        if one.is_believed or one.key in kept:
            groups.setdefault(_GROUPS[one.key.partition(":")[0]], []).append((one.key, one.says))
    return list(groups.items())


def answers_of(details: PermanencyRating | None, child: Child, sight: Sight) -> list[Answer]:
    """Each criterion of a rating as it is read; nothing where no criteria are recorded."""
    if details is None:
        return []
    known = evidence_of(child, sight) if details.evidence else {}
    return [
        Answer(
            about=one.about,
            asks=one.asks,
            says=one.words(details.answers[one.name]),
            note=details.notes.get(one.name, ""),
            evidence=known.get(details.evidence.get(one.name, "")),
        )
        for one in CRITERIA
    ]


def _placements(child: Child) -> Iterable[Evidence]:
    address = reverse("placements", args=(child.pk,))
    for one in Placement.objects.filter(child=child).select_related("episode").order_by("-started_on"):
        says = f"{capital(plain(one.placement_type))}, from {day_words(one.started_on)}"
        is_believed = one.withdrawn_at is None and one.episode.withdrawn_at is None
        yield Evidence(f"{_PLACEMENT}:{one.pk}", says, address, is_believed)


def _plans(child: Child) -> Iterable[Evidence]:
    current = set(PermanencyPlan.objects.of(child.pk).values_list("pk", flat=True))
    for one in PermanencyPlan.objects.filter(event__child=child).select_related("event").order_by("-event__on"):
        says = f"Permanency plan, {one}, filed {day_words(one.event.on)}"
        yield Evidence(f"{_PLAN}:{one.pk}", says, reverse("plan_version", args=(child.pk, one.pk)), one.pk in current)


def _consultations(child: Child, sight: Sight) -> Iterable[Evidence]:
    """Those that a person may read: one about siblings needs the files of all of them."""
    for one in Consultation.objects.seen_by(sight).of(child.pk):
        says = f"{capital(one.get_kind_display())}, {day_words(one.on)}"
        yield Evidence(f"{_CONSULTATION}:{one.pk}", says, reverse("consultation", args=(child.pk, one.pk)))


def _events(child: Child) -> Iterable[Evidence]:
    """All but ratings: a rating is no evidence of another."""
    events = Event.objects.filter(child=child, is_withdrawal=False).exclude(kind=RATING)
    for one in events.select_related("correction").in_order().reverse():
        value = f": {plain(one.value)}" if one.value else ""
        says = f"{capital(plain(one.kind))}{value}, {day_words(one.on)}"
        is_believed = not hasattr(one, "correction")
        yield Evidence(f"{_EVENT}:{one.pk}", says, reverse("recorded", args=(child.pk, one.pk)), is_believed)
