"""What moves for real children when a manual changes: the answers of two manuals side by side."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from homeward.batch.caseload import Reading
from homeward.batch.frames import determinations_frame, obligations_frame
from homeward.policy.caseload import Caseload
from homeward.policy.evaluate import Evaluation, evaluate
from homeward.policy.manual import Manual

if TYPE_CHECKING:
    import polars as pl

_OBLIGATION: Final = ("child_id", "episode_id", "rule_id", "occasion")
_DETERMINATION: Final = ("child_id", "episode_id", "rule_id")
_COMPARED: Final = ("opens_on", "due_on", "met_on", "outcome")

CHANGES: Final = ("appears", "vanishes", "moves", "stands otherwise")
"""How an answer can change: it is new, it is gone, its due date is another, or only something else of it is."""


@dataclass(frozen=True)
class Comparison:
    """The answers that differ: `rows` has each of them, old beside new; `counts` how many there are, by rule.

    `rows`: child_id, episode_id, rule_id, occasion (empty for a determination), change (see CHANGES), and of each of
    opens_on, due_on, met_on, outcome the old and the new. A determination stands in `outcome`, and its window in
    opens_on and due_on. `counts`: rule_id and a column for each change.
    """

    rows: "pl.DataFrame"
    counts: "pl.DataFrame"


def compare_manuals(reading: Reading, old: Manual, new: Manual, as_of: date) -> Comparison:
    """Evaluate a caseload under two manuals and keep what differs. Only rows that differ are held in memory.

    A rule that the other manual supersedes is compared with its successor, under the successor's id.
    """
    import polars as pl

    nobody = _compare_chunk(Caseload.of_rows([], []), old, new, as_of)
    differing = pl.concat([nobody, *(_compare_chunk(chunk, old, new, as_of) for chunk in reading.chunks())])
    counts = (
        differing.group_by("rule_id")
        .agg([(pl.col("change") == change).sum().alias(change) for change in CHANGES])
        .sort("rule_id")
    )
    return Comparison(differing, counts)


def _compare_chunk(chunk: Caseload, old: Manual, new: Manual, as_of: date) -> "pl.DataFrame":
    import polars as pl

    successors = {rule.supersedes: rule.id for manual in (old, new) for rule in manual.obligations if rule.supersedes}

    def obligations_of(evaluation: Evaluation) -> pl.DataFrame:
        return obligations_frame(evaluation, because=False).with_columns(pl.col("rule_id").replace(successors))

    before, after = evaluate(chunk, old, as_of), evaluate(chunk, new, as_of)
    return pl.concat(
        [
            _differing(obligations_of(before), obligations_of(after), _OBLIGATION),
            _differing(
                _as_answers(determinations_frame(before)), _as_answers(determinations_frame(after)), _DETERMINATION
            ),
        ],
        how="diagonal",
    ).sort("child_id", "episode_id", "rule_id", "occasion")


def _as_answers(determinations: "pl.DataFrame") -> "pl.DataFrame":
    """Determinations with the columns that obligations have."""
    import polars as pl

    return determinations.select(
        "child_id",
        "episode_id",
        pl.lit("determination").alias("rule_id"),
        pl.lit(None, pl.Int64).alias("occasion"),
        pl.col("window_opens_on").alias("opens_on"),
        pl.col("window_closes_on").alias("due_on"),
        pl.lit(None, pl.Date).alias("met_on"),
        pl.col("determination").alias("outcome"),
    )


def _differing(old: "pl.DataFrame", new: "pl.DataFrame", key: tuple[str, ...]) -> "pl.DataFrame":
    """The rows of two tables of answers that are not the same in both."""
    import polars as pl

    kept = [*_OBLIGATION, *_COMPARED]
    sides = [side.select(kept).with_columns(pl.lit(True).alias("is_there")) for side in (old, new)]
    joined = sides[0].join(
        sides[1].drop([one for one in _OBLIGATION if one not in key]), on=key, how="full", coalesce=True, suffix="_new"
    )
    was, is_now = pl.col("is_there").fill_null(False), pl.col("is_there_new").fill_null(False)
    same = pl.all_horizontal([pl.col(one).eq_missing(pl.col(f"{one}_new")) for one in _COMPARED])
    appears, vanishes, moves, otherwise = (pl.lit(change) for change in CHANGES)
    change = (
        pl.when(~was).then(appears).when(~is_now).then(vanishes)
        .when(~pl.col("due_on").eq_missing(pl.col("due_on_new"))).then(moves).otherwise(otherwise)
    )  # fmt: skip
    pairs = [column for one in _COMPARED for column in (pl.col(one).alias(f"{one}_old"), pl.col(f"{one}_new"))]
    return joined.filter(~(was & is_now & same)).select(*_OBLIGATION, change.alias("change"), *pairs)
