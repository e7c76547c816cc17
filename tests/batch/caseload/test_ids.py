"""Finding ids: exactly, and whatever the order of the rows."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.batch.caseload.ids import Ids, own_ids
from homeward.batch.caseload.texts import ABSENT, FAULTY

names = st.text("ab\u00e97 ", max_size=3).map(lambda name: name.strip(" "))
cells = st.lists(st.one_of(names, st.none()), max_size=60)


def texts(values: list[str | None]) -> pl.Series:
    return pl.Series(values, dtype=pl.String)


@settings(max_examples=200, deadline=None)
@given(st.lists(names.filter(bool), unique=True), cells)
def test_every_cell_finds_its_id_or_nobody(ids: list[str], wanted: list[str | None]) -> None:
    expected = [ABSENT if not name else ids.index(name) if name in ids else FAULTY for name in wanted]
    assert Ids(texts([*ids])).find(texts(wanted)).tolist() == expected


def test_a_hundred_thousand_ids_are_all_found() -> None:
    ids = [f"{number:x}" for number in range(100_000)]
    assert Ids(texts([*ids])).find(texts([*reversed(ids)])).tolist() == list(reversed(range(100_000)))


def test_spaces_around_an_id_are_nothing() -> None:
    assert Ids(texts(["a", "b c"])).find(texts([" a", "b c  ", "b  c", " ", ""])).tolist() == [
        0,
        1,
        FAULTY,
        ABSENT,
        ABSENT,
    ]


def test_ids_keep_their_positions_when_they_are_reordered() -> None:
    ids = Ids(texts(["a", "b", "c"]))
    ids.reorder(pl.Series([2, 0, 1]).to_numpy(), texts(["c", "a", "b"]))
    assert ids.find(texts(["a", "b", "c"])).tolist() == [1, 2, 0]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(names.filter(bool), st.none()), max_size=40), st.booleans())
def test_of_rows_with_one_id_the_first_is_known(values: list[str | None], by_code_point: bool) -> None:
    own = own_ids(texts(values), by_code_point=by_code_point)
    distinct = list(dict.fromkeys(value for value in values if value is not None))
    order = sorted(distinct) if by_code_point else distinct
    assert own.ids.texts.to_list() == order
    assert own.first.tolist() == [values.index(name) for name in order]
    repeats = [row for row, name in enumerate(values) if name is not None and values.index(name) != row]
    assert own.repeats.tolist() == repeats
    assert own.originals.tolist() == [values.index(values[row]) for row in repeats]
