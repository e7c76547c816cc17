"""The page about the caseload tells everything that is read, and its example is one."""

import re
from pathlib import Path

from homeward.batch.caseload.tables import TABLES
from homeward.policy.vocabulary import VALUES_OF_KIND
from tests.batch.caseload.same import faults_of

PAGE = (Path(__file__).parents[3] / "docs" / "caseload.md").read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    """What the page says of each table."""
    found = re.split(r"^### (\w+)$", PAGE.split("## What bad input gets", maxsplit=1)[0], flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_column_is_told_and_which_are_required() -> None:
    for table, columns in TABLES.items():
        rows = [line.split("|")[1] for line in sections()[table].splitlines() if line.startswith("| `")]
        told = {name: "*" in cell for cell in rows for name in re.findall(r"`(\w+)`", cell)}
        assert {column.name: column.required for column in columns}.items() <= told.items()


def test_every_word_of_a_column_is_told() -> None:
    for table, columns in TABLES.items():
        told = set(re.findall(r"`(\w+)`", sections()[table]))
        assert {word for column in columns for word in column.words} <= told


def test_every_value_of_an_event_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", sections()["events"]))
    assert {word for words in VALUES_OF_KIND.values() for word in words} <= told


def test_the_example_is_a_caseload_without_faults(tmp_path: Path) -> None:
    example = PAGE.split("rated in July:", maxsplit=1)[1].split("## How it may come", maxsplit=1)[0]
    files: dict[str, list[str]] = {}
    for line in filter(str.strip, example.splitlines()):
        name = line[:22].strip() or list(files)[-1]
        files.setdefault(name, []).append(line[22:])
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n")
    assert len(files) == 4
    assert faults_of(tmp_path) == []
