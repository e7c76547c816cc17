"""Whether people and a room are free: meetings, travel, absences, working hours, caps, time between two meetings."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from homeward.roundtables.models import Absence, Availability, Room, RoomClosure, Roundtable, Seat, SharedAbsence
from homeward.roundtables.models.meeting import RoundtableQuerySet
from homeward.roundtables.models.settings import SchedulingSettings
from homeward.workforce.models import Agency, Person, with_agencies_below


def standing(*, is_practice: bool, but: Collection[UUID] = ()) -> RoundtableQuerySet:
    """The roundtables that take up time, without those that leave it. Practice takes up nobody's real time."""
    return Roundtable.objects.live().filter(agency__is_practice=is_practice).exclude(pk__in=but)


def moment(day: date, at: time) -> datetime:
    """A time of a day where the agency is."""
    return timezone.make_aware(datetime.combine(day, at))


def people_faults(
    people: Collection[Person],
    starts_at: datetime,
    ends_at: datetime,
    among: RoundtableQuerySet,
    *,
    site: str,
    settings: SchedulingSettings,
) -> dict[UUID, str]:
    """Why some of these people can not come to a site; `among` are the roundtables that stand already (`standing`)."""
    names = {one.pk: str(one) for one in people}
    faults: dict[UUID, str] = {}
    for found in (
        _busy(names, starts_at, ends_at, among),
        _on_the_way(names, starts_at, ends_at, among, site, settings),
        _away(names, starts_at, ends_at),
        _away_together(people, starts_at, ends_at),
        _off(names, starts_at, ends_at),
    ):
        for person_id, says in found.items():
            faults.setdefault(person_id, f"{names[person_id]} {says}")
    return faults


def _busy(names: dict[UUID, str], starts_at: datetime, ends_at: datetime, among: RoundtableQuerySet) -> dict[UUID, str]:
    """Who sits at another meeting at that time, or at as many as she will on that day or in that week."""
    monday = timezone.localtime(starts_at).date() - timedelta(days=timezone.localtime(starts_at).weekday())
    week = (moment(monday, time.min), moment(monday + timedelta(days=7), time.min))
    live = among.filter(starts_at__gte=week[0], starts_at__lt=week[1])
    seats = Seat.objects.taken().filter(person__in=list(names), roundtable__in=live.values("pk"))
    caps = {one.person_id: one for one in Availability.objects.filter(person__in=list(names))}
    found: dict[UUID, str] = {}
    in_week: dict[UUID, int] = {}
    on_day: dict[UUID, int] = {}
    day = timezone.localtime(starts_at).date()
    for seat in seats.select_related("roundtable"):
        assert seat.person_id
        other = seat.roundtable
        if other.starts_at < ends_at and starts_at < other.ends_at:
            found[seat.person_id] = "sits at another roundtable at that time."
        in_week[seat.person_id] = in_week.get(seat.person_id, 0) + 1
        on_day[seat.person_id] = on_day.get(seat.person_id, 0) + (other.on == day)
    for person_id, cap in caps.items():
        if cap.max_per_day is not None and on_day.get(person_id, 0) >= cap.max_per_day:
            found.setdefault(person_id, f"takes part in at most {cap.max_per_day} on one day.")
        if cap.max_per_week is not None and in_week.get(person_id, 0) >= cap.max_per_week:
            found.setdefault(person_id, f"takes part in at most {cap.max_per_week} in one week.")
    return found


def _on_the_way(
    names: dict[UUID, str],
    starts_at: datetime,
    ends_at: datetime,
    among: RoundtableQuerySet,
    site: str,
    settings: SchedulingSettings,
) -> dict[UUID, str]:
    """Who has a meeting at another site, and not the time to go there. A virtual room is everywhere."""
    if not site or not settings.travel:
        return {}
    day = timezone.localtime(starts_at).date()
    live = among.filter(starts_at__gte=moment(day, time.min), starts_at__lt=moment(day + timedelta(days=1), time.min))
    seats = Seat.objects.taken().filter(person__in=list(names), roundtable__in=live.values("pk"))
    found: dict[UUID, str] = {}
    for seat in seats.select_related("roundtable__room"):
        other, there = seat.roundtable, seat.roundtable.room.site
        way = timedelta(minutes=settings.minutes_between(site, there))
        if seat.person_id and other.starts_at < ends_at + way and starts_at < other.ends_at + way:
            found[seat.person_id] = f"has a roundtable in {there} that day, {way.seconds // 60} minutes away."
    return found


def _away(names: dict[UUID, str], starts_at: datetime, ends_at: datetime) -> dict[UUID, str]:
    away = Absence.objects.filter(
        person__in=list(names), withdrawn_at=None, from_at__lt=ends_at, until_at__gt=starts_at
    )
    return dict.fromkeys(away.values_list("person_id", flat=True), "is away at that time.")


def _away_together(people: Collection[Person], starts_at: datetime, ends_at: datetime) -> dict[UUID, str]:
    together = shared_absences(people, starts_at, ends_at)
    return {person_id: f"can not come at that time: {absences[0].what}." for person_id, absences in together.items()}


def shared_absences(
    people: Collection[Person], from_at: datetime, until_at: datetime
) -> dict[UUID, list[SharedAbsence]]:
    """The absences of a unit, or of all of an agency, by the people whom they concern. Two queries at most."""
    listed = list(
        SharedAbsence.objects.filter(withdrawn_at=None, from_at__lt=until_at, until_at__gt=from_at).order_by("from_at")
    )
    parents = list(Agency.objects.values_list("pk", "parent_id")) if listed else []
    found: dict[UUID, list[SharedAbsence]] = {}
    for one in listed:
        agencies = with_agencies_below(one.agency_id, parents)
        for person in people:
            if (person.unit_id == one.unit_id) if one.unit_id else (person.agency_id in agencies):
                found.setdefault(person.pk, []).append(one)
    return found


def _off(names: dict[UUID, str], starts_at: datetime, ends_at: datetime) -> dict[UUID, str]:
    first, last = timezone.localtime(starts_at).time(), timezone.localtime(ends_at).time()
    return {
        one.person_id: f"works from {one.works_from:%H:%M} to {one.works_until:%H:%M}."
        for one in Availability.objects.filter(person__in=list(names))
        if first < one.works_from or last > one.works_until
    }


def room_fault(
    room: Room, starts_at: datetime, ends_at: datetime, among: RoundtableQuerySet, *, turnover: timedelta
) -> str:
    """Why a room can not be used; empty if it can. Two queries."""
    near = among.filter(room=room, starts_at__gt=starts_at - timedelta(days=1), starts_at__lt=ends_at + turnover)
    for other in near:
        if other.starts_at < ends_at + turnover and starts_at < other.ends_at + turnover:
            taken = f"{timezone.localtime(other.starts_at):%H:%M} to {timezone.localtime(other.ends_at):%H:%M}"
            return f"{room} is taken from {taken}, and {turnover.seconds // 60} minutes lie between two meetings."
    if RoomClosure.objects.filter(
        room=room, withdrawn_at=None, from_at__lt=ends_at, until_at__gt=starts_at
    ).exists():  # fmt: skip
        return f"{room} is closed at that time."
    return "" if room.is_in_use else f"{room} is no longer used."
