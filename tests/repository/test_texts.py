"""What no file of the repository may say."""

import re

import pytest

from tests.repository.tree import texts

THIS_FILE = "tests/repository/test_texts.py"

UNWANTED = {
    "a path of somebody's machine": r"(?<![\w.])/(?:work|root|home|Users|opt)/\w",
    "a path out of the repository": r"\.\./\.\./\.\.|\.\./shared",
    "unfinished business": r"\b(?:TODO|FIXME|XXX|HACK)\b",
    "an address of a package registry": r"pypi|pythonhosted|registry\.npmjs|(?:index-url|find-links)\b",
}


@pytest.mark.parametrize("pattern", UNWANTED.values(), ids=UNWANTED.keys())
def test_no_file_holds(pattern: str) -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in texts().items()
        if name != THIS_FILE
        for match in re.finditer(pattern, text)
    ]
    assert found == []


def test_no_text_ends_without_a_line_end_or_holds_a_carriage_return() -> None:
    assert [name for name, text in texts().items() if text and (not text.endswith("\n") or "\r" in text)] == []
