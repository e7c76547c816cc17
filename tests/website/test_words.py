from datetime import date, datetime

import pytest

from homeward.website.outcomes import LOOKS, URGENCY
from homeward.website.words import away, counted, day_words, due_words, lapse_words, plain, span_words, spoken

TODAY = date(2025, 2, 26)


@pytest.mark.parametrize(
    ("outcome", "due_on", "met_on", "said"),
    [
        ("open", date(2025, 3, 3), None, "Due Mon, Mar 3 (in 5 days)"),
        ("open", date(2025, 2, 26), None, "Due Wed, Feb 26 (today)"),
        ("upcoming", date(2026, 3, 3), None, "Due Tue, Mar 3, 2026 (in 370 days)"),
        ("overdue", date(2025, 2, 23), None, "Overdue by 3 days, due Sun, Feb 23"),
        ("overdue", date(2025, 2, 25), None, "Overdue by 1 day, due Tue, Feb 25"),
        ("met", date(2025, 3, 3), date(2025, 2, 3), "Done Mon, Feb 3"),
        ("met_late", date(2025, 2, 3), date(2025, 2, 6), "Done Thu, Feb 6, 3 days late"),
        ("missed", date(2025, 2, 3), None, "Was due Mon, Feb 3"),
        ("cannot_tell", None, None, "The day on which it is due can not be told"),
    ],
)
def test_a_due_day_is_said_as_its_outcome_asks(
    outcome: str, due_on: date | None, met_on: date | None, said: str
) -> None:
    assert due_words(outcome, due_on, met_on, TODAY) == said


@pytest.mark.parametrize(("day", "said"), [(24, "2 days ago"), (25, "yesterday"), (27, "tomorrow"), (28, "in 2 days")])
def test_a_near_day_has_its_own_word(day: int, said: str) -> None:
    assert away(date(2025, 2, day), TODAY) == said


def test_days_numbers_and_codes_are_said_in_full() -> None:
    assert day_words(date(2025, 3, 3)) == "Mon, Mar 3, 2025"
    assert (counted(1, "child", "children"), counted(2000, "child", "children")) == ("1 child", "2,000 children")
    assert plain("tpr_petition_filed") == "TPR petition filed"


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "1 day"), (89, "89 days"), (91, "3 months (91 days)"), (685, "1 year and 10 months (685 days)")],
)
def test_days_that_went_by_are_said_in_years_and_months_too(days: int, said: str) -> None:
    assert lapse_words(days) == said


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ((8, 0), (11, 0), "Tue, Dec 8, 2026 to Thu, Dec 10, 2026"),
        ((8, 0), (9, 0), "Tue, Dec 8, 2026"),
        ((8, 13), (8, 15), "Tue, Dec 8, 2026, 1:00 p.m. to 3:00 p.m."),
        ((8, 13), (9, 0), "Tue, Dec 8, 2026, from 1:00 p.m."),
        ((8, 0), (8, 15), "Tue, Dec 8, 2026, until 3:00 p.m."),
        ((8, 13), (10, 0), "Tue, Dec 8, 2026, 1:00 p.m. to Wed, Dec 9, 2026"),
    ],
)
def test_whole_days_are_said_without_hours(begins: tuple[int, int], ends: tuple[int, int], said: str) -> None:
    assert span_words(*(datetime(2026, 12, day, hour) for day, hour in (begins, ends))) == said  # noqa: DTZ001


def test_every_outcome_has_a_look_with_an_icon_and_a_word() -> None:
    assert set(URGENCY) <= set(LOOKS)
    assert all(look.icon and look.word for look in LOOKS.values())


def test_the_six_outcomes_look_different() -> None:
    six = [LOOKS[code] for code in ("overdue", "open", "upcoming", "met", "missed", "cannot_tell")]
    assert len({look.name for look in six}) == len({look.icon for look in six}) == len({look.word for look in six}) == 6


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("due by A, overdue by 1 day (s. 1).", "due by A, overdue by 1 day (s. 1)."),
        ("due by A, overdue by 89 days (s. 1).", "due by A, overdue by 89 days (s. 1)."),
        ("due by A, overdue by 365 days (s. 1).", "due by A, overdue by 1 year (365 days) (s. 1)."),
        ("due by A, overdue by 1195 days (s. 1).", "due by A, overdue by 3 years and 3 months (1,195 days) (s. 1)."),
        ("done on B, 120 days after it was due by A", "done on B, 3 months (120 days) after it was due by A"),
        ("within 120 days of the removal", "within 120 days of the removal"),
    ],
)
def test_a_long_lapse_is_said_in_years_and_months(sentence: str, said: str) -> None:
    assert spoken(sentence) == said
