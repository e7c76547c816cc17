"""The answers of an evaluation as tables, for many children at once: the columns of `docs/evaluate.md`."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from homeward.policy.caseload import Caseload
from homeward.policy.days import BITS, FIRST_DAY, LAST_DAY, UNIX_EPOCH, Days, day_of, is_day
from homeward.policy.evaluate import Answered, Evaluation
from homeward.policy.sentences import RATING_WORDS, Clause, Lapse, Ratings, clauses, lapse_words
from homeward.policy.vocabulary import DETERMINATIONS, OUTCOMES, RATINGS

if TYPE_CHECKING:
    import polars as pl

_OCCASION_BITS: Final = BITS


def obligation_schema() -> "pl.Schema":
    """The columns of the table of obligations."""
    import polars as pl

    text, day = pl.String(), pl.Date()
    return pl.Schema(
        {
            "child_id": text,
            "episode_id": text,
            "rule_id": text,
            "occasion": pl.Int64(),
            "opens_on": day,
            "due_on": day,
            "met_on": day,
            "outcome": text,
            "owner": text,
            "because": text,
        }
    )


def determination_schema() -> "pl.Schema":
    """The columns of the table of determinations."""
    import polars as pl

    text, day, number = pl.String(), pl.Date(), pl.Int64()
    return pl.Schema(
        {
            "child_id": text,
            "episode_id": text,
            "determination": text,
            "reasons": text,
            "rating": text,
            "rated_on": day,
            "months_in_care": number,
            "care_days_in_last_22_months": number,
            "next_hearing_on": day,
            "window_opens_on": day,
            "window_closes_on": day,
        }
    )


def obligations_frame(evaluation: Evaluation, *, every: bool = False, because: bool = True) -> "pl.DataFrame":
    """All obligations, sorted; with `every` also those that are not required; without `because` no sentences."""
    import polars as pl

    parts = [_part(number, answered, every, because) for number, answered in enumerate(evaluation.obligations)]
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts]) if parts else _NOTHING for name in _Part.NUMBERS
    }
    order = np.argsort(_sort_key(evaluation, columns), kind="stable")
    columns = {name: values[order] for name, values in columns.items()}
    episode, rule = columns["episode"], columns["rule"]
    rules = [answered.rule for answered in evaluation.obligations]
    frame = {
        "child_id": _words_at(evaluation.caseload.child_id, evaluation.caseload.child[episode]),
        "episode_id": _words_at(evaluation.caseload.episode_id, episode),
        "rule_id": _words_at([one.id for one in rules], rule),
        "occasion": pl.Series(columns["number"], dtype=pl.Int64),
        "opens_on": dates(columns["opens_on"]),
        "due_on": dates(columns["due_on"]),
        "met_on": dates(columns["met_on"]),
        "outcome": _words_at(OUTCOMES, columns["outcome"]),
        "owner": _words_at([one.owner for one in rules], rule),
    }
    if because:
        sentences = [text for part in parts for text in part.because]
        joined = pl.concat(sentences) if sentences else pl.Series([], dtype=pl.String)
        frame["because"] = joined[order]
    return pl.DataFrame(frame)


_NOTHING: Final = np.empty(0, np.int64)


class _Part:
    """The rows of one answered version that are written, grouped by how their sentences read."""

    NUMBERS = ("rule", "episode", "number", "opens_on", "due_on", "met_on", "outcome")

    def __init__(self, rule: int, answered: Answered, rows: NDArray[np.int64], because: "list[pl.Series]") -> None:
        self.rule = np.full(len(rows), rule)
        self.episode = answered.rows.episode[rows]
        self.number = answered.rows.number[rows]
        self.opens_on = answered.opens_on[rows]
        self.due_on = answered.due_on[rows]
        self.met_on = answered.met_on[rows]
        self.outcome = answered.outcome[rows]
        self.because = because


def _part(number: int, answered: Answered, every: bool, because: bool) -> _Part:
    if not because:
        rows = np.arange(len(answered.rows)) if every else np.flatnonzero(answered.required)
        return _Part(number, answered, rows, [])
    kept = list(clauses(answered, every=every))
    rows = np.concatenate([clause.rows for clause in kept]) if kept else _NOTHING
    return _Part(number, answered, rows, [_text(clause) for clause in kept])


def _sort_key(evaluation: Evaluation, columns: dict[str, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Child, episode, rule, due date (empty first) and occasion in one number each."""
    episode = _place_of_episodes(evaluation.caseload)[columns["episode"]]
    rules = [answered.rule.id for answered in evaluation.obligations]
    rule = np.array([sorted(set(rules)).index(one) for one in rules] or [0])[columns["rule"]]
    rule_bits = len(rules).bit_length()
    due = np.where(is_day(columns["due_on"]), columns["due_on"], 0)
    key: NDArray[np.int64] = (((episode << rule_bits | rule) << BITS) | due) << _OCCASION_BITS | columns["number"]
    return key


def _place_of_episodes(caseload: Caseload) -> NDArray[np.int64]:
    """The place of each episode in the order of child and episode id; the caseload has them by child and removal."""
    import polars as pl

    place = np.arange(len(caseload.child))
    several = np.flatnonzero(np.bincount(caseload.child, minlength=1)[caseload.child] > 1)
    if len(several):
        ids = pl.DataFrame(
            {"child": caseload.child[several], "id": _words_at(caseload.episode_id, several), "row": several}
        )
        place[ids.sort("child", "id")["row"].to_numpy()] = several
    return place


def determinations_frame(evaluation: Evaluation) -> "pl.DataFrame":
    """The roundtable determination of every open episode, sorted."""
    import polars as pl

    found, caseload = evaluation.determinations, evaluation.caseload
    rows = np.argsort(_place_of_episodes(caseload)[found.episode], kind="stable")
    episode = found.episode[rows]
    return pl.DataFrame(
        {
            "child_id": _words_at(caseload.child_id, caseload.child[episode]),
            "episode_id": _words_at(caseload.episode_id, episode),
            "determination": _words_at(DETERMINATIONS, found.determination[rows]),
            "reasons": pl.Series([found.reasons[row] for row in rows.tolist()], dtype=pl.String),
            "rating": _words_at((*RATINGS, None), found.rating[rows]),
            "rated_on": dates(found.rated_on[rows]),
            "months_in_care": pl.Series(found.months_in_care[rows], dtype=pl.Int64),
            "care_days_in_last_22_months": pl.Series(found.care_days[rows], dtype=pl.Int64),
            "next_hearing_on": dates(found.next_hearing_on[rows]),
            "window_opens_on": dates(found.window_opens_on[rows]),
            "window_closes_on": dates(found.window_closes_on[rows]),
        }
    )


def dates(days: Days) -> "pl.Series":
    """Day numbers as dates, null where there is none."""
    import polars as pl

    numbers = pl.Series((days - UNIX_EPOCH).astype(np.int32))
    return numbers.set(pl.Series(~is_day(days)), None).cast(pl.Date)


def _words_at(words: "Sequence[str | None] | pl.Series", numbers: NDArray[np.int64]) -> "pl.Series":
    """The word at each number; -1 is the last of the words."""
    import polars as pl

    listed = words if isinstance(words, pl.Series) else pl.Series(words, dtype=pl.String)
    return listed[np.where(numbers < 0, len(listed) - 1, numbers)]


def _text(clause: Clause) -> "pl.Series":
    """The sentences of a clause; the same as `policy.sentences.write`, for many rows at once."""
    import polars as pl

    pieces = [pl.lit(piece) if isinstance(piece, str) else pl.lit(_piece(piece)) for piece in clause.pieces]
    joined = pl.select(pl.concat_str(pieces)).to_series()
    return joined if len(joined) == len(clause.rows) else joined.new_from_index(0, len(clause.rows))


def _piece(piece: Days | Lapse | Ratings) -> "pl.Series":
    match piece:
        case Lapse(days=days):
            return _lapse_words()[days]
        case Ratings(codes=codes):
            return _words_at(RATING_WORDS, codes)
        case _:
            words = _day_words()
            return words[np.minimum(piece, len(words) - 1)]


@cache
def _day_words() -> "pl.Series":
    """How each day reads in a sentence, as `policy.sentences.day_words` has it; the last is for no day at all."""
    import polars as pl

    days = pl.date_range(FIRST_DAY, LAST_DAY, eager=True).dt.to_string("%b %-d, %Y")
    return pl.concat([days, pl.Series(["a day not recorded"])])


@cache
def _lapse_words() -> "pl.Series":
    """How each number of days reads in a sentence, up to the longest between two days."""
    import polars as pl

    return pl.Series([lapse_words(days) for days in range(day_of(LAST_DAY) + 1)])
