"""The report about plain language counts as people do, and reads every text that comes with Homeward."""

import pytest

from tests.learning.plain_language import measured, report


def test_a_text_is_counted_in_sentences_words_and_syllables() -> None:
    counted = measured("a text", "The child waits. We find a family!")
    assert (counted.sentences, counted.words) == (2, 7)
    assert 8 <= counted.syllables <= 9


def test_long_words_in_long_sentences_have_a_higher_grade() -> None:
    plain = measured("plain", "The child is safe. We look for kin.")
    heavy = measured("heavy", "Institutional determinations necessitate comprehensive interdisciplinary consideration.")
    assert plain.grade < 3
    assert heavy.grade > 15


@pytest.mark.parametrize("called", ["guide_1, search", "activities_1, active_efforts", "guide_1, all of it"])
def test_every_text_stands_in_the_report(called: str) -> None:
    assert called in report()
