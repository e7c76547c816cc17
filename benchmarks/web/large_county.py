"""A county of any size in a database: the demo county's children in care, tiled, each unit with 60 of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from homeward.casefile.load import ChildDetails, Naming, load_caseload
from homeward.demo.county import make_county
from homeward.demo.tables import County
from homeward.obligations.refresh import refresh_all
from homeward.policy.caseload import Caseload
from homeward.workforce.actions import add_person, appoint
from homeward.workforce.models import Agency, RoleName

OF_A_UNIT, OF_A_CASE_MANAGER, OF_A_CONSULTANT, AGENCIES = 60, 12, 300, 4
DRAWN = 2000
"""So many children in care are invented; the others repeat them under other ids."""

Rows = dict[str, list[dict[str, Any]]]


def set_up_large_county(children: int, as_of: date) -> None:
    """Fill an empty database with so many children in care, their staff, and an administrator `admin-01`."""
    drawn = _in_care(make_county(children=min(children, DRAWN), seed=1, as_of=as_of))
    copies = max(1, round(children / len(drawn["children"])))
    county = Agency.objects.create(name="Large county", external_id="county")
    everybody = [row["child_id"] + tile for tile in _tiles(copies) for row in drawn["children"]]
    load_caseload(
        chunks=(_tile(drawn, tile) for tile in _tiles(copies)),
        details={id: _details(number) for number, id in enumerate(everybody)},
        discharge_reasons={},
        county=county,
        on=as_of - timedelta(days=400),
        name_person=lambda id: Naming(id, f"{id}@example.org"),
        name_agency=str,
    )
    administrator = add_person(
        name="An administrator", agency=county, email="admin-01@example.org", external_id="admin-01"
    )
    appoint(person=administrator, role=RoleName.ADMINISTRATOR, from_on=as_of - timedelta(days=400))
    refresh_all(as_of=as_of)


def _tiles(copies: int) -> Iterator[str]:
    return (f"~{number}" for number in range(copies))


def _details(number: int) -> ChildDetails:
    """Who works with the child of a number."""
    unit = number // OF_A_UNIT
    return ChildDetails(
        gender="",
        first_name="Child",
        last_name=f"Number {number}",
        case_id="",
        ongoing_case_manager=f"ocm-{number // OF_A_CASE_MANAGER}",
        supervisor=f"sup-{unit}",
        permanency_consultant=f"pc-{number // OF_A_CONSULTANT}",
        unit=f"unit-{unit}",
        agency=f"agency-{number // OF_A_CONSULTANT % AGENCIES}",
    )


def _in_care(county: County) -> Rows:
    """The rows of the children who are in care."""
    rows = {name: [row._asdict() for row in table] for name, table in county.tables.items()}
    inside = {row["child_id"] for row in rows["episodes"] if row["discharged_on"] is None}
    kept = {
        name: [row for row in rows[name] if row["child_id"] in inside] for name in ("children", "episodes", "events")
    }
    episodes = {row["episode_id"] for row in kept["episodes"]}
    return kept | {"placements": [row for row in rows["placements"] if row["episode_id"] in episodes]}


def _tile(drawn: Rows, tile: str) -> Caseload:
    """The same children under other ids."""
    ids = ("child_id", "episode_id")
    tables = ("children", "episodes", "placements", "events")
    return Caseload.of_rows(
        *(({**row, **{id: row[id] + tile for id in ids if id in row}} for row in drawn[table]) for table in tables)
    )
