"""Roundtables of the county that were held in the last months: what they agreed on, and what became of it since.

The named cast has its own (`permanency_consultations`); these fill the lists of those who look after an agency.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import uuid5

from django.utils import timezone

from homeward.casefile.models import Assignment, Child, Event
from homeward.casefile.sight import sight_of
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.follow_actions import Became, record_follow_up
from homeward.permanency.consultations.follow_ups import CHECK, open_of
from homeward.permanency.consultations.parts import CAME, PEOPLE, rows_of
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.settle import own_barrier
from homeward.permanency.models import Consultation
from homeward.roundtables.models import Attending, Room, Roundtable, Seat, SeatRole, Status
from homeward.workforce.models import Agency, Person, RoleName

_BACK: Final = timedelta(days=110)
_OF_AN_AGENCY: Final = 14
_ROLES: Final = (RoleName.PERMANENCY_CONSULTANT, RoleName.ONGOING_CASE_MANAGER, RoleName.SUPERVISOR)

_STEPS: Final = (
    ("Ask the county attorney for a day for the petition", "Ongoing supervisor", "court_delay"),
    ("Visit the aunt with the child, and ask what she would need", "Ongoing case manager", "caregiver"),
    ("Send the fingerprints of the foster parents again", "Ongoing case manager", "licensing"),
    ("Look for the father's relatives with the new list", "Permanency consultant", "relative_search"),
    ("Ask for a place in therapy nearer to the home", "Ongoing case manager", "service"),
    ("Write to the tribe about the home that it proposed", "Ongoing supervisor", "tribal_state"),
)
"""What was agreed: what, who, and the barrier."""

_BARRIERS: Final = (
    ("court_delay", "Hearings are put off by three months.", "Presiding judge", "court"),
    ("service", "The waiting list for therapy is ten months long.", "Director of services", "agency"),
    ("licensing", "Background checks of another state take half a year.", "Licensing chief", "state"),
    ("turnover", "The third case manager within a year.", "Program manager", "unit"),
)


def follow_roundtables_up(as_of: date, *, but: Sequence[str]) -> None:
    """Write some roundtables of each agency, as its staff would; `but` are the children of the cast."""
    held = Event.objects.current().filter(
        kind="roundtable_held", on__gte=as_of - _BACK, on__lt=as_of, child__agency__is_practice=False
    )
    later = held.exclude(child__external_id__in=but).filter(child__is_restricted=False)
    for agency in Agency.objects.filter(parent__isnull=False, is_practice=False):
        chosen: dict[object, Event] = {}
        for event in later.filter(child__agency=agency).select_related("child").order_by("-on", "child__external_id"):
            chosen.setdefault(event.child_id, event)
        apart = max(1, len(chosen) // _OF_AN_AGENCY)  # over the whole time, not only of the last days
        for place, event in enumerate(list(chosen.values())[::apart][:_OF_AN_AGENCY]):
            _write(event, place, as_of)


def _write(event: Event, place: int, as_of: date) -> None:
    child, on = event.child, event.on
    team = {one.role: one.person for one in Assignment.objects.in_force(as_of).filter(child=child)}
    if not set(_ROLES) <= set(team) or Consultation.objects.of(child.pk).exists():
        return
    by, today = team[RoleName.PERMANENCY_CONSULTANT], as_of
    one = actions.begin(child=child, on=on, by=by, today=today, token=uuid5(child.pk, on.isoformat()))
    one = actions.start(consultation=one, by=by, today=today)
    known, latest = text_of(one)
    typed = _texts(place, on) | _attended(known)
    actions.write(consultation=one, typed=typed, opened=latest.number if latest else 0, by=by, today=today)
    one = actions.hold(consultation=one, by=by, today=today)
    _arrange(one, child, event, place, team)
    if place % 3 == 0:
        _, latest = text_of(one)
        manager = team[RoleName.ONGOING_CASE_MANAGER]
        actions.complete(consultation=one, opened=latest.number if latest else 0, by=manager, today=today)
    _follow(one, place, team, as_of)


def _attended(known: Mapping[str, str]) -> dict[str, str]:
    """Everybody who was expected came, and a facilitator."""
    rows = {**rows_of(PEOPLE, known), "0900a": {}}
    said = {"came": CAME, "conflict": "no", "recommends": "To go on with what was agreed."}
    found = {f"{PEOPLE}.{row}.{name}": text for row in rows for name, text in said.items()}
    return found | {
        f"{PEOPLE}.0900a.name": "Fran Facilitator", f"{PEOPLE}.0900a.role": "facilitator", "people.certified": "yes"
    }  # fmt: skip


def _texts(place: int, on: date) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number in range(2):
        what, who, barrier = _STEPS[(place + number) % len(_STEPS)]
        by = on + timedelta(days=21 + 14 * number + 3 * place)
        key = f"steps.000{number}a"
        texts |= {f"{key}.what": what, f"{key}.who": who, f"{key}.by": by.isoformat(), f"{key}.barrier": barrier}
    category, narrative, must_act, level = _BARRIERS[place % len(_BARRIERS)]
    key = "barriers.0001a"
    return texts | {
        f"{key}.category": category, f"{key}.narrative": narrative, f"{key}.must_act": must_act, f"{key}.level": level
    }  # fmt: skip


def _follow(one: Consultation, place: int, team: dict[str, Person], as_of: date) -> None:
    """Of every second one the check was held, with a step completed; every fourth barrier somebody took on."""
    due = open_of(one, today=as_of)
    supervisor = team[RoleName.SUPERVISOR]
    if due and due.kind == CHECK and due.is_near and place % 2:
        step = one.actionsteps.order_by("row")[0]
        record_follow_up(
            consultation=one, kind=CHECK, on=as_of, became={step: Became("open", "completed")},
            support="Two hours a week without intake.", by=supervisor, today=as_of, token=uuid5(one.pk, CHECK),
        )  # fmt: skip
    if place % 4 == 0:
        barrier, sight = one.systemicbarriers.get(), sight_of(supervisor, on=as_of)
        token = uuid5(one.pk, "owner")
        own_barrier(barrier=barrier, person=supervisor, sight=sight, by=supervisor, today=as_of, token=token)


def _arrange(one: Consultation, child: Child, event: Event, place: int, team: dict[str, Person]) -> None:
    """The meeting as it was arranged, with a consultant of another agency; where a day was announced for it."""
    announced = Event.objects.current().filter(child=child, kind="roundtable_scheduled", on=event.on).first()
    others = Person.objects.filter(roles__name=RoleName.PERMANENCY_CONSULTANT, agency__is_practice=False)
    givers = [*others.exclude(agency=child.agency).order_by("external_id")[:2]]
    givers += Person.objects.filter(roles__name=RoleName.EXTERNAL_CONSULTANT).order_by("external_id")[:1]
    if announced is None or not givers:
        return
    room, _ = Room.objects.get_or_create(agency=child.agency, name="Oak room", defaults={"site": "Main building"})
    by = team[RoleName.PERMANENCY_CONSULTANT]
    made = Roundtable.objects.create(
        agency=child.agency,
        kind="repeat",
        status=Status.HELD,
        starts_at=timezone.make_aware(datetime.combine(event.on, time(9))),
        minutes=120,
        room=room,
        convened_by=by,
        convened_at=timezone.now(),
        token=uuid5(child.pk, f"arranged {event.on.isoformat()}"),
    )
    Attending.objects.create(roundtable=made, child=child, announced=announced, held=event)
    external = givers[place % len(givers)]
    seats = [(SeatRole(role), team[role]) for role in _ROLES] + [(SeatRole.EXTERNAL_CONSULTANT, external)]
    Seat.objects.bulk_create(Seat(roundtable=made, role=role, person=person) for role, person in seats)
    one.convened_as = made.pk
    one.save(update_fields=["convened_as"])
