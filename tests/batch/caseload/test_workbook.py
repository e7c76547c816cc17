"""Workbooks as people save them: real dates, empty rows at the end, formulas."""

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from homeward.batch.caseload import CaseloadError, read_caseload
from tests.batch.caseload.same import expected, faults_of, read
from tests.batch.caseload.tables import small_caseload, write_xlsx

MIDNIGHT = datetime.datetime(2023, 5, 1)  # noqa: DTZ001
FORMULA = "is a spreadsheet formula or the error of one; put the value itself there"


def edited(folder: Path, sheet: str, edit: Callable[[Worksheet], Any]) -> Path:
    """The small caseload as a workbook in which somebody has worked."""
    path = write_xlsx(folder / "county.xlsx", small_caseload())
    workbook = load_workbook(path)
    found = workbook[sheet]
    assert isinstance(found, Worksheet)
    edit(found)
    workbook.save(path)
    return path


def put(cell: str, value: Any) -> Callable[[Worksheet], None]:
    def edit(sheet: Worksheet) -> None:
        sheet[cell] = value

    return edit


def test_empty_rows_and_columns_are_nothing(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(3)
        for row in range(20, 60):
            sheet.cell(row, 2).number_format = "yyyy-mm-dd"
        sheet["A61"] = "   "
        sheet["K1"] = " "

    assert read(edited(tmp_path, "events", edit)) == expected(small_caseload())


def test_an_empty_row_counts_as_a_row_of_the_sheet(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.insert_rows(3, 2)
        sheet["B6"] = "?"

    (line,) = faults_of(edited(tmp_path, "events", edit))
    assert line.startswith('events row 6, kind "?"')


def test_titles_of_sheets_may_have_capitals_and_spaces(tmp_path: Path) -> None:
    path = edited(tmp_path, "events", lambda sheet: setattr(sheet, "title", " Events "))
    assert read(path) == expected(small_caseload())


def test_other_sheets_are_passed_over(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "county.xlsx", {"notes": [{"who": "knows"}], **small_caseload(), "": [{"a": 1}]})
    assert read(path) == expected(small_caseload())


def test_a_missing_sheet_is_told(tmp_path: Path) -> None:
    path = edited(tmp_path, "events", lambda sheet: setattr(sheet, "title", "Event"))
    with pytest.raises(CaseloadError) as error:
        read_caseload(path)
    assert str(error.value) == 'events: the table is missing: there is no sheet events; is it "Event"?'


@pytest.mark.parametrize("day", [datetime.date(2023, 5, 1), MIDNIGHT, "2023-05-01", " 2023-05-01 "])
def test_a_date_is_a_date_or_its_text(day: Any, tmp_path: Path) -> None:
    assert read(edited(tmp_path, "episodes", put("C2", day))) == expected(small_caseload())


def test_numbers_are_their_digits_where_an_id_belongs(tmp_path: Path) -> None:
    tables = small_caseload()
    tables["children"][2]["child_id"] = "7"
    tables["children"].append({"child_id": "007"})
    path = edited(tmp_path, "children", lambda sheet: (put("A4", 7)(sheet), put("A5", "007")(sheet)))
    assert read(path)["child_id"] == expected(tables)["child_id"] == ["007", "7", "a", "b"]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "line"),
    [
        ("children", "A4", 7.5, 'row 4, child_id "7.5": is a number with a fraction; an id is text or a whole number'),
        ("children", "A4", 1e20, 'row 4, child_id "1e+20": is too large a number to be exact; make the column text'),
        (
            "children",
            "A4",
            datetime.date(2024, 3, 1),
            'row 4, child_id "2024-03-01": is a date, a time, or a yes or no; an id is text or a whole number',
        ),
        (
            "children",
            "A4",
            True,
            'row 4, child_id "True": is a date, a time, or a yes or no; an id is text or a whole number',
        ),
        ("children", "A4", "=B4", f'row 4, child_id "=B4": {FORMULA}'),
        ("children", "B4", "=TODAY()", f'row 4, birth_date "=TODAY()": {FORMULA}'),
        ("children", "D4", "=B4", f'row 4, gender "=B4": {FORMULA}'),
        ("children", "E4", '="Secret"', f"row 4, last_name: {FORMULA}"),
        ("children", "E4", "#N/A", f"row 4, last_name: {FORMULA}"),
        ("children", "D4", 44196, 'row 4, gender "44196": is not a gender; use one of female, male, other'),
        (
            "children",
            "B4",
            datetime.datetime(2020, 12, 31, 12),  # noqa: DTZ001
            'row 4, birth_date "2020-12-31 12:00:00": is a date and more; write the date alone, such as 2025-03-31',
        ),
        ("children", "C4", ArrayFormula("C4", "=A1"), f'row 4, indian_child "=": {FORMULA}'),
        ("events", "D2", "=A1", f'row 2, value "=A1": {FORMULA}'),
        ("events", "F2", "stray", "row 2: has 6 cells, and the header has 4"),
    ],
)
def test_what_is_no_value_is_a_fault(sheet: str, cell: str, value: Any, line: str, tmp_path: Path) -> None:
    assert faults_of(edited(tmp_path, sheet, put(cell, value))) == [f"{sheet} {line}"]


def rewritten(path: Path, change: Callable[[str, str], str]) -> Path:
    """The workbook with its parts changed: `change` is given a part's name and its XML."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_name("rewritten.xlsx"), "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode()))
    return path.with_name("rewritten.xlsx")


def test_a_formula_is_no_value_though_it_has_been_computed(tmp_path: Path) -> None:
    """A spreadsheet program saves what a formula came to beside it; openpyxl does not, so it is put in by hand."""
    path = edited(tmp_path, "children", put("D4", '=IF(1,"male","other")'))
    computed = rewritten(path, lambda name, xml: re.sub(r"</f><v ?/>|</f><v></v>", "</f><v>male</v>", xml))
    with zipfile.ZipFile(computed) as new:
        assert b"<v>male</v>" in new.read("xl/worksheets/sheet1.xml")
    assert faults_of(computed) == [f'children row 4, gender "=IF(1,"male","other")": {FORMULA}']


def test_the_value_of_a_kind_without_one_may_be_a_formula(tmp_path: Path) -> None:
    assert faults_of(edited(tmp_path, "events", put("D4", "=A1"))) == []


@pytest.mark.parametrize("name", ["bare.xlsx", "empty.xlsx", "text.xlsx"])
def test_what_is_no_workbook_is_told(name: str, tmp_path: Path) -> None:
    Workbook().save(tmp_path / "bare.xlsx")
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "text.xlsx").write_text("child_id\n1\n")
    with pytest.raises(CaseloadError) as error:
        read_caseload(tmp_path / name)
    first = str(error.value).splitlines()[0]
    assert first.startswith(("caseload: ", "children: the table is missing: there is no sheet children"))


def test_a_sheet_that_claims_rows_without_end_does_not_hang(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "county.xlsx", small_caseload())
    with pytest.raises(CaseloadError) as error:
        read_caseload(rewritten(path, lambda name, xml: xml.replace('<row r="3"', '<row r="999999999999"')))
    assert str(error.value) == "children: the sheet has more rows than a sheet can have"


def test_words_that_stand_for_words_that_stand_for_words_are_refused(tmp_path: Path) -> None:
    """The billion laughs: nine words, each of them ten times the one before."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

    def with_laughs(name: str, xml: str) -> str:
        if not name.endswith("sheet1.xml"):
            return xml
        body = xml[xml.index("<worksheet") :].replace("<t>a</t>", "<t>&l9;</t>")
        assert "&l9;" in body
        return f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{body}'

    path = write_xlsx(tmp_path / "county.xlsx", small_caseload())
    with pytest.raises(CaseloadError, match=r"^children: the workbook can not be read, it is damaged \(ParseError\)$"):
        read_caseload(rewritten(path, with_laughs))


def test_texts_may_be_kept_apart_from_the_sheets(tmp_path: Path) -> None:
    """As the usual spreadsheet program keeps them, each text once for the whole workbook."""
    texts: list[str] = []

    def shared(match: re.Match[str]) -> str:
        texts.append(match[2])
        return f'<c {match[1]}t="s"><v>{len(texts) - 1}</v></c>'

    path = write_xlsx(tmp_path / "county.xlsx", small_caseload())
    inline = r'<c ([^>]*)t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>'
    path = rewritten(path, lambda name, xml: re.sub(inline, shared, xml))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    path = rewritten(path.rename(tmp_path / "shared.xlsx"), lambda name, xml: xml.replace("</Types>", listed))
    with zipfile.ZipFile(path, "a") as workbook:
        items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
        space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        workbook.writestr("xl/sharedStrings.xml", f'<sst xmlns="{space}">{items}</sst>')
    assert len(texts) > 40
    assert read(path) == expected(small_caseload())
