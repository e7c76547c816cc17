"""What docs/coverage says stands for a sentence of the policy is there."""

import hashlib
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


OCM = ROOT / "docs" / "coverage" / "ocm-43-00.md"
NAMED_AFTER = ROOT / "tests" / "coverage"
FINGERPRINTS = {
    "Policy": "4da159fe343f0995",
    "Procedures": "527fa41bf93a3526",
    "Responsibilities": "4b02be54ff9e9641",
}
"""Of the letters and digits of the policy's three parts, as released on April 18, 2019: not one may be left out."""


def rows_of(part: str) -> list[list[str]]:
    """The rows of a part of the table: where, sentence, screen, rule, test."""
    section = OCM.read_text(encoding="utf-8").split(f"\n## {part}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def named_in(part: str) -> list[str]:
    source = (NAMED_AFTER / f"test_ocm_43_00_{part.lower()}.py").read_text(encoding="utf-8")
    return re.findall(r"^def (test_\w+)\(", source, re.MULTILINE)


@pytest.mark.parametrize("part", sorted(FINGERPRINTS))
def test_every_word_of_the_policy_stands_in_the_table_in_its_order(part: str) -> None:
    said = "".join(re.findall(r"[a-z0-9]", "".join(row[1] for row in rows_of(part)).lower()))
    assert hashlib.sha256(said.encode()).hexdigest()[:16] == FINGERPRINTS[part]


@pytest.mark.parametrize("part", sorted(FINGERPRINTS))
def test_every_sentence_has_a_screen_a_rule_or_none_and_a_test_named_after_it(part: str) -> None:
    rows = rows_of(part)
    assert all(len(row) == 5 and all(row) for row in rows)
    assert [re.findall(r"`(test_\w+)`", row[4])[:1] for row in rows] == [[name] for name in named_in(part)]
