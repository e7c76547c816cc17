"""Caseloads that are made for a benchmark lie where the test may write."""

from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import caseloads
from benchmarks.caseloads import made_caseload


@pytest.fixture
def small_caseload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made caseload of sixty children, and the place for all that are made in this test."""
    monkeypatch.setattr(caseloads, "FOLDER", tmp_path / "benchmarks")
    return made_caseload(60)


@pytest.fixture
def page() -> Console:
    """A console that writes nowhere and remembers what it was told."""
    return Console(width=200, record=True, file=StringIO())
