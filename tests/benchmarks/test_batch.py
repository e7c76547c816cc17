"""How the contenders are timed."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from benchmarks.batch import Result, measure, table_of
from benchmarks.caseloads import AS_OF, made_caseload
from benchmarks.contenders import CONTENDERS, Contender

BY_NAME = {contender.name: contender for contender in CONTENDERS}


def obligations(contender: Contender, folder: Path) -> int:
    with contender.ready(folder, AS_OF) as evaluate_once:
        return evaluate_once()


def test_who_states_all_rules_counts_the_same_obligations_of_the_made_up_county(small_caseload: Path) -> None:
    names = ("homeward", "python", "python, own calendar", "duckdb")
    counts = {name: obligations(BY_NAME[name], small_caseload) for name in names}
    assert len(set(counts.values())) == 1
    assert counts["homeward"] > 60


def test_a_caseload_is_made_once(small_caseload: Path) -> None:
    written = (small_caseload / "events.parquet").stat().st_mtime_ns
    assert made_caseload(60) == small_caseload
    assert (small_caseload / "events.parquet").stat().st_mtime_ns == written


def test_a_round_to_warm_up_is_not_counted(small_caseload: Path, page: Console) -> None:
    [result] = measure([BY_NAME["duckdb"]], children=60, rounds=2, page=page)
    assert len(result.seconds) == 2
    assert result.obligations == obligations(BY_NAME["duckdb"], small_caseload)


def test_who_lacks_something_is_named_and_left_out(page: Console) -> None:
    lacking = replace(BY_NAME["duckdb"], lacks=lambda: "no ducks")
    assert measure([lacking], children=60, rounds=1, page=page) == []
    assert page.export_text() == "duckdb is left out: no ducks\n"


def test_ratios_are_of_the_time_a_child_takes(page: Console) -> None:
    first = Result(BY_NAME["homeward"], children=1000, loading_seconds=9, seconds=[3, 1, 2], obligations=500)
    other = Result(BY_NAME["python"], children=100, loading_seconds=9, seconds=[1, 1, 1], obligations=50)
    page.print(table_of([first, other]))
    lines = {line.split()[1]: line for line in page.export_text().splitlines() if "| all" in line}
    assert " 2.00 " in lines["homeward"]
    assert " 1.0 " in lines["homeward"]
    assert " 5.0 " in lines["python"]
