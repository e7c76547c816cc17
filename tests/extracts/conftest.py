"""What the tests of extracts begin with: the cast's caseload on disk, and files of their own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.extracts.pictures import write_cast


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: Path, the_day: None) -> None:
    """What is sent lies in a folder of the test's own, and it is the day of the cast."""
    settings.HOMEWARD_DATA = tmp_path / "data"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """The caseload from which the county was filled, to be changed."""
    return write_cast(tmp_path / "extract")
