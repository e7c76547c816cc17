"""What the Act lists, in the agency's words: read whole or refused with what to write instead."""

from pathlib import Path

import pytest
from pytest_django import Settings

from homeward.policy.grammar import ManualError
from homeward.wicwa import wording
from homeward.wicwa.wording import EMBEDDED, read_wording, wording_on, wordings
from tests.cast_county import TODAY

DEFAULT = (EMBEDDED / "homeward_1.toml").read_text(encoding="utf-8")


def test_the_default_says_that_it_is_paraphrased_and_to_be_confirmed() -> None:
    notice = wording_on(TODAY).notice
    assert "replace it with your official text" in notice
    assert "must confirm" in notice


def test_an_agencys_own_text_holds_from_its_day(tmp_path: Path, settings: Settings) -> None:
    own = DEFAULT.replace('"homeward-1"', '"county-1"').replace("2010-01-01", "2026-11-01")
    (tmp_path / "county.toml").write_text(own, encoding="utf-8")
    settings.HOMEWARD_WICWA_WORDINGS = str(tmp_path)
    wordings.cache_clear()
    try:
        assert (wording_on(TODAY).version, wording_on(TODAY.replace(year=2025)).version) == ("county-1", "homeward-1")
    finally:
        wordings.cache_clear()


@pytest.mark.parametrize(
    ("was", "is_now", "said"),
    [
        ("days_after_receipt = 10", 'days_after_receipt = "ten"', "write a number of days"),
        ('code = "am"', 'code = "a"', "each with a code of its own"),
        ('code = "request"', 'code = "no request"', "write a word of letters"),
        ('version = "homeward-1"', "", 'write version = "…"'),
    ],
)
def test_a_faulty_file_says_what_to_write_instead(tmp_path: Path, was: str, is_now: str, said: str) -> None:
    path = tmp_path / "county.toml"
    path.write_text(DEFAULT.replace(was, is_now), encoding="utf-8")
    with pytest.raises(ManualError, match=said):
        read_wording(path)


def test_a_folder_that_is_not_there_is_said_so(settings: Settings) -> None:
    settings.HOMEWARD_WICWA_WORDINGS = "nowhere"
    wordings.cache_clear()
    with pytest.raises(ManualError, match="no folder"):
        wordings()
    settings.HOMEWARD_WICWA_WORDINGS = ""
    assert wording.wordings()
