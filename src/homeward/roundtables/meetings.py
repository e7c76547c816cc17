"""The roundtables that somebody sees: by the children's files, or by her seat until the form is completed.

Whoever has a seat sees the meeting, and of the children the first names and ages; never a file.
"""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.recording import may_record_kind
from homeward.roundtables.actions import LIVE
from homeward.roundtables.eligibility import CONVENE
from homeward.roundtables.free import moment
from homeward.roundtables.invitations.answers import may_answer
from homeward.roundtables.invitations.checklist import Placed, checklist, placed
from homeward.roundtables.invitations.tribes import standing
from homeward.roundtables.models import Notice, Roundtable, Seat, SeatRole, Status
from homeward.roundtables.requests import SCHEDULED
from homeward.roundtables.seeing import by_seat
from homeward.roundtables.table import consultation_of, table_of
from homeward.website.frame import address_of
from homeward.website.keyset import piece
from homeward.website.words import age_words

_BEHIND: Final = timedelta(days=31)
_MOST: Final = 25


@dataclass(frozen=True)
class Met:
    """A child of a roundtable as its visitor may see her: by name with a way to the file, or by first name."""

    name: str
    age: str
    child_id: UUID | None


@signed_in(roles=SEE_FILES)
def meetings_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is coming and what was, among the children whom she sees."""
    listed = Roundtable.objects.listed_for(visit.sight).select_related("room")
    since = moment(visit.today, time.min) - _BEHIND
    found, last = piece(listed.filter(starts_at__gte=since), ("starts_at", "id"), request.GET.get("after", ""))
    leads = Seat.objects.taken().filter(roundtable__in=[one.pk for one in found], role=SeatRole.FACILITATOR)
    names = {seat.roundtable_id: seat.who for seat in leads.select_related("person")}
    given = {
        "rows": [(one, names.get(one.pk, "")) for one in found],
        "more": f"?after={last}" if last else "",
        "today": visit.today,
    }
    return render(request, "roundtables/meetings.html", given)


@signed_in()
def roundtable_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """One roundtable: when, where, for whom, who sits there and why she may."""
    by_file = Roundtable.objects.of_files(visit.sight).filter(pk=roundtable_id).first()
    of_seat = by_seat(visit).filter(pk=roundtable_id).first()
    roundtable = by_file or of_seat
    target = f"roundtable:{roundtable_id}"
    if roundtable is None:
        if Roundtable.objects.filter(pk=roundtable_id).exists():
            audit.record(by=visit.person, verb="refused", target=target)
        raise Http404("There is no such roundtable, or you have no seat at it.")
    audit.record(by=visit.person, verb="opened", target=target, details={"by_seat": by_file is None})
    children = list(Child.objects.filter(roundtables__roundtable=roundtable).order_by("birth_date", "pk"))
    may_change = by_file is not None and _may_change(visit, roundtable, children)
    rows = placed(list(roundtable.seats.taken().select_related("person__agency", "waived_by")), roundtable)
    consultation = consultation_of(roundtable)
    is_running = bool(consultation and consultation.started_at and not consultation.held_at)
    mine = next((one.invited for one in rows if one.invited and one.invited.person_id == visit.person.pk), None)
    given: dict[str, Any] = {
        "roundtable": roundtable,
        "today": visit.today,
        "children": _met(visit, children, has_seat=of_seat is not None),
        "rows": rows,
        "by_file": by_file is not None,
        "works_with_files": bool(SEE_FILES & visit.sight.roles),
        "may_change": may_change,
        "mine": mine,
        "may_answer": mine is not None and may_answer(mine, now=timezone.now()),
        "sees_snapshot": by_file is None or any(one.seat.person_id == visit.person.pk for one in rows),
        "notes_answers": may_change and roundtable.status == Status.ANNOUNCED and roundtable.starts_at > timezone.now(),
        "table": table_of(visit, roundtable, children),
        "is_prepared": consultation is not None,
        "has_passed": roundtable.status in LIVE and roundtable.on < visit.today and not is_running,
    }
    if by_file:
        given |= _prepared(visit, roundtable, children, rows, may_change=may_change)
    if is_running or given["has_passed"]:
        given |= {"items": [], "repair_at": ""}
    return render(request, "roundtables/roundtable.html", given)


def _prepared(
    visit: Visit, roundtable: Roundtable, children: list[Child], rows: list[Placed], *, may_change: bool
) -> dict[str, Any]:
    """The checklist, and the invitations of tribes; without a word of a child whose file the visitor may not open."""
    seen = set(
        Child.objects.seen_by(visit.sight).filter(pk__in=[child.pk for child in children]).values_list("pk", flat=True)
    )
    open_to_her = [child for child in children if child.pk in seen]
    tribal = standing(open_to_her, roundtable, visit.today)
    notice = Notice.objects.filter(roundtable=roundtable).first()
    return {
        "tribal": tribal,
        "without_tribe": bool(notice and notice.without_tribe),
        "items": checklist(roundtable, rows, tribal, may_change=may_change)
        if roundtable.status == Status.ANNOUNCED
        else [],
        "repair_at": address_of("roundtable_repair", roundtable.pk)
        if may_change and CONVENE & visit.sight.roles
        else "",
    }


def _met(visit: Visit, children: list[Child], *, has_seat: bool) -> list[Met]:
    """Each child by as much of the name as the visitor may see; only a seat tells first names without a file."""
    pks = [child.pk for child in children]
    seen = set(Child.objects.seen_by(visit.sight).filter(pk__in=pks).values_list("pk", flat=True))
    found = []
    for child in children:
        age = age_words(child.birth_date, visit.today)
        if child.pk in seen:
            found.append(Met(str(child), age, child.pk))
        else:
            found.append(Met(child.first_name or "A child", age, None) if has_seat else Met("Another child", "", None))
    return found


def _may_change(visit: Visit, roundtable: Roundtable, children: list[Child]) -> bool:
    if roundtable.status not in LIVE:
        return False
    return all(may_record_kind(visit.person, child, SCHEDULED, on=visit.today) for child in children)


def seen_by_file(visit: Visit, roundtable_id: UUID) -> Roundtable:
    """A roundtable about a child whose file the person sees; Http404 for everybody else."""
    found = Roundtable.objects.of_files(visit.sight).select_related("room").filter(pk=roundtable_id).first()
    if found is None:
        raise Http404("There is no such roundtable, or it is about nobody whose file you see.")
    return found


def roundtables_of(visit: Visit) -> list[Roundtable]:
    """Her roundtables for Today: those to come, and those whose form is still to be completed."""
    since = moment(visit.today, time.min) - _BEHIND
    seats = Seat.objects.taken().filter(person=visit.person.pk, roundtable__starts_at__gte=since)
    keys = list(seats.values_list("roundtable_id", flat=True))
    # Whoever has no seat, as most have, is asked nothing more: no event is looked for.
    mine = by_seat(visit).filter(pk__in=keys) if keys else Roundtable.objects.none()
    return list(mine.select_related("room", "agency").order_by("starts_at", "pk")[:_MOST])
