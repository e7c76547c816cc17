"""Words that lead back to themselves, and days that a rule asks for but does not have."""

from pathlib import Path

import pytest

from homeward.policy.manual import load_manual
from homeward.policy.rule import Named
from homeward.policy.wellformed import Reach
from tests.policy.made_up import BASE, PLAN, problems_of, small_manual

WORDS = 'kind = "words"\n'
ORDER = "the order is asked_when, due, opens, met_by, closed_by, judged_on"


def word(kind: str, name: str, is_: str) -> str:
    return f'[{kind}.{name}]\nmeans = "…"\nis = {is_}\n'


def test_a_day_that_is_defined_by_itself(tmp_path: Path) -> None:
    words = (
        WORDS
        + word("day", "hen", '{ after = "egg", by = "1 day" }')
        + word("day", "egg", '{ earlier_of = ["removed_on", "hen"] }')
    )
    assert problems_of(tmp_path, {"words": words}) == [
        "words, hen: leads back to itself: hen → egg → hen",
        "words, egg: leads back to itself: egg → hen → egg",
    ]


def test_a_condition_that_is_defined_by_itself(tmp_path: Path) -> None:
    words = (
        WORDS
        + word("condition", "one", '{ none_of = ["two"] }')
        + word("condition", "two", '{ any_of = [{ never = "due" }, "one"] }')
    )
    found = problems_of(tmp_path, {"words": words})
    assert found == [
        "words, one: leads back to itself: one → two → one",
        "words, two: leads back to itself: two → one → two",
    ]


def reach_of(folder: Path, day: str) -> set[str]:
    manual = small_manual(
        folder,
        BASE
        | {"words": WORDS + word("day", "asked", day) + word("day", "told", '{ after = "birth_date", by = "1 day" }')},
    )
    return Reach(manual.day_words, manual.condition_words).of(Named("asked"))


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ('"told"', {"birth_date"}),
        ('{ before = "told", by = "1 day" }', {"birth_date"}),
        ('{ later_of = ["told", "as_of", "due"] }', {"birth_date", "as_of", "due"}),
        ('{ first = "roundtable_held" }', set()),
        ('{ first = "roundtable_held", from = "told", until = "opens" }', {"birth_date", "opens"}),
        ('{ first = "roundtable_held", each = "announced_days", from = "each" }', {"announced_days", "each"}),
        ('{ count = "care_count", reaches = "2 months", from = "told" }', {"birth_date"}),
    ],
)
def test_the_names_that_a_day_leads_to(tmp_path: Path, day: str, names: set[str]) -> None:
    assert reach_of(tmp_path, day) == names


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ('{ day = "as_of", before = "due" }', {"as_of", "due"}),
        ('{ reached = "opens" }', {"opens"}),
        ('{ placement = "other" }', set()),
        ('{ placement = "other", on = "met" }', {"met"}),
        ('{ rating = "poor" }', set()),
        ('{ indian_child = "yes" }', set()),
        ('{ none_of = ["named", { never = "due" }] }', {"birth_date", "due"}),
    ],
)
def test_the_names_that_a_condition_leads_to(tmp_path: Path, condition: str, names: set[str]) -> None:
    words = WORDS + word("condition", "asked", condition) + word("condition", "named", '{ known = "birth_date" }')
    manual = small_manual(tmp_path, {"words": words})
    reach = Reach(manual.day_words, manual.condition_words)
    assert (reach.of("asked"), reach.of(None)) == (names, set())


def test_the_days_that_are_the_same_for_every_occasion_of_an_episode() -> None:
    fixed = load_manual("wi_dmcps").episode_words
    assert {"month_14", "month_15", "placed_outside_home_on", "expected_hearing", "expected_review"} <= fixed
    assert {"removed_on", "birth_date", "first_placement_on"} <= fixed
    assert not {"occasion", "due", "judged_on", "next_hearing", "link_day"} & fixed


def rule_problems(folder: Path, *changes: tuple[str, str], words: str = "") -> list[str]:
    rule = PLAN
    for old, new in changes:
        rule = rule.replace(old, new)
    found = problems_of(folder, BASE | {"plan": rule, "words": WORDS + words})
    assert all(problem.startswith("small/plan.toml, small.plan") for problem in found)
    return [problem.removeprefix("small/plan.toml, small.plan") for problem in found]


DUE = '{ after = "removed_on", by = "60 days" }'


@pytest.mark.parametrize(
    ("part", "day"),
    [
        *(("due", day) for day in ("due", "opens", "met", "judged_on", "missing_since")),
        *(("opens", day) for day in ("opens", "met", "judged_on", "missing_since")),
        *(("met_by", day) for day in ("met", "judged_on", "missing_since")),
        *(("closed_by", day) for day in ("judged_on", "missing_since")),
        *(("judged_on", day) for day in ("judged_on", "missing_since")),
    ],
)
def test_a_day_that_is_not_settled_yet(tmp_path: Path, part: str, day: str) -> None:
    rule = PLAN.replace(
        'met_by = { first = "permanency_plan_filed" }',
        'met_by = "removed_on"\nclosed_by = "removed_on"\njudged_on = "removed_on"',
    )
    lines = [f'{part} = "{day}"' if line.startswith(f"{part} =") else line for line in rule.splitlines()]
    found = problems_of(tmp_path, BASE | {"plan": "\n".join(lines)})
    assert found == [f'small/plan.toml, small.plan, {part}: "{day}" is not settled yet; {ORDER}']


@pytest.mark.parametrize(
    ("part", "day"), [("opens", "due"), ("met_by", "opens"), ("closed_by", "met"), ("judged_on", "due")]
)
def test_a_day_that_is_settled_already(tmp_path: Path, part: str, day: str) -> None:
    rule = PLAN.replace(
        'met_by = { first = "permanency_plan_filed" }',
        'met_by = "removed_on"\nclosed_by = "removed_on"\njudged_on = "removed_on"',
    )
    lines = [f'{part} = "{day}"' if line.startswith(f"{part} =") else line for line in rule.splitlines()]
    assert problems_of(tmp_path, BASE | {"plan": "\n".join(lines)}) == []


@pytest.mark.parametrize("day", ["due", "opens", "met"])
def test_whether_it_is_asked_can_not_depend_on_what_comes_later(tmp_path: Path, day: str) -> None:
    words = word("condition", "asked", f'{{ reached = "{day}" }}')
    found = rule_problems(tmp_path, ('"episode"', '"episode"\nasked_when = ["asked"]'), words=words)
    assert found == [f', asked_when: "{day}" is not settled yet; {ORDER}']


def test_a_day_of_a_link_where_there_is_no_link(tmp_path: Path) -> None:
    found = rule_problems(tmp_path, (DUE, '"link_due"'))
    assert found == [
        ': "link_due" is a day of a link; it needs per = one of hearing_cycle, review_cycle, not "episode"'
    ]
    assert rule_problems(tmp_path, (DUE, '"link_due"'), ('"episode"', '"hearing_cycle"')) == []


def test_a_day_of_a_link_in_a_condition_of_a_rule_without_links(tmp_path: Path) -> None:
    words = word("condition", "held", '{ reached = "link_closed" }')
    found = rule_problems(tmp_path, ('"episode"', '"episode"\nunless = ["held"]'), words=words)
    assert found == [
        ': "link_closed" is a day of a link; it needs per = one of hearing_cycle, review_cycle, not "episode"'
    ]


def test_days_around_announced_days_need_a_link(tmp_path: Path) -> None:
    found = rule_problems(
        tmp_path,
        (
            '{ first = "permanency_plan_filed" }',
            '{ first = "permanency_plan_filed", each = "announced_days", from = "each" }',
        ),
    )
    assert found == [
        ': "announced_days" is a day of a link; it needs per = one of hearing_cycle, review_cycle, not "episode"'
    ]


COUNT = '{ count = "care_count", reaches = "2 months", from = "occasion" }'


def test_a_count_begins_on_one_day_for_the_whole_episode(tmp_path: Path) -> None:
    told = 'the `from` of a count can not be "occasion": it must be one day for the whole episode'
    assert rule_problems(tmp_path, (DUE, COUNT)) == [f", due: {told}"]
    assert rule_problems(tmp_path, (DUE, f'{{ after = {COUNT}, by = "1 day" }}')) == [f", due: {told}"]
    assert problems_of(tmp_path, BASE | {"words": WORDS + word("day", "counted", COUNT)}) == [f"words, counted: {told}"]


@pytest.mark.parametrize("day", ["judged_on", "missing_since", "next_occasion", "due"])
def test_a_count_can_not_begin_on_a_day_of_an_occasion(tmp_path: Path, day: str) -> None:
    words = WORDS + word("day", "counted", COUNT.replace("occasion", day))
    told = f'the `from` of a count can not be "{day}": it must be one day for the whole episode'
    assert problems_of(tmp_path, BASE | {"words": words}) == [f"words, counted: {told}"]


DETERMINATION = """
kind = "determination"
id = "small.determination"
title = "Determination"
[[version]]
effective_from = 2020-01-01
care_clock = "care_count"
expected = "expected_hearing"
window = { opens = "expected_hearing", closes = "expected_hearing" }
[[version.step]]
determination = "required"
when = ["first"]
[[version.step]]
determination = "exempt"
any_of = ["second"]
"""


@pytest.mark.parametrize("day", ["occasion", "next_occasion", "due", "opens", "met", "link_day", "link_due"])
def test_a_determination_has_no_days_of_an_occasion(tmp_path: Path, day: str) -> None:
    words = (
        WORDS
        + word("condition", "first", f'{{ reached = "{day}" }}')
        + word("condition", "second", f'{{ never = "{day}" }}')
    )
    assert problems_of(tmp_path, BASE | {"determination": DETERMINATION, "words": words}) == [
        f'small/determination.toml, small.determination, {name}: has no day "{day}": a determination has no occasion'
        for name in ("first", "second")
    ]


def test_a_determination_may_look_at_the_episode_and_the_day_judged_on(tmp_path: Path) -> None:
    words = (
        WORDS
        + word("condition", "first", '{ reached = "missing_since" }')
        + word("condition", "second", '{ day = "judged_on", after = "removed_on" }')
    )
    assert problems_of(tmp_path, BASE | {"determination": DETERMINATION, "words": words}) == []


def test_sets_of_days_that_lead_back_to_themselves(tmp_path: Path) -> None:
    words = WORDS + "".join(
        f'[days.{one}]\nmeans = "…"\nany_of = ["removal", "{other}"]\n' for one, other in ("ab", "ba")
    )
    assert problems_of(tmp_path, {"words": words}) == [
        "words, a: leads back to itself: a → b → a",
        "words, b: leads back to itself: b → a → b",
    ]


def test_a_calendar_that_adds_to_itself(tmp_path: Path) -> None:
    office = BASE["office"].replace("closed =", 'also_closed_as = "working days"\nclosed =')
    told = "calendars, working days: leads back to itself: working days → working days"
    assert problems_of(tmp_path, {"office": office}) == [told]


def test_what_is_asked_can_not_be_judged_on_a_day_that_comes_later(tmp_path: Path) -> None:
    words = word("condition", "poor", '{ rating = "poor" }')
    changed = '"episode"\nasked_when = ["poor"]\njudged_on = "due"'
    assert rule_problems(tmp_path, ('"episode"', changed), words=words) == [
        f', asked_when: "due" is not settled yet; {ORDER}'
    ]
    assert rule_problems(tmp_path, ('"episode"', changed.replace("asked_when", "when")), words=words) == []


@pytest.mark.parametrize("name", ["rating", "judged_on", "missing_since"])
def test_a_sentence_looks_at_the_day_judged_on_only_if_something_is_judged(tmp_path: Path, name: str) -> None:
    said, words = ("{removed_on}", f"{{{name}}}"), word("condition", "poor", '{ rating = "poor" }')
    told = f', because: "{name}" is looked at only in a rule with conditions (when, unless)'
    assert rule_problems(tmp_path, said, words=words) == [told]
    for conditions in ("asked_when", "when", "unless"):
        assert rule_problems(tmp_path, said, ('"episode"', f'"episode"\n{conditions} = ["poor"]'), words=words) == []


def test_a_sentence_names_days_of_a_link_only_where_there_is_one(tmp_path: Path) -> None:
    assert rule_problems(tmp_path, ("{removed_on}", "{link_day}")) == [
        ': "link_day" is a day of a link; it needs per = one of hearing_cycle, review_cycle, not "episode"'
    ]
    assert rule_problems(tmp_path, ("{removed_on}", "{link_day}"), ('"episode"', '"hearing_cycle"')) == []


@pytest.mark.parametrize("day", ["due", "opens", "met", "link_day"])
def test_a_check_has_no_due_date_and_no_link(tmp_path: Path, day: str) -> None:
    check = 'kind = "check"\nid = "x"\ntitle = "X"\n[[version]]\neffective_from = 2020-01-01\nper = "removal"\n'
    words = WORDS + word("condition", "there", f'{{ reached = "{day}" }}')
    asking = f'{check}dates = {{ shown = "{day}", other = "next_occasion" }}\nfinding = "there"\n'
    assert problems_of(tmp_path, BASE | {"check": asking, "words": words}) == [
        f'small/check.toml, x, {part}: has no day "{day}": a check has no due date and no link'
        for part in ("shown", "finding")
    ]
    assert problems_of(tmp_path, {"check": check}) == []
