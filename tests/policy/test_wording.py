"""Days and conditions in plain words."""

from pathlib import Path

import pytest

from homeward.policy.rule import Length
from homeward.policy.wording import say_condition, say_confidence, say_day, say_length
from tests.policy.made_up import BASE, PLAN, SOURCE, small_manual

SETTINGS = '[settings]\nyearly = { default = true, means = "…" }\n'


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (Length(60, "days"), "60 days"),
        (Length(1, "days"), "1 day"),
        (Length(1, "months"), "1 month"),
        (Length(1, "working days"), "1 working day"),
        (Length(5, "court days"), "5 court days"),
    ],
)
def test_a_length_of_time(length: Length, said: str) -> None:
    assert say_length(length) == said


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        ("text read", "text read"),
        ("official summary read", "official summary read"),
        ("general knowledge", "general knowledge; to be confirmed by the agency's counsel"),
    ],
)
def test_how_sure_we_are(tmp_path: Path, confidence: str, said: str) -> None:
    rule = PLAN + SOURCE.replace("general knowledge", confidence)
    assert say_confidence(small_manual(tmp_path, {"plan": rule}).obligations[0].sources[0]) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('"removed_on"', "`removed_on`"),
        ('{ after = "removed_on", by = "60 days" }', "60 days after `removed_on`"),
        ('{ before = "due", by = "1 month" }', "1 month before `due`"),
        ('{ later_of = ["due", "opens"] }', "the later of `due` and `opens`"),
        ('{ earlier_of = ["due", "opens", "met"] }', "the earlier of `due`, `opens` and `met`"),
        ('{ first_known = ["due", "met"] }', "the first that there is of `due` and `met`"),
        ('{ first = "relative_search" }', "the first `relative_search`"),
        (
            '{ latest = ["relative_search", "roundtable_held", "removal"] }',
            "the latest `relative_search`, `roundtable_held` or `removal`",
        ),
        ('{ first = "removal", from = "due" }', "the first `removal` on or after `due`"),
        ('{ first = "removal", after = "due" }', "the first `removal` after `due`"),
        ('{ first = "removal", until = "due" }', "the first `removal` on or before `due`"),
        ('{ first = "removal", before = "due" }', "the first `removal` before `due`"),
        (
            '{ first = "removal", from = "opens", before = "due" }',
            "the first `removal` on or after `opens` and before `due`",
        ),
        (
            '{ first = "removal", from = { before = "due", by = "1 day" } }',
            "the first `removal` on or after 1 day before `due`",
        ),
        (
            '{ first = "removal", until = { before = "due", by = "1 month" } }',
            "the first `removal` on or before 1 month before `due`",
        ),
        (
            '{ first = "removal", each = "announced_days", until = "each" }',
            "the first `removal` on or before `each`, around each of `announced_days`",
        ),
        (
            '{ count = "care_count", reaches = "15 months", from = "removed_on" }',
            "the first day, not before `removed_on`, on which `care_count` reaches 15 months",
        ),
    ],
)
def test_a_day(tmp_path: Path, written: str, said: str) -> None:
    words = f'kind = "words"\n[day.asked]\nmeans = "…"\nis = {written}'
    assert say_day(small_manual(tmp_path, BASE | {"words": words}).day_words["asked"].is_) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{ day = "due", on_or_before = "as_of" }', "`due` is on or before `as_of`"),
        ('{ reached = "due" }', "`due` is there, and recorded"),
        ('{ never = "due" }', "there is no `due`"),
        ('{ never = { first = "removal" } }', "there is no first `removal`"),
        ('{ known = "birth_date" }', "`birth_date` is known (else it can not be told)"),
        ('{ rating = ["very_good", "none"] }', "the permanency rating is very good or none"),
        ('{ rating = "poor" }', "the permanency rating is poor"),
        ('{ placement = ["other", "foster_home"] }', "the placement is other or foster home"),
        ('{ placement = "other", on = "due" }', "the placement on `due` is other"),
        ('{ indian_child = "yes" }', "`indian_child` is yes"),
        (
            '{ setting = "yearly", is = true }',
            "the manual's setting asks for it (as it stands: yes)",
        ),
        ('{ setting = "yearly", is = false }', "the manual's setting asks for it (as it stands: no)"),
        ('{ all_of = ["wet", { never = "due" }] }', "all of: `wet`; there is no `due`"),
        ('{ any_of = ["wet", "wet"] }', "at least one of: `wet`; `wet`"),
        ('{ none_of = ["wet"] }', "none of: `wet`"),
    ],
)
def test_a_condition(tmp_path: Path, written: str, said: str) -> None:
    words = f'kind = "words"\n[condition.asked]\nmeans = "…"\nis = {written}\n'
    wet = '[condition.wet]\nmeans = "…"\nis = { reached = "as_of" }\n'
    manual = small_manual(tmp_path, BASE | {"words": words + wet}, SETTINGS)
    assert say_condition(manual.condition_words["asked"].is_) == said
