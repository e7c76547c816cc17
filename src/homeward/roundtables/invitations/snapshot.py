"""What the meeting shows of its children, for those who sit there: first name and age, what is on record, the agenda.

Until the meeting begins it is what the file says today; from then on, what was frozen as it began.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.permanency.consultations.attending import seat_at
from homeward.permanency.consultations.guide import Guide, guide_of
from homeward.permanency.consultations.snapshot import shown, snapshot
from homeward.permanency.consultations.text import by_first_names
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.roundtables.models import Roundtable
from homeward.roundtables.seeing import by_seat
from homeward.roundtables.table import consultation_of
from homeward.website.words import age_words, clock_words

_NAMELESS: Final = "The child"


@dataclass(frozen=True)
class Known:
    """A child, and what is on record."""

    name: str
    age: str
    sections: list[dict[str, Any]]


def record_of(roundtable: Roundtable) -> Consultation | None:
    """In whose record the meeting is written: the one that was begun for it, else one that was begun before it."""
    children = roundtable.attending.values("child_id")
    before = Consultation.objects.filter(kind=ROUNDTABLE, called_off_at=None, started_at=None, convened_as=None)
    return consultation_of(roundtable) or before.filter(members__child__in=children).order_by("-begun_at").first()


@signed_in()
def snapshot_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """For whoever has a seat, or sees the files of all its children. Each opening is noted of each child."""
    roundtable = _roundtable(visit, roundtable_id)
    children = list(Child.objects.filter(roundtables__roundtable=roundtable).order_by("birth_date", "pk"))
    for child in children:
        details: dict[str, audit.Detail] = {"page": "roundtable_snapshot"}
        target = f"roundtable:{roundtable.pk}"
        audit.record(by=visit.person, verb="opened", child_id=child.pk, target=target, details=details)
    consultation = record_of(roundtable)
    is_frozen = bool(consultation and consultation.snapshot)
    frozen = consultation.snapshot if consultation and is_frozen else snapshot(children, visit.today, visit.today)
    guide = guide_of(consultation.guide_version if consultation else "", roundtable.on)
    given = {
        "roundtable": roundtable,
        "known": _known(children, shown(frozen), visit),
        "is_frozen": is_frozen,
        "guide": guide,
        "agenda": list(_agenda(guide, roundtable)),
        "recommend_at": _recommend_at(visit, roundtable, consultation),
    }
    return render(request, "roundtables/invitations/snapshot.html", given)


def _roundtable(visit: Visit, roundtable_id: UUID) -> Roundtable:
    """By a seat; or by the files, if all of them are open to her."""
    found = by_seat(visit).filter(pk=roundtable_id).select_related("room").first()
    if found:
        return found
    about = Child.objects.filter(roundtables__roundtable=roundtable_id)
    seen = Child.objects.seen_by(visit.sight).filter(pk__in=about.values("pk")).count()
    if not seen or seen < about.count():
        if seen or about.exists():
            audit.record(by=visit.person, verb="refused", target=f"roundtable:{roundtable_id}")
        raise Http404("There is no such roundtable, or you have no seat at it.")
    return Roundtable.objects.select_related("room").get(pk=roundtable_id)


def _known(children: list[Child], kept: list[dict[str, Any]], visit: Visit) -> list[Known]:
    of_child = {one.get("id"): one.get("sections", []) for one in kept}
    return [
        Known(
            name=child.first_name or _NAMELESS,
            age=age_words(child.birth_date, visit.today),
            sections=[
                {"title": one["title"], "lines": [by_first_names(line, children) for line in one["lines"]]}
                for one in of_child.get(str(child.pk), [])
            ],
        )
        for child in children
    ]


def _agenda(guide: Guide, roundtable: Roundtable) -> Iterable[tuple[str, str, str]]:
    """(from, phase, what it is about), the phases' minutes stretched over the time that is reserved."""
    whole, passed = sum(phase.minutes for phase in guide.phases) or 1, 0
    length = roundtable.ends_at - roundtable.starts_at
    for phase in guide.phases:
        at = timezone.localtime(roundtable.starts_at + length * passed / whole)
        yield clock_words(at.time()), phase.says, phase.about
        passed += phase.minutes


def _recommend_at(visit: Visit, roundtable: Roundtable, consultation: Consultation | None) -> str:
    """The form in which every participant recommends, once the meeting has begun and until it is completed."""
    if consultation is None or not consultation.started_at or consultation.completed_at:
        return ""
    seated = seat_at(consultation, visit.person)
    return reverse("consultation_recommend", args=(roundtable.pk,)) if seated else ""
