"""What is done with the times of the website's visitors, and how a visitor reads a form."""

import pytest
from rich.console import Console

from benchmarks.web.__main__ import FLOOR, merged, table_of
from benchmarks.web.visitor import UnexpectedAnswerError, hidden_of, token_of

FORM = '<input type="hidden" name="csrfmiddlewaretoken" value="abc"><input type="hidden" name="when" value="today">'


def test_everybodys_times_stand_together() -> None:
    found = merged([{"Today, supervisor": [0.1], FLOOR: [0.01]}, {"Today, administrator": [0.3]}])
    assert found == {"Today": [0.1, 0.3], "Today, supervisor": [0.1], "Today, administrator": [0.3], FLOOR: [0.01]}


def test_a_page_has_its_median_its_slowest_and_how_often_the_floor_it_takes(page: Console) -> None:
    page.print(table_of({"Today": [0.1, 0.2, 0.3], FLOOR: [0.01]}))
    [row] = [line.split("|") for line in page.export_text().splitlines() if "| Today" in line]
    called, opened, median, _, slowest, ratio = (cell.strip() for cell in row[1:-1])
    assert (called, opened, median, slowest, ratio) == ("Today", "3", "200", "300", "20")


def test_a_form_is_sent_again_with_all_that_it_holds() -> None:
    assert token_of(FORM) == "abc"
    assert hidden_of(FORM) == {"csrfmiddlewaretoken": "abc", "when": "today"}


def test_a_page_without_a_form_is_not_taken_for_one() -> None:
    with pytest.raises(UnexpectedAnswerError):
        token_of("<p>Nothing to fill in</p>")
