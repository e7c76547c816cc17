"""The named cast of the demo county as a caseload on disk, written once."""

from datetime import date
from pathlib import Path

import pytest

from homeward.demo.county import make_county, write_county
from tests.cli.command import AS_OF


@pytest.fixture(scope="session")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-odd children with a story each; tests only read it."""
    folder = tmp_path_factory.mktemp("caseload") / "cast"
    write_county(make_county(children=0, as_of=date.fromisoformat(AS_OF)), folder)
    return folder
