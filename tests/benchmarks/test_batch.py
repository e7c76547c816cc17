"""How the contenders are timed."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import caseloads
from benchmarks.batch import Result, measure, table_of
from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.contenders import CONTENDERS, Contender

BY_NAME = {contender.name: contender for contender in CONTENDERS}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(caseloads, "FOLDER", tmp_path)
    return made_caseload(60)


def obligations(contender: Contender, folder: Path) -> int:
    with contender.ready(folder, AS_OF) as evaluate_once:
        return evaluate_once()


def test_who_states_all_rules_counts_the_same_obligations_of_the_made_up_county(folder: Path) -> None:
    counts = {name: obligations(BY_NAME[name], folder) for name in ("homeward", "python", "duckdb")}
    assert len(set(counts.values())) == 1
    assert counts["homeward"] > 60


def test_a_caseload_is_made_once(folder: Path) -> None:
    written = (folder / "events.parquet").stat().st_mtime_ns
    assert made_caseload(60) == folder
    assert (folder / "events.parquet").stat().st_mtime_ns == written


def test_a_round_to_warm_up_is_not_counted(folder: Path) -> None:
    silent = Console(file=StringIO())
    [result] = measure([BY_NAME["duckdb"]], children=60, rounds=2, console=silent)
    assert len(result.seconds) == 2
    assert result.obligations == obligations(BY_NAME["duckdb"], folder)


def test_ratios_are_of_the_time_a_child_takes() -> None:
    first = Result(BY_NAME["homeward"], children=1000, loading_seconds=9, seconds=[3, 1, 2], obligations=500)
    other = Result(BY_NAME["python"], children=100, loading_seconds=9, seconds=[1, 1, 1], obligations=50)
    console = Console(width=140, record=True, file=StringIO())
    console.print(table_of([first, other]))
    lines = {line.split()[1]: line for line in console.export_text().splitlines() if "│ all" in line}
    assert " 2.00 " in lines["homeward"]
    assert " 1.0 " in lines["homeward"]
    assert " 5.0 " in lines["python"]
