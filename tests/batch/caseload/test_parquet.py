"""Parquet files, whatever types their writer gave the columns."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import faults_of, lines, read
from tests.batch.caseload.tables import small_caseload

DAY = datetime.date(2014, 2, 28)
MIDNIGHT = datetime.datetime(2014, 2, 28)  # noqa: DTZ001
SIX_HOURS = datetime.timedelta(hours=6)
MORNING = datetime.datetime(2014, 2, 28, 9, 30)  # noqa: DTZ001


def with_children(folder: Path, **columns: pa.Array) -> Path:
    """The small caseload with another children.parquet; nothing else refers to children."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in small_caseload().items():
        none = pa.table({column: pa.array([], pa.string()) for column in rows[0]})
        pq.write_table(none, folder / f"{name}.parquet")
    pq.write_table(pa.table(columns), folder / "children.parquet")
    return folder


def births(folder: Path, birth_dates: pa.Array) -> list[int]:
    numbers = pa.array([str(row) for row in range(len(birth_dates))])
    found = read(with_children(folder, child_id=numbers, birth_date=birth_dates))["birth_date"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    "birth_dates",
    [
        pa.array([DAY, None], pa.date32()),
        pa.array([DAY, None], pa.date64()),
        pa.array([MIDNIGHT, None], pa.timestamp("s")),
        pa.array([MIDNIGHT, None], pa.timestamp("ms")),
        pa.array([MIDNIGHT, None], pa.timestamp("us")),
        pa.array([MIDNIGHT, None], pa.timestamp("ns")),
        pa.array([MIDNIGHT, None], pa.timestamp("us", "UTC")),
        pa.array(
            [MIDNIGHT.replace(tzinfo=datetime.UTC) + datetime.timedelta(hours=6), None],
            pa.timestamp("us", "America/Chicago"),
        ),
        pa.array(["2014-02-28", None], pa.string()),
        pa.array(["2014-02-28", ""], pa.large_string()),
        pa.array([" 2014-02-28 ", "  "], pa.string_view()),
        pa.array(["2014-02-28", None]).dictionary_encode(),
        pa.array([b"2014-02-28", None], pa.binary()),
    ],
    ids=lambda array: str(array.type),
)
def test_a_date_is_a_date_a_midnight_or_text(birth_dates: pa.Array, tmp_path: Path) -> None:
    usual = births(tmp_path / "usual", pa.array([DAY, None]))
    assert births(tmp_path / "other", birth_dates) == usual


@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "America/Chicago", "+02:00"])
@pytest.mark.parametrize("moment", [-(2**63), -(2**62), 2**62, 2**63 - 1])
def test_moments_beyond_every_calendar_are_faults(unit: str, zone: str | None, moment: int, tmp_path: Path) -> None:
    birth_dates = pa.array([moment]).cast(pa.timestamp(unit, zone))
    (line,) = faults_of(with_children(tmp_path, child_id=pa.array(["a"]), birth_date=birth_dates))
    assert line.startswith('children row 2, birth_date "')


@pytest.mark.parametrize(
    ("birth_dates", "line"),
    [
        (
            pa.array([MIDNIGHT, MORNING]),
            'birth_date "2014-02-28 09:30:00": is a date and more; write the date alone, such as 2025-03-31',
        ),
        (
            pa.array([20140228, 20140228]),
            'birth_date "20140228": is not a date; write it year-month-day, such as 2025-03-31',
        ),
        (pa.array([DAY, datetime.date(1899, 12, 31)]), 'birth_date "1899-12-31": is outside the years 1900 to 2200'),
        (pa.array([DAY, datetime.date(2201, 1, 1)]), 'birth_date "2201-01-01": is outside the years 1900 to 2200'),
        (
            pa.array([0, 2**31 - 1], pa.int32()).cast(pa.date32()),
            'birth_date "9999-12-31": is outside the years 1900 to 2200',
        ),
        (
            pa.array([None, True]),
            'birth_date "true": is not a date; write it year-month-day, such as 2025-03-31',
        ),
        (
            pa.array([None, datetime.time(9, 30)]),
            'birth_date "09:30:00.000000": is not a date; write it year-month-day, such as 2025-03-31',
        ),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, str) else str(value.type),
)
def test_what_is_no_date_is_a_fault(birth_dates: pa.Array, line: str, tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=pa.array(["a", "b"]), birth_date=birth_dates)
    assert faults_of(path)[-1] == f"children row 3, {line}"


@pytest.mark.parametrize(
    ("ids", "texts"),
    [
        (pa.array([7, 10]), ["10", "7"]),
        (pa.array([7, 2**64 - 1], pa.uint64()), ["18446744073709551615", "7"]),
        (pa.array([7.0, 10.0]), ["10", "7"]),
        (pa.array([7.0, 2.0**53 - 1]), ["7", "9007199254740991"]),
        (pa.array([Decimal("7.00"), Decimal("-10")], pa.decimal128(20, 2)), ["-10", "7"]),
        (pa.array([Decimal(10) ** 37, Decimal(7)], pa.decimal128(38, 0)), ["1" + "0" * 37, "7"]),
        (pa.array(["007", "7"]), ["007", "7"]),
        (pa.array(["=7", "+7"]), ["+7", "=7"]),
        (pa.array(["007", "7"]).dictionary_encode(), ["007", "7"]),
        (pa.array([b"007", b"7"]), ["007", "7"]),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else str(value),
)
def test_an_id_is_text_or_the_digits_of_a_whole_number(ids: pa.Array, texts: list[str], tmp_path: Path) -> None:
    assert read(with_children(tmp_path, child_id=ids))["child_id"] == texts


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (7.5, 'child_id "7.5": is a number with a fraction; an id is text or a whole number'),
        (-0.5, 'child_id "-0.5": is a number with a fraction; an id is text or a whole number'),
        (2.0**53, 'child_id "9007199254740992.0": is too large a number to be exact; make the column text'),
        (float("inf"), 'child_id "inf": is too large a number to be exact; make the column text'),
        (float("nan"), "child_id: is empty, and is required"),
        (None, "child_id: is empty, and is required"),
    ],
)
def test_a_number_that_is_no_id_is_a_fault(second: float | None, line: str, tmp_path: Path) -> None:
    assert faults_of(with_children(tmp_path, child_id=pa.array([7.0, second]))) == [f"children row 3, {line}"]


@pytest.mark.parametrize(
    ("ids", "line"),
    [
        (
            pa.array([None, Decimal("7.25")], pa.decimal128(20, 2)),
            'child_id "7.25": is a number with a fraction; an id is text or a whole number',
        ),
        (
            pa.array([None, DAY]),
            'child_id "2014-02-28": is a date, a time, or a yes or no; an id is text or a whole number',
        ),
        (
            pa.array([None, True]),
            'child_id "true": is a date, a time, or a yes or no; an id is text or a whole number',
        ),
        (
            pa.array([None, 2.0**24], pa.float32()),
            'child_id "16777216.0": is too large a number to be exact; make the column text',
        ),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else "",
)
def test_other_types_are_no_ids(ids: pa.Array, line: str, tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=ids)
    assert faults_of(path) == ["children row 2, child_id: is empty, and is required", f"children row 3, {line}"]


def test_a_fraction_is_a_fault_where_another_row_is_meant(tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=pa.array(["7", "7.5"]))
    columns = {"child_id": [7.0, 7.5, 8.0], "kind": ["relative_search"] * 3, "on": ["2024-01-01"] * 3}
    pq.write_table(pa.table(columns), path / "events.parquet")
    assert faults_of(path) == [
        'events row 3, child_id "7.5": is a number with a fraction; an id is text or a whole number',
        'events row 4, child_id "8": is the id of no child of the caseload',
    ]


def test_a_refused_row_keeps_the_cells_of_every_type(tmp_path: Path) -> None:
    columns = {"gender": ["?"], "birth_date": [DAY], "marks": [[1, 2]], "seen": [MORNING], "sum": [1.5]}
    path = with_children(tmp_path, child_id=pa.array(["a"]), **{name: pa.array(cell) for name, cell in columns.items()})
    with read_caseload(path, skip_bad_rows=True) as reading:
        reading.write_refused(tmp_path / "refused.csv")
    row = (tmp_path / "refused.csv").read_text().splitlines()[1]
    assert 'a,?,2014-02-28,"[1, 2]",2014-02-28 09:30:00,1.5,' in row


def test_a_fraction_in_a_column_of_text_is_a_fault_whose_value_is_not_told(tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=pa.array(["a", "b"]), case_id=pa.array([7.0, 7.5]))
    assert faults_of(path) == ["children row 3, case_id: is a number with a fraction; an id is text or a whole number"]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (pa.array([["a"]]), "list<element: string>"),
        (pa.array([{"a": 1}]), "struct<a: int64>"),
        (pa.array([datetime.timedelta(1)]), "duration[us]"),
    ],
    ids=["lists", "structs", "durations"],
)
def test_a_column_that_holds_no_text_refuses_the_caseload(column: pa.Array, kind: str, tmp_path: Path) -> None:
    with pytest.raises(CaseloadError) as error:
        read_caseload(with_children(tmp_path, child_id=column, gender=pa.array(["male"])), skip_bad_rows=True)
    assert str(error.value) == f"children row 1, child_id: the column holds {kind}, and text is expected"


def test_bytes_that_are_not_utf_8_refuse_the_caseload(tmp_path: Path) -> None:
    for number, column in enumerate((pa.array([b"\xff"]), pa.array([b"\xff"]).view(pa.string()))):
        path = with_children(tmp_path / str(number), child_id=column)
        with pytest.raises(CaseloadError, match="children: the Parquet file can not be read: "):
            read_caseload(path)


def test_numbers_are_no_words(tmp_path: Path) -> None:
    columns: dict[str, Any] = {"gender": [1], "indian_child": [True]}
    path = with_children(tmp_path, child_id=pa.array(["a"]), **{name: pa.array(cell) for name, cell in columns.items()})
    assert faults_of(path) == [
        'children row 2, indian_child "true": is not an answer here; use one of no, yes, unknown',
        'children row 2, gender "1": is not a gender; use one of female, male, other',
    ]


def test_rows_without_anything_in_them_are_rows_of_a_parquet_file(tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=pa.array(["a", None]), gender=pa.array([None, None], pa.string()))
    assert faults_of(path) == ["children row 3, child_id: is empty, and is required"]


def test_row_groups_make_no_difference(tmp_path: Path) -> None:
    ids = [f"child {row:06}" for row in range(600_000)]
    with_children(tmp_path, child_id=pa.array(ids))
    pq.write_table(pa.table({"child_id": [*ids, "child 000003"]}), tmp_path / "children.parquet", row_group_size=70_001)
    with read_caseload(tmp_path) as reading:
        assert lines(reading.faults) == [
            'children row 600002, child_id "child 000003": is the id of row 5 already; an id stands once'
        ]


def test_a_truncated_file_says_so(tmp_path: Path) -> None:
    path = with_children(tmp_path, child_id=pa.array(["a"]))
    whole = (path / "children.parquet").read_bytes()
    (path / "children.parquet").write_bytes(whole[:-9])
    with pytest.raises(
        CaseloadError, match=r"^children: the Parquet file can not be read: Parquet magic bytes not found"
    ):
        read_caseload(path)
