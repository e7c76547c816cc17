"""Files to files against reading and writing alone: both write the same, or nothing is told."""

from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import files
from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.files import Result, homeward, keep_answers, reading_and_writing_alone, table_of
from benchmarks.outputs import refuse_other_rows
from homeward.batch.caseload import read_caseload
from homeward.batch.files import Format, evaluate_files
from homeward.policy import load_manual


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_writing_alone_writes_what_evaluating_writes(small_caseload: Path, tmp_path: Path, format: Format) -> None:
    caseload = made_caseload(60, format)
    keep_answers(caseload, tmp_path / "answers")
    homeward(caseload, tmp_path / "homeward", format)
    reading_and_writing_alone(caseload, tmp_path / "answers", tmp_path / "alone", format)
    refuse_other_rows(tmp_path / "homeward", tmp_path / "alone")
    assert len(list((tmp_path / "alone").iterdir())) == 2


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_other_rows_are_refused(small_caseload: Path, tmp_path: Path, format: Format) -> None:
    homeward(small_caseload, tmp_path / "one", format)
    with read_caseload(small_caseload) as reading:
        evaluate_files(reading, load_manual(), AS_OF.replace(day=21), tmp_path / "other", format=format)
    with pytest.raises(ValueError, match=f"obligations.{format} differ"):
        refuse_other_rows(tmp_path / "one", tmp_path / "other")


def test_the_csv_caseload_has_the_same_answers(small_caseload: Path, tmp_path: Path) -> None:
    homeward(small_caseload, tmp_path / "one", "csv")
    homeward(made_caseload(60, "csv"), tmp_path / "other", "csv")
    refuse_other_rows(tmp_path / "one", tmp_path / "other")


def test_ratios_are_against_reading_and_writing_alone(page: Console) -> None:
    whole = Result("homeward", 100, "csv", [6, 9, 3], peak_memory=300)
    page.print(table_of([whole, Result("reading and writing alone", 100, "csv", [2, 2, 2], peak_memory=200)]))
    [row] = [line.split("|") for line in page.export_text().splitlines() if "| homeward" in line]
    assert [cell.strip() for cell in row[1:-1]] == ["homeward", "CSV", "100", "6.00", "60000.0", "3.0", "300"]


@pytest.mark.slow
def test_it_runs_alone_and_leaves_nothing_behind(small_caseload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files.main(["--children", "60", "--rounds", "1"])
    assert "| reading and writing alone | Parquet " in capsys.readouterr().out
    assert [path.name for path in small_caseload.parent.iterdir()] == [small_caseload.name]
