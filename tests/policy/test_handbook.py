"""Pages of the handbook for small rules; what `docs/policy` holds is tested in `tests/repository`."""

from pathlib import Path

import pytest

from homeward.policy.handbook import handbook, rule_page, write_handbook
from tests.policy.made_up import BASE, PLAN, SOURCE, milwaukee, small_manual
from tests.policy.test_examples import CHECK, DETERMINATION

WORDS = """
kind = "words"
[day.grown]
means = "the child is 18"
is = { after = "birth_date", by = "216 months" }
[condition.poor]
means = "the rating is poor"
is = { rating = "poor" }
unknown = "no rating"
[condition.indian]
means = "…"
is = { indian_child = "yes" }
[days.search]
means = "days of search"
any_of = ["removal", "relative_search"]
[days.poorly]
means = "days rated poor"
event = "permanency_rating"
values = ["poor", "fair"]
"""
EXAMPLES = """
[[version.example]]
name = "one"
boundary = true
settings = { lead = 5 }
as_of = 2024-02-01
expect = { outcome = "open", finding = true, because_has = "a | b" }
[version.example.facts]
removed_on = 2024-01-10
relative_search = [2024-01-11, 2024-01-12]
permanency_rating = { 2024-01-13 = "very_good" }
[[version.example]]
name = "two"
facts = { removed_on = 2024-01-10 }
as_of = 2024-02-02
expect = { finding = false }
"""
SETTINGS = '[settings]\nlead = { default = 60, means = "how long" }\nall = { default = true, means = "whether" }\n'

RULE = PLAN.replace(
    'per = "episode"', 'per = "episode"\nasked_when = ["poor"]\nwhen = ["poor", "indian"]\nunless = ["indian"]'
).replace("owner", 'reading = "So."\nopen_question = "Why?"\nowner')
RULE += 'closed_by = "due"' + EXAMPLES


def page(folder: Path, *, words: str = WORDS, **files: str) -> str:
    """The page of the one file that is not among the usual ones."""
    manual = small_manual(folder, BASE | {"words": words} | files, SETTINGS)
    (entry,) = [entry for entry in manual.entries if entry.file == f"small/{next(iter(files))}.toml"]
    return rule_page(entry)


def test_the_page_of_an_obligation(tmp_path: Path) -> None:
    lines = page(tmp_path, rule=RULE).splitlines()
    assert lines[0].startswith("<!-- Written by `homeward policy docs` from the policy manual.")
    assert lines[2 : lines.index("Why?") + 2] == [
        "# Plan",
        "",
        "`small.plan` · owed by the supervisor · manual `small` · written in `small/rule.toml`",
        "",
        "## Where it comes from",
        "",
        "**Handbook, page 1** ([Handbook](https://example.org/handbook)), general knowledge; to be confirmed by the"
        " agency's counsel.",
        "",
        "What is to be done.",
        "",
        "## How we read it",
        "",
        "So.",
        "",
        "## Open question",
        "",
        "Why?",
        "",
    ]


def test_the_wording_of_an_obligation_is_a_table_and_its_examples_another(tmp_path: Path) -> None:
    lines = page(tmp_path, rule=RULE).splitlines()
    assert lines[lines.index("Why?") + 2 :] == [
        "## In force from 2020-01-01",
        "",
        "| | |",
        "|---|---|",
        "| one for each | `episode` |",
        "| asked only if | `poor` |",
        "| required when | `poor`, `indian` |",
        "| unless | `indian` |",
        "| judged on | the day on which it was met, else `as_of` |",
        "| opens on | `removed_on` |",
        "| due by | 60 days after `removed_on` |",
        "| met by | the first `permanency_plan_filed` |",
        "| missed from | `due`, or the end of the episode |",
        "| reads | Removed on {removed_on} |",
        "",
        "### Examples",
        "",
        "| example | facts | looked at on | comes out |",
        "|---|---|---|---|",
        "| one *(boundary)* | removed on 2024-01-10, relative search 2024-01-11; 2024-01-12, permanency rating"
        " 2024-01-13 very good, setting lead 5 | 2024-02-01 | outcome open, finding yes, because has a \\| b |",
        "| two | removed on 2024-01-10 | 2024-02-02 | finding no |",
    ]


def test_the_page_of_an_obligation_without_conditions(tmp_path: Path) -> None:
    text = page(tmp_path, rule=PLAN.replace('met_by = { first = "permanency_plan_filed" }\n', ""))
    for absent in ("asked only if", "required when", "unless", "judged on", "met by", "How we read", "Open question"):
        assert absent not in text
    assert "| missed from | the end of the episode |" in text
    assert text.endswith("|---|---|---|---|\n")


def test_the_page_of_a_rule_that_takes_the_place_of_another(tmp_path: Path) -> None:
    newer = PLAN.replace("small.plan", "new.plan").replace("owner", 'supersedes = "small.plan"\nowner')
    assert "Takes the place of `small.plan`.\n" in page(tmp_path, rule=newer, a_plan=PLAN)


def test_a_source_is_quoted_if_it_was_read(tmp_path: Path) -> None:
    source = SOURCE.replace("summary", "quote").replace("general knowledge", "text read")
    text = page(tmp_path, rule=PLAN + source)
    assert (
        "**Handbook, page 1** ([Handbook](https://example.org/handbook)), text read.\n\n> What is to be done.\n" in text
    )


def test_the_page_of_a_determination(tmp_path: Path) -> None:
    any_of = '[[version.step]]\ndetermination = "not_yet"\nany_of = ["poor", "indian"]\n'
    text = page(tmp_path, rule=DETERMINATION + any_of)
    assert "The window of the roundtable: from `expected_hearing` to `expected_hearing`.\n" in text
    assert "| step | if | then | reasons |\n|---|---|---|---|\n| 1 | `poor` | required | rated_poor |" in text
    assert "| 2 | otherwise | exempt | else |" in text
    assert "| 3 | at least one of `poor`, `indian` | not yet | those that hold |" in text


def test_the_page_of_a_check(tmp_path: Path) -> None:
    text = page(tmp_path, rule=CHECK + 'says = "So."\nasks = ["a paper"]\n')
    table = text[text.index("| for each") : text.index("### Examples")]
    assert table == (
        "| for each | `relative_search` |\n| by | 2 days after `occasion` |\n| never | `discharged_on` |\n"
        "| finds | `indian`: So. |\n| asks for | a paper |\n\n"
    )
    silent = page(tmp_path, rule=CHECK.replace('finding = "indian"\n', ""))
    assert "finds" not in silent
    assert "asks for" not in silent


@pytest.mark.parametrize(
    ("id", "said"),
    [
        (
            "hearing_cycle",
            "The first link is due 6 months after `removed_on`,\neach later one 12 months after the event that",
        ),
        (
            "hearing_cycle",
            "Closed by `permanency_hearing_held`.\nUntil then the day announced by `permanency_hearing_sch",
        ),
        ("review_cycle", "before.\n\nClosed by `permanency_review_held` or `permanency_hearing_held`.\n"),
        (
            "care_count",
            "Counts the days in care after `removed_on`, over all episodes of the child,\nwithin the last 22 months.\n",
        ),
        ("office", "Counts working days. Closed on Saturdays and Sundays, and on:\n\n- Christmas Day: 12-25\n"),
    ],
)
def test_the_page_of_a_cycle_a_clock_or_a_calendar(tmp_path: Path, id: str, said: str) -> None:
    assert said in rule_page(small_manual(tmp_path, BASE).entry(id))


def test_the_page_of_a_clock_that_leaves_days_out(tmp_path: Path) -> None:
    clock = BASE["care"].replace("care_count", "less_count") + 'less = ["missing_from_care", "hospital"]\n'
    assert page(tmp_path, clock=clock).endswith(
        "Days up to today in these placements do not count: missing from care, hospital.\n"
    )


def test_the_page_of_a_calendar_that_adds_to_another(tmp_path: Path) -> None:
    closed = """closed = [
      { name = "A", month = 1, day = 1, if_sunday = "the Monday after" },
      { name = "B", month = 5, weekday = "Monday", which = "last" },
      { name = "C", month = 11, weekday = "Thursday", which = 4 },
      { name = "D", easter = -2 },
      { name = "E", easter = 1 },
    ]"""
    text = f'kind = "calendar"\nid = "x"\ntitle = "X"\ncounts = "court days"\nalso_closed_as = "working days"\n{closed}'
    assert page(tmp_path, court=text).split("and on:\n\n")[1].splitlines() == [
        "- A: 01-01, if a Sunday the Monday after",
        "- B: the last Monday of month 5",
        "- C: the fourth Thursday of month 11",
        "- D: 2 days before Easter Sunday",
        "- E: 1 days after Easter Sunday",
        "- everything that closes for working days",
    ]


def test_the_contents_list_every_rule_by_kind_and_the_settings(tmp_path: Path) -> None:
    manual = small_manual(tmp_path, BASE | {"words": WORDS, "plan": PLAN}, SETTINGS)
    contents = handbook(manual)["README.md"]
    assert "# A small manual: the policy handbook\n\nManual `small`, made of `small`.\n" in contents
    line = "| [small.plan](small.plan.md) | Plan | Handbook, page 1 | general knowledge |"
    assert f"## Obligations\n\n| rule | says | source | how sure |\n|---|---|---|---|\n{line}\n" in contents
    assert [one for one in contents.splitlines() if one.startswith("## ")] == [
        "## Obligations", "## Cycles", "## Clocks", "## Calendars", "## Settings",
    ]  # fmt: skip
    assert contents.endswith(
        "| setting | value | means |\n|---|---|---|\n| `lead` | 60 | how long |\n| `all` | true | whether |\n"
    )


def test_the_facts_list_every_name_that_a_rule_may_use(tmp_path: Path) -> None:
    facts = handbook(small_manual(tmp_path, BASE | {"words": WORDS}))["facts.md"]
    assert "| `next_hearing_held` | the same day if that hearing was held |" in facts
    assert "next_review" not in facts
    assert "| `grown` | the child is 18 | 216 months after `birth_date` |" in facts
    assert "| `search` | days of search | `removal`, `relative_search` |" in facts
    assert "| `poorly` | days rated poor | `permanency_rating` with poor, fair |" in facts
    assert "| `poor` | the rating is poor | the permanency rating is poor | no rating |" in facts
    assert "| `relative_search` | a kind of event of the caseload |" in facts
    assert "| `announced_days` | the `link_day`, and every day announced for the link |" in facts


def test_the_open_questions_are_those_asked_and_what_is_not_read_in_the_text(tmp_path: Path) -> None:
    sure = SOURCE.replace("general knowledge", "text read")
    asking = PLAN.replace("owner", 'open_question = "Why?"\nowner') + sure
    settled = PLAN.replace("small.plan", "small.settled").replace('"Plan"', '"Settled"') + sure
    unsure = PLAN.replace("small.plan", "small.unsure").replace('"Plan"', '"Unsure"')
    files = {"a": asking, "b": settled, "c": unsure}
    text = handbook(small_manual(tmp_path, files))["open_questions.md"]
    assert "## [Plan](small.plan.md)\n\nWhy?\n\n\n## [Unsure](small.unsure.md)\n\n" in text
    assert text.endswith("- Handbook, page 1: general knowledge; to be confirmed by the agency's counsel\n")
    assert "Settled" not in text


def test_writing_the_handbook_removes_its_own_pages_that_no_rule_has_any_more(tmp_path: Path) -> None:
    manual, pages = small_manual(tmp_path, BASE), tmp_path / "docs" / "policy"
    written = write_handbook(manual, pages)
    (pages / "old.rule.md").write_text((pages / "office.md").read_text(encoding="utf-8"), encoding="utf-8")
    (pages / "notes.md").write_text("Written by hand.", encoding="utf-8")
    assert write_handbook(manual, pages) == written
    assert {page.name for page in pages.iterdir()} == {page.name for page in written} | {"notes.md"}
    ids = {"care_count", "hearing_cycle", "office", "review_cycle", "README", "facts", "open_questions"}
    assert {page.name for page in written} == {f"{id}.md" for id in ids}
    assert (pages / "office.md").read_text(encoding="utf-8") == handbook(manual)["office.md"]


def test_every_entry_of_milwaukee_s_manual_has_a_page() -> None:
    pages = handbook(milwaukee())
    assert {f"{entry.id}.md" for entry in milwaukee().entries} == pages.keys() - {
        "README.md",
        "facts.md",
        "open_questions.md",
    }
    assert all(text.endswith("\n") and not text.endswith("\n\n") for text in pages.values())
