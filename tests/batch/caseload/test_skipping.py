"""Going on without the rows at fault: what is refused with them, and where it is written down."""

import csv
from pathlib import Path

import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import expected, lines, read
from tests.batch.caseload.tables import WRITERS, Tables, Writer, small_caseload, write_csv

every_format = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())


def refused(path: Path, out: Path) -> list[dict[str, str]]:
    with read_caseload(path, skip_bad_rows=True) as reading:
        reading.write_refused(out)
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert reading.refused_count == len(rows)
    return rows


def places(rows: list[dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(row["table"], row["row"], row["reason"]) for row in rows]


def without(tables: Tables, *places: tuple[str, int]) -> Tables:
    return {
        name: [row for number, row in enumerate(rows, start=2) if (name, number) not in places]
        for name, rows in tables.items()
    }


@every_format
def test_a_refused_child_takes_everything_of_hers_along(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["birth_date"] = "long ago"
    path = write(tmp_path, tables)
    assert places(refused(path, tmp_path / "refused.csv")) == [
        ("children", "2", "birth_date: is not a date; write it year-month-day, such as 2025-03-31"),
        ("episodes", "2", "child_id: is the id of a refused child"),
        ("placements", "2", "episode_id: is the id of a refused episode"),
        ("placements", "3", "episode_id: is the id of a refused episode"),
        ("events", "2", "child_id: is the id of a refused child"),
        ("events", "3", "child_id: is the id of a refused child"),
    ]
    rest = without(
        tables, ("children", 2), ("episodes", 2), ("placements", 2), ("placements", 3), ("events", 2), ("events", 3)
    )
    assert read(path, skip_bad_rows=True) == expected(rest)


@every_format
def test_a_refused_episode_takes_its_placements_along_and_no_events(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["episodes"][1]["discharge_reason"] = "left"
    path = write(tmp_path, tables)
    assert [(row["table"], row["row"]) for row in refused(path, tmp_path / "refused.csv")] == [
        ("episodes", "3"),
        ("placements", "4"),
    ]
    assert read(path, skip_bad_rows=True) == expected(without(tables, ("episodes", 3), ("placements", 4)))


def test_a_row_keeps_all_its_reasons(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["gender"] = "?"
    tables["events"][0].update(kind="nothing", on="soon")
    rows = refused(write_csv(tmp_path / "in", tables), tmp_path / "refused.csv")
    (reason,) = [row["reason"] for row in rows if (row["table"], row["row"]) == ("events", "2")]
    assert reason.startswith("child_id: is the id of a refused child; kind: is not a kind of event; use one of ")
    assert reason.endswith("; on: is not a date; write it year-month-day, such as 2025-03-31")


def test_of_rows_with_one_id_the_first_stands(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"].append({**tables["children"][0], "birth_date": "2001-01-01"})
    path = write_csv(tmp_path / "in", tables)
    assert [(row["table"], row["row"]) for row in refused(path, tmp_path / "refused.csv")] == [("children", "5")]
    assert read(path, skip_bad_rows=True) == expected(small_caseload())


def test_a_child_born_after_a_removal_is_refused(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["birth_date"] = "2023-05-02"
    path = write_csv(tmp_path / "in", tables)
    assert {(row["table"], row["row"]) for row in refused(path, tmp_path / "refused.csv")} == {
        ("children", "2"),
        ("episodes", "2"),
        ("placements", "2"),
        ("placements", "3"),
        ("events", "2"),
        ("events", "3"),
    }
    assert read(path, skip_bad_rows=True)["child_id"] == ["a", "c"]


def test_the_episode_that_begins_later_is_refused(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["episodes"][1]["discharged_on"] = None
    tables["placements"][2]["ended_on"] = None
    path = write_csv(tmp_path / "in", tables)
    assert [(row["table"], row["row"]) for row in refused(path, tmp_path / "refused.csv")] == [("episodes", "4")]
    assert read(path, skip_bad_rows=True) == expected(without(tables, ("episodes", 4)))


def test_a_row_keeps_its_cells_and_those_of_columns_that_are_not_ours(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][1].update(gender="?", last_name="Aster, the younger")
    tables["children"] = [{**row, "remark": "kept"} for row in tables["children"]]
    row = refused(write_csv(tmp_path / "in", tables), tmp_path / "refused.csv")[0]
    cells = {name: row[name] for name in ("child_id", "gender", "last_name", "birth_date", "remark", "episode_id")}
    assert cells == {
        "child_id": "a",
        "gender": "?",
        "last_name": "Aster, the younger",
        "birth_date": "",
        "remark": "kept",
        "episode_id": "",
    }


def test_a_row_whose_cells_can_not_be_told_apart_is_kept_whole(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "in", small_caseload())
    with (path / "events.csv").open("a") as file:
        file.write("b,relative_search,2024-01-01,,extra,cells\n")
    (row,) = refused(path, tmp_path / "refused.csv")
    assert (row["row"], row["reason"]) == ("7", "has 6 cells, and the header has 4")
    assert (row["child_id"], row["whole_row"]) == ("", "b,relative_search,2024-01-01,,extra,cells")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_refused_is_a_formula(begin: str, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0].update(gender=f"{begin}cmd", last_name=f"{begin}HYPERLINK(1)")
    row = refused(write_csv(tmp_path / "in", tables), tmp_path / "refused.csv")[0]
    assert (row["gender"], row["last_name"]) == (f"'{begin}cmd", f"'{begin}HYPERLINK(1)")


@every_format
def test_a_caseload_without_faults_has_no_refused_rows(write: Writer, tmp_path: Path) -> None:
    path = write(tmp_path, small_caseload())
    assert refused(path, tmp_path / "refused.csv") == []
    assert read(path, skip_bad_rows=True) == expected(small_caseload())


def test_faults_are_counted_without_what_they_take_along(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["gender"] = "?"
    with read_caseload(write_csv(tmp_path, tables), skip_bad_rows=True) as reading:
        assert lines(reading.faults) == ['children row 2, gender "?": is not a gender; use one of female, male, other']
        assert (reading.fault_count, reading.refused_count, reading.child_count) == (1, 6, 2)
        assert reading.table_rows == {"children": 3, "episodes": 3, "placements": 3, "events": 5}


def test_chunks_without_children_that_stand_are_left_out(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["gender"] = "?"
    with read_caseload(write_csv(tmp_path, tables), skip_bad_rows=True, children_per_chunk=1) as reading:
        assert [list(chunk.child_id) for chunk in reading.chunks()] == [["a"], ["c"]]


def test_the_list_of_the_refused_is_whole_or_not_there(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["gender"] = "?"
    out = tmp_path / "out"
    out.mkdir()
    with read_caseload(write_csv(tmp_path / "in", tables), skip_bad_rows=True) as reading:
        with pytest.raises(OSError, match="No such file"):
            reading.write_refused(tmp_path / "nowhere" / "refused.csv")
        (out / "refused.csv").mkdir()
        with pytest.raises(OSError, match="directory"):
            reading.write_refused(out / "refused.csv")
    assert [file.name for file in out.iterdir()] == ["refused.csv"]


def test_rows_are_refused_only_if_that_was_asked_for(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][0]["gender"] = "?"
    with read_caseload(write_csv(tmp_path / "in", tables)) as reading, pytest.raises(CaseloadError):
        reading.write_refused(tmp_path / "refused.csv")
    assert not (tmp_path / "refused.csv").exists()
