"""A family's pages beside a plain table and a spreadsheet: the same people in each, and how the times are shown."""

from html import escape
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.family import ONE, SPREADSHEET, TABLE, Opened, fill, measure, pages_of, rivals_of, table_of
from tests.family.kin import keeper_of, seen_by

pytestmark = pytest.mark.django_db


def test_the_same_people_stand_on_the_page_and_in_the_table(tmp_path: Path) -> None:
    hazel = fill(people=12, contacts=30)
    opens = {**pages_of(hazel), **rivals_of(hazel, tmp_path)}
    shown, table = opens["relatives (tab Family)"]().decode(), opens[TABLE]().decode()
    assert table.count("<tr>") == 11
    names = [one.name for one in seen_by(keeper_of(hazel), hazel).others]
    assert [name for name in names if escape(name) not in shown or escape(name.split()[0]) not in table] == []
    assert opens[ONE]().count(b"Phone, by") > 2, "the one with most contacts"
    found = measure(opens, rounds=2)
    assert {len(one.clock) for one in found.values()} == {len(one.processor) for one in found.values()} == {2}
    assert min(one.size for one in found.values()) > 500


def test_the_ratio_is_of_the_processors_time(page: Console) -> None:
    slow, quick = Opened([0.5], [0.2], 4096), Opened([0.02], [0.01], 1024)
    page.print(table_of({"genogram": slow, TABLE: quick, SPREADSHEET: quick}))
    [row] = [line.split("|") for line in page.export_text().splitlines() if "| genogram" in line]
    assert [cell.strip() for cell in row[2:-1]] == ["1", "500", "500", "500", "200", "20.0", "4"]
