"""Cycles, clocks, calendars, determinations and checks as they are read, and how a file is told what is wrong."""

from pathlib import Path

import pytest

from homeward.policy.rule import (
    Closing,
    Length,
)
from tests.policy.made_up import BASE, milwaukee, problems_of, small_manual

WORDS = 'kind = "words"\n'
SETTINGS = '[settings]\nlead = { default = 20, means = "how long" }\n'


def test_a_cycle_and_a_clock_are_read() -> None:
    hearings, reviews, count = (
        milwaukee().cycles["hearing_cycle"],
        milwaukee().cycles["review_cycle"],
        milwaukee().clocks["tpr_count"],
    )
    assert (hearings.first, hearings.every) == (Length(6, "months"), Length(6, "months"))
    assert (hearings.closed_by, hearings.announced_by) == (("permanency_hearing_held",), "permanency_hearing_scheduled")
    assert (reviews.closed_by, reviews.announced_by) == (("permanency_review_held", "permanency_hearing_held"), "")
    assert (count.window_months, count.less) == (22, ("missing_from_care", "trial_reunification"))


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("hearings", "first =", "once =", 'hearing_cycle.once: there is no key "once" here. '),
        (
            "hearings",
            'first = "6 months"\n',
            "",
            'hearing_cycle.first: is missing: write a length of time, first = "60 days"',
        ),
        (
            "hearings",
            'every = "12 months"\n',
            "",
            'hearing_cycle.every: is missing: write a length of time, every = "60 days"',
        ),
        (
            "hearings",
            "hearing_held",
            "hearing_hold",
            'hearing_cycle.closed_by: there is no "permanency_hearing_hold". Did you mean "permanency_hearing_held"?',
        ),
        ("hearings", "_scheduled", "_shed", 'hearing_cycle.announced_by: there is no "permanency_hearing_shed". '),
        ("care", "starts =", "begins =", 'care_count.begins: there is no key "begins" here. '),
        ("care", "22 months", "600 days", 'care_count.window: must be in months, such as "15 months", not in days'),
        (
            "care",
            "title =",
            'less = "missing_care"\ntitle =',
            'care_count.less: there is no "missing_care". Did you mean "missing_from_care"?',
        ),
        (
            "hearings",
            '"6 months"',
            '"5 working days"',
            "hearing_cycle.first: must be in days or months, not in working days",
        ),
        (
            "hearings",
            '"12 months"',
            '"5 working days"',
            "hearing_cycle.every: must be in days or months, not in working days",
        ),
        (
            "hearings",
            '"permanency_hearing_held"',
            "[]",
            'hearing_cycle.closed_by: names nothing: write at least one, closed_by = ["…"]',
        ),
        ("office", "closed =", "shut =", 'office.shut: there is no key "shut" here. '),
        ("office", "day = 25", "days = 25", 'office.closed[1].days: there is no key "days" here. Did you mean "day"?'),
        (
            "office",
            "day = 25",
            'weekday = "Mond"',
            'office.closed[1].weekday: there is no "Mond". Did you mean "Monday"?',
        ),
        ("office", "day = 25", 'day = 25, if_sunday = "never"', 'office.closed[1].if_sunday: there is no "never". '),
        ("office", ", day = 25", "", "office.closed[1]: needs exactly one of day, weekday, easter"),
        ("office", "day = 25", "day = 25, easter = 1", "office.closed[1]: needs exactly one of day, weekday, easter"),
        ("office", "day = 25", "day = 32", "office.closed[1].day: is 32: write a whole number from 1 to 31"),
        ("office", "day = 25", "day = 0", "office.closed[1].day: is 0: write a whole number from 1 to 31"),
        (
            "office",
            "month = 12, day = 25",
            "month = 2, day = 29",
            "office.closed[1].day: is 29: write a whole number from 1 to 28",
        ),
        (
            "office",
            "month = 12",
            'month = "May"',
            "office.closed[1].month: is 'May': write a whole number from 1 to 12",
        ),
        ("office", "month = 12", "month = true", "office.closed[1].month: is True: write a whole number from 1 to 12"),
        ("office", "month = 12, ", "", "office.closed[1].month: is None: write a whole number from 1 to 12"),
        (
            "office",
            "day = 25",
            'weekday = "Monday"',
            "office.closed[1].which: is None: write a whole number from 1 to 4",
        ),
        (
            "office",
            "day = 25",
            'weekday = "Monday", which = 5',
            "office.closed[1].which: is 5: write a whole number from 1 to 4",
        ),
        (
            "office",
            "month = 12, day = 25",
            "easter = 251",
            "office.closed[1].easter: is 251: write a whole number from -80 to 250",
        ),
        ("office", 'name = "Christmas Day"', "easter = 1", 'office.closed[1].name: is missing: write name = "…"'),
        (
            "office",
            "title =",
            'also_closed_as = "court days"\ntitle =',
            'office.also_closed_as: there is no "court days". Did you mean "working days"?',
        ),
    ],
)
def test_cycles_clocks_and_calendars_are_told_what_to_write_instead(
    tmp_path: Path, file: str, old: str, new: str, problem: str
) -> None:
    (found,) = problems_of(tmp_path, BASE | {file: BASE[file].replace(old, new)})
    assert found.split(".toml, ")[1].startswith(problem)
    assert problem.endswith(" ") or found.endswith(problem)


def test_a_calendar_is_read_with_its_holidays(tmp_path: Path) -> None:
    closed = """closed = [
      { name = "A", month = 1, day = 1, if_sunday = "the Monday after" },
      { name = "B", month = 5, weekday = "Monday", which = "last" },
      { name = "C", month = 11, weekday = "Thursday", which = 4 },
      { name = "D", easter = -2 },
    ]"""
    text = 'kind = "calendar"\nid = "x"\ntitle = "X"\ncounts = "court days"\nalso_closed_as = "working days"\n'
    calendar = small_manual(tmp_path, BASE | {"court": text + closed}).calendars["court days"]
    assert calendar.closed == (
        Closing(name="A", month=1, day=1, monday_after_sunday=True),
        Closing(name="B", month=5, weekday=0, which=-1),
        Closing(name="C", month=11, weekday=3, which=4),
        Closing(name="D", easter=-2),
    )
    assert (calendar.counts, calendar.also_closed_as) == ("court days", "working days")


DETERMINATION = """
kind = "determination"
id = "x"
title = "X"
[[version]]
effective_from = 2020-01-01
care_clock = "care_count"
expected = "expected_hearing"
window = { opens = "expected_hearing", closes = "as_of" }
[[version.step]]
determination = "required"
reasons = ["so"]
when = ["rated"]
any_of = ["rated"]
"""
RATED = {"words": WORDS + '[condition.rated]\nmeans = "…"\nis = { rating = "poor" }'}
CHECK = """
kind = "check"
id = "x"
title = "X"
[[version]]
effective_from = 2020-01-01
per = "roundtable_held"
dates = { by = "as_of" }
finding = "rated"
says = "So."
asks = ["a paper"]
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "problem"),
    [
        (
            DETERMINATION,
            "care_clock",
            "clock",
            'x.version[1].clock: there is no key "clock" here. Did you mean "care_clock"?',
        ),
        (DETERMINATION, "care_count", "care", 'x.version[1].care_clock: there is no "care". '),
        (
            DETERMINATION,
            'window = { opens = "expected_hearing", closes',
            "window = { opns = 1, closes",
            'x.version[1].window.opns: there is no key "opns" here. Did you mean "opens"?',
        ),
        (DETERMINATION, ', closes = "as_of"', "", "x.version[1].window.closes: is missing: write a day, "),
        (DETERMINATION, '"required"', '"needed"', 'x.version[1].step[1].determination: there is no "needed". '),
        (
            DETERMINATION,
            '["so"]',
            "[1]",
            'x.version[1].step[1].reasons: is [1]: write a list of texts, reasons = ["…"]',
        ),
        (
            DETERMINATION,
            'when = ["rated"]',
            'when = ["rate"]',
            'x.version[1].step[1].when: there is no "rate". Did you mean "rated"?',
        ),
        (
            DETERMINATION,
            'any_of = ["rated"]',
            'any_of = ["rate"]',
            'x.version[1].step[1].any_of: there is no "rate". Did you mean "rated"?',
        ),
        (
            DETERMINATION,
            "any_of",
            "anyof",
            'x.version[1].step[1].anyof: there is no key "anyof" here. Did you mean "any_of"?',
        ),
        (DETERMINATION, 'title = "X"', 'title = "X"\nowner = "supervisor"', 'x.owner: there is no key "owner" here. '),
        (CHECK, "finding =", "find =", 'x.version[1].find: there is no key "find" here. Did you mean "finding"?'),
        (CHECK, '"rated"', '"rate"', 'x.version[1].finding: there is no "rate". Did you mean "rated"?'),
        (
            CHECK,
            "roundtable_held",
            "roundtable_hold",
            'x.version[1].per: there is no "roundtable_hold". Did you mean "roundtable_held"?',
        ),
        (CHECK, "as_of", "as_off", 'x.version[1].dates.by: there is no day "as_off". Did you mean "as_of"?'),
        (CHECK, '["a paper"]', "1", 'x.version[1].asks: is 1: write a list of texts, asks = ["…"]'),
        (
            CHECK,
            "2020-01-01",
            '"2020"',
            "x.version[1].effective_from: is '2020': write a date without quotes, effective_from = 2019-07-01",
        ),
        (CHECK, 'title = "X"', 'title = "X"\nowner = "supervisor"', 'x.owner: there is no key "owner" here. '),
    ],
)
def test_determinations_and_checks_are_told_what_to_write_instead(
    tmp_path: Path, text: str, old: str, new: str, problem: str
) -> None:
    assert old in text
    (found,) = problems_of(tmp_path, BASE | RATED | {"entry": text.replace(old, new)})
    assert found.removeprefix("small/entry.toml, ").startswith(problem)
    assert problem.endswith(" ") or found.endswith(problem)


def test_a_determination_and_a_check_are_read(tmp_path: Path) -> None:
    manual = small_manual(tmp_path, BASE | RATED | {"one": DETERMINATION, "two": CHECK.replace('"x"', '"y"')})
    step, check = manual.determinations[0].versions[0].steps[0], manual.checks[0].versions[0]
    assert (step.determination, step.reasons, step.when, step.any_of) == ("required", ("so",), ("rated",), ("rated",))
    assert (check.per, list(check.dates), check.finding, check.says, check.asks) == (
        "roundtable_held",
        ["by"],
        "rated",
        "So.",
        ("a paper",),
    )
