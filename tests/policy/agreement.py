"""Where the engine and the reference evaluator of `tests/reference` differ on random children."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from homeward.batch.frames import determinations_frame, obligations_frame
from homeward.policy.evaluate import evaluate
from homeward.policy.manual import load_manual
from tests.policy.made_up import caseload
from tests.reference.children import random_children
from tests.reference.evaluator import DEFAULTS, determinations, obligations
from tests.reference.history import ChildHistory

Row = tuple[object, ...]

COLUMNS = ("child_id", "episode_id", "rule_id", "occasion", "opens_on", "due_on", "met_on", "outcome", "owner")


@dataclass(frozen=True)
class Batch:
    """Some random children, the days on which to look at them, and the settings of the manual."""

    seed: int
    children: int
    as_of_dates: Sequence[date]
    settings: dict[str, object] = field(default_factory=dict)


def disagreements(batch: Batch) -> list[str]:
    """A line for each row that only one of the two has, and the child; nothing if they agree."""
    children = random_children(batch.seed, batch.children)
    manual, whole = load_manual("wi_dmcps", settings=batch.settings), caseload(*children)
    settings = DEFAULTS | batch.settings
    found: list[str] = []
    for as_of in batch.as_of_dates:
        evaluation = evaluate(whole, manual, as_of)
        obliged = obligations_frame(evaluation, every=True, because=False).select(COLUMNS).rows()
        expected = [row for child in children for row in obligations(child, as_of, settings=settings, every=True)]
        found += _differences(
            f"{batch} on {as_of}", children, obliged, [tuple(row[name] for name in COLUMNS) for row in expected]
        )
        answers = [row for child in children for row in determinations(child, as_of, settings=settings)]
        found += _differences(
            f"{batch} on {as_of}",
            children,
            determinations_frame(evaluation).rows(),
            [tuple(row.values()) for row in answers],
        )
    return found


def _differences(where: str, children: list[ChildHistory], engine: list[Row], reference: list[Row]) -> Iterator[str]:
    if engine == reference:
        return
    yield f"{where}: {len(engine)} rows of the engine, {len(reference)} of the reference; only one has:"
    for source, rows, others in (("engine", engine, reference), ("reference", reference, engine)):
        known = set(others)
        for row in [row for row in rows if row not in known][:3]:
            child = next(one for one in children if one.child_id == row[0])
            yield f"{source}: {' '.join(map(str, row))}\n  of {child}"
