from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from homeward.batch.caseload import read_caseload
from homeward.policy import evaluate, load_manual, obligation_rows
from tests.cli.command import AS_OF, one_child, read_rows, run, run_program, write_caseload

OBLIGATIONS = "child_id episode_id rule_id occasion opens_on due_on met_on outcome owner because".split()
DETERMINATIONS = (
    "child_id episode_id determination reasons rating rated_on months_in_care care_days_in_last_22_months "
    "next_hearing_on window_opens_on window_closes_on"
).split()


def test_it_writes_the_rows_that_the_engine_gives(cast: Path, tmp_path: Path) -> None:
    assert run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path).exit_code == 0
    with read_caseload(cast) as reading:
        expected = [
            row
            for chunk in reading.chunks()
            for row in obligation_rows(evaluate(chunk, load_manual(), date.fromisoformat(AS_OF)))
        ]
    written = [[row[name] for name in OBLIGATIONS] for row in read_rows(tmp_path / "obligations.csv")]
    assert written == [["" if value is None else str(value) for value in vars(row).values()] for row in expected]


def test_both_tables_have_the_columns_of_the_format(cast: Path, tmp_path: Path) -> None:
    run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path)
    assert (tmp_path / "obligations.csv").read_text().splitlines()[0] == ",".join(OBLIGATIONS)
    assert (tmp_path / "determinations.csv").read_text().splitlines()[0] == ",".join(DETERMINATIONS)
    assert {row["determination"] for row in read_rows(tmp_path / "determinations.csv")} == {
        *("required", "optional", "exempt", "not_yet", "cannot_tell")
    }


def test_parquet_has_dates_as_dates_and_numbers_as_numbers(cast: Path, tmp_path: Path) -> None:
    assert run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path, "--format", "parquet").exit_code == 0
    obligations, determinations = (
        pl.read_parquet(tmp_path / f"{name}.parquet") for name in ("obligations", "determinations")
    )
    assert (obligations.columns, determinations.columns) == (OBLIGATIONS, DETERMINATIONS)
    types = {**obligations.schema, **determinations.schema}
    assert {name for name, type_ in types.items() if type_ == pl.Date} == {
        name for name in types if name.endswith("_on")
    }
    numbers = {"occasion", "months_in_care", "care_days_in_last_22_months"}
    assert {name for name, type_ in types.items() if type_.is_integer()} == numbers


def test_the_summary_counts_children_outcomes_and_determinations(tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in", ("permanency_plan_filed", "2026-10-01", ""))
    shown = run("evaluate", caseload, "--as-of", AS_OF, "--out", tmp_path / "out")
    assert "as of Sun, Nov 22, 2026" in shown.stdout
    assert "1 child, 1 episode\n" in shown.stdout
    outcomes = [row["outcome"] for row in read_rows(tmp_path / "out" / "obligations.csv")]
    for word, symbol in (("met", "✓"), ("overdue", "!"), ("upcoming", "·")):
        assert f"{symbol} {word} {outcomes.count(word)} " in " ".join(shown.stdout.split()) + " "
    assert "· not yet 1 100%" in " ".join(shown.stdout.split())
    assert f"Written: {tmp_path / 'out' / 'obligations.csv'}" in shown.stdout
    assert shown.stderr == ""


def test_without_a_day_it_is_today_where_the_agency_is(tmp_path: Path) -> None:
    before = datetime.now(ZoneInfo("America/Chicago")).date()
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--out", tmp_path / "out")
    after = datetime.now(ZoneInfo("America/Chicago")).date()
    assert any(f"{day:%b} {day.day}, {day.year}" in shown.stdout for day in (before, after))


def test_a_setting_moves_the_hearing(tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in")
    due = []
    for interval in ("6 months", "12 months"):
        run("evaluate", caseload, "--as-of", AS_OF, "--out", tmp_path, "--set", f"hearing_interval={interval}")
        due += [
            row["due_on"]
            for row in read_rows(tmp_path / "obligations.csv")
            if row["rule_id"] == "wi.permanency-hearing"
        ]
    assert due == ["2027-03-01", "2027-09-01"]


def test_under_a_manual_without_roundtables_determinations_has_only_its_header(cast: Path, tmp_path: Path) -> None:
    shown = run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path, "--manual", "wi")
    assert (tmp_path / "determinations.csv").read_text() == ",".join(DETERMINATIONS) + "\n"
    assert "roundtable" not in shown.stdout


def test_with_all_it_also_writes_what_is_not_required_and_why(cast: Path, tmp_path: Path) -> None:
    run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path / "some")
    run("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path / "all", "--all")
    some, every = (read_rows(tmp_path / name / "obligations.csv") for name in ("some", "all"))
    assert some == [row for row in every if row["outcome"] != "not_required"]
    assert any("not required: " in row["because"] for row in every)


def test_an_event_in_no_episode_is_a_line_and_no_fault(tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in", ("permanency_rating", "2020-01-02", "poor"))
    shown = run("evaluate", caseload, "--as-of", AS_OF, "--out", tmp_path / "out")
    assert shown.exit_code == 0
    assert shown.stderr == "Not used: permanency rating of 2020-01-02 lies in no episode of child wren.\n"


def test_a_column_that_nobody_knows_is_told_once(tmp_path: Path) -> None:
    children = [{"child_id": name, "shoe_size": 30} for name in ("wren", "noah")]
    shown = run("evaluate", write_caseload(tmp_path / "in", children=children), "--out", tmp_path / "out")
    assert shown.stderr == 'children: "shoe_size" is no column of a caseload, and is ignored\n'


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    children = [{"child_id": "wren", "birth_date": "2018-02-30"}, {"child_id": "noah"}]
    return write_caseload(
        tmp_path / "faulty", children=children, events=[{"child_id": "wren", "kind": "rating", "on": AS_OF}]
    )


def test_faults_are_told_one_a_line_and_nothing_is_written(faulty: Path, tmp_path: Path) -> None:
    shown = run("evaluate", faulty, "--as-of", AS_OF, "--out", tmp_path / "out")
    assert (shown.exit_code, shown.stdout) == (2, "")
    lines = shown.stderr.splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == [
        'children row 2, birth_date "2018-02-30"',
        'events row 2, kind "rating"',
    ]
    assert lines[2:] == [f"2 faults in {faulty}."]
    assert not (tmp_path / "out").exists()


def test_faults_leave_earlier_results_as_they_were(faulty: Path, tmp_path: Path) -> None:
    (tmp_path / "obligations.csv").write_text("of yesterday")
    run("evaluate", faulty, "--as-of", AS_OF, "--out", tmp_path)
    assert (tmp_path / "obligations.csv").read_text() == "of yesterday"


def test_bad_rows_can_be_set_aside_and_are_counted(faulty: Path, tmp_path: Path) -> None:
    file = tmp_path / "left_out.csv"
    shown = run("evaluate", faulty, "--as-of", AS_OF, "--out", tmp_path / "out", "--skip-bad-rows", file)
    assert shown.exit_code == 0
    assert "2 rows left out" in shown.stderr
    assert "1 child, 0 episodes" in shown.stdout
    assert [row["row"] for row in read_rows(file)] == ["2", "2"]


def test_a_missing_table_stays_a_fault_when_bad_rows_are_set_aside(cast: Path, tmp_path: Path) -> None:
    (caseload := one_child(tmp_path / "in")).joinpath("events.csv").unlink()
    shown = run("evaluate", caseload, "--out", tmp_path / "out", "--skip-bad-rows", tmp_path / "left_out.csv")
    assert shown.exit_code == 2
    assert "events: the table is missing" in shown.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.spark
def test_spark_writes_the_same_rows(cast: Path, tmp_path: Path) -> None:
    for engine in ("local", "spark"):
        shown = run_program("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path / engine, "--engine", engine)
        assert shown.returncode == 0
    for table in ("obligations.csv", "determinations.csv"):
        assert (tmp_path / "spark" / table).read_bytes() == (tmp_path / "local" / table).read_bytes()


def test_without_java_spark_says_what_it_needs(cast: Path, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "no-java")
    shown = run_program("evaluate", cast, "--out", tmp_path / "out", "--engine", "spark", JAVA_HOME=nowhere)
    assert shown.returncode == 1
    assert shown.stderr.startswith("Spark ")
    assert len(shown.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_caseload_is_no_folder_for_results(tmp_path: Path) -> None:
    caseload = write_caseload(tmp_path / "in")
    before = sorted(caseload.iterdir())
    shown = run("evaluate", caseload, "--as-of", AS_OF, "--out", caseload)
    assert (shown.exit_code, sorted(caseload.iterdir())) == (2, before)
    assert shown.stderr == f"--out: {caseload} is the caseload. Name another folder.\n"


def test_rows_left_out_do_not_go_into_one_of_the_two_tables(tmp_path: Path) -> None:
    tables = tmp_path / "out"
    asked = ("--out", tables, "--skip-bad-rows", tables / "obligations.csv")
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--as-of", AS_OF, *asked)
    assert (shown.exit_code, tables.exists()) == (2, False)
    assert "is one of the two tables" in shown.stderr
