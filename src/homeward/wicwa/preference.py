"""The worksheet of placement preferences: level by level who was asked, and the proof that it is exhausted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.casefile.models import Placement
from homeward.website.words import capital, day_words, plain
from homeward.wicwa.models import ExpertWitness, GoodCause, PlacementSearch, PreferenceOrder
from homeward.wicwa.models.preferences import ORDERS
from homeward.wicwa.wording import Wording

_BY_EXPERT = "extraordinary_needs"
"""The ground that an expert's testimony has to show."""

Levels = Mapping[str, str]
"""The levels of an order, the first one first: code and words."""


@dataclass(frozen=True)
class Level:
    """A level of an order, and the homes that were looked at on it."""

    number: int
    code: str
    says: str
    searches: Sequence[PlacementSearch]
    is_beyond: bool = False
    """Whether the child lives on a level that comes before."""

    @property
    def state(self) -> str:
        """Where the search on this level stands."""
        results = {one.result for one in self._latest()}
        if not results:
            return "Need not be looked at" if self.is_beyond else "Not looked at"
        if PlacementSearch.Result.PLACED in results:
            return "The child lives here"
        if PlacementSearch.Result.ASKED in results:
            return "Somebody has not answered yet"
        if PlacementSearch.Result.NOBODY not in results:
            return "Not closed: say when nobody else is found"
        return "Exhausted, with proof" if self.is_exhausted else "Exhausted, proof missing"

    @property
    def is_exhausted(self) -> bool:
        """Whether nobody is left to ask on this level, with evidence for each."""
        latest = self._latest()
        closed = {PlacementSearch.Result.DECLINED, PlacementSearch.Result.UNSUITABLE, PlacementSearch.Result.NOBODY}
        return (
            any(one.result == PlacementSearch.Result.NOBODY for one in latest)
            and all(one.result in closed for one in latest)
            and all(one.evidence for one in latest)
        )

    @property
    def has_child(self) -> bool:
        return any(one.result == PlacementSearch.Result.PLACED for one in self._latest())

    def _latest(self) -> list[PlacementSearch]:
        """The latest entry about each home; `searches` has the latest first."""
        latest: dict[str, PlacementSearch] = {}
        for one in self.searches:
            latest.setdefault(one.candidate.casefold(), one)
        return list(latest.values())


@dataclass(frozen=True)
class Worksheet:
    """One placement decision against one order of preference."""

    title: str
    order: str
    of_tribe: PreferenceOrder | None
    levels: list[Level]

    @property
    def passed_over(self) -> list[Level]:
        """The levels before the one on which the child lives for which there is no proof that they are exhausted."""
        lives = next((one.number for one in self.levels if one.has_child), 0)
        return [one for one in self.levels if one.number < lives and not one.is_exhausted]


def levels_of(wording: Wording, orders: Iterable[PreferenceOrder]) -> dict[str, tuple[PreferenceOrder | None, Levels]]:
    """The order that counts for each kind of placement: a tribe's own, if any. `orders`: the latest first."""
    own: dict[str, PreferenceOrder] = {}
    for one in orders:
        own.setdefault(one.order, one)
    statutory = {"foster": wording.foster, "adoptive": wording.adoptive}
    return {
        kind: (own[kind], {f"{kind}-{number}": says for number, says in enumerate(own[kind].each, 1)})
        if kind in own
        else (None, {f"{kind}-{code}": says for code, says in statutory[kind].items()})
        for kind, _ in ORDERS
    }


def worksheets_of(
    searches: Sequence[PlacementSearch],
    orders: Iterable[PreferenceOrder],
    wording: Wording,
    current: Placement | None,
) -> list[Worksheet]:
    """A worksheet for each decision about which something is recorded, and for where the child lives now."""
    levels = levels_of(wording, orders)
    decisions: dict[tuple[Placement | None, str], list[PlacementSearch]] = {}
    if current:
        decisions[current, "foster"] = []
    for one in searches:
        decisions.setdefault((one.placement, one.level.partition("-")[0]), []).append(one)
    return [
        Worksheet(_title(placement), dict(ORDERS).get(kind, kind), *_filled(levels.get(kind, (None, {})), found))
        for (placement, kind), found in decisions.items()
    ]


def _title(placement: Placement | None) -> str:
    if placement is None:
        return "The next placement"
    return f"{capital(plain(placement.placement_type))} since {day_words(placement.started_on)}"


def _filled(
    order: tuple[PreferenceOrder | None, Levels], found: Sequence[PlacementSearch]
) -> tuple[PreferenceOrder | None, list[Level]]:
    """The levels with their entries; a level that is no longer in the order comes last, so that none is lost."""
    own, levels = order
    every = dict(levels) | {one.level: "A level of an earlier order" for one in found if one.level not in levels}
    rows: list[Level] = []
    for number, (code, says) in enumerate(every.items(), 1):
        is_beyond = any(one.has_child for one in rows)
        rows.append(Level(number, code, says, [one for one in found if one.level == code], is_beyond))
    return own, rows


def lacking_of(causes: Iterable[GoodCause], witnesses: Iterable[ExpertWitness]) -> list[str]:
    """What the statements of good cause still lack; whether one is good is for the court to say."""
    has_testimony = any(one.testimony for one in witnesses)
    found = []
    for one in causes:
        lacks = [] if one.evidence.strip() else ["evidence"]
        lacks += ["the court's finding"] if one.finding == GoodCause.Finding.PENDING else []
        lacks += ["an expert's testimony"] if one.ground == _BY_EXPERT and not has_testimony else []
        found += [f"Good cause of {day_words(one.on)}: {', '.join(lacks)}"] if lacks else []
    return found
