"""How one child is timed: everybody about the same children, and only after the rows were found the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import one_child
from benchmarks.caseloads import AS_OF
from benchmarks.one_child import Contender, histories, in_care, measure, refuse_other_answers, table_of, tables_of
from benchmarks.tables import Tables


def test_everybody_gives_the_same_rows_and_is_timed(small_caseload: Path, page: Console) -> None:
    contenders = measure(children=60, asked=3, rounds=2, most_seconds=1, page=page)
    assert {"homeward", "homeward, from rows, sentences", "python", "duckdb"} <= {one.name for one in contenders}
    assert all(1 < len(contender.seconds) <= 6 for contender in contenders)


def test_other_rows_than_the_first_contenders_are_refused() -> None:
    first = Contender("homeward", "", lambda child_id: [child_id, "due"], lambda answer: [tuple(answer)])
    same = replace(first, name="same", seconds=[])
    other = replace(first, name="other", ask=lambda child_id: [child_id, "not due"])
    rowless = Contender("rowless", "", len, None)
    refuse_other_answers([first, same, rowless], ["a", "b"])
    with pytest.raises(ValueError, match="child a: other rows from other"):
        refuse_other_answers([first, same, rowless, other], ["a", "b"])


def test_the_children_asked_about_are_in_care_and_always_the_same(small_caseload: Path) -> None:
    tables = Tables.read(small_caseload)
    chosen = in_care(tables, 10)
    assert chosen == in_care(tables, 10)
    left_on = dict(tables.episodes.select("child_id", "discharged_on").sort("discharged_on", nulls_last=True).rows())
    assert len(chosen) == 10
    assert all(left_on[child_id] is None or left_on[child_id] > AS_OF for child_id in chosen)


def test_a_history_is_all_of_the_child_and_nothing_of_others(small_caseload: Path) -> None:
    tables = Tables.read(small_caseload)
    chosen = in_care(tables, 5)
    histories_of_all, histories_of_some = histories(tables), histories(tables_of(tables, chosen))
    assert sorted(histories_of_some) == sorted(chosen)
    assert all(histories_of_some[child_id] == histories_of_all[child_id] for child_id in chosen)
    assert all(rows for child_id in chosen for rows in histories_of_some[child_id])


def test_a_slow_contender_is_asked_less(page: Console) -> None:
    asked: list[str] = []
    Contender("slow", "nothing", asked.append, None).time(["a", "b", "c"], most_seconds=0)
    assert asked == ["a"]


def test_ratios_are_of_the_medians(page: Console) -> None:
    first = Contender("homeward", "", len, None, [0.001, 0.002, 0.009])
    page.print(table_of([first, Contender("other", "", len, None, [0.005, 0.005])]))
    [row] = [line.split("|") for line in page.export_text().splitlines() if "| other" in line]
    assert [cell.strip() for cell in row[3:-1]] == ["2", "5.00", "5.00", "2.50"]


def test_it_runs_alone(small_caseload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one_child.main(["--children", "60", "--asked", "2", "--rounds", "1", "--seconds", "1"])
    assert "| homeward, from rows " in capsys.readouterr().out
