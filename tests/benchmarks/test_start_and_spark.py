"""The commands that are timed from their start, here and on Spark."""

from pathlib import Path
from subprocess import CalledProcessError

import pytest
from rich.console import Console

from benchmarks import spark, start
from benchmarks.programs import seconds_of


@pytest.mark.slow
def test_each_command_is_run_so_many_times_and_once_to_warm_up(
    small_caseload: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["--children", "60", "--runs", "1"])
    said = capsys.readouterr().out
    assert [said.count(f"run {number}, homeward ") for number in (0, 1, 2)] == [3, 3, 0]
    assert "| homeward evaluate of 60 children, CSV to CSV | " in said


def test_the_table_has_the_median_and_the_slowest(page: Console) -> None:
    page.print(start.table_of({"homeward --help": [0.25, 0.75, 0.5]}))
    [row] = [line.split("|") for line in page.export_text().splitlines() if "| homeward" in line]
    assert [cell.strip() for cell in row[1:-1]] == ["homeward --help", "3", "0.50", "0.75"]


def test_a_command_that_fails_is_not_timed() -> None:
    with pytest.raises(CalledProcessError):
        seconds_of("explain", "/nowhere", "--child", "nobody")


@pytest.mark.spark
def test_spark_is_timed_and_gives_the_same_rows(small_caseload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spark.main(["--children", "60", "--rounds", "1"])
    assert "| --engine spark | " in capsys.readouterr().out


def test_ratios_are_against_this_machine_alone(page: Console) -> None:
    page.print(spark.table_of(1000, {"local": [2.0], "spark": [5.0]}))
    [row] = [line for line in page.export_text().splitlines() if "spark" in line]
    assert "2.50" in row
