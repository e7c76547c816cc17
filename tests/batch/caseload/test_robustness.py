"""Whatever the files hold, it ends soon, in a caseload or in faults: never in an error of the program."""

import csv
import io
import random
import tempfile
import unicodedata
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import read
from tests.batch.caseload.tables import WRITERS, small_caseload, write_csv

FILES = {
    "csv": "extract/events.csv",
    "parquet": "extract/events.parquet",
    "xlsx": "extract.xlsx",
    "zip of csv": "extract.zip",
    "zip of parquet": "extract.zip",
}
PATHS = {name: file.split("/", maxsplit=1)[0] for name, file in FILES.items()}
every_format = pytest.mark.parametrize("kind", FILES)

fuzzy = settings(max_examples=60, deadline=None)


def survives(folder: Path, kind: str, content: bytes) -> None:
    """Put the content in place of a file; reading it gives chunks, or faults that are lines."""
    (folder / FILES[kind]).write_bytes(content)
    try:
        with read_caseload(folder / PATHS[kind], skip_bad_rows=True) as reading:
            reading.write_refused(folder / "refused.csv")
            assert sum(len(chunk.child_id) for chunk in reading.chunks()) == reading.child_count
            faults = reading.faults
    except CaseloadError as error:
        faults = error.faults
        assert faults
    for fault in faults:
        assert str(fault).isprintable()


@every_format
@fuzzy
@given(content=st.binary(max_size=400))
def test_random_bytes_are_survived(kind: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        WRITERS[kind](Path(folder), small_caseload())
        survives(Path(folder), kind, content)


@fuzzy
@given(
    header=st.sampled_from(["child_id,kind,on,value\n", "child_id,kind,on,value\r\n", '"child_id",kind,on\n', ""]),
    content=st.text(alphabet='ab,"\n\r =é\ufeff\0', max_size=60),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-8", "cp1252"]),
)
def test_random_csv_is_survived(header: str, content: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "extract", small_caseload())
        survives(Path(folder), "csv", (header + content).encode(encoding, errors="ignore"))


@every_format
def test_files_that_end_too_soon_are_survived(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](tmp_path, small_caseload())
    whole = (tmp_path / FILES[kind]).read_bytes()
    for end in range(0, len(whole), max(1, len(whole) // 40)):
        survives(tmp_path, kind, whole[:end])


@every_format
def test_files_with_wrong_bytes_in_them_are_survived(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](tmp_path, small_caseload())
    whole = (tmp_path / FILES[kind]).read_bytes()
    rng = random.Random(kind)
    for _ in range(60):
        spoiled = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            spoiled[rng.randrange(len(spoiled))] = rng.randrange(256)
        survives(tmp_path, kind, bytes(spoiled))


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(st.lists(words.map(lambda word: word.strip(" ")).filter(bool), min_size=1, unique=True), st.booleans())
def test_every_id_that_csv_can_hold_is_read_exactly(ids: list[str], quote_all: bool) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL, lineterminator="\n")
    writer.writerows([["child_id"], *([name] for name in ids)])
    with tempfile.TemporaryDirectory() as folder:
        tables = small_caseload()
        write_csv(Path(folder), {name: [dict.fromkeys(rows[0])] for name, rows in tables.items()})
        (Path(folder) / "children.csv").write_bytes(text.getvalue().encode())
        harmless = sorted(name for name in ids if not name.startswith("="))
        found = read(Path(folder), skip_bad_rows=True)["child_id"] if harmless else []
    assert found == harmless


def test_forms_of_unicode_are_told_apart(tmp_path: Path) -> None:
    forms = [unicodedata.normalize(form, "Åé") for form in ("NFC", "NFD")]
    tables = {**small_caseload(), "children": [{"child_id": form} for form in forms]}
    tables["episodes"] = [{**tables["episodes"][0], "child_id": forms[1]}]
    tables["placements"], tables["events"] = tables["placements"][:1], [{**tables["events"][0], "child_id": forms[0]}]
    found = read(write_csv(tmp_path, tables))
    assert (found["child_id"], found["child"]) == (sorted(forms), [sorted(forms).index(forms[1])])


def test_rows_that_are_all_alike_are_no_bomb(tmp_path: Path) -> None:
    WRITERS["parquet"](tmp_path, small_caseload())
    alike = pa.chunked_array([pa.nulls(2**20, pa.string())] * 17)
    columns = dict.fromkeys(("child_id", "kind", "on", "value"), alike)
    pq.write_table(pa.table(columns), tmp_path / "extract" / "events.parquet")
    with pytest.raises(CaseloadError, match=r"^events: the Parquet file is refused: 17,825,792 rows in [0-9,]+ bytes$"):
        read_caseload(tmp_path / "extract")


def test_an_id_of_twenty_megabytes_is_told(tmp_path: Path) -> None:
    WRITERS["parquet"](tmp_path, small_caseload())
    children = pa.table({"child_id": ["a", "b", "c", "x" * 20_000_000]})
    pq.write_table(children, tmp_path / "extract" / "children.parquet")
    with read_caseload(tmp_path / "extract") as reading:
        (fault,) = reading.faults
    assert str(fault) == f'children row 5, child_id "{"x" * 79}…": is longer than 1000 bytes, which no id is'
