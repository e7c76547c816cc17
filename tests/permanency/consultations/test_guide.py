"""The guide: the default as it comes, an agency's own, and errors that say what to write."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from homeward.permanency.consultations.guide import EMBEDDED, guide_of, guide_on, guides, read_guide
from homeward.policy.grammar import ManualError

DEFAULT = EMBEDDED / "homeward_1.toml"


def test_the_default_has_six_phases_and_is_labelled_as_such() -> None:
    guide = read_guide(DEFAULT)
    assert [phase.minutes for phase in guide.phases] == [5, 20, 20, 30, 30, 15]
    assert (len(guide.brainstorm), len(guide.debrief), len(guide.barriers)) == (5, 4, 18)
    assert "replace with your official text" in guide.notice


@pytest.mark.django_db
def test_an_agencys_guide_holds_from_its_day_and_an_earlier_consultation_keeps_its_own(
    tmp_path: Path, settings: Settings
) -> None:
    text = DEFAULT.read_text(encoding="utf-8")
    own = text.replace('"Homeward default 1"', '"Ours"').replace("2010-01-01", "2026-01-01")
    (tmp_path / "ours.toml").write_text(own, encoding="utf-8")
    settings.HOMEWARD_CONSULTATION_GUIDES = str(tmp_path)
    guides.cache_clear()
    try:
        assert [guide_on(day).version for day in (date(2025, 12, 31), date(2026, 1, 1))] == [
            "Homeward default 1",
            "Ours",
        ]
        assert guide_of("Homeward default 1", date(2026, 6, 1)).version == "Homeward default 1"
        assert guide_of("Gone", date(2026, 6, 1)).version == "Ours"
    finally:
        guides.cache_clear()


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("minutes = 5\n", 'minutes = "five"\n', "minutes: is 'five': write a number"),
        ('code = "take"', 'code = "t.ke"', "write a word of letters"),
        ('code = "worked"', 'code = "take"', "that no other one has"),
        ("check_after    = 30", "checks_after = 30", 'there is no key "checks_after"'),
        ("effective_from = 2010-01-01", 'effective_from = "2010"', "write a date without quotes"),
    ],
)
def test_a_faulty_guide_is_told_what_to_write(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    text = DEFAULT.read_text(encoding="utf-8")
    assert was in text
    (tmp_path / "ours.toml").write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ManualError, match=says):
        read_guide(tmp_path / "ours.toml")
