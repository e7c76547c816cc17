"""Children in the situations of which the policy speaks, brought there by what the staff records."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from dateutil.relativedelta import relativedelta

from homeward.casefile.actions import assign
from homeward.casefile.models import Child, Episode
from homeward.obligations.actions import record_event
from homeward.obligations.child_facts import add_child
from homeward.obligations.models import Determination, Obligation
from homeward.obligations.stays import record_placement
from homeward.roundtables.actions import announce
from homeward.roundtables.invitations.inviting import Guest, invite_guest
from homeward.roundtables.models import Roundtable
from homeward.roundtables.timetables.accept import accept
from homeward.workforce.models import Agency, Person
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.arranged import room
from tests.roundtables.timetables.asked import proposed

HEARING = "permanency_hearing_held"
CONSULTANT, CASE_MANAGER, SUPERVISOR = "pc-01", "ocm-001", "sup-01"


def months_ago(months: int, days: int = 0) -> date:
    """So many months and days before today."""
    return TODAY - relativedelta(months=months) - timedelta(days=days)


def in_care(
    months: int,
    *,
    days: int = 0,
    rating: str = "",
    placement: str = "foster_home",
    moved: tuple[date, str] | None = None,
    born: date = date(2018, 3, 1),
    hearings: tuple[date, ...] = (),
) -> Child:
    """A child of unit 1 in care for so long, with her team, rated and heard as it is said."""
    removed_on, unit = months_ago(months, days), person(SUPERVISOR).unit
    assert unit
    child = add_child(
        external_id=str(uuid4()),
        agency=unit.agency,
        unit=unit,
        facts={"first_name": "Ada", "last_name": "Lovelace", "birth_date": born},
        removed_on=removed_on,
        placement_type=placement,
        by=person(SUPERVISOR),
        today=TODAY,
        token=uuid4(),
    )
    team = {"ongoing_case_manager": CASE_MANAGER, "supervisor": SUPERVISOR, "permanency_consultant": CONSULTANT}
    for role, who in team.items():
        assign(child=child, person=person(who), role=role, by=person(SUPERVISOR), from_on=TODAY, on=TODAY)
    if rating:
        recorded(child, "permanency_rating", removed_on + timedelta(days=30), CONSULTANT, rating)
    for on in hearings:
        recorded(child, HEARING, on)
    if moved:
        episode = Episode.objects.get(child=child)
        record_placement(
            episode=episode, started_on=moved[0], placement_type=moved[1], by=person(SUPERVISOR), today=TODAY
        )
    return child


def recorded(child: Child, kind: str, on: date, who: str = SUPERVISOR, value: str = "") -> None:
    """Something happened, and somebody recorded it."""
    record_event(child=child, kind=kind, on=on, value=value, by=person(who), today=TODAY)


def determined(child: Child) -> tuple[str, str]:
    """What the engine says of a roundtable, and for which reason."""
    said = Determination.objects.get(child=child)
    return said.determination, said.reasons


def owed(child: Child, rule: str, **more: Any) -> Obligation | None:
    """The latest obligation of a rule of this policy; None: nothing is asked."""
    found = Obligation.objects.filter(child=child, rule=f"wi-dmcps.{rule}", **more)
    return found.order_by("-occasion").first()


EFFORTS = "Two partner agencies were asked."


def timetabled(child: Child) -> Roundtable:
    """The consultant has the month's timetable made, accepts it, and announces the child's roundtable in it."""
    room()
    accept(timetable=proposed(), by=person(CONSULTANT), today=TODAY)
    made = Roundtable.objects.get(attending__child=child)
    return announce(roundtable=made, is_asked=True, efforts=EFFORTS, by=person(CONSULTANT), today=TODAY)


def with_guest(roundtable: Roundtable, agency: Agency | None = None) -> Person:
    """Somebody from a partner agency, who has no account, is invited as the external consultant."""
    partner = agency or Agency.objects.get(external_id="partner")
    guest = Guest(role="external_consultant", name="Vera Visitor", email="vera@partner.example", agency=partner)
    return invite_guest(roundtable=roundtable, guest=guest, by=person(CONSULTANT), today=TODAY)


def due(child: Child, rule: str, **more: Any) -> Obligation | None:
    """The latest obligation of a rule of the state's; None: nothing is asked."""
    found = Obligation.objects.filter(child=child, rule=f"wi.{rule}", **more)
    return found.order_by("-occasion").first()


def named(external_id: str) -> Child:
    """A child of the cast's county."""
    return Child.objects.get(external_id=external_id, agency__is_practice=False)


def moved_to(child: Child, placement: str, on: date = TODAY, who: str = SUPERVISOR) -> None:
    """The child's home changes."""
    stay = Episode.objects.current().get(child=child, discharged_on=None)
    record_placement(episode=stay, started_on=on, placement_type=placement, by=person(who), today=TODAY)
