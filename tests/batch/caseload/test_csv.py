"""CSV files as they come: other encodings, marks that do not match, rows too long or too short."""

from pathlib import Path

import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from homeward.batch.caseload.csv_blocks import BLOCK, LONGEST_ROW
from tests.batch.caseload.same import expected, faults_of, read
from tests.batch.caseload.tables import small_caseload, write_csv

EVENTS = "child_id,kind,on,value\n"


def with_children(folder: Path, content: str | bytes) -> Path:
    """The small caseload with another children.csv; nothing else refers to children."""
    tables = small_caseload()
    write_csv(folder, {name: [dict.fromkeys(rows[0], "")] for name, rows in tables.items()})
    (folder / "children.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def refusal_of(path: Path) -> str:
    """Why it can not be read, whether or not rows may be skipped."""
    with pytest.raises(CaseloadError) as error:
        read_caseload(path)
    with pytest.raises(CaseloadError):
        read_caseload(path, skip_bad_rows=True)
    return str(error.value)


@pytest.mark.parametrize(
    ("content", "children"),
    [
        ("child_id\na\nb\n", ["a", "b"]),
        ("child_id\na\nb", ["a", "b"]),
        ("\ufeffchild_id\r\na\r\nb\r\n", ["a", "b"]),
        ('"child_id"\n"a"\n"b"\n', ["a", "b"]),
        ('child_id,last_name\na,"Fern, the ""elder""\nof two"\nb,\n', ["a", "b"]),
        ('child_id,unit\n"a, or b","1"\n" c ",\n', ["a, or b", "c"]),
        ('child_id\n"a\nb"\n', ["a\nb"]),
        ('child_id\n""""\n', ['"']),
        ("child_id,unit\na,1\n\n,\n  ,  \nb,2\n\n\n", ["a", "b"]),
        ("child_id,unit\na,1\n,,,,\n \n", ["a"]),
        ("child_id,unit\na,1\nb,", ["a", "b"]),
        ("child_id,unit\r\na,1\r\nb,\r\n", ["a", "b"]),
        ("child_id\n#a\n'b'\n", ["#a", "'b'"]),
        ("last_name,child_id\nÅström,å\n山田,山\n", ["å", "山"]),
    ],
)
def test_every_usual_way_of_writing_csv_is_read(content: str, children: list[str], tmp_path: Path) -> None:
    assert read(with_children(tmp_path, content))["child_id"] == children


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "children row 1: the file is empty; its first row holds the names of the columns"),
        (b"\xef\xbb\xbf", "children row 1: the file is empty; its first row holds the names of the columns"),
        (b"\n", "children row 1: column 1 has no name\nchildren row 1, child_id: the column is missing"),
        (b"\xff\xfec\0h\0", "children row 1: the file is not UTF-8 text but UTF-16 or UTF-32; save it as CSV UTF-8"),
        (
            "child_id,last_name\na,Fern\nb,Åström\n".encode("cp1252"),
            "children row 3: the file is not UTF-8 text (byte 0xC5); save it as CSV UTF-8",
        ),
        (
            b"child_id\na\nb\0\n",
            "children row 3: the file holds NUL bytes, so it is not text; save it as CSV UTF-8",
        ),
        (b"child_id\ra\rb\r", "children row 1: the rows end with a carriage return alone; save the file as CSV UTF-8"),
        (
            b'child_id,unit\na,1\nb,5" wide\nc,2\n',
            "children row 3: a quotation mark stands inside a cell; "
            "put quotation marks around the whole cell and double those inside",
        ),
        (
            b'child_id,unit\na,"1" \nb,2\n',
            "children row 2: a quotation mark stands inside a cell; "
            "put quotation marks around the whole cell and double those inside",
        ),
        (b'child_id,unit\na,1\nb,"2\nc,3\n', "children row 3: a quotation mark opens a cell and none closes it"),
        (b'child_id,"unit\n', "children row 1: a quotation mark opens a cell and none closes it"),
        (
            b"child_id,unit,unit,\na,1,2,\n",
            "children row 1: column 4 has no name\nchildren row 1, unit: two columns have this name",
        ),
        (
            b"child_id;unit\na;1\n",
            "children row 1, child_id: the column is missing; "
            "cells are separated by commas, and in this file by a semicolon",
        ),
        (
            b"child_id\tunit\na\t1\n",
            "children row 1, child_id: the column is missing; cells are separated by commas, and in this file by a tab",
        ),
    ],
)
def test_a_file_that_can_not_be_read_says_where_and_why(content: bytes, line: str, tmp_path: Path) -> None:
    assert refusal_of(with_children(tmp_path, content)) == line


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("child_id,unit\na\nb,1\n", ["children row 2: has 1 cell, and the header has 2"]),
        ("child_id,unit\na,1\nb,1,2\nc,1\n", ["children row 3: has 3 cells, and the header has 2"]),
        (
            "child_id,unit\na\nb,1,2\nc,1\n",
            ["children row 2: has 1 cell, and the header has 2", "children row 3: has 3 cells, and the header has 2"],
        ),
        (
            'child_id,unit\n"a,\nb"\nc,"1,2",3\n',
            ["children row 2: has 1 cell, and the header has 2", "children row 3: has 3 cells, and the header has 2"],
        ),
        ("child_id\na,\n", ["children row 2: has 2 cells, and the header has 1"]),
    ],
)
def test_rows_with_too_few_or_too_many_cells_are_faults(content: str, lines: list[str], tmp_path: Path) -> None:
    assert faults_of(with_children(tmp_path, content)) == lines


@pytest.mark.parametrize("cell", ["=A2", "=TODAY()", "=HYPERLINK(1)"])
def test_a_formula_is_told_where_a_date_a_word_or_an_id_belongs(cell: str, tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][2].update(birth_date=cell, gender=cell)
    tables["episodes"][0]["episode_id"] = cell
    tables["placements"] = [{**tables["placements"][2], "episode_id": cell}]
    tables["events"][0]["value"] = cell
    says = "is a spreadsheet formula or the error of one; put the value itself there"
    assert faults_of(write_csv(tmp_path, tables)) == [
        f'children row 4, birth_date "{cell}": {says}',
        f'children row 4, gender "{cell}": {says}',
        f'episodes row 2, episode_id "{cell}": {says}',
        f'placements row 2, episode_id "{cell}": {says}',
        f'events row 2, value "{cell}": {says}',
    ]


def test_rows_are_counted_over_the_borders_of_blocks(tmp_path: Path) -> None:
    rows = [f"child {number:07},{'unit' * 25}" for number in range(3 * BLOCK // 114)]
    rows[5] = "child x"
    rows[-3] = '"child y",'
    rows[-2] = "child z,1,2"
    folder = with_children(tmp_path, "child_id,unit\n" + "\n".join(rows))
    with read_caseload(folder) as reading:
        assert reading.table_rows["children"] == len(rows)
        assert [fault.row for fault in reading.faults] == [7, len(rows)]


def test_a_cell_of_a_hundred_megabytes_is_told_and_not_kept(tmp_path: Path) -> None:
    folder = with_children(tmp_path, "")
    with (folder / "children.csv").open("wb") as file:
        file.write(b"child_id,last_name\na,b\nc,")
        for _ in range(100):
            file.write(b"d" * 2**20)
    assert refusal_of(folder) == (
        f"children row 3: the row does not end within {LONGEST_ROW:,} bytes, so this is no CSV file of a caseload"
    )


def test_a_mark_that_is_never_closed_does_not_swallow_the_file(tmp_path: Path) -> None:
    folder = with_children(tmp_path, 'child_id,unit\na,1\nb,"2\n' + "c,3\n" * 2**20)
    assert refusal_of(folder) == "children row 3: a quotation mark opens a cell and none closes it"


def test_what_was_found_before_a_file_breaks_is_told_too(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][1]["gender"] = "?"
    write_csv(tmp_path, tables)
    with (tmp_path / "events.csv").open("ab") as file:
        file.write(b"b,relative_search,never,\n" + b"b,relative_search,2024-01-01,\n" * (BLOCK // 20) + b"\xff")
    with pytest.raises(CaseloadError) as error:
        read_caseload(tmp_path)
    assert [fault.row for fault in error.value.faults] == [3, 7, 8 + BLOCK // 20]


def test_names_of_files_may_have_capitals(tmp_path: Path) -> None:
    write_csv(tmp_path, small_caseload())
    (tmp_path / "children.csv").rename(tmp_path / "Children.CSV")
    assert read(tmp_path) == expected(small_caseload())


def test_a_folder_in_place_of_a_file_is_a_missing_table(tmp_path: Path) -> None:
    write_csv(tmp_path, small_caseload())
    (tmp_path / "events.csv").unlink()
    (tmp_path / "events.csv").mkdir()
    assert refusal_of(tmp_path) == "events: the table is missing: there is no events.csv or events.parquet"
