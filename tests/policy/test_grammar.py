"""What a manual may write, and the exact words in which it is told what is wrong and what to write instead."""

from pathlib import Path

import pytest

from homeward.policy.grammar import ManualError, Names, Table, did_you_mean
from homeward.policy.rule import Length, Shifted
from tests.policy.made_up import BASE, PLAN, problems_of, small_manual

DUE = 'due = { after = "removed_on", by = "60 days" }'
SETTINGS = '[settings]\nhow_often = { default = "6 months", means = "…" }\nlead = { default = 20, means = "…" }\n'
DAYS = "as_of, birth_date, discharged_on, "


def faults(folder: Path, old: str, new: str) -> list[str]:
    """What is wrong with the rule after a change, without the file and the rule."""
    assert old in PLAN
    found = problems_of(folder, BASE | {"plan": PLAN.replace(old, new)}, SETTINGS)
    assert all(problem.startswith("small/plan.toml, small.plan") for problem in found)
    return [problem.removeprefix("small/plan.toml, small.plan.") for problem in found]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("due =", "dew =", 'version[1].dew: there is no key "dew" here. Did you mean "due"?'),
        ('title = "Plan"\n', "", 'title: is missing: write title = "…"'),
        ('title = "Plan"', "title = 7", 'title: is 7: write a text, title = "…"'),
        ('owner = "supervisor"', 'owner = "supervizor"', 'owner: there is no "supervizor". Did you mean "supervisor"?'),
        (
            'owner = "supervisor"',
            'owner = "judge"',
            'owner: there is no "judge". It can be: ongoing_case_manager, supervisor, permanency_consultant.',
        ),
        (
            "effective_from = 2020-01-01",
            'effective_from = "2020-01-01"',
            "version[1].effective_from: is '2020-01-01': write a date without quotes, effective_from = 2019-07-01",
        ),
        (
            "effective_from = 2020-01-01\n",
            "",
            "version[1].effective_from: is None: write a date without quotes, effective_from = 2019-07-01",
        ),
        (
            "effective_from = 2020-01-01",
            "effective_from = 2020-01-01T00:00:00",
            "version[1].effective_from: is datetime.datetime(2020, 1, 1, 0, 0): "
            "write a date without quotes, effective_from = 2019-07-01",
        ),
        (
            "effective_from = 2020-01-01",
            "effective_from = 1899-12-31",
            "version[1].effective_from: is 1899-12-31: a date lies between 1900 and 2200",
        ),
        (
            "{removed_on}",
            "{remuved_on}",
            'version[1].because: there is no day "remuved_on". Did you mean "removed_on"?',
        ),
        (
            DUE,
            "due = { first = [] }",
            'version[1].due.first: names nothing: write at least one, first = ["…"]',
        ),
        (
            'per = "episode"',
            'per = "permanency_plan_file"',
            'version[1].per: there is no "permanency_plan_file". Did you mean "permanency_plan_filed"?',
        ),
        (
            'per = "episode"',
            'per = "hearings_cycle"',
            'version[1].per: there is no "hearings_cycle". Did you mean "hearing_cycle"?',
        ),
        (
            'per = "episode"',
            'per = "episode"\nasked_when = "grown_up"',
            'version[1].asked_when: there is no "grown_up". It can be: .',
        ),
        (
            'per = "episode"',
            'per = "episode"\nunless = "grown_up"',
            'version[1].unless: there is no "grown_up". It can be: .',
        ),
        (
            DUE,
            'due = { on = "removed_on", by = "1 day" }',
            "version[1].due: is no form of a day that is known. It has on, by; it "
            "can be: first, latest, count, later_of, earlier_of, first_known, after, before.",
        ),
        (
            'per = "episode"',
            'per = "episode"\nwhen = ["grown_up"]',
            'version[1].when: there is no "grown_up". It can be: .',
        ),
        ('per = "episode"', 'per = "episode"\nwhen = 7', 'version[1].when: is 7: write a list of texts, when = ["…"]'),
        (
            'per = "episode"',
            'per = "episode"\nunless = [7]',
            'version[1].unless: is [7]: write a list of texts, unless = ["…"]',
        ),
        (
            'per = "episode"',
            'per = "episode"\nleave_blank = ["due"]',
            'version[1].leave_blank: there is no "due". Did you mean "due_on"?',
        ),
        (
            DUE + "\n",
            "",
            'version[1].due: is missing: write a day, such as "removed_on" or { after = "removed_on", by = "60 days" }',
        ),
        (DUE, 'due = "remuved_on"', 'version[1].due: there is no day "remuved_on". Did you mean "removed_on"?'),
        (
            DUE,
            "due = 60",
            'version[1].due: 60 is not a day: write "removed_on" or { after = "removed_on", by = "60 days" }',
        ),
        (
            DUE,
            'due = { on = "removed_on" }',
            "version[1].due: is no form of a day that is known. It has on; it "
            "can be: first, latest, count, later_of, earlier_of, first_known, after, before.",
        ),
        (
            DUE,
            "due = {}",
            "version[1].due: is no form of a day that is known. It has no key; it "
            "can be: first, latest, count, later_of, earlier_of, first_known, after, before.",
        ),
        (
            DUE,
            'due = { after = "removed_on" }',
            'version[1].due.by: is missing: write a length of time, by = "60 days"',
        ),
        (
            DUE,
            'due = { before = "removed_on", by = "60 days", or = 1 }',
            'version[1].due.or: there is no key "or" here. It can be: before, by.',
        ),
        (
            DUE,
            'due = { after = "removed_on", by = "sixty days" }',
            "version[1].due.by: 'sixty days' is no length: "
            'write "60 days", "6 months", "5 working days" or a setting (how_often, lead)',
        ),
        (
            DUE,
            'due = { after = "removed_on", by = true }',
            "version[1].due.by: True is no length: "
            'write "60 days", "6 months", "5 working days" or a setting (how_often, lead)',
        ),
        (
            DUE,
            'due = { after = "removed_on", by = "5 court days" }',
            'version[1].due.by: no calendar counts "court days". Did you mean "working days"?',
        ),
        (
            DUE,
            'due = { after = "removed_on", by = "3661 days" }',
            "version[1].due.by: '3661 days' is longer than any rule can be; is the unit right?",
        ),
        (
            DUE,
            'due = { after = "removed_on", by = "1201 months" }',
            "version[1].due.by: '1201 months' is longer than any rule can be; is the unit right?",
        ),
        (
            DUE,
            'due = { after = "removed_on", by = "3661 working days" }',
            "version[1].due.by: '3661 working days' is longer than any rule can be; is the unit right?",
        ),
        (DUE, 'due = { later_of = ["removed_on"] }', "version[1].due.later_of: must be a list of two days or more"),
        (DUE, 'due = { earlier_of = "removed_on" }', "version[1].due.earlier_of: must be a list of two days or more"),
        (
            DUE,
            'due = { first_known = ["removed_on", "due_on"], x = 1 }',
            'version[1].due.x: there is no key "x" here. It can be: first_known.',
        ),
        (
            DUE,
            'due = { later_of = ["removed_on", "deu"] }',
            'version[1].due.later_of[2]: there is no day "deu". Did you mean "due"?',
        ),
        (
            DUE,
            'due = { first = "roundtable_hold" }',
            'version[1].due.first: there is no "roundtable_hold". Did you mean "roundtable_held"?',
        ),
        (
            DUE,
            'due = { first = "roundtable_held", from = "removed_on", after = "removed_on" }',
            'version[1].due.from: and "after" can not both be given: one includes the day, the other does not',
        ),
        (
            DUE,
            'due = { latest = "roundtable_held", until = "removed_on", before = "removed_on" }',
            'version[1].due.until: and "before" can not both be given: one includes the day, the other does not',
        ),
        (
            DUE,
            'due = { latest = "roundtable_held", first = "roundtable_held" }',
            'version[1].due.latest: there is no key "latest" here. It can be: first, each, from, after, until, before.',
        ),
        (
            DUE,
            'due = { first = "roundtable_held", each = "announced" }',
            'version[1].due.each: there is no "announced". Did you mean "announced_days"?',
        ),
        (DUE, 'due = { first = "roundtable_held", from = "each" }', 'version[1].due.from: there is no day "each". '),
        (
            DUE,
            'due = { count = "care", reaches = "15 months", from = "removed_on" }',
            'version[1].due.count: there is no "care". It can be: care_count.',
        ),
        (
            DUE,
            'due = { count = "care_count", reaches = "450 days", from = "removed_on" }',
            'version[1].due.reaches: must be in months, such as "15 months", not in days',
        ),
        (
            DUE,
            'due = { count = "care_count", reaches = "15 months" }',
            "version[1].due.from: is missing: write a day, ",
        ),
        (
            DUE,
            'due = { count = "care_count", reaches = "15 months", from = "removed_on", to = "due" }',
            'version[1].due.to: there is no key "to" here. ',
        ),
    ],
)
def test_a_rule_is_told_what_to_write_instead(tmp_path: Path, old: str, new: str, problem: str) -> None:
    (found,) = faults(tmp_path, old, new)
    if problem.endswith(" "):
        assert found.startswith(problem)
    else:
        assert found == problem


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('"grown_up"', 'there is no condition "grown_up". Did you mean "grown"?'),
        ("7", "7 is not a condition: write its name, or { day = …, on_or_before = … }"),
        ("{ dog = 1 }", "is no form of a condition that is known. It has dog; it can be: "),
        ('{ day = "as_of" }', "needs exactly one of before, on_or_before, on, on_or_after, after beside day"),
        (
            '{ day = "as_of", on = "removed_on", after = "removed_on" }',
            "needs exactly one of before, on_or_before, on, on_or_after, after beside day",
        ),
        ('{ reached = "as_off" }', 'reached: there is no day "as_off". Did you mean "as_of"?'),
        ('{ never = "as_of", by = 1 }', 'by: there is no key "by" here. It can be: never.'),
        ('{ known = "as_off" }', 'known: there is no day "as_off". Did you mean "as_of"?'),
        (
            '{ rating = ["pure"] }',
            'rating: there is no "pure". It can be: achieved, fair, good, none, poor, uncertain, very_good.',
        ),
        ('{ rating = "poor", on = "as_of" }', 'on: there is no key "on" here. It can be: rating.'),
        ("{ rating = [] }", 'rating: names nothing: write at least one, rating = ["…"]'),
        ("{ placement = [] }", 'placement: names nothing: write at least one, placement = ["…"]'),
        ('{ placement = ["hospitals"] }', 'placement: there is no "hospitals". Did you mean "hospital"?'),
        ('{ placement = "hospital", on = "as_off" }', 'on: there is no day "as_off". Did you mean "as_of"?'),
        ('{ placement = "hospital", at = "as_of" }', 'at: there is no key "at" here. It can be: placement, on.'),
        ('{ indian_child = "maybe" }', 'indian_child: there is no "maybe". It can be: no, yes, unknown.'),
        ('{ indian_child = "yes", on = 1 }', 'on: there is no key "on" here. It can be: indian_child.'),
        ('{ setting = "how_offen", is = "6 months" }', 'setting: there is no "how_offen". Did you mean "how_often"?'),
        ('{ setting = "how_often", at = 1 }', 'at: there is no key "at" here. '),
        ("{ all_of = [] }", "all_of: must be a list of conditions"),
        ('{ any_of = "grown" }', "any_of: must be a list of conditions"),
        ('{ none_of = ["grown", "groan"] }', 'none_of[2]: there is no condition "groan". Did you mean "grown"?'),
        ('{ all_of = ["grown"], any_of = ["grown"] }', 'any_of: there is no key "any_of" here. Did you mean "all_of"?'),
        ('{ day = "as_of", on = "removed_on", by = 1 }', 'by: there is no key "by" here. '),
    ],
)
def test_a_condition_is_told_what_to_write_instead(tmp_path: Path, written: str, problem: str) -> None:
    grown = '[condition.grown]\nmeans = "…"\nis = { reached = "as_of" }'
    words = f'kind = "words"\n[condition.asked]\nmeans = "…"\nis = {written}\n{grown}'
    (found,) = problems_of(tmp_path, {"words": words}, SETTINGS)
    place = "small/words.toml, words.condition.asked.is"
    assert found.removeprefix(place).lstrip(".: ").startswith(problem)
    assert found.startswith(place)
    if not problem.endswith(" "):
        assert found.endswith(problem)


@pytest.mark.parametrize("year", [1900, 2200])
def test_dates_from_1900_to_2200_can_be_written(tmp_path: Path, year: int) -> None:
    assert faults(tmp_path, "effective_from = 2020-01-01", f"effective_from = {year}-12-31") == []


def test_a_word_is_close_to_another_or_all_are_listed() -> None:
    assert (
        did_you_mean("permanancy_rating", ["permanency_plan_filed", "permanency_rating"])
        == ' Did you mean "permanency_rating"?'
    )
    assert did_you_mean("xyz", ["first", "second"]) == " It can be: first, second."


def test_an_error_has_every_problem_and_is_a_value_error() -> None:
    error = ManualError(["one", "two"])
    assert (str(error), error.problems, isinstance(error, ValueError)) == ("one\ntwo", ("one", "two"), True)


def table(**values: object) -> Table:
    return Table(values, "place", Names(settings={}))


def test_a_key_of_a_table_may_be_left_out_or_be_one_text_for_a_list() -> None:
    assert (table().text("x", "else"), table(x="so").text("x", "else")) == ("else", "so")
    assert (table().texts("x"), table(x="so").texts("x"), table(x=["so", "on"]).texts("x")) == (
        (),
        ("so",),
        ("so", "on"),
    )
    assert (table().flag("x"), table(x=True).flag("x")) == (False, True)
    assert (table().one_of("x", ["so"], ""), table(x="so").one_of("x", ["so"], "")) == ("", "so")
    assert (table().day_if_given("x"), table().tables("x"), table().table("x").values) == (None, [], {})
    assert [one.place for one in table(x=[{}, {}]).tables("x")] == ["place.x[1]", "place.x[2]"]


@pytest.mark.parametrize(
    ("values", "read", "problem"),
    [
        ({"x": "yes"}, "flag", "place.x: is 'yes': write true or false"),
        ({"x": 7}, "table", "place.x: is 7: write a table, x = { … }"),
        ({"x": 7}, "tables", "place.x: is 7: write one or more [[x]]"),
        ({"x": [7]}, "tables", "place.x: is [7]: write one or more [[x]]"),
        ({}, "months", 'place.x: is missing: write a length of time, x = "60 days"'),
        ({"x": 5}, "months", 'place.x: must be in months, such as "15 months", not in days'),
        (
            {"x": "?"},
            "length",
            'place.x: \'?\' is no length: write "60 days", "6 months", "5 working days" or a setting (none)',
        ),
    ],
)
def test_a_table_says_what_it_should_have_had(values: dict[str, object], read: str, problem: str) -> None:
    with pytest.raises(ManualError) as error:
        getattr(table(**values), read)("x")
    assert error.value.problems == (problem,)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ('"1 day"', Length(1, "days")),
        ('"3660 days"', Length(3660, "days")),
        ('"1 month"', Length(1, "months")),
        ('"1200 months"', Length(1200, "months")),
        ('"1 working day"', Length(1, "working days")),
        ('"5 working days"', Length(5, "working days")),
        ("7", Length(7, "days")),
        ('"how_often"', Length(6, "months")),
        ('"lead"', Length(20, "days")),
    ],
)
def test_lengths_of_time(tmp_path: Path, written: str, length: Length) -> None:
    rule = PLAN.replace('"60 days"', written)
    due = small_manual(tmp_path, BASE | {"plan": rule}, SETTINGS).obligations[0].versions[0].due
    assert isinstance(due, Shifted)
    assert due.length == length
