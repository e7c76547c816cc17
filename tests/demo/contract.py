"""What is wrong with a county by the rules of the caseload format; plain, and apart from the product's own reader."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from homeward.demo.tables import County, Episode
from homeward.policy import vocabulary

CODES = {
    ("children", "indian_child"): vocabulary.INDIAN_CHILD,
    ("children", "gender"): vocabulary.GENDERS,
    ("episodes", "discharge_reason"): vocabulary.DISCHARGE_REASONS,
    ("placements", "placement_type"): vocabulary.PLACEMENT_TYPES,
    ("events", "kind"): vocabulary.EVENT_KINDS,
}
MAY_BE_EMPTY = ("birth_date", "indian_child", "gender", "discharged_on", "discharge_reason", "ended_on", "value")


def faults(county: County) -> list[str]:
    """Every fault, as a sentence."""
    return [
        *_cells(county),
        *_ids(county),
        *_episodes(county),
        *_placements(county),
        *_events(county),
    ]


def _cells(county: County) -> Iterator[str]:
    for name, table in county.tables.items():
        for column, values in table.columns.items():
            codes = CODES.get((name, column))
            for value in values:
                if value is None or value == "":
                    if column not in MAY_BE_EMPTY:
                        yield f"{name}.{column} is empty"
                elif isinstance(value, date) != (column == "on" or column.endswith(("_on", "_date"))):
                    yield f"{name}.{column} is of the wrong type: {value!r}"
                elif codes and value not in codes:
                    yield f"{name}.{column} has the unknown code {value!r}"


def _ids(county: County) -> Iterator[str]:
    for table, column in ((county.children, "child_id"), (county.episodes, "episode_id")):
        ids = table.columns[column]
        if len(set(ids)) != len(ids):
            yield f"{column} is not unique"
    children, episodes = set(county.children.columns["child_id"]), set(county.episodes.columns["episode_id"])
    for referring in (county.episodes, county.events):
        yield from (f"nobody is {row}" for row in set(referring.columns["child_id"]) - children)
    yield from (f"no episode is {row}" for row in set(county.placements.columns["episode_id"]) - episodes)


def _episodes(county: County) -> Iterator[str]:
    born = dict(zip(county.children.columns["child_id"], county.children.columns["birth_date"], strict=True))
    for episode in county.episodes:
        if episode.discharged_on and episode.discharged_on < episode.removed_on:
            yield f"{episode} ends before it starts"
        birth_date = born[episode.child_id]
        if birth_date and birth_date > episode.removed_on:
            yield f"{episode} starts before the birth on {birth_date}"
    for stays in stays_of_children(county).values():
        for before, after in pairwise(stays):
            if before.discharged_on is None or before.discharged_on > after.removed_on:
                yield f"{before} and {after} overlap"


def _placements(county: County) -> Iterator[str]:
    episodes = {episode.episode_id: episode for episode in county.episodes}
    for placement in county.placements:
        stay = episodes[placement.episode_id]
        end = stay.discharged_on or date.max
        if not stay.removed_on <= placement.started_on <= end:
            yield f"{placement} starts outside {stay}"
        if placement.ended_on and not placement.started_on <= placement.ended_on <= end:
            yield f"{placement} ends outside itself or {stay}"


def _events(county: County) -> Iterator[str]:
    """Also what is no fault but would only be reported: an event in no episode, or one that has not happened yet."""
    stays = stays_of_children(county)
    for event in county.events:
        inside = [stay for stay in stays[event.child_id] if stay.removed_on <= event.on <= end_of(stay)]
        if not inside:
            yield f"{event} lies in no episode"
        if event.on > county.as_of and not vocabulary.is_scheduled(event.kind):
            yield f"{event} has not happened yet"
        codes = vocabulary.VALUES_OF_KIND.get(event.kind)
        if (event.value is not None) if codes is None else (event.value not in codes):
            yield f"{event} has a wrong value"


def stays_of_children(county: County) -> dict[str, list[Episode]]:
    """The episodes of each child, in the order of time."""
    stays = defaultdict(list)
    for episode in sorted(county.episodes, key=lambda episode: episode.removed_on):
        stays[episode.child_id].append(episode)
    return stays


def end_of(stay: Episode) -> date:
    return stay.discharged_on or date.max
