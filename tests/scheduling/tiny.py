"""Problems so small that every timetable can be written down, made up from a seed."""

from random import Random
from typing import Any

DAYS = ("2026-12-03", "2026-12-04", "2026-12-07")
"""A Thursday, a Friday and the Monday after: two weeks."""

TIMES = ("09:00", "09:30", "10:00")


def tiny_problem(seed: int) -> dict[str, Any]:
    """Two to four roundtables, two days of an hour and a half each, two or three rooms, five or six people."""
    random = Random(seed)
    days = sorted(random.sample(DAYS, 2))
    people = [_person(random, number) for number in range(random.choice((5, 6)))]
    rooms = [_room(random, number) for number in range(random.choice((1, 2, 2, 3)))]
    return {
        "timezone": "America/Chicago",
        "horizon": {"first_day": days[0], "last_day": days[-1]},
        "day": {"opens": "09:00", "closes": random.choice(("10:30", "10:30", "11:30")), "lunch": ["10:00", "10:00"]},
        "closed_days": [day for day in DAYS if day not in days],
        "turnover_minutes": random.choice((0, 0, 15)),
        "rooms": rooms,
        "people": people,
        "travel_minutes": random.choice(({}, {"north|south": 20}, {"north|south": 45})),
        "roundtables": [
            _roundtable(random, number, days, people, rooms) for number in range(random.choice((2, 3, 3, 4)))
        ],
    }


def _person(random: Random, number: int) -> dict[str, Any]:
    away = []
    if random.random() < 0.4:
        day, time = random.choice(DAYS), random.choice(TIMES)
        away.append([f"{day}T{time}", f"{day}T{random.choice(('10:10', '12:00'))}"])
    return {
        "id": f"p{number}",
        "agency": random.choice("AAB"),
        "department": random.choice(("one", "two", None)),
        "site": None,
        "can_facilitate": number >= 3 or random.random() < 0.3,
        "certified_until": random.choice((None, DAYS[0], "2027-01-01", "2027-01-01")),
        "can_consult_externally": number >= 2 and random.random() < 0.8,
        "away": away,
        "max_per_day": random.choice((None, 1, 2)),
        "max_per_week": random.choice((None, None, 1, 2)),
    }


def _room(random: Random, number: int) -> dict[str, Any]:
    is_virtual = random.random() < 0.2
    closed = [[f"{DAYS[1]}T08:00", f"{DAYS[1]}T09:40"]] if random.random() < 0.2 else []
    site = None if is_virtual else ("north", "south")[number % 2]
    return {"id": f"r{number}", "site": site, "virtual": is_virtual, "closed": closed}


def _roundtable(
    random: Random, number: int, days: list[str], people: list[dict[str, Any]], rooms: list[dict[str, Any]]
) -> dict[str, Any]:
    attendees = random.sample(["p0", "p1", "p2", "p3"], k=random.choice((1, 1, 2)))
    found: dict[str, Any] = {
        "id": f"t{number}",
        "agency": random.choice("AAB"),
        "minutes": random.choice((30, 60, 60, 90)),
        "opens_on": random.choice((days[0], days[0], days[-1])),
        "closes_on": days[-1],
        "hearing_on": random.choice((None, days[-1], "2026-12-09", "2026-12-30")),
        "required": random.random() < 0.5,
        "priority": random.choice((1, 2)),
        "attendees": attendees,
        "connected": random.sample([one["id"] for one in people], k=random.choice((0, 0, 1))),
    }
    if random.random() < 0.3:
        pins = {
            "start": f"{random.choice(days)}T{random.choice(TIMES)}",
            "room": random.choice(rooms)["id"],
            "facilitator": random.choice(people)["id"],
            "external": random.choice([None, *(one["id"] for one in people)]),
        }
        found["pinned"] = {key: pins[key] for key in random.sample(sorted(pins), k=random.choice((1, 1, 2, 4)))}
    return found


def old_meetings(seed: int, document: dict[str, Any]) -> dict[str, Any]:
    """A solution that may have been announced for such a problem; some of it can not be kept."""
    random = Random(-seed)
    people = [one["id"] for one in document["people"]]
    return {
        "meetings": [
            {
                "roundtable": one["id"],
                "start": f"{random.choice(DAYS)}T{random.choice(TIMES)}",
                "room": random.choice(document["rooms"])["id"],
                "facilitator": random.choice(people),
                "external": random.choice([None, None, *people]),
            }
            for one in document["roundtables"]
            if random.random() < 0.6
        ]
    }
