"""A caseload child by child: whole, with every cell, and honest about what was refused."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from homeward.batch.caseload import CaseloadError, ChildPicture, read_caseload

TABLES = {
    "children": "child_id,birth_date,first_name,unit\nwren,2020-02-02, Wren ,u-1\nkit,,Kit,\nash,2019-01-01,Ash,u-2\n",
    "episodes": (
        "episode_id,child_id,removed_on,discharged_on,discharge_reason\n"
        "w1,wren,2025-01-02,,\nk1,kit,2024-01-02,2024-03-04,adoption\na1,ash,2025-05-05,,\n"
    ),
    "placements": "episode_id,started_on,placement_type\nw1,2025-01-02,foster_home\nw1,2025-02-03,relative_home\n",
    "events": (
        "child_id,kind,on,value\nwren,permanency_rating,2025-02-02,fair\nwren,relative_search,2020-01-01,\n"
        "ash,relative_search,2025-06-06,\n"
    ),
}


NOTHING: Mapping[str, str] = MappingProxyType({})


def pictures(
    folder: Path, more: Mapping[str, str] = NOTHING, *, children_per_chunk: int = 1
) -> dict[str, ChildPicture]:
    """The pictures of the caseload with further rows."""
    folder.mkdir(exist_ok=True)
    for table, text in TABLES.items():
        (folder / f"{table}.csv").write_text(text + more.get(table, ""))
    with read_caseload(folder, skip_bad_rows=True, children_per_chunk=children_per_chunk) as reading:
        return {picture.child_id: picture for some in reading.pictures() for picture in some}


@pytest.mark.parametrize("children_per_chunk", [1, 2, 100])
def test_all_that_is_said_of_a_child_is_in_her_picture(tmp_path: Path, children_per_chunk: int) -> None:
    wren = pictures(tmp_path, children_per_chunk=children_per_chunk)["wren"]
    assert wren.facts == {"first_name": "Wren", "unit": "u-1", "birth_date": date(2020, 2, 2)}
    assert [(stay.episode_id, stay.facts["removed_on"]) for stay in wren.episodes] == [("w1", date(2025, 1, 2))]
    assert wren.episodes[0].placements[1] == {"started_on": date(2025, 2, 3), "placement_type": "relative_home"}
    assert wren.events == [
        ("permanency_rating", date(2025, 2, 2), "fair"),
        ("relative_search", date(2020, 1, 1), ""),
    ]
    assert wren.is_whole


def test_what_the_engine_does_not_need_is_kept(tmp_path: Path) -> None:
    (stay,) = pictures(tmp_path)["kit"].episodes
    assert (stay.facts["discharge_reason"], stay.facts["discharged_on"]) == ("adoption", date(2024, 3, 4))


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("events", "ash,permanency_rating,2025-06-07,godo\n"),
        ("placements", "a1,2025-13-01,foster_home\n"),
        ("episodes", "a2,ash,2025-07-07,,\n"),
        ("children", "ash,,,\n"),
    ],
)
def test_only_the_child_of_a_refused_row_is_not_whole(tmp_path: Path, table: str, row: str) -> None:
    found = pictures(tmp_path, {table: row})
    assert {id: one.is_whole for id, one in found.items()} == {"ash": False, "kit": True, "wren": True}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("events", "as,relative_search,2025-06-07,\n"),
        ("events", "ash\n"),
        ("placements", "nowhere,2025-05-05,foster_home\n"),
        ("episodes", "a2,,2025-07-07,,\n"),
    ],
)
def test_nobody_is_whole_if_nobody_can_tell_whose_a_refused_row_is(tmp_path: Path, table: str, row: str) -> None:
    assert not any(one.is_whole for one in pictures(tmp_path, {table: row}).values())


def test_a_caseload_with_faults_gives_none_unless_they_are_left_out(tmp_path: Path) -> None:
    pictures(tmp_path, {"events": "ash,relative_serch,2025-06-06,\n"})
    with read_caseload(tmp_path) as reading, pytest.raises(CaseloadError):
        list(reading.pictures())
