"""A roundtable as somebody wants it, and everything that stands against it, each fault beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from homeward.casefile.models import Child
from homeward.obligations.models import Determination
from homeward.roundtables import eligibility
from homeward.roundtables.eligibility import OTHER_AGENCY, OTHER_DEPARTMENT, Team, team_of
from homeward.roundtables.free import moment, people_faults, room_fault, standing
from homeward.roundtables.models import Attending, Room, Roundtable, SchedulingSettings, Seat, SeatRole, Status
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.windows import first_day_after_notice, is_working_day, practical_last_day
from homeward.website.words import clock_words, day_words
from homeward.workforce.models import Person

TO_BE_NAMED = "somebody whom the tribe names"
_INTEGRAL = (SeatRole.ONGOING_CASE_MANAGER, SeatRole.SUPERVISOR)
Faults = dict[str, str]


@dataclass(frozen=True)
class Arrangement:
    """What the form of convening holds. `moves` is the roundtable that is moved, if it is not a new one."""

    children: tuple[Child, ...]
    kind: str
    on: date
    at: time
    minutes: int
    room: Room
    facilitator: Person
    is_asked: bool
    """The convener asked: the facilitator is no relative or caregiver of a child."""
    external: Person | None = None
    efforts: str = ""
    scribe: Person | None = None
    tribal_representatives: tuple[str, ...] = field(default=())
    others: tuple[str, ...] = field(default=())
    exception: str = ""
    """Why it is held at short notice, outside the usual hours, or after the practical last day."""
    moves: Roundtable | None = None
    leave_too: tuple[Roundtable, ...] = field(default=())
    """Others that are moved right after it, and so do not stand in its way."""
    is_planned: bool = False
    """Nobody is told yet, so what is asked and written before it is announced may still be missing."""

    @property
    def starts_at(self) -> datetime:
        """The moment at which it begins."""
        return moment(self.on, self.at)

    @property
    def ends_at(self) -> datetime:
        """The moment at which it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


def faults_of(wanted: Arrangement, team: Team, *, by: Person, today: date) -> Faults:
    """All that stands against it; nothing if it may be held so."""
    moves = (wanted.moves, *wanted.leave_too) if wanted.moves else wanted.leave_too
    but = [one.pk for one in moves]
    among = standing(is_practice=wanted.children[0].agency.is_practice, but=but)
    settings = settings_for(wanted.children[0].agency)
    faults = {name: says for name, says in _of_people(wanted, team, by) if says}
    faults |= {name: says for name, says in _of_times(wanted, settings, today) if says}
    seated = [person for _, person in seats_of(wanted, team, by)]
    times = (wanted.starts_at, wanted.ends_at, among)
    for person_id, says in people_faults(seated, *times, site=wanted.room.site, settings=settings).items():
        faults.setdefault(_field_of(person_id, wanted), says)
    if says := room_fault(wanted.room, *times, turnover=timedelta(minutes=settings.turnover_minutes)):
        faults["room"] = says
    live = Attending.objects.filter(child__in=wanted.children, roundtable__in=Roundtable.objects.live().values("pk"))
    for other in live.exclude(roundtable__in=but).select_related("child", "roundtable"):
        status = "announced" if other.roundtable.status == Status.ANNOUNCED else "planned"
        faults["children"] = f"For {other.child} one is {status} on {day_words(other.roundtable.on)}. Move that one."
    return faults


def _of_times(wanted: Arrangement, settings: SchedulingSettings, today: date) -> Iterator[tuple[str, str]]:
    """Days on which nobody works are refused; what the agency only usually does not do takes a reason."""
    if wanted.on < today:
        yield "on", "This day has passed. What was held is recorded in the file of the child."
    elif not is_working_day(wanted.on):
        yield "on", f"{day_words(wanted.on)} is no working day: a weekend or a holiday."
    unusual = list(_unusual(wanted, settings, today))
    if unusual and not wanted.exception.strip():
        yield "exception", " ".join([*unusual, "Write why it is held then all the same, or choose another time."])


def _unusual(wanted: Arrangement, settings: SchedulingSettings, today: date) -> Iterator[str]:
    """What the agency's settings say against the time, in sentences."""
    begins, ends = wanted.at, (datetime.combine(wanted.on, wanted.at) + timedelta(minutes=wanted.minutes)).time()
    if begins < settings.opens or ends > settings.closes:
        yield f"Roundtables lie between {clock_words(settings.opens)} and {clock_words(settings.closes)}"
    if begins < settings.lunch_until and settings.lunch_from < ends:
        yield f"Lunch is from {clock_words(settings.lunch_from)} to {clock_words(settings.lunch_until)}"
    before = wanted.moves
    is_told_now = before is None or before.on != wanted.on or before.status == Status.PLANNED
    is_indian_child = any(child.indian_child == "yes" for child in wanted.children)
    first = first_day_after_notice(today, settings, is_indian_child=is_indian_child)
    if is_told_now and wanted.on < first:
        invited = "a tribe is invited" if is_indian_child else "people are told"
        yield f"With the notice that {invited}, the first day would be {day_words(first)}."
    yield from _after_the_practical_last_day(wanted, settings, today)


def _after_the_practical_last_day(wanted: Arrangement, settings: SchedulingSettings, today: date) -> Iterator[str]:
    told = Determination.objects.filter(child__in=wanted.children, next_hearing_on__gt=wanted.on)
    hearing = told.order_by("next_hearing_on").values_list("next_hearing_on", flat=True).first()
    last = practical_last_day(hearing, settings) if hearing else None
    if hearing and last and today <= last < wanted.on:
        yield (
            f"So that the form is done and the plan is sent before the hearing on {day_words(hearing)}, "
            f"the last day would be {day_words(last)}."
        )


def _of_people(wanted: Arrangement, team: Team, by: Person) -> Iterator[tuple[str, str]]:
    """The faults of who sits where."""
    for role in _INTEGRAL:
        if not team.of_role.get(role):
            yield "children", f"Nobody is assigned as {SeatRole(role).label} on that day. Assign somebody first."
    yield "facilitator", eligibility.facilitator_fault(wanted.facilitator, team, on=wanted.on)
    if not wanted.is_asked and not wanted.is_planned:
        yield "is_asked", "Ask, and confirm that the facilitator is no relative or caregiver."
    taken = {person.pk for role, person in seats_of(wanted, team, by) if role not in _CHOSEN}
    chosen = [(name, getattr(wanted, name)) for name in ("facilitator", "external", "scribe")]
    for name, person in chosen:
        if person and person.pk in taken:
            yield name, f"{person} has a seat at this roundtable already. One person, one seat."
        if person:
            taken.add(person.pk)
    yield "external", _external_fault(wanted, team)
    if not wanted.efforts.strip() and not wanted.is_planned and _is_second_choice(wanted, team):
        yield "efforts", "Write what was tried to find somebody from another agency."


_CHOSEN = (SeatRole.FACILITATOR, SeatRole.EXTERNAL_CONSULTANT, SeatRole.SCRIBE)


def _external_fault(wanted: Arrangement, team: Team) -> str:
    person = wanted.external
    if person is None:
        return ""
    if eligibility.tier_of(person, wanted.children, team) == eligibility.NONE:
        return f"{person} is of the responsible agency, and of no department other than those that take part."
    return eligibility.connection(person, team)


def _is_second_choice(wanted: Arrangement, team: Team) -> bool:
    return wanted.external is None or eligibility.tier_of(wanted.external, wanted.children, team) == OTHER_DEPARTMENT


def seats_of(wanted: Arrangement, team: Team, by: Person) -> list[tuple[SeatRole, Person]]:
    """Who sits there as what: the children's team first, each person once. Without a consultant: who convenes."""
    consultants = team.of_role.get(SeatRole.PERMANENCY_CONSULTANT) or [by]
    seats = [(SeatRole.PERMANENCY_CONSULTANT, one) for one in consultants]
    seats += [(role, one) for role in _INTEGRAL for one in team.of_role.get(role, [])]
    team_seats = {person.pk: (role, person) for role, person in reversed(seats)}
    chosen = zip(_CHOSEN, (wanted.facilitator, wanted.external, wanted.scribe), strict=True)
    return [*reversed(team_seats.values()), *((role, person) for role, person in chosen if person)]


def _field_of(person_id: object, wanted: Arrangement) -> str:
    """The field to change if somebody can not come: hers, or the time."""
    fields = {"facilitator": wanted.facilitator, "external": wanted.external, "scribe": wanted.scribe}
    return next((name for name, one in fields.items() if one and one.pk == person_id), "at")


def rows_of_seats(wanted: Arrangement, team: Team, by: Person) -> list[Seat]:
    """The seats to be saved, each with why somebody may sit there, or why a seat stays empty."""
    until = eligibility.certified_until(wanted.facilitator, on=wanted.on)
    asked = "; asked: no relative or caregiver" if wanted.is_asked else ""
    because = {
        SeatRole.FACILITATOR: f"Certified until {day_words(until)}; never assigned to the child or a sibling; "
        f"not in the line of supervision of the case manager{asked}."
        if until
        else "",
        SeatRole.PERMANENCY_CONSULTANT: "Coordinates the roundtable.",
        SeatRole.ONGOING_CASE_MANAGER: "Assigned on the day.",
        SeatRole.SUPERVISOR: "Assigned on the day.",
        SeatRole.EXTERNAL_CONSULTANT: "Of another agency."
        if wanted.external and eligibility.tier_of(wanted.external, wanted.children, team) == OTHER_AGENCY
        else "Of another department of the agency.",
    }
    seats = [
        Seat(role=role, person=person, eligible_because=because.get(role, ""))
        for role, person in seats_of(wanted, team, by)
    ]
    if wanted.external is None:
        seats.append(Seat(role=SeatRole.EXTERNAL_CONSULTANT))
    if _is_second_choice(wanted, team):
        second = next(one for one in seats if one.role == SeatRole.EXTERNAL_CONSULTANT)
        second.waived_by, second.waived_why = (by, wanted.efforts.strip()) if wanted.efforts.strip() else (None, "")
    is_indian_child = any(child.indian_child == "yes" for child in wanted.children)
    representatives = wanted.tribal_representatives or ((TO_BE_NAMED,) if is_indian_child else ())
    guests = [(SeatRole.TRIBAL_REPRESENTATIVE, name) for name in representatives]
    guests += [(SeatRole.OTHER, name) for name in wanted.others]
    return [*seats, *(Seat(role=role, guest_name=name) for role, name in guests)]


def team_for(wanted: Arrangement) -> Team:
    """The team of the children on the day of the meeting."""
    return team_of(wanted.children, on=wanted.on)


def arrangement_of(roundtable: Roundtable) -> Arrangement:
    """A roundtable as it stands, to be changed with `dataclasses.replace`."""
    attending = roundtable.attending.select_related("child__agency").order_by("child__birth_date", "child")
    seats = list(roundtable.seats.taken().select_related("person"))
    of_role = {seat.role: seat.person for seat in seats}
    facilitator = of_role.get(SeatRole.FACILITATOR)
    assert facilitator, "every roundtable has one"
    guests = {
        role: [one.who for one in seats if one.role == role and (one.person or one.guest_name)] for role in SeatRole
    }
    return Arrangement(
        children=tuple(one.child for one in attending),
        kind=roundtable.kind,
        on=roundtable.on,
        at=timezone.localtime(roundtable.starts_at).time(),
        minutes=roundtable.minutes,
        room=roundtable.room,
        facilitator=facilitator,
        is_asked=roundtable.status == Status.ANNOUNCED,
        external=of_role.get(SeatRole.EXTERNAL_CONSULTANT),
        efforts=roundtable.efforts,
        scribe=of_role.get(SeatRole.SCRIBE),
        tribal_representatives=tuple(one for one in guests[SeatRole.TRIBAL_REPRESENTATIVE] if one != TO_BE_NAMED),
        others=tuple(guests[SeatRole.OTHER]),
        exception=roundtable.exception_why,
        moves=roundtable,
        is_planned=roundtable.status == Status.PLANNED,
    )
