"""Finding, reading and checking a manual as a whole."""

from pathlib import Path

import pytest

from homeward.policy.grammar import ManualError
from homeward.policy.manual import EMBEDDED, Setting, embedded_manuals, load_manual
from tests.policy.made_up import BASE, PLAN, SOURCE, milwaukee, problems_of, small_manual, write_manual

SETTINGS = """
[settings]
how_often = { default = "6 months", means = "how often", choices = ["6 months", "12 months"] }
lead = { default = 20, means = "how long" }
everyone = { default = false, means = "whether" }
name = { default = "county", means = "whose" }
"""


def refused(manual: str | Path, **settings: object) -> str:
    with pytest.raises(ManualError) as error:
        load_manual(manual, settings=settings)
    return str(error.value)


def test_the_manuals_that_come_with_homeward() -> None:
    assert embedded_manuals() == ["us", "wi", "wi_dmcps"]
    assert list(load_manual().folders.items()) == [(name, EMBEDDED / name) for name in ("us", "wi", "wi_dmcps")]
    assert (milwaukee().id, milwaukee().title) == ("wi_dmcps", "Division of Milwaukee Child Protective Services")
    assert (milwaukee().time_zone, load_manual("us").time_zone) == ("America/Chicago", "UTC")


def test_a_manual_may_be_named_or_be_a_folder(tmp_path: Path) -> None:
    assert load_manual(EMBEDDED / "us").id == load_manual("us").id == load_manual(str(EMBEDDED / "us")).id
    assert small_manual(tmp_path, {}).title == "A small manual"


def test_a_manual_without_a_name_or_title_has_that_of_its_folder(tmp_path: Path) -> None:
    folder = write_manual(tmp_path / "county", {})
    (folder / "manual.toml").write_text("", encoding="utf-8")
    assert (load_manual(folder).id, load_manual(folder).title) == ("county", "county")


def test_a_manual_that_nobody_knows(tmp_path: Path) -> None:
    assert refused("wi_dmcp") == 'there is no manual "wi_dmcp". Did you mean "wi_dmcps"?'
    assert (
        refused(tmp_path)
        == f"{tmp_path}: has no manual.toml. A manual is a folder with one; see policy_manual/README.md."
    )


def test_a_manual_builds_on_one_beside_it_or_on_one_that_comes_with_homeward(tmp_path: Path) -> None:
    write_manual(tmp_path / "state", BASE | {"plan": PLAN}, 'time_zone = "America/Denver"\n')
    above = load_manual(write_manual(tmp_path / "county", {}, 'builds_on = ["us", "state"]\n'))
    assert (list(above.folders), above.time_zone) == (["us", "state", "county"], "America/Denver")
    assert [rule.id for rule in above.obligations] == ["small.plan", "us.tpr-15-of-22"]
    assert [(rule.manual, rule.file) for rule in above.obligations] == [
        ("state", "state/plan.toml"),
        ("us", "us/tpr_15_of_22.toml"),
    ]


def test_a_manual_that_two_others_build_on_is_read_once(tmp_path: Path) -> None:
    write_manual(tmp_path / "state", {"plan": PLAN})
    for name in ("north", "south"):
        write_manual(tmp_path / name, {}, 'builds_on = ["state"]\n')
    above = load_manual(write_manual(tmp_path / "county", {}, 'builds_on = ["north", "south"]\n'))
    assert list(above.folders) == ["state", "north", "south", "county"]


def test_manuals_that_build_on_each_other(tmp_path: Path) -> None:
    write_manual(tmp_path / "state", {}, 'builds_on = ["county"]\n')
    county = write_manual(tmp_path / "county", {}, 'builds_on = ["state"]\n')
    assert refused(county) == f"{county / 'manual.toml'}: builds_on leads back to county"


def test_a_manual_builds_on_one_that_nobody_knows(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {}, 'builds_on = ["wi_dcps"]\n') == [
        '…/small/manual.toml, builds_on: there is no manual "wi_dcps". Did you mean "wi_dmcps"?'
    ]


def test_a_manual_of_the_folder_in_which_somebody_stands_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    write_manual(tmp_path / "here" / "near", {})
    monkeypatch.chdir(tmp_path / "here")
    (problem,) = problems_of(tmp_path, {}, 'builds_on = ["near"]\n')
    assert problem.startswith('…/small/manual.toml, builds_on: there is no manual "near".')


def test_a_setting_of_a_lower_manual_is_changed_and_not_defined_again(tmp_path: Path) -> None:
    head = 'builds_on = ["wi"]\n[settings]\nrelative_search_days = { default = 5, means = "x" }\n'
    assert problems_of(tmp_path, {}, head) == [
        "small/manual.toml, settings.relative_search_days: wi has it: write [settings_changed]"
    ]


@pytest.mark.parametrize("name", ["removed_on", "month_11"])
def test_a_word_that_is_defined_already_can_not_be_defined_again(tmp_path: Path, name: str) -> None:
    word = f'kind = "words"\n[day.{name}]\nmeans = "x"\nis = "as_of"\n'
    (problem,) = problems_of(tmp_path, {"words": word}, 'builds_on = ["wi_dmcps"]\n')
    assert problem == (
        f'small/words.toml, words.day.{name}: "{name}" is defined already: a word means one thing; take another name'
    )


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {"rule": "id = "})
    assert problem.startswith("…/small/rule.toml: is not TOML: Invalid value (at line 1, column 6)")


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    folder = write_manual(tmp_path / "small", {})
    (folder / "rule.toml").write_bytes(b"id = '\xff'")
    assert refused(folder) == f"{folder / 'rule.toml'}: is not UTF-8: save it as UTF-8"


def test_a_folder_that_is_named_like_a_file_can_not_be_read(tmp_path: Path) -> None:
    folder = write_manual(tmp_path / "small", {})
    (folder / "rule.toml").mkdir()
    assert refused(folder).startswith(f"{folder / 'rule.toml'}: can not be read: ")


@pytest.mark.parametrize(
    ("levels", "problem"),
    [(2000, "…/small/plan.toml: is nested too deeply"), (280, "…/small: a rule is nested too deeply")],
)
def test_a_rule_that_is_nested_too_deeply(tmp_path: Path, levels: int, problem: str) -> None:
    day = "{ after = " * levels + '"removed_on"' + ', by = "1 day" }' * levels
    assert problems_of(tmp_path, {"plan": PLAN.replace('{ after = "removed_on", by = "60 days" }', day)}) == [problem]


def test_rules_may_lie_in_folders_below(tmp_path: Path) -> None:
    folder = write_manual(tmp_path / "small", {})
    (folder / "plans").mkdir()
    (folder / "plans" / "plan.toml").write_text(PLAN + SOURCE, encoding="utf-8")
    (folder / "plans" / "notes.txt").write_text("no rule", encoding="utf-8")
    assert [rule.file for rule in load_manual(folder).obligations] == ["small/plans/plan.toml"]


def test_every_problem_is_told_a_line_for_each_file(tmp_path: Path) -> None:
    files = {
        "one": PLAN.replace("due =", "dew ="),
        "two": 'kind = "rule"\nid = "two"',
        "three": PLAN.replace('owner = "supervisor"\n', ""),
    }
    assert problems_of(tmp_path, files) == [
        'small/one.toml, small.plan.version[1].dew: there is no key "dew" here. Did you mean "due"?',
        'small/three.toml, small.plan.owner: is missing: write owner = "…"',
        'small/two.toml, two.kind: there is no kind "rule". '
        "It can be: obligation, determination, check, cycle, clock, calendar, words.",
    ]


# Settings -------------------------------------------------------------------------------------------------------------


def test_settings_have_the_values_of_the_manual_until_others_are_chosen(tmp_path: Path) -> None:
    own = {"how_often": "6 months", "lead": 20, "everyone": False, "name": "county"}
    assert small_manual(tmp_path, {}, SETTINGS).settings == own
    chosen = {"how_often": "12 months", "lead": "45", "everyone": "true", "name": "city"}
    assert small_manual(tmp_path, {}, SETTINGS, **chosen).settings == {
        "how_often": "12 months",
        "lead": 45,
        "everyone": True,
        "name": "city",
    }
    definition = small_manual(tmp_path, {}, SETTINGS).setting_definitions["how_often"]
    assert definition == Setting("how_often", "6 months", "how often", "small", ("6 months", "12 months"))


def test_a_manual_above_may_change_a_setting(tmp_path: Path) -> None:
    write_manual(tmp_path / "small", {}, SETTINGS)
    above = write_manual(
        tmp_path / "county", {}, 'builds_on = ["small"]\n[settings_changed]\nlead = 10\nhow_often = "12 months"\n'
    )
    assert load_manual(above).settings == {"how_often": "12 months", "lead": 10, "everyone": False, "name": "county"}
    assert load_manual(above, settings={"lead": 5}).settings["lead"] == 5


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("how_often", "9 months", 'setting how_often: it can not be \'9 months\'. It can be: "6 months", "12 months".'),
        ("how_often", 6, 'setting how_often: it can not be 6. It can be: "6 months", "12 months".'),
        ("lead", "soon", "setting lead: it can not be 'soon'. It is a whole number of days, such as 30."),
        ("lead", "-5", "setting lead: it can not be '-5'. It is a whole number of days, such as 30."),
        ("lead", True, "setting lead: it can not be True. It is a whole number of days, such as 30."),
        ("everyone", "yes", "setting everyone: it can not be 'yes'. It can be: true, false."),
        ("everyone", 1, "setting everyone: it can not be 1. It can be: true, false."),
        ("name", 7, "setting name: it can not be 7. It is a text."),
        ("leed", 7, 'there is no setting "leed". Did you mean "lead"?'),
    ],
)
def test_a_setting_says_what_it_can_be(tmp_path: Path, name: str, value: object, problem: str) -> None:
    assert problems_of(tmp_path, {}, SETTINGS, **{name: value}) == [problem]


@pytest.mark.parametrize(("value", "taken"), [("TRUE", True), ("FALSE", False), (True, True), (False, False)])
def test_true_and_false_may_be_texts_as_from_the_command_line(tmp_path: Path, value: object, taken: bool) -> None:
    assert small_manual(tmp_path, {}, SETTINGS, everyone=value).settings["everyone"] is taken


def test_a_setting_without_a_default(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {}, '[settings]\nlead = { means = "…" }\n') == [
        'small/manual.toml, settings.lead: has no default: write { default = "…", means = "…" }'
    ]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("settings = 3", "small/manual.toml, settings: is 3: write a table, [settings]"),
        ("settings_changed = 3", "small/manual.toml, settings_changed: is 3: write a table, [settings_changed]"),
        ('titel = "X"', 'small/manual.toml: there is no key "titel" here. Did you mean "title"?'),
        (
            'time_zone = "America/Milwaukee"',
            'small/manual.toml, time_zone: there is no time zone "America/Milwaukee": '
            'write one such as time_zone = "America/Chicago"',
        ),
        (
            "settings = { a = { default = 1.5 } }",
            "small/manual.toml, settings.a: is {'default': 1.5}: "
            'write { default = "6 months", choices = ["6 months", "12 months"], means = "…" }',
        ),
        (
            "settings = { a = { default = 1, choices = 2 } }",
            "small/manual.toml, settings.a: is {'default': 1, 'choices': 2}: "
            'write { default = "6 months", choices = ["6 months", "12 months"], means = "…" }',
        ),
        ("settings = { a = 3 }", 'small/manual.toml, settings.a: has no default: write { default = "…", means = "…" }'),
        ('builds_on = "wi"', "…/small/manual.toml: builds_on is 'wi': write a list, builds_on = [\"wi\"]"),
        ("builds_on = [1]", '…/small/manual.toml: builds_on is [1]: write a list, builds_on = ["wi"]'),
    ],
)
def test_the_head_of_a_manual_is_told_what_to_write_instead(tmp_path: Path, head: str, problem: str) -> None:
    assert problems_of(tmp_path, {}, head) == [problem]


def test_a_setting_is_defined_once(tmp_path: Path) -> None:
    write_manual(tmp_path / "state", {}, SETTINGS)
    above = write_manual(
        tmp_path / "county", {}, 'builds_on = ["state"]\n[settings]\nlead = { default = 7, means = "…" }\n'
    )
    assert refused(above) == "county/manual.toml, settings.lead: state has it: write [settings_changed]"


def test_a_setting_changed_that_no_manual_below_has(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {}, SETTINGS + "[settings_changed]\nleed = 7\n") == [
        'there is no setting "leed". Did you mean "lead"?'
    ]
