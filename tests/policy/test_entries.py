"""From the files of a manual to its rules and words, and the exact words in which a file is told what is wrong."""

from pathlib import Path

import pytest

from homeward.policy.manual import load_manual
from homeward.policy.rule import (
    Calendar,
    Check,
    Clock,
    Cycle,
    DaysWord,
    Determination,
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
