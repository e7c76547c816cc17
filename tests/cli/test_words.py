from datetime import date, timedelta

import pytest

from homeward.cli.words import BY_URGENCY, STYLES, SYMBOLS, away, counted, day_words, plain, printable
from homeward.policy.vocabulary import DETERMINATIONS, EVENT_KINDS, OUTCOMES

TODAY = date(2026, 11, 22)


def test_every_outcome_and_determination_has_a_sign() -> None:
    assert set(SYMBOLS) == set(STYLES) == {*OUTCOMES, *DETERMINATIONS}
    assert sorted(BY_URGENCY) == sorted(OUTCOMES)


@pytest.mark.parametrize(
    ("days", "said"),
    {0: "today", 1: "tomorrow", -1: "yesterday", 2: "in 2 days", -2: "2 days ago", 1000: "in 1,000 days"}.items(),
)
def test_how_far_a_day_is(days: int, said: str) -> None:
    assert away(TODAY + timedelta(days), TODAY) == said


def test_one_and_many() -> None:
    assert [counted(number, "child", "children") for number in (0, 1, 2000)] == [
        "0 children",
        "1 child",
        "2,000 children",
    ]
    assert counted(2, "fault") == "2 faults"


def test_a_day_is_said_with_its_weekday() -> None:
    assert day_words(date(2027, 3, 1)) == "Mon, Mar 1, 2027"


def test_kinds_of_event_read_as_words() -> None:
    assert plain("tpr_petition_filed") == "TPR petition filed"
    assert plain("indian_child_determined") == "Indian child determined"
    assert plain("abuse_neglect_finding") == "abuse or neglect finding"
    assert not any("_" in plain(kind) for kind in EVENT_KINDS)


def test_a_text_of_the_data_stays_on_its_line() -> None:
    assert printable("Zoë\n\x1b[2J 七") == "Zoë\\n\\x1b[2J 七"
