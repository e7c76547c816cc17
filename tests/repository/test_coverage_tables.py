"""What docs/coverage says stands for a sentence of the policy is there."""

import re
from pathlib import Path

import pytest

from homeward.website.policy_in_force import manual_in_force

ROOT = Path(__file__).parents[2]
TABLES = sorted((ROOT / "docs" / "coverage").glob("*.md"))
TESTS = ROOT / "tests" / "permanency" / "consultations"


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_every_rule_and_every_file_of_tests_that_is_named_exists(table: Path) -> None:
    said = table.read_text(encoding="utf-8")
    known = {entry.id for entry in manual_in_force().entries}
    assert set(re.findall(r"`(wi[\w-]*\.[\w-]+)`", said)) <= known
    named = set(re.findall(r"`(test_\w+\.py)`", said))
    assert {name for name in named if not (TESTS / name).is_file()} == set()
    elsewhere = set(re.findall(r"`(tests/[\w/]+\.py)`", said))
    assert {path for path in elsewhere if not (ROOT / path).is_file()} == set()
