from pathlib import Path

from tests.cli.command import one_child, read_rows, run, write_caseload


def test_a_sound_caseload_is_said_to_be_so_with_its_rows(tmp_path: Path) -> None:
    shown = run("check", one_child(tmp_path, ("permanency_plan_filed", "2026-10-01", "")))
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "no fault. Rows: 1 children, 1 episodes, 0 placements, 1 events." in shown.stdout


def test_faults_go_to_standard_error_and_the_status_is_2(tmp_path: Path) -> None:
    shown = run("check", one_child(tmp_path, ("permanency_plan", "2026-10-01", "")))
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.splitlines() == [
        'events row 2, kind "permanency_plan": is not a kind of event; did you mean "permanency_plan_filed"?',
        f"1 fault in {tmp_path}.",
    ]


def test_more_faults_than_anyone_reads_are_counted(tmp_path: Path) -> None:
    children = [{"child_id": f"child {number}", "birth_date": "soon"} for number in range(1234)]
    shown = run("check", write_caseload(tmp_path, children=children))
    assert shown.stderr.splitlines()[1000:] == ["… and 234 more faults.", f"1,234 faults in {tmp_path}."]


def test_what_is_no_caseload_is_told_in_a_line(tmp_path: Path) -> None:
    shown = run("check", tmp_path / "nowhere")
    assert (shown.exit_code, shown.stderr) == (2, "caseload: there is no nowhere\n")


def test_bad_rows_set_aside_do_not_make_the_status_2(tmp_path: Path) -> None:
    caseload = one_child(tmp_path / "in", ("permanency_plan", "2026-10-01", ""))
    shown = run("check", caseload, "--skip-bad-rows", tmp_path / "left_out.csv")
    assert shown.exit_code == 0
    assert "1 row left out" in shown.stdout
    assert [row["table"] for row in read_rows(tmp_path / "left_out.csv")] == ["events"]


def test_of_a_sound_caseload_no_row_is_set_aside(tmp_path: Path) -> None:
    shown = run("check", one_child(tmp_path / "in"), "--skip-bad-rows", tmp_path / "left_out.csv")
    assert shown.stderr.startswith("No row was left out")
    assert read_rows(tmp_path / "left_out.csv") == []
