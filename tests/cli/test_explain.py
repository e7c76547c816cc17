from pathlib import Path

import pytest

from homeward.policy import load_manual
from tests.cli.command import AS_OF, one_child, run, write_caseload


def explained(caseload: Path, child_id: str, *arguments: object) -> str:
    shown = run("explain", caseload, "--child", child_id, "--as-of", AS_OF, *arguments)
    assert (shown.exit_code, shown.stderr) == (0, "")
    return shown.stdout


def joined(text: str) -> str:
    """The text on one line, however it was wrapped."""
    return " ".join(text.split())


def test_it_begins_with_who_it_is_and_the_one_thing_now(cast: Path) -> None:
    lines = explained(cast, "jaylen-okafor").splitlines()
    assert lines[:2] == [
        "Child jaylen-okafor on Sun, Nov 22, 2026",
        "9 years old · in care for 11 months, since Wed, Dec 10, 2025",
    ]
    assert joined(lines[2] + " " + lines[3]) == (
        "Now: 2 open, 3 upcoming. First: Permanency roundtable, in the month before the permanency hearing, "
        "due Mon, Nov 30, 2026 (in 8 days)."
    )


def test_it_says_whether_a_roundtable_must_be_and_until_when(cast: Path) -> None:
    text = explained(cast, "jaylen-okafor")
    for line in (
        "! Required: the permanency rating is Poor",
        "Permanency rating: Poor, rated on Mon, Oct 26, 2026",
        "Next permanency hearing: Tue, Dec 1, 2026 (in 9 days)",
        "A roundtable for it is held from Sun, Nov 1, 2026, to Mon, Nov 30, 2026",
        "A roundtable is arranged for Wed, Nov 25, 2026",
    ):
        assert f"  {line}\n" in text


def test_the_timeline_shows_what_lies_ahead_of_the_day(cast: Path) -> None:
    timeline = explained(cast, "jaylen-okafor").split("\nTimeline\n")[1].split("\n\n")[0].splitlines()
    assert timeline[0] == "  2025-12-10  removed from home; placement: foster home"
    assert timeline[-3:] == [
        "  2026-11-22  ── ahead of this day ──",
        "  2026-11-25  roundtable scheduled",
        "  2026-12-01  permanency hearing scheduled",
    ]


def test_what_is_urgent_comes_first_and_what_is_done_last(cast: Path) -> None:
    text = explained(cast, "noah-larocque")
    headings = [
        "Overdue (1)",
        "Cannot tell (1)",
        "Open (1)",
        "Upcoming (2)",
        "Until now (4)",
        "Where the rest is written",
    ]
    places = [text.index(f"\n{heading}\n") for heading in headings]
    assert places == sorted(places)


def test_an_obligation_has_its_sentence_source_quote_reading_and_open_question(cast: Path) -> None:
    part = joined(explained(cast, "marcus-everhart").split("\nOverdue (2)\n")[1].split("\n\n")[0])
    rule = load_manual().entry("wi-dmcps.consultation-form")
    assert part.startswith(
        "! Overdue: Permanency Consultation form (DCF-F-2440-E) Due Tue, Feb 3, 2026, overdue by 292 days. "
        "Owed by the ongoing case manager. Roundtable held on Jan 27, 2026; "
    )
    source = rule.sources[0]
    for said in (
        f"{source.cite} (text read)",
        source.link,
        f"“{source.quote}”",
        "Our reading: ",
        "Open question: ",
        f"Rule: {rule.id}",
    ):
        assert joined(said) in part
    assert joined(rule.reading) in part
    assert joined(rule.open_question) in part


def test_every_rule_is_told_once_and_none_is_left_out(cast: Path) -> None:
    text = explained(cast, "marcus-everhart", "--all")
    told = [line.strip().removeprefix("Rule: ") for line in text.splitlines() if line.strip().startswith("Rule: ")]
    assert len(told) == len(set(told))
    titles = {rule.title: rule.id for rule in load_manual().obligations}
    listed = {
        line.split(": ", 1)[1] for line in text.splitlines() if line[:4].strip() in set("!?○·✗✓-") and ": " in line
    }
    assert {titles[title] for title in listed if title in titles} <= set(told)


def test_all_shows_what_is_not_required_too(cast: Path) -> None:
    assert "Not required" not in explained(cast, "theo-marchetti")
    assert "- Not required: Permanency roundtable, in the month before" in explained(cast, "theo-marchetti", "--all")


def test_a_due_day_on_a_weekend_has_the_last_working_day_before_it(cast: Path) -> None:
    text = joined(explained(cast, "sahra-dirie"))
    assert "Due Sun, Nov 29, 2026 (in 7 days)." in text
    assert "That is no working day; the last one before it is Fri, Nov 27, 2026." in text


def test_under_another_manual_or_setting_the_story_is_another(cast: Path) -> None:
    assert "Permanency roundtable" not in explained(cast, "jaylen-okafor", "--manual", "wi")
    yearly = joined(explained(cast, "jaylen-okafor", "--set", "hearing_interval=12 months"))
    assert "Permanency review, every six months" in yearly


def test_of_a_child_who_has_left_nothing_is_owed(cast: Path) -> None:
    lines = explained(cast, "josiah-penrose").splitlines()
    assert lines[1:3] == ["4 years old · left care on Fri, Nov 6, 2026", "Now: nothing is owed."]


@pytest.mark.parametrize(
    ("as_of", "who"),
    {
        "2019-01-01": "7 months old · not in care by then",
        "2020-05-04": "2 years old · not in care by then",
        "2026-09-01": "8 years old · in care for 0 months, since Tue, Sep 1, 2026",
    }.items(),
)
def test_who_it_is_is_told_as_of_the_day(as_of: str, who: str, tmp_path: Path) -> None:
    shown = run("explain", one_child(tmp_path), "--child", "wren", "--as-of", as_of)
    assert shown.stdout.splitlines()[1] == who


def test_a_check_that_finds_something_is_told(tmp_path: Path) -> None:
    caseload = one_child(tmp_path, ("permanency_goal_set", "2026-10-01", "adoption"))
    text = joined(explained(caseload, "wren").split("\nTo look at\n")[1])
    assert text.startswith("2026-10-01 ")
    assert text.endswith("Rule: wi.goal-rationale")


def test_an_event_in_no_episode_is_told_and_not_used(tmp_path: Path) -> None:
    text = explained(one_child(tmp_path, ("tpr_petition_filed", "2020-01-02", "")), "wren")
    assert text.endswith("Not used, because it lies in no episode\n  2020-01-02  TPR petition filed\n")


def test_a_child_without_any_stay_is_no_error(tmp_path: Path) -> None:
    text = explained(write_caseload(tmp_path, children=[{"child_id": "wren"}]), "wren")
    assert "birth date not recorded · not in care by then" in text
    assert "No stay in care is recorded" in text


def test_an_id_is_compared_exactly_as_it_stands(tmp_path: Path) -> None:
    caseload = one_child(tmp_path, child_id="007")
    assert run("explain", caseload, "--child", "007", "--as-of", AS_OF).exit_code == 0
    shown = run("explain", caseload, "--child", "7")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.startswith('There is no child with the id "7" in ')


def test_an_id_that_would_steer_the_terminal_is_shown_harmless(tmp_path: Path) -> None:
    odd = "wren\x1b[2J"
    shown = run("explain", one_child(tmp_path, child_id=odd), "--child", odd, "--as-of", AS_OF)
    assert shown.stdout.startswith("Child wren\\x1b[2J on ")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_are_as_wide_as_the_terminal_and_never_wider_than_can_be_read(width: int, cast: Path) -> None:
    from typer.testing import CliRunner

    from homeward.cli import app

    arguments = ["explain", str(cast), "--child", "marcus-everhart", "--as-of", AS_OF]
    lines = CliRunner().invoke(app, arguments, env={"COLUMNS": str(width)}).stdout.splitlines()
    wide = [line for line in lines if len(line) > min(width, 100) and "http" not in line]
    assert wide == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_faults_come_before_any_story(tmp_path: Path) -> None:
    shown = run("explain", one_child(tmp_path, ("rating", "2026-10-01", "")), "--child", "wren")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "events row 2" in shown.stderr


def test_in_brief_only_what_is_still_to_be_done_is_told_without_the_words_of_the_sources(cast: Path) -> None:
    full, brief = explained(cast, "jaylen-okafor"), explained(cast, "jaylen-okafor", "--brief")
    assert "○ Open: Permanency roundtable" in brief
    assert "(OCM 43.00, Procedures 3)" in brief
    for left_out in ("Our reading:", "Rule: wi.relative-search", "Until now ("):
        assert left_out in full
        assert left_out not in brief
