"""Keeping the stored answers equal to the engine's: of one child when something changes, of all every night."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from homeward.casefile.frame import caseload_between, caseload_of, caseload_of_some, spans
from homeward.casefile.models import Child, Episode, Event
from homeward.obligations.answers import Answer, Change, Determined, Occasion, answers, changes, many_answers
from homeward.obligations.models import SETTLED, Determination, Move, Obligation, Refresh
from homeward.obligations.standing import Place, count_all, count_anew
from homeward.obligations.team import Team, teams
from homeward.policy.caseload import Caseload
from homeward.website.policy_in_force import manual_in_force
from homeward.workforce.models import Person

CHILDREN_AT_ONCE: Final = 1000
"""So many are locked at a time: few enough that nobody who saves at night waits for long."""

_BATCH: Final = 500

Whose = Mapping[str, Any]
"""Lookups of rows by `child_id`: those of one child, of some, or of all between two keys."""

Progress = Callable[[int], None]
"""Told after some thousands of children how many are done."""


@transaction.atomic
def refresh(
    *, child_id: UUID, as_of: date, cause: Event | None = None, done: str = "", by: Person | None = None
) -> list[Change]:
    """Work out one child's answers anew; what is different is stored and given back, with what caused it.

    The cause is an event, or what was `done` by somebody, as a verb of the audit. Whoever calls has locked the child.
    """
    asked, determined = answers(caseload_of(child_id), manual_in_force(), as_of)
    changed, places = _store({"child_id": child_id}, asked, determined, as_of)
    count_anew(places, as_of)
    Move.objects.bulk_create(_moves(child_id, changed, moved_on=as_of, cause=cause, done=done, done_by=by))
    return changed


def gather_moves(events: Sequence[Event], cause: Event) -> None:
    """Several events of one save moved dates one after the other: what is kept is from where to where in the end.

    All of it is the move of `cause`, the event that the save was about. Whoever calls is in the save's transaction.
    """
    found = Move.objects.filter(cause__in=events)
    order = {event.pk: number for number, event in enumerate(events)}
    gathered: dict[Occasion, Move] = {}
    for move in sorted(found, key=lambda move: order[move.cause_id] if move.cause_id else 0):
        occasion = Occasion(move.episode_id, move.rule, move.occasion)
        first = gathered.get(occasion)
        gathered[occasion] = Move(
            child_id=move.child_id,
            **occasion._asdict(),
            due_was=first.due_was if first else move.due_was,
            due_now=move.due_now,
            cause=cause,
            moved_on=move.moved_on,
        )
    found.delete()
    Move.objects.bulk_create([move for move in gathered.values() if move.due_was != move.due_now])


def refresh_all(
    *, as_of: date, children_at_once: int = CHILDREN_AT_ONCE, progress: Progress = lambda children: None
) -> Refresh:
    """Work out the answers of all children anew, some in a transaction; only what is different is written."""
    began_at, children, obligations = timezone.now(), 0, 0
    for first, last in spans(children_at_once):
        done, asked = _refresh_between(first, last, as_of)
        children, obligations = children + done, obligations + asked
        progress(children)
    count_all(as_of)
    return Refresh.objects.create(
        as_of=as_of,
        manual=manual_in_force().id,
        children=children,
        obligations=obligations,
        began_at=began_at,
        ended_at=timezone.now(),
    )


@transaction.atomic
def _refresh_between(first: UUID, last: UUID, as_of: date) -> tuple[int, int]:
    """How many children there are between two keys, and what is asked for them; nobody records for them meanwhile."""
    locked = Child.objects.select_for_update(no_key=True).filter(pk__gte=first, pk__lte=last)
    children = len(locked.order_by("pk").values_list("pk"))
    return children, _refresh(caseload_between(first, last), {"child_id__gte": first, "child_id__lte": last}, as_of)[0]


@transaction.atomic
def refresh_some(*, child_ids: Collection[UUID], as_of: date, done: str = "") -> None:
    """Work out the answers of some hundred children anew, as something was `done`. Whoever calls has locked them."""
    if child_ids:
        _, places = _refresh(caseload_of_some(child_ids), {"child_id__in": child_ids}, as_of, done)
        count_anew(places, as_of)


def _refresh(caseload: Caseload, whose: Whose, as_of: date, done: str = "") -> tuple[int, set[Place]]:
    """Store what is different for the children of a caseload; how much is asked for them, and where they are."""
    asked, determined = many_answers(caseload, manual_in_force(), as_of)
    changed, places = _store(whose, asked, determined, as_of)
    # What is asked for the first time has not moved: time has passed.
    moved = [change for change in changed if change.was and change.now]
    child_of = _children_of_episodes(whose)
    found = [
        move
        for change in moved
        for move in _moves(child_of[change.occasion.episode_id], [change], moved_on=as_of, done=done)
    ]
    Move.objects.bulk_create(found, batch_size=_BATCH)
    return len(asked), places


def _moves(child_id: UUID, changed: Sequence[Change], **why: Any) -> list[Move]:
    """The moves among some changes; `why` are the columns that say when and by what."""
    return [
        Move(
            child_id=child_id,
            **change.occasion._asdict(),
            due_was=change.due_was,
            due_now=change.due_now,
            **why,
        )
        for change in changed
        if change.is_move
    ]


def _children_of_episodes(whose: Whose) -> dict[UUID, UUID]:
    return dict(Episode.objects.filter(**whose).values_list("pk", "child_id"))


def _store(
    whose: Whose, asked: dict[Occasion, Answer], determined: dict[UUID, Determined], as_of: date
) -> tuple[list[Change], set[Place]]:
    """Make the stored rows of some children equal to the answers.

    Says which answers are different, and where the children were and are.
    """
    team_of = teams(whose, on=as_of)
    child_of = _children_of_episodes(whose)
    team_of_episode = {episode: team_of[child] for episode, child in child_of.items()}
    stored = _Stored(Obligation, Occasion._fields, Answer._fields, whose)
    before = {Occasion._make(key): Answer._make(answer) for key, answer in stored.answers.items()}
    changed = list(changes(before, asked))
    _write(stored, asked, team_of_episode, child_of, lambda row: {"is_open": row.outcome not in SETTLED})
    found = _Stored(Determination, ("episode_id",), Determined._fields, whose)
    _write(found, {(episode,): row for episode, row in determined.items()}, team_of_episode, child_of, lambda row: {})
    return changed, {Place(*team[:2]) for team in (*stored.teams.values(), *team_of.values())}


class _Stored:
    """The rows of one table for some children, by what identifies them."""

    def __init__(self, model: type[Any], key: tuple[str, ...], columns: tuple[str, ...], whose: Whose) -> None:
        self.model: type[Any] = model
        self.key, self.columns = key, columns
        rows = model.objects.filter(**whose)
        self.ids: dict[tuple[Any, ...], UUID] = {}
        self.answers: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self.teams: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in rows.values_list("pk", *key, *columns, *Team._fields).iterator(chunk_size=5000):
            id, known = row[1 : 1 + len(key)], row[1 + len(key) :]
            self.ids[id], self.answers[id], self.teams[id] = row[0], known[: len(columns)], known[len(columns) :]


def _write(
    stored: _Stored,
    now: Any,
    team_of_episode: dict[UUID, Team],
    child_of: dict[UUID, UUID],
    also: Callable[[Any], dict[str, bool]],
) -> None:
    """Add, change and take away what is different; what is the same is not touched."""
    added: list[models.Model] = []
    changed: list[models.Model] = []
    for key, answer in now.items():
        team = team_of_episode[key[0]]
        if stored.answers.get(key) == answer and stored.teams[key] == team:
            continue
        columns = {**dict(zip(stored.key, key, strict=True)), **answer._asdict(), **team._asdict(), **also(answer)}
        row = stored.model(child_id=child_of[key[0]], **columns)
        if key in stored.ids:
            row.pk = stored.ids[key]
            changed.append(row)
        else:
            added.append(row)
    gone = [pk for key, pk in stored.ids.items() if key not in now]
    for start in range(0, len(gone), _BATCH):
        stored.model.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    stored.model.objects.bulk_create(added, batch_size=_BATCH)
    written = [field.name for field in stored.model._meta.concrete_fields if not field.primary_key]
    # An update by key of many different rows: "insert, and where the key is there, update" is the fast way to say it.
    stored.model.objects.bulk_create(
        changed, batch_size=_BATCH, update_conflicts=True, unique_fields=["pk"], update_fields=written
    )
