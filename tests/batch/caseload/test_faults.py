"""Each fault of a caseload, with the exact words in which it is told. They are the same whatever the format."""

from pathlib import Path
from typing import Any

import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import faults_of
from tests.batch.caseload.tables import WRITERS, Row, Tables, Writer, small_caseload, write_csv

KINDS_OF_FILE = ("csv", "parquet", "xlsx")
every_kind_of_file = pytest.mark.parametrize("write", [WRITERS[kind] for kind in KINDS_OF_FILE], ids=KINDS_OF_FILE)
every_format = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())

KINDS = (
    "abuse_neglect_finding, permanency_plan_filed, permanency_review_scheduled, permanency_review_held, "
    "permanency_hearing_scheduled, permanency_hearing_held, review_summary_sent, permanency_rating, "
    "permanency_goal_set, concurrent_goal_set, reunification_ruled_out, goals_reevaluated, roundtable_scheduled, "
    "roundtable_held, consultation_form_completed, roundtable_included_in_plan, relative_notice_sent, "
    "relative_search, placement_change_expected, indian_child_determined, active_efforts_evaluated, "
    "tpr_petition_filed, tpr_exception_documented"
)
PLACEMENT_TYPES = (
    "foster_home, relative_home, pre_adoptive_home, group_home, residential_care_center, shelter_care, "
    "supervised_independent_living, trial_reunification, missing_from_care, juvenile_detention, "
    "juvenile_correctional, adult_correctional, hospital, other"
)
REASONS = "reunification, adoption, guardianship, living_with_relative, aged_out, transfer, death, other"
GOALS = "reunification, adoption, guardianship, fit_and_willing_relative, other_planned_arrangement"

CHANGES: list[tuple[str, int, Row, str]] = [
    # a cell that is required
    ("children", 2, {"child_id": None}, "children row 2, child_id: is empty, and is required"),
    ("placements", 2, {"started_on": None}, "placements row 2, started_on: is empty, and is required"),
    ("placements", 3, {"placement_type": "  "}, "placements row 3, placement_type: is empty, and is required"),
    ("events", 4, {"child_id": None}, "events row 4, child_id: is empty, and is required"),
    ("events", 4, {"kind": None}, "events row 4, kind: is empty, and is required"),
    ("events", 4, {"on": None}, "events row 4, on: is empty, and is required"),
    # dates
    (
        "children",
        2,
        {"birth_date": "02/28/2014"},
        'children row 2, birth_date "02/28/2014": is not a date; write it year-month-day, such as 2025-03-31',
    ),
    (
        "events",
        4,
        {"on": "2024-3-1"},
        'events row 4, on "2024-3-1": is not a date; write it year-month-day, such as 2025-03-31',
    ),
    (
        "events",
        4,
        {"on": "2024-03- 1"},
        'events row 4, on "2024-03- 1": is not a date; write it year-month-day, such as 2025-03-31',
    ),
    ("events", 4, {"on": "2023-02-29"}, 'events row 4, on "2023-02-29": is no day of the calendar'),
    ("events", 4, {"on": "1899-12-31"}, 'events row 4, on "1899-12-31": is outside the years 1900 to 2200'),
    ("events", 6, {"on": "2201-01-01"}, 'events row 6, on "2201-01-01": is outside the years 1900 to 2200'),
    (
        "events",
        4,
        {"on": "2024-03-01T09:30:00"},
        'events row 4, on "2024-03-01T09:30:00": is a date and more; write the date alone, such as 2025-03-31',
    ),
    # words
    (
        "placements",
        4,
        {"placement_type": "foster_hom"},
        'placements row 4, placement_type "foster_hom": is not a placement type; did you mean "foster_home"?',
    ),
    (
        "placements",
        4,
        {"placement_type": "Foster Home"},
        'placements row 4, placement_type "Foster Home": is not a placement type; did you mean "foster_home"?',
    ),
    (
        "placements",
        4,
        {"placement_type": "7"},
        f'placements row 4, placement_type "7": is not a placement type; use one of {PLACEMENT_TYPES}',
    ),
    (
        "children",
        3,
        {"indian_child": "maybe"},
        'children row 3, indian_child "maybe": is not an answer here; use one of no, yes, unknown',
    ),
    ("children", 4, {"gender": "femal"}, 'children row 4, gender "femal": is not a gender; did you mean "female"?'),
    (
        "episodes",
        3,
        {"discharge_reason": "moved"},
        f'episodes row 3, discharge_reason "moved": is not a discharge reason; use one of {REASONS}',
    ),
    ("events", 4, {"kind": "x"}, f'events row 4, kind "x": is not a kind of event; use one of {KINDS}'),
    # values of events
    (
        "events",
        2,
        {"value": None},
        "events row 2, value: is empty, and permanency_rating needs a value; "
        "use one of achieved, very_good, good, fair, poor, uncertain",
    ),
    (
        "events",
        2,
        {"value": "verygood"},
        'events row 2, value "verygood": is not a permanency rating; did you mean "very_good"?',
    ),
    (
        "events",
        2,
        {"value": "adoption", "kind": "permanency_rating"},
        'events row 2, value "adoption": is not a permanency rating; '
        "use one of achieved, very_good, good, fair, poor, uncertain",
    ),
    (
        "events",
        5,
        {"value": "good"},
        f'events row 5, value "good": is not a permanency goal; use one of {GOALS}',
    ),
    (
        "events",
        5,
        {"kind": "concurrent_goal_set", "value": None},
        f"events row 5, value: is empty, and concurrent_goal_set needs a value; use one of {GOALS}",
    ),
    # ids
    ("children", 4, {"child_id": "a"}, 'children row 4, child_id "a": is the id of row 3 already; an id stands once'),
    (
        "episodes",
        4,
        {"episode_id": "e2"},
        'episodes row 4, episode_id "e2": is the id of row 3 already; an id stands once',
    ),
    ("episodes", 2, {"child_id": "B"}, 'episodes row 2, child_id "B": is the id of no child of the caseload'),
    ("events", 6, {"child_id": "0a"}, 'events row 6, child_id "0a": is the id of no child of the caseload'),
    (
        "placements",
        4,
        {"episode_id": "e 2"},
        'placements row 4, episode_id "e 2": is the id of no episode of the caseload',
    ),
    (
        "children",
        4,
        {"child_id": "x" * 1001},
        f'children row 4, child_id "{"x" * 79}…": is longer than 1000 bytes, which no id is',
    ),
    # days that go together
    (
        "episodes",
        3,
        {"discharged_on": "2024-01-30"},
        'episodes row 3, discharged_on "2024-01-30": is before removed_on 2024-01-31',
    ),
    (
        "placements",
        3,
        {"ended_on": "2023-04-30", "started_on": "2023-05-01"},
        'placements row 3, ended_on "2023-04-30": is before started_on 2023-05-01',
    ),
    (
        "children",
        2,
        {"birth_date": "2023-05-02"},
        'children row 2, birth_date "2023-05-02": is after the child\'s removal in episodes row 2',
    ),
    (
        "episodes",
        3,
        {"discharged_on": None},
        'episodes row 4, removed_on "2024-12-01": '
        "begins a second open episode of the child, beside row 3; one lacks a discharged_on",
    ),
    (
        "episodes",
        4,
        {"removed_on": "2024-11-30"},
        'episodes row 4, removed_on "2024-11-30": '
        "lies within the child's episode in row 3; the episodes of a child do not overlap",
    ),
    (
        "episodes",
        4,
        {"removed_on": "2024-01-30"},
        'episodes row 3, removed_on "2024-01-31": '
        "lies within the child's episode in row 4; the episodes of a child do not overlap",
    ),
    (
        "placements",
        4,
        {"started_on": "2024-01-30"},
        'placements row 4, started_on "2024-01-30": is before the episode\'s removed_on 2024-01-31',
    ),
    (
        "placements",
        4,
        {"started_on": "2024-12-02", "ended_on": None},
        'placements row 4, started_on "2024-12-02": is after the episode\'s discharged_on 2024-12-01',
    ),
    (
        "placements",
        4,
        {"ended_on": "2024-12-02"},
        'placements row 4, ended_on "2024-12-02": is after the episode\'s discharged_on 2024-12-01',
    ),
]


def changed(table: str, row: int, cells: Row) -> Tables:
    tables = small_caseload()
    tables[table][row - 2].update(cells)
    return tables


@every_kind_of_file
@pytest.mark.parametrize(("table", "row", "cells", "line"), CHANGES, ids=[line for *_, line in CHANGES])
def test_a_fault_is_told_in_one_line(
    write: Writer, table: str, row: int, cells: Row, line: str, tmp_path: Path
) -> None:
    about_others = ("child_id", "episode_id") if table in ("children", "episodes") else ()
    found = faults_of(write(tmp_path, changed(table, row, cells)))
    if any(name in cells for name in about_others):  # rows that meant the id that is gone are at fault too
        assert line in found
    else:
        assert found == [line]


ALLOWED: list[tuple[str, int, dict[str, Any]]] = [
    ("episodes", 4, {"removed_on": "2024-12-01"}),
    ("episodes", 3, {"removed_on": "2024-12-01", "discharged_on": "2024-12-01"}),
    ("placements", 4, {"started_on": "2024-12-01", "ended_on": "2024-12-01"}),
    ("placements", 4, {"ended_on": None}),
    ("children", 2, {"birth_date": "2023-05-01"}),
    ("children", 2, {"birth_date": "1900-01-01"}),
    ("events", 6, {"on": "2200-12-31"}),
    ("events", 6, {"on": "1900-01-01"}),
    ("events", 4, {"value": "anything, for its kind has none"}),
    ("events", 4, {"value": "=A1"}),
]


@every_kind_of_file
@pytest.mark.parametrize(("table", "row", "cells"), ALLOWED, ids=[f"{table} {cells}" for table, _, cells in ALLOWED])
def test_what_is_at_the_edge_is_no_fault(write: Writer, table: str, row: int, cells: Row, tmp_path: Path) -> None:
    tables = changed(table, row, cells)
    if table == "episodes":
        tables["placements"].pop()  # it would begin before its episode
    assert faults_of(write(tmp_path, tables)) == []


@every_format
def test_faults_are_told_by_table_and_row_and_column(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["events"][4].update(kind="nothing", on="soon")
    tables["children"][1]["gender"] = "boy"
    tables["children"][0].update(birth_date="then", indian_child="so")
    tables["placements"][0]["episode_id"] = "e9"
    found = [(line.split(":")[0]) for line in faults_of(write(tmp_path, tables))]
    assert found == [
        'children row 2, birth_date "then"',
        'children row 2, indian_child "so"',
        'children row 3, gender "boy"',
        'placements row 2, episode_id "e9"',
        'events row 6, kind "nothing"',
        'events row 6, on "soon"',
    ]


def test_all_faults_are_counted_and_so_many_told(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["events"] = [{**tables["events"][0], "on": "never"} for _ in range(30)]
    tables["children"][2]["gender"] = "?"
    with read_caseload(write_csv(tmp_path, tables), most_faults=7) as reading:
        assert reading.fault_count == 31
        assert [(fault.table, fault.row) for fault in reading.faults] == [
            ("children", 4),
            *(("events", row) for row in range(2, 8)),
        ]


def test_an_overlap_is_judged_by_the_episodes_that_stand(tmp_path: Path) -> None:
    """The second lies within the first and is at fault; so the third, which only meets the second, is not."""
    tables = small_caseload()
    days = [("2024-01-01", "2024-02-01"), ("2024-01-15", "2024-03-01"), ("2024-02-10", "2024-04-01")]
    tables["episodes"] = [
        {"episode_id": f"e{row}", "child_id": "c", "removed_on": begin, "discharged_on": end}
        for row, (begin, end) in enumerate(days)
    ]
    tables["placements"] = [{**tables["placements"][0], "episode_id": "e0", "started_on": "2024-01-01"}]
    found = faults_of(write_csv(tmp_path, tables))
    assert [line.split(":")[0] for line in found] == ['episodes row 3, removed_on "2024-01-15"']


def test_nobodys_name_is_told(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0].update(gender="?", last_name="Secret", first_name="=Hidden", case_id="=Private")
    with read_caseload(write_csv(tmp_path, tables)) as reading:
        assert [str(fault) for fault in reading.faults] == [
            'children row 2, gender "?": is not a gender; use one of female, male, other'
        ]


def test_a_value_is_told_on_one_printable_line(tmp_path: Path) -> None:
    tables = changed("events", 4, {"kind": "a\nb\x1b[31m" + "c" * 200})
    (line,) = faults_of(write_csv(tmp_path, tables))
    assert line.startswith('events row 4, kind "a\\nb\\x1b[31m' + "c" * 71 + '…": is not a kind of event; use one of ')


@pytest.mark.parametrize("table", ["children", "episodes", "placements", "events"])
def test_a_missing_table_is_told(table: str, tmp_path: Path) -> None:
    write_csv(tmp_path, small_caseload())
    (tmp_path / f"{table}.csv").rename(tmp_path / f"{table}s.csv")
    with pytest.raises(CaseloadError) as error:
        read_caseload(tmp_path, skip_bad_rows=True)
    assert str(error.value) == (
        f'{table}: the table is missing: there is no {table}.csv or {table}.parquet; is it "{table}s.csv"?'
    )


@every_format
def test_missing_columns_are_told_all_at_once(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"] = [{"Child ID": row["child_id"], "gender": None} for row in tables["children"]]
    tables["events"] = [{"kind": "relative_search", "child_id": "a"}]
    with pytest.raises(CaseloadError) as error:
        read_caseload(write(tmp_path, tables), skip_bad_rows=True)
    assert str(error.value).splitlines() == [
        'children row 1, child_id: the column is missing; is it the one called "Child ID"?',
        "events row 1, on: the column is missing",
    ]


def test_the_same_table_twice_is_told(tmp_path: Path) -> None:
    WRITERS["csv"](tmp_path, small_caseload())
    path = WRITERS["parquet"](tmp_path, small_caseload())
    (path / "events.parquet").unlink()
    with pytest.raises(CaseloadError) as error:
        read_caseload(path)
    assert str(error.value).splitlines() == [
        f"{table}: {table}.csv and {table}.parquet are both there; the table can be only one of them"
        for table in ("children", "episodes", "placements")
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nowhere", "caseload: there is no nowhere"),
        ("nowhere.zip", "caseload: there is no nowhere.zip"),
        ("children.csv", "caseload: children.csv is no caseload: that is a folder, a .zip or an .xlsx"),
        ("old.xls", "caseload: old.xls is no caseload: that is a folder, a .zip or an .xlsx"),
    ],
)
def test_what_is_no_caseload_at_all_is_told(name: str, line: str, tmp_path: Path) -> None:
    write_csv(tmp_path, small_caseload())
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(CaseloadError) as error:
        read_caseload(tmp_path / name)
    assert str(error.value) == line
