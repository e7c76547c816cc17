"""From the tables of the casefile to the engine's columns: the only door between the two.

The engine's ids are the keys of the rows here, so children stand in the order of their keys. Nothing is made for a
row but the numbers of its columns, whether there is one child or a hundred thousand.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from homeward.casefile.models import Child, Episode, Event, Placement
from homeward.policy.caseload import NO_VALUE, Caseload
from homeward.policy.days import NEVER, UNKNOWN, Days, day_of
from homeward.policy.vocabulary import EVENT_KINDS, INDIAN_CHILD, PLACEMENT_TYPES, VALUES_OF_KIND

_TYPE: Final = {word: number for number, word in enumerate(PLACEMENT_TYPES)}
_KIND: Final = {word: number for number, word in enumerate(EVENT_KINDS)}
_INDIAN: Final = {word: number for number, word in enumerate(INDIAN_CHILD)}
_VALUE: Final = {
    (kind, value): number for kind, values in VALUES_OF_KIND.items() for number, value in enumerate(values)
}


def caseload_of(child_id: UUID) -> Caseload:
    """One child, as recorded. KeyError if there is none."""
    people = list(Child.objects.filter(pk=child_id).values_list(*_OF_CHILD))
    if not people:
        raise KeyError(f"there is no child {child_id}")
    return _framed(people, {"child_id": child_id})


def caseload_between(first: UUID, last: UUID) -> Caseload:
    """The children whose keys lie between two, both included; at least one."""
    people = Child.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    return _framed(list(people.values_list(*_OF_CHILD)), {"child_id__gte": first, "child_id__lte": last})


def caseload_of_some(child_ids: Collection[UUID]) -> Caseload:
    """Some hundred children, in the order of their keys."""
    people = Child.objects.filter(pk__in=child_ids).order_by("pk")
    return _framed(list(people.values_list(*_OF_CHILD)), {"child_id__in": child_ids})


def spans(children_at_once: int) -> Iterator[tuple[UUID, UUID]]:
    """The first and the last key of each so many children, until all have had their turn."""
    in_order = Child.objects.order_by("pk").values_list("pk", flat=True)
    keys = list(in_order[:children_at_once])
    while keys:
        yield keys[0], keys[-1]
        keys = list(in_order.filter(pk__gt=keys[-1])[:children_at_once])


_OF_CHILD: Final = ("pk", "birth_date", "indian_child")


def _framed(people: list[tuple[Any, ...]], whose: Mapping[str, Any]) -> Caseload:
    """The caseload of children in the order of their keys; `whose` are the rows of other tables that are theirs."""
    row_of = {pk: row for row, (pk, _, _) in enumerate(people)}
    stays = _in_order(
        Episode.objects.current().filter(**whose).values_list("pk", "child_id", "removed_on", "discharged_on"), row_of
    )
    stay_of = {pk: row for row, (pk, *_) in enumerate(stays)}
    homes = Placement.objects.current().filter(**whose).order_by("child_id", "started_on")
    homes_rows = list(homes.values_list("episode_id", "started_on", "ended_on", "placement_type"))
    events = Event.objects.current().filter(**whose).in_order()
    happened = list(events.values_list("child_id", "kind", "on", "value"))
    return Caseload.of_columns(
        child_id=[str(pk) for pk, _, _ in people],
        birth_date=_days([born for _, born, _ in people], UNKNOWN),
        indian_child=_numbers([_INDIAN[word] for _, _, word in people]),
        episode_id=[str(pk) for pk, *_ in stays],
        child=_numbers([row_of[child] for _, child, _, _ in stays]),
        removed_on=_days([removed for _, _, removed, _ in stays]),
        discharged_on=_days([discharged for *_, discharged in stays]),
        placement_episode=_numbers([stay_of[episode] for episode, *_ in homes_rows]),
        started_on=_days([started for _, started, _, _ in homes_rows]),
        ended_on=_days([ended for _, _, ended, _ in homes_rows]),
        placement_type=_numbers([_TYPE[word] for *_, word in homes_rows]),
        event_child=_numbers([row_of[child] for child, *_ in happened]),
        kind=_numbers([_KIND[kind] for _, kind, _, _ in happened]),
        on=_days([on for _, _, on, _ in happened]),
        value=_numbers([_VALUE.get((kind, value), NO_VALUE) for _, kind, _, value in happened]),
    )


def _in_order(stays: Any, row_of: dict[UUID, int]) -> list[tuple[UUID, UUID, date, date | None]]:
    """Stays by child, removal and discharge; databases do not agree on where an open end comes, so Python sorts."""
    return sorted(stays, key=lambda row: (row_of[row[1]], row[2], row[3] or date.max))


def _days(days: Sequence[date | None], if_absent: int = NEVER) -> Days:
    return np.array([if_absent if day is None else day_of(day) for day in days], np.int64)


def _numbers(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
