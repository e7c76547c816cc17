"""`python -m benchmarks`: the machine, then a heading and a table for each part."""

from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.__main__ import PARTS, main
from benchmarks.machine import description
from benchmarks.processes import in_own_process
from tests.repository.tree import ROOT


@pytest.mark.slow
def test_the_machine_and_the_chosen_parts_are_shown(small_caseload: Path, page: Console) -> None:
    main(["--sizes", "60", "--rounds", "1", "--parts", "batch", "one-child", "files"], page)
    lines = page.export_text().splitlines()
    headings = ["## Everybody, 60 children", "## One child, of 60", "## Files to files"]
    assert lines[0].startswith("Measured on 20")
    assert [line for line in lines if line.startswith("## ")] == headings
    second = [line.split("|")[2].strip() for line in lines if line.startswith("| homeward  ")]
    assert second == ["all", "columns of obligations, determination", "Parquet", "CSV"]
    counts = {line.split("|")[6].strip() for line in lines if "| all " in line}
    assert len(counts) == 1


def test_all_is_measured_if_nothing_is_chosen() -> None:
    assert list(PARTS) == ["batch", "one-child", "files", "spark", "start"]
    assert "$(BIN)/python -m benchmarks\n" in (ROOT / "Makefile").read_text()


def test_the_machine_is_described() -> None:
    day, hardware, python, versions = description()
    assert day.endswith(" UTC")
    assert " cores, " in hardware
    assert " GiB; load before: " in hardware
    assert python.startswith("Python 3.")
    assert "numpy " in versions
    assert "PostgreSQL" in versions


def test_peak_memory_is_that_of_the_process_alone() -> None:
    small = bytearray(2**20)
    answer, peak = in_own_process(len, bytes(small))
    large = bytearray(b"x" * 300 * 2**20)
    answer_again, peak_again = in_own_process(len, bytes(small))
    assert answer == answer_again == 2**20
    assert abs(peak_again - peak) < 100 < len(large) / 2**20
