"""What is read, in every format: the rows that the files hold, whole children at a time."""

import random
from pathlib import Path

import numpy as np
import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import columns_of, expected, read
from tests.batch.caseload.tables import (
    WRITERS,
    Tables,
    Writer,
    small_caseload,
    write_csv,
    write_parquet,
)

every_format = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS.keys())


@every_format
def test_every_format_gives_the_same_caseload(write: Writer, tmp_path: Path) -> None:
    assert read(write(tmp_path, small_caseload())) == expected(small_caseload())


def test_tables_of_one_folder_may_differ_in_format(tmp_path: Path) -> None:
    tables = small_caseload()
    write_csv(tmp_path, {name: tables[name] for name in ("children", "events")})
    write_parquet(tmp_path, {name: tables[name] for name in ("episodes", "placements")})
    assert read(tmp_path) == expected(tables)


@every_format
def test_columns_may_come_in_any_order(write: Writer, tmp_path: Path) -> None:
    backwards = {name: [dict(reversed(row.items())) for row in rows] for name, rows in small_caseload().items()}
    assert read(write(tmp_path, backwards)) == expected(small_caseload())


@every_format
def test_columns_that_are_not_required_may_be_missing(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"] = [{"child_id": row["child_id"]} for row in tables["children"]]
    tables["episodes"] = [
        {name: row[name] for name in ("episode_id", "child_id", "removed_on")} for row in tables["episodes"][:1]
    ]
    tables["placements"] = [{**row, "ended_on": None} for row in tables["placements"][:1]]
    tables["events"] = tables["events"][2:3]
    assert read(write(tmp_path, tables)) == expected(tables)


@every_format
def test_a_column_that_is_not_listed_is_told_once_and_ignored(write: Writer, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["events"] = [{**row, "remark": "=1+1", "on_paper": "yes"} for row in tables["events"]]
    path = write(tmp_path, tables)
    assert read(path) == expected(tables)
    with read_caseload(path) as reading:
        assert reading.notes == [
            'events: "remark" is no column of a caseload, and is ignored',
            'events: "on_paper" is no column of a caseload, and is ignored',
        ]


@every_format
def test_spaces_around_cells_and_names_of_columns_are_trimmed(write: Writer, tmp_path: Path) -> None:
    spaced: Tables = {
        name: [
            {f" {column} ": f"  {cell} " if isinstance(cell, str) else cell for column, cell in row.items()}
            for row in rows
        ]
        for name, rows in small_caseload().items()
    }
    assert read(write(tmp_path, spaced)) == expected(small_caseload())


@every_format
def test_ids_are_kept_exactly(write: Writer, tmp_path: Path) -> None:
    ids = ["007", "7", "a b", "a  b", "A B", "\u00e9", "e\u0301", "\t7", "1e3", "2025-01-01x", "NULL", "nan", "0x1"]
    tables = small_caseload()
    tables["children"] = [{"child_id": name} for name in ids]
    tables["episodes"] = [
        {"episode_id": f"E {name}", "child_id": name, "removed_on": "2024-01-01"} for name in reversed(ids)
    ]
    tables["placements"] = [
        {"episode_id": f"E {name}", "started_on": "2024-01-01", "placement_type": "hospital"} for name in ids
    ]
    tables["events"] = [
        {"child_id": name, "kind": "relative_search", "on": "2024-01-02", "value": None} for name in ids
    ]
    assert read(write(tmp_path, tables)) == expected(tables)


def test_children_stand_in_the_order_of_code_points(tmp_path: Path) -> None:
    ids = ["b", "a", "B", "é", "z", "Z", "10", "9", "\U0001f600", "\uffee", "_"]
    tables = {**small_caseload(), "children": [{"child_id": name} for name in ids]}
    tables.update(episodes=small_caseload()["episodes"][:2], placements=[], events=small_caseload()["events"][:1])
    tables["placements"] = small_caseload()["placements"][:1]
    assert read(write_csv(tmp_path, tables))["child_id"] == sorted(ids)


@pytest.mark.parametrize("children_per_chunk", [1, 2, 3, 7, 1000])
def test_chunks_hold_whole_children_in_order(children_per_chunk: int, tmp_path: Path) -> None:
    tables = _many(57)
    folder = write_csv(tmp_path, tables)
    with read_caseload(folder, children_per_chunk=children_per_chunk) as reading:
        chunks = list(reading.chunks())
    whole = expected(tables)
    assert [child for chunk in chunks for child in chunk.child_id] == whole["child_id"]
    assert all(len(chunk.child_id) <= children_per_chunk for chunk in chunks)
    assert [name for chunk in chunks for name in chunk.episode_id] == whole["episode_id"]
    for column in ("removed_on", "started_on", "placement_type", "kind", "on", "value"):
        assert [cell for chunk in chunks for cell in columns_of(chunk)[column]] == whole[column]
    assert sorted(stray for chunk in chunks for stray in chunk.stray_events) == sorted(whole["stray_events"])


def test_a_chunk_is_the_caseload_of_its_children_alone(tmp_path: Path) -> None:
    tables = _many(20)
    with read_caseload(write_csv(tmp_path, tables), children_per_chunk=6) as reading:
        second = columns_of(list(reading.chunks())[1])
    children = sorted(row["child_id"] for row in tables["children"])[6:12]
    episodes = {row["episode_id"] for row in tables["episodes"] if row["child_id"] in children}
    alone = {
        name: [row for row in rows if row.get("child_id") in children or row.get("episode_id") in episodes]
        for name, rows in tables.items()
    }
    assert second == expected(alone)


def test_arrays_are_64_bit_integers(tmp_path: Path) -> None:
    with read_caseload(write_csv(tmp_path, small_caseload())) as reading:
        (caseload,) = reading.chunks()
    arrays = [value for value in vars(caseload).values() if isinstance(value, np.ndarray)]
    assert {array.dtype for array in arrays} == {np.dtype(np.int64)}
    assert len(arrays) == 13


def test_a_caseload_without_rows_has_no_faults_and_no_chunks(tmp_path: Path) -> None:
    for name, header in _HEADERS.items():
        (tmp_path / f"{name}.csv").write_text(header + "\n")
    with read_caseload(tmp_path) as reading:
        assert (reading.faults, reading.child_count, list(reading.chunks())) == ([], 0, [])
        assert reading.table_rows == {"children": 0, "episodes": 0, "placements": 0, "events": 0}


def test_counts_and_progress_are_told_by_table(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    with read_caseload(write_csv(tmp_path, small_caseload()), progress=lambda *step: seen.append(step)) as reading:
        assert reading.table_rows == {"children": 3, "episodes": 3, "placements": 3, "events": 5}
        assert (reading.child_count, reading.fault_count, reading.refused_count) == (3, 0, 0)
    assert [table for table, _, _ in seen] == ["children", "episodes", "placements", "events"]
    assert all(done == total == (tmp_path / f"{table}.csv").stat().st_size for table, done, total in seen)


def test_chunks_of_a_faulty_caseload_are_refused(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["events"][0]["on"] = "2023-07-32"
    with read_caseload(write_csv(tmp_path, tables)) as reading, pytest.raises(CaseloadError) as error:
        reading.chunks()
    assert str(error.value) == 'events row 2, on "2023-07-32": is no day of the calendar'


def test_what_was_put_aside_is_gone_when_the_reading_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    (tmp_path / "aside").mkdir()
    path = WRITERS["zip of parquet"](tmp_path, small_caseload())
    with read_caseload(path):
        assert len(list((tmp_path / "aside").rglob("*.parquet"))) == 4
    assert list((tmp_path / "aside").iterdir()) == []


def _many(children: int) -> Tables:
    """Children with a stay or two, in no order at all, and several events on one day."""
    rng = random.Random(children)
    tables: Tables = {"children": [], "episodes": [], "placements": [], "events": []}
    for number in range(children):
        child = f"child {number}"
        tables["children"].append({"child_id": child, "birth_date": "2012-02-29", "indian_child": None})
        for stay, year in enumerate((2020, 2022)[: number % 3]):
            episode = f"{child}, stay {stay}"
            dates = {"removed_on": f"{year}-01-01", "discharged_on": f"{year + 1}-01-01"}
            tables["episodes"].append({"episode_id": episode, "child_id": child, **dates})
            for kind in rng.choices(("foster_home", "group_home", "hospital"), k=number % 4):
                start = f"{year}-0{rng.randint(1, 9)}-01"
                tables["placements"].append({"episode_id": episode, "started_on": start, "placement_type": kind})
        for rating in rng.choices(("good", "fair", "poor"), k=number % 5):
            on = f"{rng.randint(2019, 2023)}-06-01"
            tables["events"].append({"child_id": child, "kind": "permanency_rating", "on": on, "value": rating})
    for rows in tables.values():
        rng.shuffle(rows)
    return tables


_HEADERS = {
    "children": "child_id",
    "episodes": "episode_id,child_id,removed_on",
    "placements": "episode_id,started_on,placement_type",
    "events": "child_id,kind,on,value",
}
