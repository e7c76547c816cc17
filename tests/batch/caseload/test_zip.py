"""Zips: the folder in one file, and what strangers may have put into it."""

import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import expected, faults_of, read
from tests.batch.caseload.tables import small_caseload, write_csv, write_parquet, write_xlsx, write_zip


def zipped(folder: Path, top: str = "") -> Path:
    return write_zip(folder / "extract.zip", write_csv(folder / "extract", small_caseload()), top)


def with_member(path: Path, name: str, content: str = "") -> Path:
    with zipfile.ZipFile(path, "a") as extract:
        extract.writestr(name, content)
    return path


def refusal_of(path: Path) -> str:
    with pytest.raises(CaseloadError) as error:
        read_caseload(path, skip_bad_rows=True)
    return str(error.value)


@pytest.mark.parametrize("top", ["", "county/", "./"])
def test_tables_lie_at_the_top_or_in_one_folder(top: str, tmp_path: Path) -> None:
    assert read(zipped(tmp_path, top)) == expected(small_caseload())


@pytest.mark.parametrize(
    "name", ["README.txt", "__MACOSX/county/._events.csv", "county/.DS_Store", "county/._events.csv"]
)
def test_what_belongs_to_nobody_is_passed_over(name: str, tmp_path: Path) -> None:
    assert read(with_member(zipped(tmp_path, "county/" if "/" in name else ""), name)) == expected(small_caseload())


def packed(folder: Path, method: int) -> Path:
    with zipfile.ZipFile(folder / "extract.zip", "w", method) as extract:
        for file in sorted(write_parquet(folder / "extract", small_caseload()).iterdir()):
            extract.write(file, file.name)
    return folder / "extract.zip"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_the_usual_ways_of_packing_are_read(method: int, tmp_path: Path) -> None:
    assert read(packed(tmp_path, method)) == expected(small_caseload())


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=["bzip2", "lzma"])
def test_ways_of_packing_that_may_take_any_memory_are_refused(method: int, tmp_path: Path) -> None:
    assert refusal_of(packed(tmp_path, method)) == (
        'caseload: extract.zip is refused: "children.parquet" is packed in an unusual way; use Deflate'
    )


def test_faults_are_told_with_their_rows(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["events"][1]["value"] = "goood"
    path = write_zip(tmp_path / "extract.zip", write_csv(tmp_path / "extract", tables))
    assert faults_of(path) == ['events row 3, value "goood": is not a permanency rating; did you mean "good"?']


@pytest.mark.parametrize(
    "name", ["../children.csv", "/etc/children.csv", "a/../../children.csv", "..\\children.csv", "C:children.csv"]
)
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    assert refusal_of(with_member(zipped(tmp_path), name)) == (
        f'caseload: extract.zip is refused: "{name}" is no name of a file inside it'
    )


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("events.parquet")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(zipped(tmp_path), "a") as extract:
        extract.writestr(link, "/etc/passwd")
    assert refusal_of(tmp_path / "extract.zip") == (
        'caseload: extract.zip is refused: "events.parquet" is no name of a file inside it'
    )


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        with_member(zipped(tmp_path), "events.csv")
    assert refusal_of(tmp_path / "extract.zip") == (
        "events: events.csv and events.csv are both there; the table can be only one of them"
    )


def test_more_than_one_folder_is_no_caseload(tmp_path: Path) -> None:
    path = with_member(zipped(tmp_path, "county/"), "other/children.csv")
    assert refusal_of(path).splitlines()[0] == (
        "children: the table is missing: there is no children.csv or children.parquet"
    )


def test_a_zip_of_a_workbook_is_no_caseload(tmp_path: Path) -> None:
    (tmp_path / "extract").mkdir()
    write_xlsx(tmp_path / "extract" / "county.xlsx", small_caseload())
    assert "the table is missing" in refusal_of(write_zip(tmp_path / "extract.zip", tmp_path / "extract"))


@pytest.mark.parametrize("name", ["events.csv", "events.parquet"])
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, tmp_path: Path) -> None:
    path = zipped(tmp_path)
    with zipfile.ZipFile(path) as old:
        members = {member: old.read(member) for member in old.namelist() if member != "events.csv"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as extract:
        for member, content in members.items():
            extract.writestr(member, content)
        with extract.open(name, "w") as member_file:
            for _ in range(100):
                member_file.write(b"0" * 2**20)
    refusal = refusal_of(path)
    assert refusal.startswith("caseload: extract.zip is refused: the ")
    assert refusal.endswith(f'bytes would unpack to 104,857,600 of "{name}"')


def test_a_bomb_in_a_workbook_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "county.xlsx", small_caseload())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as workbook, workbook.open("xl/more.xml", "w") as more:
        for _ in range(100):
            more.write(b" " * 2**20)
    assert refusal_of(path).startswith("caseload: county.xlsx is refused: the ")


def test_a_workbook_too_large_for_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "county.xlsx", small_caseload())
    with zipfile.ZipFile(path) as workbook:
        size = sum(member.file_size for member in workbook.infolist())
    monkeypatch.setattr("homeward.batch.caseload.places._LARGEST_WORKBOOK", size - 1)
    assert refusal_of(path) == (
        f"caseload: county.xlsx is refused: it would unpack to {size:,} bytes; use CSV or Parquet"
    )


def _understate(path: Path) -> None:
    """Make every member claim to unpack to 10 bytes."""
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        start = content.find(signature)
        while start >= 0:
            content[start + at : start + at + 4] = (10).to_bytes(4, "little")
            start = content.find(signature, start + 1)
    path.write_bytes(content)


def _lock(path: Path) -> None:
    """Make every member claim to be encrypted."""
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(signature, start + 1)
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [_understate, _lock], ids=["sizes that are not true", "locked"])
def test_members_that_can_not_be_unpacked_are_told(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    spoil(zipped(tmp_path))
    assert refusal_of(tmp_path / "extract.zip").startswith("children: the file can not be read: ")


def test_a_member_whose_bytes_are_damaged_is_told(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    content = bytearray(path.read_bytes())
    packed = zlib.compressobj(wbits=-15)
    begin = content.find(b"children.csv") + len("children.csv")
    content[begin + 5 : begin + 15] = packed.compress(b"") + b"\xff" * 10
    path.write_bytes(content)
    assert refusal_of(path).startswith("children")
