"""The demo county: as many made-up children as one likes, with the shares of Wisconsin.

Of the children in care on the day one looks (AFCARS, Wisconsin, fiscal year 2021, as in `shares`):

* ages: mean 7.4, median 6 years; 53% boys; 7% Indian children
* placements: foster home 47%, relative 40%, residential 5%, group home 4%, trial reunification 2%, pre-adoptive 1%,
  missing 1%, supervised independent living 0.3%
* goals: reunification 61%, adoption 19%, guardianship 9%, relative 1%, other planned 1%, none yet 8%
* time in care: mean 21, median 14.8 months, 44% 18 months or more
* of those who left: reunification 52%, adoption 19%, guardianship 19%, aged out 9%

What is not published is ours, after practice: about three in ten later hearings are weeks late, ratings, roundtables,
forms and searches are late or forgotten in some cases, more in some teams than in others. The record keeps every rule
of the caseload format: it is made-up, not faulty.

Everybody is made up. `make_county` gives the same county for the same children, seed and day.
"""

from datetime import date
from itertools import repeat
from operator import itemgetter
from random import Random
from typing import Final

from homeward.demo.cast import cast
from homeward.demo.court import go_to_court
from homeward.demo.days import date_of
from homeward.demo.families import Family, Sibling, families_in_care, families_who_left
from homeward.demo.files import write_county, write_parquet
from homeward.demo.homes import live
from homeward.demo.names import family_names, pick
from homeward.demo.plans import answer_moves, end_or_keep_rights, plan
from homeward.demo.ratings import rate
from homeward.demo.relatives import search_relatives, send_notice, work_with_tribe
from homeward.demo.roundtables import meet
from homeward.demo.staff import Team, hire
from homeward.demo.stay import Chance, Stay
from homeward.demo.tables import Child, County, Episode

__all__ = ["County", "make_county", "write_county", "write_parquet"]

_BIRTH_DATE_MISSING: Final = 0.004
_GENDER_MISSING: Final = 0.002
_OTHER_NAME: Final = 0.15
"""Share of the children who are called otherwise than their brothers and sisters."""


def make_county(*, children: int = 2000, seed: int = 1, as_of: date) -> County:
    """A county with so many children in care on the as-of date, as many who left before, and the named cast.

    Nothing but a hearing, a review or a roundtable arranged ahead is dated later than `as_of`. A negative number of
    children raises ValueError.
    """
    if children < 0:
        raise ValueError(f"children: {children} is less than none")
    rng, today = Random(seed), as_of.toordinal()
    teams = hire(children, rng)
    families = families_in_care(children, today, rng) + families_who_left(children, today, rng)
    rng.shuffle(families)
    county = County(as_of)
    case_number = 200000
    while families:
        # Taken from the list, so that a large county does not stand in memory twice.
        case_number += 1
        _add_family(county, families.pop(), f"F{case_number}", teams[int(rng.random() * len(teams))], rng)
    _add_cast(county)
    return county


def _add_cast(county: County) -> None:
    """Write down the named cast, after the others and in the order of their ids."""
    members = cast(county.as_of)
    county.children.extend(*zip(*sorted(row for member in members for row in member.children), strict=True))
    county.episodes.extend(*zip(*sorted(row for member in members for row in member.episodes), strict=True))
    county.placements.extend(*zip(*sorted(row for member in members for row in member.placements), strict=True))
    events = sorted((row for member in members for row in member.events), key=lambda row: (row.child_id, row.on))
    county.events.extend(*zip(*events, strict=True))


def _add_family(county: County, family: Family, case_id: str, team: Team, rng: Random) -> None:
    """Let a family's children live through their stays, and write down what was recorded."""
    names = family_names(rng)
    last_name = pick(names.families, rng)
    _live_through(family, team.lateness, rng.random)
    # Nobody asked, and nobody even noted that nobody asked.
    indian_child = None if family.indian_child == "unknown" and rng.random() < 0.5 else family.indian_child
    for sibling in family.siblings:
        child_id = f"P{1000000 + len(county.children)}"
        county.children.append(
            Child(
                child_id,
                None if rng.random() < _BIRTH_DATE_MISSING else date_of(sibling.born),
                indian_child,
                None if rng.random() < _GENDER_MISSING else sibling.gender,
                pick(names.girls if sibling.gender == "female" else names.boys, rng),
                pick(names.families, rng) if rng.random() < _OTHER_NAME else last_name,
                case_id,
                *team[:5],
            )
        )
        _write_stays(county, child_id, sibling)


def _write_stays(county: County, child_id: str, sibling: Sibling) -> None:
    """Write down a child's stays as they were recorded."""
    for number, stay in enumerate(sibling.stays, 1):
        episode_id = f"{child_id}-{number}"
        discharged_on = None if stay.is_open else date_of(stay.until)
        county.episodes.append(
            Episode(episode_id, child_id, date_of(stay.removed_on), discharged_on, stay.discharge_reason)
        )
        starts = [date_of(start) for start, _ in stay.homes]
        homes = [home for _, home in stay.homes]
        county.placements.extend(repeat(episode_id, len(starts)), starts, [*starts[1:], discharged_on], homes)
        stay.notes.sort(key=itemgetter(1))
        if stay.notes:
            kinds, days, values = zip(*stay.notes, strict=True)
            county.events.extend(repeat(child_id, len(kinds)), kinds, map(date_of, days), values)


def _live_through(family: Family, lateness: float, chance: Chance) -> None:
    """Everything that happens in a family's stays, in the order in which one thing depends on another."""
    before_court: dict[tuple[int, int], Stay] = {}
    for sibling in family.siblings:
        for stay in sibling.stays:
            stay.indian_child, stay.lateness = family.indian_child, lateness
            live(stay, chance)
            same = before_court.setdefault((stay.removed_on, stay.until), stay)
            if same is stay:
                go_to_court(stay, chance)
                plan(stay, chance)
                send_notice(stay, chance)
            else:
                stay.share_court(same)
    for sibling in family.siblings:
        for stay in sibling.stays:
            answer_moves(stay, chance)
            end_or_keep_rights(stay, chance)
            search_relatives(stay, chance)
            work_with_tribe(stay, chance)
            rate(stay, chance)
            meet(stay, chance)
