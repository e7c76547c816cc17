"""The demo county as files."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from homeward.demo.county import County, make_county, write_county, write_parquet

AS_OF = date(2026, 11, 22)
FILES = ["README.txt", "children.csv", "episodes.csv", "events.csv", "placements.csv"]
COLUMNS = {
    "children": "child_id birth_date indian_child gender first_name last_name case_id ongoing_case_manager supervisor "
    "permanency_consultant unit agency",
    "episodes": "episode_id child_id removed_on discharged_on discharge_reason",
    "placements": "episode_id started_on ended_on placement_type",
    "events": "child_id kind on value",
}
SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from homeward.demo.county import make_county, write_county
write_county(make_county(children=40, seed=3, as_of=date(2026, 11, 22)), Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def hamlet() -> County:
    return make_county(children=40, seed=3, as_of=AS_OF)


def test_the_four_tables_are_written_with_their_columns_and_nothing_else_is_left(
    hamlet: County, tmp_path: Path
) -> None:
    write_county(hamlet, tmp_path / "new" / "county")

    assert sorted(path.name for path in (tmp_path / "new" / "county").iterdir()) == FILES
    for name, columns in COLUMNS.items():
        with (tmp_path / "new" / "county" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == columns.split()
        assert rows == [["" if cell is None else str(cell) for cell in row] for row in hamlet.tables[name]]


def test_the_readme_says_that_everybody_is_made_up_and_on_which_day_to_look(hamlet: County, tmp_path: Path) -> None:
    write_county(hamlet, tmp_path)

    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert readme.startswith("Everybody in this folder is made up.")
    assert "--as-of 2026-11-22" in readme


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_writes_the_same_bytes(hamlet: County, tmp_path: Path, hash_seed: str) -> None:
    write_county(hamlet, tmp_path / "here" / "county")
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": ":".join(sys.path)}

    subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path / "there" / "county")], env=environment, check=True)

    for name in FILES:
        assert (tmp_path / "there/county" / name).read_bytes() == (tmp_path / "here/county" / name).read_bytes()


def test_files_are_replaced_whole_and_strangers_left_alone(hamlet: County, tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("old", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    write_county(hamlet, tmp_path)

    assert (tmp_path / "events.csv").read_text(encoding="utf-8").startswith("child_id,kind,on,value\n")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_nothing_is_half_written_if_writing_fails(tmp_path: Path) -> None:
    broken = make_county(children=1, as_of=AS_OF)
    broken.events.columns["value"].pop()
    (tmp_path / "children.csv").write_text("old", encoding="utf-8")

    with pytest.raises(ValueError, match="shorter"):
        write_county(broken, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["children.csv"]
    assert (tmp_path / "children.csv").read_text(encoding="utf-8") == "old"


def test_parquet_holds_the_same_rows_with_dates_as_dates(hamlet: County, tmp_path: Path) -> None:
    write_parquet(hamlet, tmp_path)

    for name, table in hamlet.tables.items():
        frame = pl.read_parquet(tmp_path / f"{name}.parquet")
        assert frame.columns == list(table.columns)
        assert frame.rows() == [tuple(row) for row in table]
    assert pl.read_parquet_schema(tmp_path / "events.parquet")["on"] == pl.Date


def test_copies_have_ids_of_their_own_in_order_and_are_otherwise_alike(hamlet: County, tmp_path: Path) -> None:
    write_parquet(hamlet, tmp_path, copies=12)

    children = pl.read_parquet(tmp_path / "children.parquet")
    events = pl.read_parquet(tmp_path / "events.parquet")
    assert children.height == 12 * len(hamlet.children) == children["child_id"].n_unique()
    assert children["child_id"].is_sorted()
    assert children["case_id"].n_unique() == 12 * len(set(hamlet.children.columns["case_id"]))
    assert set(events["child_id"]) <= set(children["child_id"])
    assert events["on"].to_list() == hamlet.events.columns["on"] * 12
