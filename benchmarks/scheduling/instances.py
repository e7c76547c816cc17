"""Made-up problems of six sizes, from six roundtables of one office to two thousand of a state."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

FIRST_DAY = date(2026, 11, 30)
HOLIDAYS = ("2026-12-24", "2026-12-25", "2027-01-01", "2027-01-18", "2027-05-31")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a problem is; rooms are shared out among the sites, and one in so many people is of each."""

    roundtables: int
    weeks: int
    sites: int
    rooms: int
    virtual_rooms: int
    facilitators: int
    externals: int
    case_managers: int
    supervisors: int
    agencies: int = 2


SIZES = {
    "XS": Size(6, 1, 1, 1, 0, 2, 2, 5, 2),
    "S": Size(20, 4, 1, 1, 1, 3, 3, 12, 3),
    "M": Size(60, 4, 2, 2, 1, 6, 8, 45, 9),
    "L": Size(300, 26, 2, 4, 2, 12, 20, 150, 30),
    "XL": Size(500, 6, 2, 8, 0, 24, 30, 200, 40),
    "XXL": Size(2000, 26, 8, 40, 0, 80, 120, 900, 180, agencies=4),
}


def instance(name: str, seed: int = 1) -> dict[str, Any]:
    """The problem of a size, as its document."""
    return _Maker(SIZES[name], Random(f"{name} {seed}")).document()


class _Maker:
    def __init__(self, size: Size, random: Random) -> None:
        self.size, self.random = size, random
        self.last_day = FIRST_DAY + timedelta(days=size.weeks * 7 - 3)
        self.sites = [f"site-{number + 1}" for number in range(size.sites)]
        self.agencies = [chr(ord("A") + number) for number in range(size.agencies)]
        self.people: list[dict[str, Any]] = []

    def document(self) -> dict[str, Any]:
        size = self.size
        units = [self._unit(number) for number in range(size.supervisors)]
        facilitators = [self._facilitator(number) for number in range(size.facilitators)]
        for number in range(size.externals):
            agency = self.agencies[number % len(self.agencies)]
            self._person(f"ext-{number + 1}", agency, f"quality-{number % 3}", 2, 5, can_consult_externally=True)
        for number in range(size.case_managers):
            units[number % len(units)]["managers"].append(self._case_manager(number, units[number % len(units)]))
        return {
            "timezone": "America/Chicago",
            "horizon": {"first_day": f"{FIRST_DAY}", "last_day": f"{self.last_day}"},
            "day": {"opens": "08:30", "closes": "16:30", "lunch": ["12:00", "13:00"]},
            "closed_days": list(HOLIDAYS),
            "turnover_minutes": 15,
            "rooms": self._rooms(),
            "people": self.people,
            "travel_minutes": {
                f"{here}|{there}": 45 for place, here in enumerate(self.sites) for there in self.sites[place + 1 :]
            },
            "roundtables": [self._roundtable(number, units, facilitators) for number in range(size.roundtables)],
        }

    def _rooms(self) -> list[dict[str, Any]]:
        rooms: list[dict[str, Any]] = []
        for number in range(self.size.rooms):
            closed = self._spans(0.03 * self.size.weeks * 5, hours=4)
            site = self.sites[number % len(self.sites)]
            rooms.append({"id": f"room-{number + 1}", "site": site, "virtual": False, "closed": closed})
        for number in range(self.size.virtual_rooms):
            rooms.append({"id": f"virtual-{number + 1}", "site": None, "virtual": True, "closed": []})
        return rooms

    def _unit(self, number: int) -> dict[str, Any]:
        """A supervisor with a permanency consultant, whom five units share."""
        agency = self.agencies[number * len(self.agencies) // self.size.supervisors]
        department, region = f"ongoing-{number + 1}", number % len(self.sites)
        supervisor = self._person(f"sup-{number + 1}", agency, department, 1, 2, region)
        name = f"pc-{agency}-{number // 5 + 1}"
        if all(one["id"] != name for one in self.people):
            self._person(name, agency, "permanency", 3, None, region)
        return {
            "agency": agency,
            "department": department,
            "supervisor": supervisor,
            "consultant": name,
            "managers": [],
        }

    def _case_manager(self, number: int, unit: dict[str, Any]) -> str:
        return self._person(f"ocm-{number + 1}", unit["agency"], unit["department"], 1, 2)

    def _facilitator(self, number: int) -> str:
        certified = self.last_day + timedelta(days=30)
        if self.random.random() < 0.15:
            certified = FIRST_DAY + timedelta(days=self.random.randrange(self.size.weeks * 7))
        agency = self.agencies[number % len(self.agencies)]
        consults = self.random.random() < 0.3
        name = f"fac-{number + 1}"
        return self._person(
            name, agency, f"training-{number % 4}", 2, 6, certified=f"{certified}", can_consult_externally=consults
        )

    def _person(
        self,
        name: str,
        agency: str,
        department: str,
        per_day: int | None,
        per_week: int | None,
        region: int = 0,
        *,
        certified: str | None = None,
        can_consult_externally: bool = False,
    ) -> str:
        away = self._spans(0.2 * self.size.weeks * 5, hours=4)
        if self.size.weeks > 1 and self.random.random() < 0.6:
            begins = FIRST_DAY + timedelta(days=7 * self.random.randrange(self.size.weeks))
            away.append([f"{begins}T00:00", f"{begins + timedelta(days=5)}T00:00"])
        self.people.append(
            {
                "id": name,
                "agency": agency,
                "department": department,
                "site": self.sites[region],
                "can_facilitate": certified is not None,
                "certified_until": certified,
                "can_consult_externally": can_consult_externally,
                "away": away,
                "max_per_day": per_day,
                "max_per_week": per_week,
            }
        )
        return name

    def _spans(self, expected: float, hours: int) -> list[list[str]]:
        """About so many half days, each a morning or an afternoon."""
        spans = []
        for _ in range(int(expected) + (self.random.random() < expected % 1)):
            day = FIRST_DAY + timedelta(days=self.random.randrange(self.size.weeks * 7))
            begins = datetime.combine(day, datetime.min.time()) + timedelta(hours=self.random.choice((8, 13)))
            spans.append([f"{begins:%Y-%m-%dT%H:%M}", f"{begins + timedelta(hours=hours):%Y-%m-%dT%H:%M}"])
        return spans

    def _roundtable(self, number: int, units: list[dict[str, Any]], facilitators: list[str]) -> dict[str, Any]:
        random = self.random
        unit = units[number % len(units)]
        hearing = FIRST_DAY + timedelta(days=random.randrange(14, self.size.weeks * 7 + 21))
        opens, closes = hearing - timedelta(days=30), hearing - timedelta(days=12)
        attendees = [random.choice(unit["managers"]), unit["supervisor"], unit["consultant"]]
        if random.random() < 0.2:
            attendees.append(random.choice(random.choice(units)["managers"]))
        is_repeat, siblings = random.random() < 0.35, random.choice((0,) * 9 + (1,))
        return {
            "id": f"rt-{number + 1}",
            "agency": unit["agency"],
            "minutes": min((90 if is_repeat else 120) + 30 * siblings, 180),
            "opens_on": f"{max(opens, FIRST_DAY)}",
            "closes_on": f"{max(closes, FIRST_DAY + timedelta(days=4))}",
            "hearing_on": f"{hearing}",
            "required": random.random() < 0.7,
            "priority": random.choice((1, 1, 2, 3)),
            "attendees": attendees,
            "connected": [*attendees, *random.sample(facilitators, k=random.choice((0, 0, 1, 1, 2)))],
        }
