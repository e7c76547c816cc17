"""Every row of what docs/coverage says of the module *Permanence* has its test, and every test its row."""

import ast
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "coverage" / "permanence-module.md"
PARTS = {
    "goals": ("II. Legal and emotional permanence", "III. Permanence goals", "IV. Permanency framework"),
    "plan": ("V. The permanency plan",),
    "components": ("VI. Concurrent planning",),
    "search": ("VII. When the search begins or goes on",),
    "active_efforts": ("Option 2. Active efforts in the permanency plan",),
}
"""The headings of which the tests of a file are about, in order."""
FINGERPRINTS = {
    "goals": "ff724778c45b56ed",
    "plan": "f17c47deded1ba0d",
    "components": "7a815440450e5f1e",
    "search": "53e5fe6c75042992",
    "active_efforts": "84adb99df33b7c66",
}
"""Of the letters and digits of the sentences: a bullet that is left out, or says something else, is seen."""


def rows_of(part: str) -> list[list[str]]:
    """The rows of a file of tests: where, sentence, screen, rule, test."""
    said = TABLE.read_text(encoding="utf-8")
    sections = [said.split(f"\n## {heading}\n")[1].split("\n## ")[0] for heading in PARTS[part]]
    lines = [line for section in sections for line in section.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if row[0] != "where"]


def of_file(part: str) -> list[tuple[str, str]]:
    """The tests of a file, each with the place of which it says that it is about."""
    source = (ROOT / "tests" / "coverage" / f"test_permanence_{part}.py").read_text(encoding="utf-8")
    found = [one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef) and one.name[:5] == "test_"]
    return [(one.name, (ast.get_docstring(one) or "").rstrip(".")) for one in found]


@pytest.mark.parametrize("part", sorted(PARTS))
def test_every_row_has_a_screen_a_rule_or_none_and_a_test_named_after_it(part: str) -> None:
    rows = rows_of(part)
    assert all(len(row) == 5 and all(row) for row in rows)
    assert [(re.findall(r"`(test_\w+)`", row[4])[0], row[0]) for row in rows] == of_file(part)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_no_bullet_of_the_module_is_left_out(part: str) -> None:
    said = "".join(re.findall(r"[a-z0-9]", "".join(row[1] for row in rows_of(part)).lower()))
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == FINGERPRINTS[part]
