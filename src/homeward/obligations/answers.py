"""The engine's answers as plain values, and what is different between two sets of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from homeward.policy import Caseload, Manual, evaluate
from homeward.policy.rows import determination_rows, obligation_rows


class Occasion(NamedTuple):
    """What identifies an obligation: it stays the same whatever the answer becomes."""

    episode_id: UUID
    rule: str
    occasion: int


class Answer(NamedTuple):
    """What the engine says of one occasion; the columns of `Obligation` by their names."""

    opens_on: date | None
    due_on: date | None
    met_on: date | None
    outcome: str
    owner: str
    because: str


class Determined(NamedTuple):
    """What the engine says of one open episode; the columns of `Determination` by their names."""

    determination: str
    reasons: str
    rating: str
    rated_on: date | None
    months_in_care: int
    care_days_in_last_22_months: int
    next_hearing_on: date | None
    window_opens_on: date | None
    window_closes_on: date | None


Answers = Mapping[Occasion, Answer]


@dataclass(frozen=True)
class Change:
    """One obligation that is not what it was; None where it was not there, or is no longer."""

    occasion: Occasion
    was: Answer | None
    now: Answer | None

    @property
    def due_was(self) -> date | None:
        return self.was.due_on if self.was else None

    @property
    def due_now(self) -> date | None:
        return self.now.due_on if self.now else None

    @property
    def is_move(self) -> bool:
        """Whether the day by which it is due is another one."""
        return self.due_was != self.due_now


def answers(caseload: Caseload, manual: Manual, as_of: date) -> tuple[dict[Occasion, Answer], dict[UUID, Determined]]:
    """The obligations of some few children, and the determination of each open episode."""
    evaluation = evaluate(caseload, manual, as_of)
    obligations = {
        Occasion(UUID(row.episode_id), row.rule_id, row.occasion): Answer(
            row.opens_on, row.due_on, row.met_on, row.outcome, row.owner, row.because
        )
        for row in obligation_rows(evaluation)
    }
    determined = {
        UUID(row.episode_id): Determined(
            row.determination, row.reasons, row.rating or "", *(getattr(row, name) for name in Determined._fields[3:])
        )
        for row in determination_rows(evaluation)
    }
    return obligations, determined


def many_answers(
    caseload: Caseload, manual: Manual, as_of: date
) -> tuple[dict[Occasion, Answer], dict[UUID, Determined]]:
    """The same for thousands of children at once: the sentences are written by column."""
    from homeward.batch.frames import determinations_frame, obligations_frame

    evaluation = evaluate(caseload, manual, as_of)
    key = {id: UUID(id) for id in evaluation.caseload.episode_id}
    asked = obligations_frame(evaluation).select("episode_id", "rule_id", "occasion", *Answer._fields)
    obligations = {Occasion(key[row[0]], row[1], row[2]): Answer._make(row[3:]) for row in asked.iter_rows()}
    found = determinations_frame(evaluation).select("episode_id", *Determined._fields)
    determined = {key[row[0]]: _determined(row[1:]) for row in found.iter_rows()}
    return obligations, determined


def _determined(row: tuple[Any, ...]) -> Determined:
    return Determined(row[0], row[1], row[2] or "", *row[3:])


def changes(before: Answers, after: Answers) -> Iterator[Change]:
    """Every occasion whose answer is another one, new ones and vanished ones too, by the day it is due."""
    differing = (one for one in {*before, *after} if before.get(one) != after.get(one))
    found = [Change(one, before.get(one), after.get(one)) for one in differing]
    return iter(sorted(found, key=lambda change: (change.due_now or change.due_was or date.max, change.occasion)))


def moves(changed: Iterable[Change]) -> list[Change]:
    """The changes of which a due date is another one."""
    return [change for change in changed if change.is_move]
