"""The demo county as an installation: children, staff of every role, and a practice agency for those who learn."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from homeward.casefile.load import ChildDetails, Loaded, Naming, load_caseload, refuse_full_database
from homeward.casefile.models import Child, Episode, Event, Placement, Source, TribalAffiliation
from homeward.demo import tables
from homeward.demo.arrangements import arrange_roundtables, open_rooms
from homeward.demo.cast import CastMember, cast
from homeward.demo.certified import let_one_end_soon, write_certifications
from homeward.demo.county import make_county
from homeward.demo.kin import write_families
from homeward.demo.learning_ways import write_ways_of_learning
from homeward.demo.library import keep_library
from homeward.demo.permanency_concurrent import write_concurrent_planning
from homeward.demo.permanency_consultations import write_consultations
from homeward.demo.permanency_court import add_court_records
from homeward.demo.permanency_follow_up import follow_roundtables_up
from homeward.demo.permanency_plans import write_plans_and_goals
from homeward.demo.permanency_ratings import add_permanency_records
from homeward.demo.staff_names import AGENCY_NAMES, staff_email, staff_name
from homeward.demo.tables import County
from homeward.demo.wicwa_records import write_wicwa_records
from homeward.extracts.models import COLUMNS, Mention
from homeward.obligations.models import Refresh
from homeward.obligations.refresh import refresh_all
from homeward.policy.caseload import Caseload
from homeward.workforce.actions import add_person, appoint
from homeward.workforce.models import Agency, Person, RoleName, TribalAgreement, Tribe, Unit
from homeward.worklists.counts import keep_counts

COUNTY_NAME: Final = "Lakeshore County Division of Protective Services"
TRIBE_NAME: Final = "Tribe of the Demonstration"

OTHER_STAFF: Final = (
    ("admin-01", RoleName.ADMINISTRATOR, "county"),
    ("qa-01", RoleName.QUALITY_STAFF, "county"),
    ("fac-01", RoleName.FACILITATOR, "county"),
    ("fac-02", RoleName.FACILITATOR, "county"),
    ("ext-01", RoleName.EXTERNAL_CONSULTANT, "partner"),
    ("coach-01", RoleName.COACH, "county"),
    ("learner-01", RoleName.LEARNER, "county"),
    ("learner-02", RoleName.LEARNER, "county"),
    ("guest-01", RoleName.TRIBAL_GUEST, "county"),
)
"""(identifier, role, agency) of those whom the caseload does not name."""

_SINCE: Final = timedelta(days=400)
"""So long before the as-of date everybody took up her work."""

_CERTIFIED_FOR: Final = timedelta(days=730)


def set_up_demo_county(
    *, children: int = 2000, seed: int = 1, as_of: date, progress: Callable[[str], None] = lambda step: None
) -> tuple[Loaded, Refresh]:
    """Fill an empty database with the made-up county and work out what is due. Raises NotEmptyError."""
    refuse_full_database()
    progress("Making a county up, once: about a minute")
    county = make_county(children=children, seed=seed, as_of=as_of)
    progress("Writing its files")
    with transaction.atomic():
        division = Agency.objects.create(name=COUNTY_NAME, external_id="county")
        partner = Agency.objects.create(name="Neighbors for Children", external_id="partner")
        loaded = load_caseload(
            chunks=[_caseload(county)],
            details={row.child_id: ChildDetails(*(cell or "" for cell in row[3:])) for row in county.children},
            discharge_reasons={row.episode_id: row.discharge_reason or "" for row in county.episodes},
            county=division,
            on=as_of - _SINCE,
            name_person=lambda id: Naming(staff_name(id), staff_email(id)),
            name_agency=lambda id: AGENCY_NAMES.get(id, id),
        )
        _remember_whom_it_names(county)
        _appoint_others({"county": division, "partner": partner}, as_of - _SINCE)
        _set_up_tribe(division, as_of - _SINCE)
        _set_up_practice(division, as_of)
        add_permanency_records(as_of=as_of)
        add_court_records()
    progress("Working out what is due")
    refreshed = refresh_all(as_of=as_of)
    with transaction.atomic():
        write_plans_and_goals(as_of)
        if children:
            open_rooms(as_of)
        write_consultations(as_of)
        write_wicwa_records(as_of)
        write_concurrent_planning(as_of)
        write_families(as_of)
        keep_library(as_of)
        write_certifications(as_of)
        write_ways_of_learning(as_of)
        if children:
            follow_roundtables_up(as_of, but=[row.child_id for member in cast(as_of) for row in member.children])
            let_one_end_soon(as_of)
            arrange_roundtables(as_of)
    keep_counts(as_of=as_of)
    return loaded, refreshed


def bring_to_day(*, as_of: date, progress: Callable[[str], None] = lambda step: None) -> None:
    """What the night does for an agency: what is due for everybody on a new day. Done once a day, it does nothing."""
    if Refresh.objects.filter(as_of=as_of).exists():
        return
    progress("Working out what is due today in the county of an earlier day")
    refresh_all(as_of=as_of)
    keep_counts(as_of=as_of)


def _remember_whom_it_names(county: County) -> None:
    """The next extract is compared with what this one said, as with every other."""
    id_of = dict(Child.objects.values_list("external_id", "pk"))
    Mention.objects.bulk_create(
        (
            Mention(child_id=id_of[row.child_id], column=column, identifier=getattr(row, column) or "")
            for row in county.children
            for column, _ in COLUMNS
        ),
        batch_size=2000,
    )


def _caseload(county: County) -> Caseload:
    return Caseload.of_rows(*(_rows(table) for table in county.tables.values()))


def _rows(table: Iterable[Any]) -> Iterable[Mapping[str, Any]]:
    return (row._asdict() for row in table)


def _appoint_others(agencies: Mapping[str, Agency], on: date) -> None:
    for id, role, agency in OTHER_STAFF:
        person = add_person(
            name=staff_name(id), agency=agencies[agency], email=staff_email(id), external_id=id, password=None
        )
        certified_until = on + _CERTIFIED_FOR if role == RoleName.FACILITATOR else None
        appoint(person=person, role=role, from_on=on, certified_until=certified_until)


def _set_up_tribe(division: Agency, on: date) -> None:
    """A made-up tribe with an agreement, its guest, and the children whom the made-up files call Indian children."""
    tribe = Tribe.objects.create(name=TRIBE_NAME)
    TribalAgreement.objects.create(tribe=tribe, agency=division, from_on=on)
    Person.objects.filter(external_id="guest-01").update(tribe=tribe)
    TribalAffiliation.objects.bulk_create(
        TribalAffiliation(child=child, tribe=tribe, how_known=TribalAffiliation.HowKnown.TRIBE, from_on=on)
        for child in Child.objects.filter(indian_child="yes")
    )


def _set_up_practice(division: Agency, as_of: date) -> None:
    """The named cast once more, in an agency that nothing counts: everybody may make mistakes with them."""
    practice = Agency.objects.create(name="Practice agency", external_id="practice", parent=division, is_practice=True)
    unit = Unit.objects.create(agency=practice, name="Practice unit", external_id="practice-1")
    for member in cast(as_of):
        for row in member.children:
            child = Child.objects.create(
                external_id=f"practice-{row.child_id}",
                case_id=f"practice-{row.case_id}",
                agency=practice,
                unit=unit,
                first_name=row.first_name,
                last_name=row.last_name,
                birth_date=row.birth_date,
                gender=row.gender or "",
                indian_child=row.indian_child or "unknown",
            )
            _write_stays(child, row.child_id, member)


def _write_stays(child: Child, child_id: str, member: CastMember) -> None:
    now = timezone.now()
    episodes = {}
    for stay in member.episodes:
        if stay.child_id == child_id:
            episodes[stay.episode_id] = Episode.objects.create(
                child=child,
                removed_on=stay.removed_on,
                discharged_on=stay.discharged_on,
                discharge_reason=stay.discharge_reason or "",
                source=Source.EXTRACT,
            )
    Placement.objects.bulk_create(
        Placement(child=child, episode=episodes[home.episode_id], source=Source.EXTRACT, **_without_id(home))
        for home in member.placements
        if home.episode_id in episodes
    )
    Event.objects.bulk_create(
        Event(
            child=child,
            kind=event.kind,
            on=event.on,
            value=event.value or "",
            source=Source.EXTRACT,
            recorded_at=now,
            position=position,
        )
        for position, event in enumerate(member.events)
        if event.child_id == child_id
    )


def _without_id(home: tables.Placement) -> dict[str, Any]:
    return {"started_on": home.started_on, "ended_on": home.ended_on, "placement_type": home.placement_type}
