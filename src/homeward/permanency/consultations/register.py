"""The register of systemic barriers across children: each child and category once, with who must act and who does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import Sight
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.consultations.settle import own_barrier
from homeward.permanency.consultations.views import opened
from homeward.permanency.consultations.who import REGISTER
from homeward.permanency.models import Consultation, SystemicBarrier
from homeward.permanency.models.consultations import LEVELS
from homeward.website.asked import query
from homeward.website.words import capital, lapse_words
from homeward.workforce.models import Person

_MOST: Final = 300


@dataclass(frozen=True)
class Pair:
    """One child and one category of barrier: found first, found last, and how it stands."""

    child: Child
    category: str
    first: SystemicBarrier
    latest: SystemicBarrier
    times: int
    days: int
    """How long it stands, or stood."""
    owner: Person | None

    @property
    def age(self) -> str:
        return lapse_words(self.days)


@dataclass(frozen=True)
class Asked:
    """What the register is narrowed to; it stands in the address."""

    is_resolved: bool = False
    category: str = ""
    level: str = ""
    is_mine: bool = False

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "Asked":
        return cls(
            typed.get("show") == "resolved", typed.get("category", ""), typed.get("level", ""), typed.get("mine") == "1"
        )

    @property
    def query(self) -> str:
        """The part of the address from the question mark on."""
        show = "resolved" if self.is_resolved else ""
        return query(
            {"show": show, "category": self.category, "level": self.level, "mine": "1" if self.is_mine else ""}
        )

    def holds(self, pair: Pair, person_id: UUID) -> bool:
        """Whether a pair is among what is asked for."""
        return (
            bool(pair.latest.resolved_on) == self.is_resolved
            and self.category in {"", pair.latest.category}
            and self.level in {"", pair.latest.level}
            and (not self.is_mine or (pair.owner is not None and pair.owner.pk == person_id))
        )


@signed_in(roles=REGISTER)
def register_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The systemic barriers of all children whom she sees, the oldest first."""
    asked, guide = Asked.of(request.GET), guide_on(visit.today)
    every = pairs_of(visit.sight, today=visit.today)
    chosen = [one for one in every if asked.holds(one, visit.person.pk)]
    shown = [one for one in every if bool(one.latest.resolved_on) == asked.is_resolved]
    codes = sorted({one.latest.category for one in shown}, key=guide.barrier_words)
    given = {
        "pairs": chosen[:_MOST],
        "total": len(chosen),
        "children": len({one.child.pk for one in chosen}),
        "asked": asked,
        "query": asked.query,
        "categories": [
            (code, guide.barrier_words(code), sum(one.latest.category == code for one in shown)) for code in codes
        ],
        "levels": [
            (code, capital(says), sum(one.latest.level == code for one in shown)) for code, says in LEVELS
        ],
        "most": _MOST,
    }  # fmt: skip
    return render(request, "permanency/consultations_register.html", given)


def pairs_of(sight: Sight, *, today: date) -> list[Pair]:
    """Distinct pairs of child and barrier, the oldest first; none of practice. Three queries, however many there are.

    A pair is open while what was found last is; one that was found again after it was resolved counts from then.
    """
    held = Consultation.objects.seen_by(sight).filter(called_off_at=None)
    held = held.exclude(members__child__agency__is_practice=True)
    rows = (
        SystemicBarrier.objects.current()
        .filter(consultation__in=held)
        .select_related("consultation", "child", "resolved_by")
    )
    rows = rows.prefetch_related("consultation__members__child", "owners__person")
    found: dict[tuple[UUID, str], list[tuple[Child, SystemicBarrier]]] = {}
    for one in rows.order_by("consultation__on", "row"):
        for member in one.consultation.members.all():
            if one.child_id in {None, member.child_id}:
                found.setdefault((member.child_id, one.category), []).append((member.child, one))
    guide = guide_on(today)
    pairs = [_pair(named, guide.barrier_words(category), today) for (_, category), named in found.items()]
    return sorted(pairs, key=lambda one: (-one.days, str(one.child), one.category))


def _pair(named: list[tuple[Child, SystemicBarrier]], category: str, today: date) -> Pair:
    """What was found of one child, in order. What was resolved before something was found again is past."""
    child, latest = named[-1]
    run = [row for _, row in named if row is latest or not row.resolved_on or row.resolved_on >= latest.consultation.on]
    owners = [owner for row in run for owner in row.owners.all()]
    owner = max(owners, key=lambda one: one.recorded_at).person if owners else None
    days = ((latest.resolved_on or today) - run[0].consultation.on).days
    return Pair(child, category, run[0], latest, len(run), days, owner)


COLUMNS: Final = (
    "child", "child_id", "barrier", "what", "level", "must_act", "taken_by", "since", "days", "found", "resolved_on",
    "resolved_by", "how_resolved",
)  # fmt: skip


def lines_of(pairs: list[Pair]) -> Iterator[tuple[object, ...]]:
    """The register as a table to take out."""
    for one in pairs:
        latest = one.latest
        yield (
            one.child, one.child.external_id, one.category, latest.narrative, latest.level, latest.must_act,
            one.owner or "", one.first.consultation.on, one.days, one.times, latest.resolved_on,
            latest.resolved_by or "", latest.how_resolved,
        )  # fmt: skip


def asked_for(visit: Visit, typed: Mapping[str, str]) -> tuple[list[Pair], str]:
    """The pairs that an address asks for, and the address of their page."""
    asked = Asked.of(typed)
    chosen = [one for one in pairs_of(visit.sight, today=visit.today) if asked.holds(one, visit.person.pk)]
    return chosen, f"{reverse('barriers')}{asked.query}"


@signed_in(roles=REGISTER, methods=FORM)
def owner_page(
    request: HttpRequest, visit: Visit, child_id: UUID, consultation_id: UUID, barrier_id: UUID
) -> HttpResponse:
    """She takes a barrier on, or gives it back."""
    child = visit.child(child_id, page="systemic_barrier")
    consultation = opened(visit, child, consultation_id)
    barrier = get_object_or_404(SystemicBarrier, pk=barrier_id, consultation=consultation)
    if request.method == "POST":
        takes = request.POST.get("step") == "take"
        try:
            token = UUID(request.POST.get("token", ""))
        except ValueError:
            token = uuid4()
        try:
            own_barrier(
                barrier=barrier, person=visit.person if takes else None, sight=visit.sight, by=visit.person,
                today=visit.today, token=token,
            )  # fmt: skip
            messages.success(request, "You have taken it on." if takes else "You have given it back.")
        except ValidationError as refused:
            messages.warning(request, refused.messages[0])
    return redirect("systemic_barrier", child.pk, consultation.pk, barrier.pk)
