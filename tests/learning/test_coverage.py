"""Every row of what docs/coverage says of learning on the job has its test, and every test its row."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "coverage" / "permanence-module.md"
NAMED_AFTER = ROOT / "tests" / "coverage" / "test_permanence_learning.py"


def test_every_row_has_a_screen_a_rule_or_none_and_a_test_named_after_it() -> None:
    section = TABLE.read_text(encoding="utf-8").split("\n## Learning on the job\n")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:2] == "| "]
    rows = rows[1:]
    assert all(len(row) == 5 and all(row) for row in rows)
    source = ast.parse(NAMED_AFTER.read_text(encoding="utf-8"))
    found = [one for one in source.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    tests = [(one.name, (ast.get_docstring(one) or "").rstrip(".")) for one in found]
    assert [(re.findall(r"`(test_\w+)`", row[4])[0], row[0]) for row in rows] == tests
