"""A roundtable as somebody wants it, and everything that stands against it, each fault beside its field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from homeward.casefile.models import Child
from homeward.roundtables import eligibility
from homeward.roundtables.eligibility import OTHER_AGENCY, OTHER_DEPARTMENT, Team, team_of
from homeward.roundtables.free import moment, people_faults, room_fault, standing
from homeward.roundtables.models import Attending, Room, Roundtable, Seat, SeatRole
from homeward.website.words import day_words
from homeward.workforce.models import Person

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
    tribal_representative: str = ""
    others: tuple[str, ...] = field(default=())
    moves: Roundtable | None = None

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
    but = wanted.moves.pk if wanted.moves else None
    among = standing(is_practice=wanted.children[0].agency.is_practice, but=but)
    faults = {name: says for name, says in _of_people(wanted, team, by) if says}
    if wanted.on < today:
        faults["on"] = "This day has passed. What was held is recorded in the file of the child."
    seated = [person for _, person in seats_of(wanted, team, by)]
    for person_id, says in people_faults(seated, wanted.starts_at, wanted.ends_at, among).items():
        faults.setdefault(_field_of(person_id, wanted), says)
    if says := room_fault(wanted.room, wanted.starts_at, wanted.ends_at, among):
        faults["room"] = says
    live = Attending.objects.filter(child__in=wanted.children, roundtable__in=Roundtable.objects.live().values("pk"))
    for other in live.exclude(roundtable=but).select_related("child", "roundtable"):
        faults["children"] = f"For {other.child} one is announced on {day_words(other.roundtable.on)}. Move that one."
    return faults


def _of_people(wanted: Arrangement, team: Team, by: Person) -> Iterator[tuple[str, str]]:
    """The faults of who sits where."""
    for role in _INTEGRAL:
        if not team.of_role.get(role):
            yield "children", f"Nobody is assigned as {SeatRole(role).label} on that day. Assign somebody first."
    yield "facilitator", eligibility.facilitator_fault(wanted.facilitator, team, on=wanted.on)
    if not wanted.is_asked:
        yield "is_asked", "Ask, and confirm that the facilitator is no relative or caregiver."
    taken = {person.pk for role, person in seats_of(wanted, team, by) if role not in _CHOSEN}
    chosen = [(name, getattr(wanted, name)) for name in ("facilitator", "external", "scribe")]
    for name, person in chosen:
        if person and person.pk in taken:
            yield name, f"{person} has a seat at this roundtable already. One person, one seat."
        if person:
            taken.add(person.pk)
    yield "external", _external_fault(wanted, team)
    if not wanted.efforts.strip() and _is_second_choice(wanted, team):
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
    because = {
        SeatRole.FACILITATOR: f"Certified until {day_words(until)}; never assigned to the child or a sibling; "
        "not in the line of supervision of the case manager; asked: no relative or caregiver."
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
        second.waived_by, second.waived_why = by, wanted.efforts.strip()
    guests = [(SeatRole.TRIBAL_REPRESENTATIVE, wanted.tribal_representative.strip())]
    guests += [(SeatRole.OTHER, name) for name in wanted.others]
    return [*seats, *(Seat(role=role, guest_name=name) for role, name in guests if name)]


def team_for(wanted: Arrangement) -> Team:
    """The team of the children on the day of the meeting."""
    return team_of(wanted.children, on=wanted.on)
