"""`homeward schedule`: what it writes, says and refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run
from tests.scheduling.documents import document, roundtable


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    return write(tmp_path / "problem.json", document())


def write(file: Path, found: Any) -> Path:
    file.write_text(json.dumps(found))
    return file


def test_a_timetable_is_written_with_what_was_reached_and_could_be(problem: Path, tmp_path: Path) -> None:
    shown = run("schedule", problem, "--out", tmp_path / "out.json", "--seconds", "20")
    assert (shown.exit_code, shown.stderr) == (0, "")
    found = json.loads((tmp_path / "out.json").read_text())
    assert list(found) == ["status", "seconds", "objective", "bound", "meetings", "unscheduled"]
    assert (found["status"], found["unscheduled"]) == ("optimal", [])
    assert found["objective"] == found["bound"]
    assert {one["roundtable"] for one in found["meetings"]} == {"first", "next"}
    assert "2 meetings for 2 roundtables" in shown.stdout


def test_each_meeting_has_its_parts(problem: Path, tmp_path: Path) -> None:
    run("schedule", problem, "--out", tmp_path / "out.json", "--seconds", "20")
    meeting = json.loads((tmp_path / "out.json").read_text())["meetings"][0]
    assert list(meeting) == ["roundtable", "start", "end", "room", "facilitator", "external", "external_tier"]
    assert (meeting["start"], meeting["end"]) == ("2026-12-01T08:30", "2026-12-01T10:30")
    assert (meeting["external"], meeting["external_tier"]) == ("guest", "other_agency")


def test_the_same_twice_gives_the_same_meetings(problem: Path, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        run("schedule", problem, "--out", tmp_path / name, "--seconds", "20")
    one, two = (json.loads((tmp_path / name).read_text())["meetings"] for name in ("one.json", "two.json"))
    assert one == two


def test_what_was_announced_is_kept_as_far_as_may_be(problem: Path, tmp_path: Path) -> None:
    kept = {
        "roundtable": "next",
        "start": "2026-12-04T14:30",
        "room": "nook",
        "facilitator": "second",
        "external": "neighbour",
    }
    old = write(tmp_path / "old.json", {"meetings": [kept, kept | {"roundtable": "gone"}]})
    run("schedule", problem, "--out", tmp_path / "out.json", "--seconds", "20", "--keep", old)
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["objective"]["changed"] == 0
    assert [{**one, **kept} for one in found["meetings"] if one["roundtable"] == "next"] == [
        one for one in found["meetings"] if one["roundtable"] == "next"
    ]


def test_why_something_has_no_place_is_told(tmp_path: Path) -> None:
    problem = write(tmp_path / "problem.json", document(roundtables=[roundtable("long", minutes=300)]))
    shown = run("schedule", problem, "--out", tmp_path / "out.json")
    assert shown.exit_code == 0
    assert "length" in shown.stdout
    (one,) = json.loads((tmp_path / "out.json").read_text())["unscheduled"]
    assert one["blocked_by"] == ["length"]
    assert one["reason"].startswith("It can not be held, even alone")


def test_every_fault_is_a_line_and_nothing_is_written(tmp_path: Path) -> None:
    found = document(timezone="Nowhere", turnover_minutes=-1)
    shown = run("schedule", write(tmp_path / "problem.json", found), "--out", tmp_path / "out.json")
    assert shown.exit_code == 2
    assert [line.split(":")[0] for line in shown.stderr.splitlines()] == ["timezone", "turnover_minutes"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["problem.json"]


@pytest.mark.parametrize(
    "arguments",
    [("--keep", "problem"), ("--keep", "missing"), ("--seconds", "0"), ("--seconds", "nan"), ("--out", "problem")],
)
def test_what_can_not_be_is_refused(problem: Path, tmp_path: Path, arguments: tuple[str, str]) -> None:
    option, value = arguments
    given = {"problem": problem, "missing": tmp_path / "missing.json"}.get(value, value)
    shown = run("schedule", problem, "--out", tmp_path / "out.json", option, given)
    assert shown.exit_code == 2
    assert shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_problem_without_anything_has_an_empty_timetable(tmp_path: Path) -> None:
    problem = write(tmp_path / "problem.json", document(rooms=[], people=[], roundtables=[]))
    assert run("schedule", problem, "--out", tmp_path / "out.json").exit_code == 0
    found = json.loads((tmp_path / "out.json").read_text())
    assert (found["status"], found["meetings"], found["unscheduled"]) == ("optimal", [], [])
