from datetime import date

import pytest
from django.core.exceptions import ValidationError

from homeward.website.forms import DayField, DayInput, read_day

MARCH_3 = date(2025, 3, 3)


@pytest.mark.parametrize(
    "typed",
    [
        "Mar 3, 2025",
        "mar 3 2025",
        "March 3, 2025",
        "Mon, Mar 3, 2025",
        "March 3rd, 2025",
        "3 March 2025",
        "3/3/2025",
        "03/03/2025",
        "3/3/25",
        "2025-03-03",
        "  3-3-2025 ",
    ],
)
def test_a_day_may_be_typed_in_any_usual_way(typed: str) -> None:
    assert read_day(typed) == MARCH_3


@pytest.mark.parametrize("typed", ["", "tomorrow", "2025", "13/13/2025", "Feb 30, 2025", "3.3", "0/1/2025"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None


def test_the_month_comes_first_as_it_is_written_here() -> None:
    assert read_day("4/5/2025") == date(2025, 4, 5)


def test_september_is_often_written_with_four_letters() -> None:
    assert read_day("Sept 9, 2024") == date(2024, 9, 9)


def test_a_fault_says_how_to_write_a_day() -> None:
    with pytest.raises(ValidationError, match="for example Mar 3, 2025"):
        DayField().clean("soon")


@pytest.mark.parametrize("typed", ["1/1/1899", "1/1/2201"])
def test_a_day_that_no_file_can_have_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="between 1900 and 2200"):
        DayField().clean(typed)


def test_the_field_shows_a_known_day_as_one_types_it_and_what_was_typed_as_it_was() -> None:
    widget = DayInput()
    assert widget.format_value(MARCH_3) == "Mar 3, 2025"
    assert widget.format_value("mrch 3") == "mrch 3"
