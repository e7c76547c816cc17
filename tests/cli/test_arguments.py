import os
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, one_child, run, write_caseload

REFUSED = {
    ("--as-of", "2026-02-30"): '"2026-02-30" is no day from 1900-01-01 to 2200-12-31. Write it as 2026-11-22.',
    ("--as-of", "20261122"): '"20261122" is no day',
    ("--as-of", "1899-12-31"): '"1899-12-31" is no day',
    ("--as-of", "2201-01-01"): '"2201-01-01" is no day',
    ("--set", "hearing_interval"): '"hearing_interval" is no setting. Write NAME=VALUE',
    ("--set", "=6 months"): '"=6 months" is no setting. Write NAME=VALUE',
    (
        "--set",
        "hearing_intervall=6 months",
    ): 'there is no setting "hearing_intervall". Did you mean "hearing_interval"?',
    ("--set", "hearing_interval=7 months"): 'It can be: "6 months", "12 months".',
    ("--set", "month_15_for_every_child=perhaps"): "It can be: true, false.",
    ("--set", "relative_search_days=soon"): "It is a whole number of days, such as 30.",
    ("--manual", "wi_dmpcs"): 'there is no manual "wi_dmpcs". Did you mean "wi_dmcps"?',
    ("--format", "xlsx"): "'xlsx' is not one of 'csv', 'parquet'",
    ("--engine", "abacus"): "'abacus' is not one of 'local', 'spark'",
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.items(), ids=" ".join)
def test_what_can_not_be_meant_is_refused_with_what_can(arguments: tuple[str, str], told: str, tmp_path: Path) -> None:
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--out", tmp_path / "out", *arguments)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert told in shown.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_a_manual_says_what_a_manual_is(tmp_path: Path) -> None:
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--out", tmp_path / "out", "--manual", tmp_path)
    assert shown.exit_code == 2
    assert "has no manual.toml. A manual is a folder with one" in shown.stderr


def test_of_one_setting_given_twice_the_last_counts(tmp_path: Path) -> None:
    settings = ("--set", "hearing_interval=12 months", "--set", "hearing_interval = 6 months")
    shown = run("explain", one_child(tmp_path), "--child", "wren", "--as-of", AS_OF, *settings)
    assert "Due Mon, Mar 1, 2027" in shown.stdout


@pytest.mark.parametrize("path", ["a-file", "a-file/below"])
def test_a_file_where_results_belong_is_refused(path: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("mine")
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--out", tmp_path / path)
    assert shown.exit_code == 2
    assert shown.stderr.startswith(f"--out: {tmp_path / path} ")
    assert (tmp_path / "a-file").read_text() == "mine"


def test_rows_set_aside_never_take_the_place_of_the_caseload(tmp_path: Path) -> None:
    caseload = write_caseload(tmp_path / "in")
    before = (caseload / "children.csv").read_bytes()
    shown = run("evaluate", caseload, "--out", tmp_path / "out", "--skip-bad-rows", caseload / "children.csv")
    assert shown.exit_code == 2
    assert "belongs to what is read" in shown.stderr
    assert (caseload / "children.csv").read_bytes() == before


def test_rows_left_out_do_not_take_the_place_of_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    shown = run("check", one_child(tmp_path / "in"), "--skip-bad-rows", tmp_path / "pipe")
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "is a device or a pipe" in shown.stderr
    assert (tmp_path / "pipe").is_fifo()


def test_rows_left_out_go_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "rows.csv")
    assert run("check", one_child(tmp_path / "in"), "--skip-bad-rows", tmp_path / "link.csv").exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "rows.csv").read_text().startswith("table,row,reason")


@pytest.mark.parametrize(("file", "told"), {"in": "is a folder", "no/where.csv": "there is no folder"}.items())
def test_rows_set_aside_need_a_file_that_can_be(file: str, told: str, tmp_path: Path) -> None:
    shown = run("check", write_caseload(tmp_path / "in"), "--skip-bad-rows", tmp_path / file)
    assert shown.exit_code == 2
    assert told in shown.stderr


def test_a_time_zone_that_is_none_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "manual").mkdir()
    (tmp_path / "manual" / "manual.toml").write_text('builds_on = ["wi"]\ntime_zone = "Milwaukee"\n')
    shown = run("evaluate", write_caseload(tmp_path / "in"), "--out", tmp_path, "--manual", tmp_path / "manual")
    assert shown.exit_code == 2
    assert 'manual/manual.toml, time_zone: there is no time zone "Milwaukee"' in shown.stderr
