"""Filling an empty casefile from a caseload that was read and checked, with its agencies, units and people."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Assignment, Child, Episode, Event, Placement, Source
from homeward.policy.caseload import Caseload
from homeward.policy.days import FIRST_DAY, date_of
from homeward.policy.vocabulary import EVENT_KINDS, INDIAN_CHILD, OWNERS, PLACEMENT_TYPES, VALUES_OF_KIND
from homeward.workforce.models import Agency, Person, Role, Unit

_BATCH: Final = 2000


class NotEmptyError(Exception):
    """There are children already: a caseload is loaded once, and imported from then on."""


class ChildDetails(NamedTuple):
    """The columns of `children` that the engine does not need; empty text where nothing is recorded."""

    gender: str
    first_name: str
    last_name: str
    case_id: str
    ongoing_case_manager: str
    supervisor: str
    permanency_consultant: str
    unit: str
    agency: str


class Naming(NamedTuple):
    """How somebody is called whom the caseload knows by identifier only, and the address she signs in with."""

    name: str
    email: str | None


@dataclass
class Loaded:
    """How many rows were written of each kind."""

    rows: Counter[str] = field(default_factory=Counter)
    stray_events: list[tuple[str, str, date]] = field(default_factory=list)
    """Events that lie in no episode of their child; they are left out."""


def refuse_full_database() -> None:
    """Raise NotEmptyError if there are children already."""
    if Child.objects.exists():
        raise NotEmptyError("there are children in this database already")


@transaction.atomic
def load_caseload(
    *,
    chunks: Iterable[Caseload],
    details: Mapping[str, ChildDetails],
    discharge_reasons: Mapping[str, str],
    county: Agency,
    on: date,
    name_person: Callable[[str], Naming],
    name_agency: Callable[[str], str],
) -> Loaded:
    """Write a whole caseload into a database without children.

    `details` by child_id, `discharge_reasons` by episode_id. The agencies it names stand below `county`, which takes
    the children without one. Roles begin on the day `on`, assignments too unless the child was removed later.
    Raises NotEmptyError.
    """
    refuse_full_database()
    loaded = Loaded()
    staff = _Staff(details.values(), county, on, name_person, name_agency)
    loaded.rows.update(staff.write())
    now = timezone.now()
    for chunk in chunks:
        loaded.rows.update(_write_chunk(chunk, details, discharge_reasons, staff, now))
        loaded.stray_events += chunk.stray_events
    audit.record(by=None, verb="load_caseload", details=dict(loaded.rows))
    return loaded


class _Staff:
    """The agencies, units and people that a caseload names by identifier."""

    def __init__(
        self,
        details: Iterable[ChildDetails],
        county: Agency,
        on: date,
        name_person: Callable[[str], Naming],
        name_agency: Callable[[str], str],
    ) -> None:
        self.county, self.on = county, on
        self.agencies: dict[str, Agency] = {"": county}
        self.units: dict[tuple[str, str], Unit] = {}
        self.people: dict[str, Person] = {}
        self.roles: dict[tuple[str, str], Role] = {}
        for child in details:
            if child.agency not in self.agencies:
                self.agencies[child.agency] = Agency(
                    name=name_agency(child.agency), external_id=child.agency, parent=county
                )
            place = (child.agency, child.unit)
            if child.unit and place not in self.units:
                self.units[place] = Unit(
                    agency=self.agencies[child.agency],
                    name=child.unit.replace("-", " ").capitalize(),
                    external_id=child.unit,
                )
            for role in OWNERS:
                self._take_on(getattr(child, role), role, child, name_person)

    def _take_on(self, id: str, role: str, child: ChildDetails, name_person: Callable[[str], Naming]) -> None:
        if not id:
            return
        if id not in self.people:
            naming = name_person(id)
            person = Person(
                name=naming.name,
                email=naming.email,
                external_id=id,
                agency=self.agencies[child.agency],
                unit=self.units.get((child.agency, child.unit)),
            )
            person.set_unusable_password()
            self.people[id] = person
        if (id, role) not in self.roles:
            self.roles[id, role] = Role(person=self.people[id], name=role, from_on=self.on)

    def write(self) -> Counter[str]:
        """Write them down, those first that others refer to."""
        agencies = [agency for agency in self.agencies.values() if agency is not self.county]
        tables = (agencies, self.units.values(), self.people.values(), self.roles.values())
        return Counter(
            dict(zip(("agencies", "units", "people", "roles"), (_written(list(rows)) for rows in tables), strict=True))
        )


def _written(rows: list[Any]) -> int:
    """Write rows of one model in bulk; says how many."""
    if rows:
        model: type[models.Model] = type(rows[0])
        model._default_manager.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def _write_chunk(
    chunk: Caseload,
    details: Mapping[str, ChildDetails],
    discharge_reasons: Mapping[str, str],
    staff: _Staff,
    now: datetime,
) -> Counter[str]:
    """Write some whole children."""
    children = list(_children(chunk, details, staff))
    keys = [child.pk for child in children]
    child_of_episode = [keys[row] for row in chunk.child.tolist()]
    episodes = [
        Episode(
            child_id=child_of_episode[row],
            external_id=id,
            removed_on=_date(removed),
            discharged_on=date_of(discharged),
            discharge_reason=discharge_reasons.get(id, ""),
            source=Source.EXTRACT,
        )
        for row, (id, removed, discharged) in enumerate(
            zip(chunk.episode_id, chunk.removed_on.tolist(), chunk.discharged_on.tolist(), strict=True)
        )
    ]
    return Counter(
        children=_written(children),
        assignments=_written(list(_assignments(children, _latest_removals(chunk), details, staff))),
        episodes=_written(episodes),
        placements=_written(list(_placements(chunk, episodes))),
        events=_written(list(_events(chunk, child_of_episode, now))),
    )


def _children(chunk: Caseload, details: Mapping[str, ChildDetails], staff: _Staff) -> Iterator[Child]:
    rows = zip(chunk.child_id, chunk.birth_date.tolist(), chunk.indian_child.tolist(), strict=True)
    for id, born, indian_child in rows:
        known = details[id]
        yield Child(
            external_id=id,
            case_id=known.case_id,
            agency=staff.agencies[known.agency],
            unit=staff.units.get((known.agency, known.unit)),
            first_name=known.first_name,
            last_name=known.last_name,
            birth_date=date_of(born),
            gender=known.gender,
            indian_child=INDIAN_CHILD[indian_child],
        )


def _latest_removals(chunk: Caseload) -> dict[str, date]:
    """The last removal of each child by child_id; episodes stand in the order of removal."""
    removals = zip(chunk.child.tolist(), chunk.removed_on.tolist(), strict=True)
    return {chunk.child_id[row]: removed for row, day in removals if (removed := date_of(day))}


def _assignments(
    children: Iterable[Child], removals: Mapping[str, date], details: Mapping[str, ChildDetails], staff: _Staff
) -> Iterator[Assignment]:
    for child in children:
        from_on = max(staff.on, removals.get(child.external_id, staff.on))
        for role in OWNERS:
            if id := getattr(details[child.external_id], role):
                yield Assignment(child=child, person=staff.people[id], role=role, from_on=from_on)


def _placements(chunk: Caseload, episodes: list[Episode]) -> Iterator[Placement]:
    rows = zip(
        chunk.placement_episode.tolist(),
        chunk.started_on.tolist(),
        chunk.ended_on.tolist(),
        chunk.placement_type.tolist(),
        strict=True,
    )
    for episode, started, ended, kind in rows:
        yield Placement(
            child_id=episodes[episode].child_id,
            episode=episodes[episode],
            started_on=_date(started),
            ended_on=date_of(ended),
            placement_type=PLACEMENT_TYPES[kind],
            source=Source.EXTRACT,
        )


def _date(day: int) -> date:
    """The date of a day that is always recorded."""
    return FIRST_DAY + timedelta(days=day)


def _events(chunk: Caseload, child_of_episode: list[UUID], now: datetime) -> Iterator[Event]:
    rows = zip(chunk.event_episode.tolist(), chunk.kind.tolist(), chunk.on.tolist(), chunk.value.tolist(), strict=True)
    for position, (episode, kind, on, value) in enumerate(rows):
        values = VALUES_OF_KIND.get(EVENT_KINDS[kind])
        yield Event(
            child_id=child_of_episode[episode],
            kind=EVENT_KINDS[kind],
            on=_date(on),
            value=values[value] if values else "",
            source=Source.EXTRACT,
            recorded_at=now,
            position=position,
        )
