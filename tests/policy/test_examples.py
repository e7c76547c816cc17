"""Every example of the manual comes out as it says; and what is said of one that does not."""

from pathlib import Path

import pytest

from homeward.policy.examples import ExampleResult, caseload_of, run_examples
from homeward.policy.manual import load_manual
from homeward.policy.rule import Check, Determination, Example, Obligation
from homeward.policy.vocabulary import PLACEMENT_TYPES
from tests.policy.made_up import BASE, PLAN, iso, milwaukee, small_manual, written

SETTINGS = '[settings]\nlead = { default = 60, means = "…" }\n'
WORDS = """
kind = "words"
[condition.poor]
means = "the rating is poor"
is = { rating = "poor" }
[condition.indian]
means = "…"
is = { indian_child = "yes" }
"""
MEASURED = PLAN.replace('"60 days"', '"lead"')


def example_ids() -> list[str]:
    rules = [entry for entry in milwaukee().entries if isinstance(entry, Obligation | Determination | Check)]
    return [f"{rule.id}: {example.name}" for rule in rules for version in rule.versions for example in version.examples]


@pytest.fixture(scope="module")
def results() -> dict[str, ExampleResult]:
    return {f"{result.rule_id}: {result.example.name}": result for result in run_examples(load_manual("wi_dmcps"))}


@pytest.mark.slow
@pytest.mark.parametrize("name", example_ids())
def test_the_manual_s_example(results: dict[str, ExampleResult], name: str) -> None:
    assert results[name].differences == ()


def test_examples_have_names_of_their_own() -> None:
    assert len(example_ids()) == len(set(example_ids()))


def test_every_rule_has_three_examples_and_one_at_a_boundary() -> None:
    rules = [entry for entry in milwaukee().entries if isinstance(entry, Obligation | Determination | Check)]
    for rule in rules:
        examples = [example for version in rule.versions for example in version.examples]
        assert len(examples) >= 3, rule.id
        assert any(example.boundary for example in examples), rule.id


def run(
    folder: Path,
    expect: str,
    *,
    facts: str = "removed_on = 2024-01-10",
    as_of: str = "2024-02-01",
    rule: str = MEASURED,
    more: str = "",
) -> list[str]:
    """What comes out otherwise than an example of a small rule says."""
    lines = (
        "[[version.example]]",
        'name = "one"',
        f"facts = {{ {facts} }}",
        f"as_of = {as_of}",
        f"expect = {{ {expect} }}",
        more,
    )
    example = "\n".join(["", *lines])
    (result,) = run_examples(small_manual(folder, BASE | {"words": WORDS, "rule": rule + example}, SETTINGS))
    assert (result.rule_id, result.example.name) == ("small.plan", "one")
    return list(result.differences)


@pytest.mark.parametrize(
    ("expect", "differences"),
    [
        (
            'outcome = "open", opens_on = 2024-01-10, due_on = 2024-03-10, met_on = "none", occasion = 1, '
            'because_has = "Removed on Jan 10"',
            [],
        ),
        ('outcome = "met"', ["outcome is open; expected met"]),
        ("due_on = 2024-03-11", ["due_on is 2024-03-10; expected 2024-03-11"]),
        ('due_on = "none"', ["due_on is 2024-03-10; expected none"]),
        ("met_on = 2024-03-11", ["met_on is none; expected 2024-03-11"]),
        ("opens_on = 2024-03-11", ["opens_on is 2024-01-10; expected 2024-03-11"]),
        (
            'because_has = "snow"',
            [
                'because is "Removed on Jan 10, 2024: due by Mar 10, 2024 (Handbook, page 1)."; '
                'expected it to have "snow"'
            ],
        ),
        ('outcom = "open"', ['there is nothing called "outcom" to expect. Did you mean "outcome"?']),
        (
            "weather = 1",
            ['there is nothing called "weather" to expect. It can be: occasion, outcome, opens_on, due_on, met_on.'],
        ),
        (
            'outcome = "met", due_on = 2024-03-11',
            ["outcome is open; expected met", "due_on is 2024-03-10; expected 2024-03-11"],
        ),
        ('occasion = 2, outcome = "open"', ["outcome is not_asked; expected open"]),
        (
            'occasion = 2, outcome = "not_asked", '
            'due_on = "none", opens_on = "none", met_on = "none", because_has = ""',
            [],
        ),
    ],
)
def test_what_comes_out_otherwise_is_told(tmp_path: Path, expect: str, differences: list[str]) -> None:
    assert run(tmp_path, expect) == differences


def test_an_example_may_have_settings_of_its_own(tmp_path: Path) -> None:
    assert run(tmp_path, "due_on = 2024-01-15", more="settings = { lead = 5 }") == []


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ("removed = 2024-01-10", 'there is no fact "removed". Did you mean "removed_on"?'),
        (
            "removed_on = 2024-01-10, permanency_rating = 2024-02-01",
            'permanency_rating needs a value for each day: write permanency_rating = { 2024-03-01 = "…" }',
        ),
        (
            'removed_on = 2024-01-10, roundtable_held = "2024-02-01"',
            "roundtable_held: '2024-02-01' is not a date: write it without quotes, roundtable_held = 2024-03-01",
        ),
        (
            'removed_on = 2024-01-10, permanency_rating = { 2024-02-01 = "por" }',
            "value of permanency_rating: 'por' is not one of achieved, very_good, good, fair, poor, uncertain",
        ),
        ('removed_on = 2024-01-10, indian_child = "maybe"', "indian_child: 'maybe' is not one of no, yes, unknown"),
    ],
)
def test_facts_that_can_not_be_read(tmp_path: Path, facts: str, problem: str) -> None:
    assert run(tmp_path, 'outcome = "open"', facts=facts) == [f"its facts can not be read: {problem}"]


def test_facts_without_a_removal(tmp_path: Path) -> None:
    problem = "its facts can not be read: removed_on is missing: write removed_on = 2024-01-15"
    assert run(tmp_path, 'outcome = "open"', facts='indian_child = "no"') == [problem]


def test_a_fact_dated_beyond_what_a_caseload_can_hold(tmp_path: Path) -> None:
    problem = "its facts can not be read: 2500-01-01: a date lies between 1900 and 2200"
    facts = "removed_on = 2024-01-15, roundtable_held = [2500-01-01]"
    assert run(tmp_path, 'outcome = "open"', facts=facts) == [problem]


def example(**facts: object) -> Example:
    return Example(name="one", facts={"removed_on": iso("2024-01-10")} | facts, as_of=iso("2024-02-01"), expect={})


def test_a_child_of_an_example_is_eight_and_no_indian_child_unless_it_says() -> None:
    plain = caseload_of(example())
    assert (plain.child_id, plain.episode_id, written(plain.birth_date), plain.indian_child.tolist()) == (
        ["child"],
        ["episode 1"],
        "2016-01-10",
        [0],
    )
    assert written(plain.removed_on) + " " + written(plain.discharged_on) == "2024-01-10 -"
    told = caseload_of(example(birth_date=iso("2010-05-05"), indian_child="unknown", discharged_on=iso("2024-02-01")))
    assert (written(told.birth_date), told.indian_child.tolist(), written(told.discharged_on)) == (
        "2010-05-05",
        [2],
        "2024-02-01",
    )
    assert written(caseload_of(example(birth_date="not recorded")).birth_date) == "?"


def test_placements_earlier_episodes_and_events_of_an_example() -> None:
    homes = [
        {"type": "hospital", "started_on": iso("2024-01-10"), "ended_on": iso("2024-01-12")},
        {"type": "other", "started_on": iso("2024-01-12")},
    ]
    earlier = [{"removed_on": iso("2020-01-01"), "discharged_on": iso("2020-05-05")}]
    events = {
        "roundtable_held": [iso("2024-01-20"), iso("2024-01-25")],
        "relative_search": iso("2024-01-11"),
        "permanency_rating": {"2024-01-15": "poor"},
    }
    found = caseload_of(example(placements=homes, earlier_episodes=earlier, **events))
    assert (found.episode_id, written(found.removed_on), written(found.discharged_on)) == (
        ["episode 1", "episode 2"],
        "2020-01-01 2024-01-10",
        "2020-05-05 -",
    )
    assert (found.placement_episode.tolist(), [PLACEMENT_TYPES[code] for code in found.placement_type]) == (
        [1, 1],
        ["hospital", "other"],
    )
    assert (written(found.started_on), written(found.ended_on)) == ("2024-01-10 2024-01-12", "2024-01-12 -")
    assert (written(found.on), found.event_episode.tolist()) == (
        "2024-01-15 2024-01-20 2024-01-25 2024-01-11",
        [1, 1, 1, 1],
    )


def test_an_example_looks_at_the_last_episode(tmp_path: Path) -> None:
    facts = "removed_on = 2024-01-10, earlier_episodes = [{ removed_on = 2020-01-01, discharged_on = 2020-05-05 }]"
    assert run(tmp_path, "due_on = 2024-03-10", facts=facts) == []


def test_an_example_of_a_rule_with_versions_is_run_by_the_version_that_governs(tmp_path: Path) -> None:
    newer = MEASURED.replace("2020-01-01", "2024-01-11").replace('"lead"', '"7 days"')
    older = MEASURED[MEASURED.index("[[version]]") :]
    assert run(tmp_path, "due_on = 2024-03-10", rule=newer + older) == []
    assert run(tmp_path, "due_on = 2024-01-18", rule=newer + older, facts="removed_on = 2024-01-11") == []


DETERMINATION = """
kind = "determination"
id = "small.plan"
title = "X"
[[version]]
effective_from = 2020-01-01
care_clock = "care_count"
expected = "expected_hearing"
window = { opens = "expected_hearing", closes = "expected_hearing" }
[[version.step]]
determination = "required"
reasons = ["rated_poor"]
when = ["poor"]
[[version.step]]
determination = "exempt"
reasons = ["else"]
"""


@pytest.mark.parametrize(
    ("facts", "expect", "differences"),
    [
        ("", 'determination = "exempt", reasons = "else"', []),
        (', permanency_rating = { 2024-01-20 = "poor" }', 'determination = "required"', []),
        (
            "",
            'determination = "required", reasons = "poor"',
            ["determination is exempt; expected required", "reasons is else; expected poor"],
        ),
        (", discharged_on = 2024-01-31", 'determination = "not_asked", reasons = ""', []),
        (", discharged_on = 2024-01-31", 'determination = "exempt"', ["determination is not_asked; expected exempt"]),
    ],
)
def test_an_example_of_a_determination(tmp_path: Path, facts: str, expect: str, differences: list[str]) -> None:
    assert run(tmp_path, expect, facts=f"removed_on = 2024-01-10{facts}", rule=DETERMINATION) == differences


CHECK = """
kind = "check"
id = "small.plan"
title = "X"
[[version]]
effective_from = 2020-01-01
per = "relative_search"
dates = { by = { after = "occasion", by = "2 days" }, never = "discharged_on" }
finding = "indian"
"""
SEARCHED = ", relative_search = [2024-01-20, 2024-01-22]"


@pytest.mark.parametrize(
    ("facts", "expect", "differences"),
    [
        (SEARCHED, 'finding = false, by = 2024-01-22, never = "none"', []),
        (SEARCHED, "occasion = 2, by = 2024-01-24", []),
        (f'{SEARCHED}, indian_child = "yes"', "finding = true", []),
        (f'{SEARCHED}, indian_child = "unknown"', 'finding = "cannot tell"', []),
        (SEARCHED, "finding = true", ["finding is False; expected True"]),
        (
            SEARCHED,
            'occasion = 3, finding = "not_asked"',
            ['there is nothing called "occasion" to expect. It can be: finding.'],
        ),
        ("", 'finding = "not_asked"', []),
    ],
)
def test_an_example_of_a_check(tmp_path: Path, facts: str, expect: str, differences: list[str]) -> None:
    assert run(tmp_path, expect, facts=f"removed_on = 2024-01-10{facts}", rule=CHECK) == differences


def test_an_example_of_a_check_that_finds_nothing_by_itself(tmp_path: Path) -> None:
    silent = CHECK.replace('finding = "indian"\n', "")
    found = run(tmp_path, "finding = true, by = 2024-01-22", facts=f"removed_on = 2024-01-10{SEARCHED}", rule=silent)
    assert found == ['there is nothing called "finding" to expect. It can be: occasion, by, never.']


def test_a_day_that_a_person_enters(tmp_path: Path) -> None:
    entered = CHECK.replace('"relative_search"', '"entered_day"')
    earlier = "earlier_episodes = [{ removed_on = 2020-01-01, discharged_on = 2020-05-05 }]"
    facts = f"removed_on = 2024-01-10, {earlier}, entered_day = 2024-01-20"
    assert run(tmp_path, "by = 2024-01-22", facts=facts, rule=entered) == []
    assert run(tmp_path, 'finding = "not_asked"', rule=entered) == []


def test_examples_are_run_under_the_manual_in_which_their_rule_stands() -> None:
    own = {result.rule_id for result in run_examples(load_manual("us"))}
    assert own == {"us.tpr-15-of-22"}
