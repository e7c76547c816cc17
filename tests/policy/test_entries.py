"""From the files of a manual to its rules and words, and the exact words in which a file is told what is wrong."""

from pathlib import Path

import pytest

from homeward.policy.manual import load_manual
from homeward.policy.rule import (
    Calendar,
    Check,
    Clock,
    Closing,
    Cycle,
    DaysWord,
    Determination,
    Length,
    Obligation,
    Source,
)
from tests.policy.made_up import BASE, PLAN, SOURCE, milwaukee, problems_of, small_manual, write_manual

WORDS = 'kind = "words"\n'
SETTINGS = '[settings]\nlead = { default = 20, means = "how long" }\n'


def test_a_rule_is_read_with_all_that_it_says(tmp_path: Path) -> None:
    text = PLAN.replace("owner", 'reading = "So."\nopen_question = "Why?"\nowner')
    rule = small_manual(tmp_path, {"plan": text}).obligations[0]
    assert (rule.id, rule.title, rule.owner, rule.reading, rule.open_question) == (
        "small.plan",
        "Plan",
        "supervisor",
        "So.",
        "Why?",
    )
    assert rule.sources == (
        Source(
            "Handbook, page 1",
            "Handbook",
            "https://example.org/handbook",
            "general knowledge",
            "",
            "What is to be done.",
        ),
    )
    assert (rule.versions[0].per, rule.versions[0].leave_blank, rule.versions[0].because) == (
        "episode",
        (),
        "Removed on {removed_on}",
    )


def test_each_kind_of_entry_can_be_asked_for_by_its_id() -> None:
    manual = milwaukee()
    kinds = {
        "us.tpr-15-of-22": Obligation,
        "wi-dmcps.roundtable-determination": Determination,
        "wi.trial-reunification": Check,
    }
    kinds |= {"hearing_cycle": Cycle, "care_count": Clock}
    for id, kind in kinds.items():
        assert isinstance(manual.entry(id), kind)
        assert manual.entry(id).id == id
    ids = [entry.id for entry in manual.entries]
    assert (ids, len(ids)) == (sorted(ids), len(set(ids)))
    assert {Calendar, *kinds.values()} == {type(entry) for entry in manual.entries}


def test_an_id_that_no_rule_has() -> None:
    with pytest.raises(KeyError, match=r'there is no rule "us.tpr-15" in wi_dmcps. Did you mean "us.tpr-15-of-22"\?'):
        milwaukee().entry("us.tpr-15")


def test_an_id_may_be_used_once(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {"one": PLAN, "two": PLAN}) == [
        "small/two.toml, small.plan.id: small.plan stands in small/one.toml too: an id may be used once"
    ]


def test_a_rule_may_take_the_place_of_one_below(tmp_path: Path) -> None:
    write_manual(tmp_path / "small", {"plan": PLAN})
    sooner = (
        PLAN.replace("small.plan", "county.plan")
        .replace("owner", 'supersedes = "small.plan"\nowner')
        .replace("60 days", "30 days")
    )
    above = load_manual(write_manual(tmp_path / "county", {"plan": sooner}, 'builds_on = ["small"]\n'))
    assert [(rule.id, rule.supersedes) for rule in above.obligations] == [("county.plan", "small.plan")]


def test_a_rule_can_only_take_the_place_of_one_that_is_there(tmp_path: Path) -> None:
    rule = PLAN.replace("small.plan", "new.plan").replace("owner", 'supersedes = "smal.plan"\nowner')
    assert problems_of(tmp_path, {"a": PLAN, "b": rule}) == [
        'small/b.toml, new.plan.supersedes: there is no rule "smal.plan" below. Did you mean "small.plan"?'
    ]


def test_a_rule_can_only_take_the_place_of_its_like(tmp_path: Path) -> None:
    rule = PLAN.replace("owner", 'supersedes = "care_count"\nowner')
    assert problems_of(tmp_path, {"a": BASE["care"], "b": rule}) == [
        "small/b.toml, small.plan.supersedes: care_count is of another kind: a rule supersedes its like"
    ]


@pytest.mark.parametrize("id", ["Plan", "a plan", ".plan", "plän", ""])
def test_an_id_is_of_small_letters_digits_dots_and_dashes(tmp_path: Path, id: str) -> None:
    (problem,) = problems_of(tmp_path, {"plan": PLAN.replace("small.plan", id)})
    assert problem == f"small/plan.toml, {id}.id: {id!r} can not be an id: write small letters, digits, dots and dashes"


def test_a_rule_says_where_it_comes_from(tmp_path: Path) -> None:
    words = "small/plan.toml, small.plan"
    assert problems_of(tmp_path, {"plan": PLAN + SOURCE.replace('summary = "What is to be done."\n', "")}) == [
        f"{words}.source[1].quote: is missing: quote the words of the source, or say in a summary what it says"
    ]
    assert problems_of(tmp_path, {"plan": PLAN + SOURCE.replace("general knowledge", "guessed")}) == [
        f'{words}.source[1].confidence: there is no "guessed". '
        "It can be: text read, official summary read, general knowledge."
    ]
    assert problems_of(tmp_path, {"plan": PLAN + SOURCE.replace("cite =", "cites =")}) == [
        f'{words}.source[1].cites: there is no key "cites" here. Did you mean "cite"?'
    ]
    assert problems_of(tmp_path, {"plan": "# [[source]]\n" + PLAN}) == [
        f"{words}.source: is missing: every rule says where it comes from, in a [[source]]"
    ]


def test_a_quote_needs_no_summary(tmp_path: Path) -> None:
    rule = small_manual(tmp_path, {"plan": PLAN + SOURCE.replace("summary", "quote")}).obligations[0]
    assert (rule.sources[0].quote, rule.sources[0].summary) == ("What is to be done.", "")


def test_a_rule_has_versions_newest_first(tmp_path: Path) -> None:
    version = PLAN[PLAN.index("[[version]]") :]
    place = "small/plan.toml, small.plan.version"
    assert problems_of(tmp_path, {"plan": PLAN[: PLAN.index("[[version]]")]}) == [
        f"{place}: is missing: write at least one [[version]]"
    ]
    wrong = [f"{place}: the versions must stand newest first, each with a date of its own in effective_from"]
    assert problems_of(tmp_path, {"plan": PLAN + version.replace("2020", "2021")}) == wrong
    assert problems_of(tmp_path, {"plan": PLAN + version}) == wrong
    assert problems_of(tmp_path, {"plan": PLAN + version.replace("2020", "2019")}) == []


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ('[say.x]\nmeans = "…"', 'words.say: there is no key "say" here. Did you mean "day"?'),
        ('[day.x]\nmeans = "…"\nas = "as_of"', 'words.day.x.as: there is no key "as" here. It can be: means, is.'),
        ('[day.x]\nis = "as_of"', 'words.day.x.means: is missing: write means = "…"'),
        ('[condition.x]\nmeans = "…"', "words.condition.x.is: is missing: write a condition"),
        ('[condition.x]\nis = { never = "as_of" }', 'words.condition.x.means: is missing: write means = "…"'),
        (
            '[condition.x]\nmeans = "…"\nis = { never = "as_of" }\nyess = ""',
            'words.condition.x.yess: there is no key "yess" here. Did you mean "yes"?',
        ),
        (
            '[days.x]\nmeans = "…"\nevents = ""',
            'words.days.x.events: there is no key "events" here. Did you mean "event"?',
        ),
        (
            '[days.x]\nmeans = "…"\nevent = "roundtable_held"',
            'words.days.x.event: there is no "roundtable_held". '
            "It can be: permanency_rating, permanency_goal_set, concurrent_goal_set.",
        ),
        (
            '[days.x]\nmeans = "…"\nevent = "permanency_rating"\nvalues = ["por"]',
            'words.days.x.values: there is no "por". Did you mean "poor"?',
        ),
        ('[days.x]\nmeans = "…"', 'words.days.x.any_of: and "event": write exactly one of them'),
        (
            '[days.x]\nmeans = "…"\nany_of = "removal"\nevent = "permanency_rating"',
            'words.days.x.any_of: and "event": write exactly one of them',
        ),
        (
            '[days.x]\nmeans = "…"\nany_of = []',
            'words.days.x.any_of: names nothing: write at least one, any_of = ["…"]',
        ),
        (
            '[days.x]\nmeans = "…"\nevent = "permanency_rating"',
            'words.days.x.values: names nothing: write at least one, values = ["…"]',
        ),
        (
            '[days.x]\nmeans = "…"\nany_of = "removal"\nvalues = ["poor"]',
            'words.days.x.values: there is no key "values" here. It can be: means, any_of.',
        ),
        ("day = 3", "words.day: is 3: write a table, day = { … }"),
        ("condition = 3", "words.condition: is 3: write a table, condition = { … }"),
        ("days = { x = 3 }", "words.days.x: is 3: write a table, x = { … }"),
        (
            '[days.x]\nmeans = "…"\nany_of = ["removals"]',
            'words.days.x.any_of: there is no "removals". Did you mean "removal"?',
        ),
    ],
)
def test_words_are_told_what_to_write_instead(tmp_path: Path, words: str, problem: str) -> None:
    assert problems_of(tmp_path, {"words": WORDS + words}) == [f"small/words.toml, {problem}"]


def test_a_set_of_days_is_read(tmp_path: Path) -> None:
    words = WORDS + '[days.x]\nmeans = "…"\nany_of = ["removal", "y"]\n[days.y]\nmeans = "so"\n'
    values = 'event = "permanency_rating"\nvalues = ["poor", "fair"]'
    assert small_manual(tmp_path, {"words": words + values}).days_words == {
        "x": DaysWord("x", "…", ("removal", "y")),
        "y": DaysWord("y", "so", (), "permanency_rating", ("poor", "fair")),
    }


@pytest.mark.parametrize("kind", ["day", "condition", "days"])
def test_a_word_means_one_thing(tmp_path: Path, kind: str) -> None:
    is_ = {"day": 'is = "as_of"', "condition": 'is = { never = "as_of" }', "days": 'any_of = "removal"'}[kind]
    words = dict.fromkeys(("one", "two"), f'{WORDS}[{kind}.x]\nmeans = "…"\n{is_}')
    assert problems_of(tmp_path, words) == [
        f'small/two.toml, words.{kind}.x: "x" is defined already: a word means one thing; take another name'
    ]


def test_how_a_condition_reads_if_it_does_not_say(tmp_path: Path) -> None:
    word = small_manual(
        tmp_path, {"words": WORDS + '[condition.x]\nmeans = "it rains"\nis = { never = "as_of" }'}
    ).condition_words["x"]
    assert (word.name, word.means, word.yes, word.no, word.unknown, word.unknown_code) == (
        "x",
        "it rains",
        "it rains",
        "it is not so that it rains",
        "",
        "",
    )


def test_how_a_condition_reads_if_it_says(tmp_path: Path) -> None:
    says = 'yes = "rain"\nno = "sun"\nunknown = "night"\nunknown_code = "dark"'
    word = small_manual(
        tmp_path, {"words": WORDS + f'[condition.x]\nmeans = "…"\nis = {{ never = "as_of" }}\n{says}'}
    ).condition_words["x"]
    assert (word.yes, word.no, word.unknown, word.unknown_code) == ("rain", "sun", "night", "dark")


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


def test_an_example_of_a_rule_is_read(tmp_path: Path) -> None:
    example = """[[version.example]]
    name = "one"
    boundary = true
    facts = { removed_on = 2024-01-10 }
    settings = { lead = 5 }
    as_of = 2024-02-01
    expect = { outcome = "open" }
    """
    (found,) = small_manual(tmp_path, {"plan": PLAN + example}, SETTINGS).obligations[0].versions[0].examples
    assert (found.name, found.boundary, str(found.as_of), dict(found.settings), dict(found.expect)) == (
        "one", True, "2024-02-01", {"lead": 5}, {"outcome": "open"},
    )  # fmt: skip
    place = "small/plan.toml, small.plan.version[1].example[1]"
    assert problems_of(tmp_path, {"plan": PLAN + example.replace("lead", "leed")}, SETTINGS) == [
        f'{place}.settings: there is no setting "leed". Did you mean "lead"?'
    ]
    assert problems_of(tmp_path, {"plan": PLAN + example.replace("expect =", "expects =")}, SETTINGS) == [
        f'{place}.expects: there is no key "expects" here. Did you mean "expect"?'
    ]
    assert problems_of(tmp_path, {"plan": PLAN + example.replace('outcome = "open"', "")}, SETTINGS) == [
        f'{place}.expect: is missing: write what must come out, expect = {{ outcome = "open" }}'
    ]
    assert problems_of(tmp_path, {"plan": PLAN + example.replace("boundary = true", "boundary = 1")}, SETTINGS) == [
        f"{place}.boundary: is 1: write true or false"
    ]
