"""The stays and homes of an extract beside those that are recorded: which row is which, and whether both fit."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from homeward.batch.caseload import ChildPicture, EpisodePicture, Facts
from homeward.casefile.models import Episode, Placement, Source
from homeward.extracts.changes import Changes
from homeward.extracts.recorded import Stated, text_of

Stay = tuple[Facts, list[Facts]]
"""An episode and its placements, as they would be."""


def lay_stays(changes: Changes, picture: ChildPicture) -> None:
    """Note what becomes of the child's stays. If that and what was typed do not fit, nothing does: it is to settle."""
    before = _mark(changes)
    _lay(changes, picture, wins=False)
    is_change = len(changes.amended) > before[1] or changes.episodes or changes.placements
    if is_change and not _fit(stays_after(changes), changes.facts.get("birth_date", changes.child.birth_date)):
        _take_back(changes, before)
        changes.differ({"stays": stays_now(changes)}, {"stays": _as_json(picture)}, about=changes.child)
        changes.counts["episodes.unchanged"] += len(picture.episodes)
        changes.counts["placements.unchanged"] += sum(len(stay.placements) for stay in picture.episodes)


def take_stays(changes: Changes, picture: ChildPicture) -> None:
    """The stays become what the extract says, whatever was typed."""
    _lay(changes, picture, wins=True)


def _lay(changes: Changes, picture: ChildPicture, *, wins: bool) -> None:
    recorded = changes.recorded
    left = list(recorded.episodes)
    for stay in picture.episodes:
        known = _same_episode(stay, left)
        if known is None:
            _add_episode(changes, stay)
            continue
        left.remove(known)
        changes.lay("episodes", known, {**stay.facts, "external_id": stay.episode_id}, wins=wins)
        _lay_placements(changes, known.row, stay.placements, is_whole=picture.is_whole, wins=wins)
    for stated in left if picture.is_whole else ():
        if not stated.is_withdrawn and (stated.is_from_extract or stated.row.external_id or wins):
            homes = recorded.placements[stated.row.pk]
            changes.miss("episodes", stated, wins=wins, has_typed=any(home.has_typed for home in homes))


def _add_episode(changes: Changes, stay: EpisodePicture) -> None:
    episode = Episode(child=changes.child, external_id=stay.episode_id, source=Source.EXTRACT, **stay.facts)
    changes.episodes.append(episode)
    changes.count("episodes", "new")
    for facts in _once(stay.placements):
        _add_placement(changes, episode, facts)


def _add_placement(changes: Changes, episode: Episode, facts: Facts) -> None:
    changes.placements.append(Placement(child=changes.child, episode=episode, source=Source.EXTRACT, **facts))
    changes.count("placements", "new")


def _lay_placements(changes: Changes, episode: Episode, homes: Iterable[Facts], *, is_whole: bool, wins: bool) -> None:
    left = list(changes.recorded.placements[episode.pk])
    pairs = _pairs(_once(homes), left)
    for facts, known in pairs:
        if known is None:
            _add_placement(changes, episode, facts)
        else:
            left.remove(known)
            changes.lay("placements", known, facts, wins=wins)
    for stated in left if is_whole else ():
        if not stated.is_withdrawn and (stated.is_from_extract or wins):
            changes.miss("placements", stated, wins=wins)


def _same_episode(stay: EpisodePicture, rows: Sequence[Stated]) -> Stated | None:
    """The row with the identifier; or a typed one that has none yet and lies at the same time."""
    same = [one for one in rows if one.row.external_id == stay.episode_id]
    if same:
        return min(same, key=lambda one: one.is_withdrawn)
    removed, discharged = stay.facts["removed_on"], stay.facts.get("discharged_on")
    typed = (one for one in rows if not one.row.external_id and not one.is_withdrawn)
    return next((one for one in typed if _meet(removed, discharged, one.row.removed_on, one.row.discharged_on)), None)


def _pairs(homes: Sequence[Facts], rows: Sequence[Stated]) -> list[tuple[Facts, Stated | None]]:
    """Each placement of the extract with the row that is the same: by what the extract said of it before, by what it
    says now, or, of those that a person typed or corrected, by the type or the start at the same time.
    """
    left, found = sorted(rows, key=lambda one: one.is_withdrawn), dict[int, Stated]()
    for is_same in (_was_same, _is_same, _may_be_same):
        for number, facts in enumerate(homes):
            known = next((one for one in left if number not in found and is_same(facts, one)), None)
            if known is not None:
                found[number] = known
                left.remove(known)
    return [(facts, found.get(number)) for number, facts in enumerate(homes)]


def _was_same(facts: Facts, stated: Stated) -> bool:
    key = ("started_on", "placement_type")
    return stated.is_from_extract and all(stated.in_extract_before(name) == text_of(facts[name]) for name in key)


def _is_same(facts: Facts, stated: Stated) -> bool:
    return bool(stated.row.started_on == facts["started_on"] and stated.row.placement_type == facts["placement_type"])


def _may_be_same(facts: Facts, stated: Stated) -> bool:
    row = stated.row
    if stated.is_withdrawn or not stated.has_typed:
        return False
    alike = row.placement_type == facts["placement_type"] or row.started_on == facts["started_on"]
    return alike and _meet(facts["started_on"], facts.get("ended_on"), row.started_on, row.ended_on)


def _meet(start: date, end: date | None, other_start: date, other_end: date | None) -> bool:
    """Whether two times share a day or begin on the same one."""
    return start == other_start or (start < (other_end or date.max) and other_start < (end or date.max))


def _once(homes: Iterable[Facts]) -> list[Facts]:
    """One placement for each key."""
    return list({(facts["started_on"], facts["placement_type"]): facts for facts in homes}.values())


def stays_after(changes: Changes) -> list[Stay]:
    """The stays as they would be, by removal."""
    said = {amended.row.pk: amended.columns for amended in changes.amended}
    stays: dict[Any, Stay] = {}
    homes = [one.row for some in changes.recorded.placements.values() for one in some]
    for episode in (*(one.row for one in changes.recorded.episodes), *changes.episodes):
        facts = _facts(episode, said, ("removed_on", "discharged_on", "withdrawn_at"))
        if facts["withdrawn_at"] is None:
            stays[episode.pk] = (facts, [])
    for home in (*homes, *changes.placements):
        facts = _facts(home, said, ("started_on", "ended_on", "placement_type", "withdrawn_at"))
        if home.episode_id in stays and facts["withdrawn_at"] is None:
            stays[home.episode_id][1].append(facts)
    return sorted(stays.values(), key=lambda stay: (stay[0]["removed_on"], stay[0]["discharged_on"] or date.max))


def _facts(row: Any, said: dict[Any, Any], names: Iterable[str]) -> Facts:
    return {name: said.get(row.pk, {}).get(name, getattr(row, name)) for name in names}


def _fit(stays: Sequence[Stay], born: date | None) -> bool:
    """Whether the stays are such as a caseload may have."""
    free_from = born or date.min
    for episode, homes in stays:
        removed, last = episode["removed_on"], episode["discharged_on"] or date.max
        if not free_from <= removed <= last:
            return False
        free_from = last
        for home in homes:
            start, end = home["started_on"], home["ended_on"]
            if not removed <= start <= (end or start) <= last:
                return False
    return True


def fit(changes: Changes) -> bool:
    """Whether what the changes lead to is such as a caseload may have."""
    return _fit(stays_after(changes), changes.facts.get("birth_date", changes.child.birth_date))


def stays_now(changes: Changes) -> list[Any]:
    """The recorded stays as a difference holds them."""
    nothing = Changes(changes.child, changes.recorded, changes.is_new, changes.on, changes.now)
    return [[_texts(episode), [_texts(home) for home in homes]] for episode, homes in stays_after(nothing)]


def _texts(facts: Facts) -> dict[str, str]:
    return {name: text_of(said) for name, said in facts.items() if name != "withdrawn_at"}


def _as_json(picture: ChildPicture) -> list[Any]:
    """The extract's stays as a difference holds them: enough to take them."""
    return [
        [{**_texts(stay.facts), "episode_id": stay.episode_id}, [_texts(home) for home in _once(stay.placements)]]
        for stay in picture.episodes
    ]


def picture_of(child_id: str, stays: Iterable[Any]) -> ChildPicture:
    """The stays that a difference holds, as a picture of the child."""
    episodes = []
    for facts, homes in stays:
        id = facts["episode_id"]
        said = {name: text for name, text in facts.items() if name != "episode_id"}
        episodes.append(EpisodePicture(id, _read(said), [_read(home) for home in homes]))
    return ChildPicture(child_id, 0, {}, True, episodes)


def _read(texts: dict[str, str]) -> Facts:
    return {name: read(name, text) for name, text in texts.items()}


def read(column: str, text: str) -> Any:
    """A fact from its text: a day where the column holds days."""
    return (date.fromisoformat(text) if text else None) if column.endswith("_on") or column == "on" else text


def _mark(changes: Changes) -> tuple[Any, ...]:
    return (dict(changes.counts), len(changes.amended), len(changes.differences), len(changes.still_waiting))


def _take_back(changes: Changes, mark: tuple[Any, ...]) -> None:
    """As it was before the stays were laid beside one another."""
    changes.counts.clear()
    changes.counts.update(mark[0])
    changes.episodes.clear()
    changes.placements.clear()
    del changes.amended[mark[1] :], changes.differences[mark[2] :], changes.still_waiting[mark[3] :]
