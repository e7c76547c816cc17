"""One version, said in one place."""

import re
from importlib.metadata import version

import homeward
from tests.repository.tree import ROOT


def test_the_installed_package_says_the_same_version_as_the_source() -> None:
    assert version("homeward") == homeward.__version__


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == homeward.__version__
