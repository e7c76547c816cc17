import io
import os
import sys

import pytest

from homeward.cli.terminal import Page, Progress


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")


def test_a_paragraph_is_wrapped_and_what_hangs_out_stays_outside(capsys: pytest.CaptureFixture[str]) -> None:
    Page().line("2026-11-22  permanency plan filed; placement: foster home", indent=2, hanging=12)
    assert capsys.readouterr().out == (
        "  2026-11-22  permanency plan\n              filed; placement:\n              foster home\n"
    )


def test_an_empty_line_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    Page().line(indent=4, hanging=2)
    assert capsys.readouterr().out.strip(" ") == "\n"


def test_a_path_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    path = "/a folder/with a long name/and another/obligations.csv"
    Page().whole(path, indent=2)
    assert capsys.readouterr().out == f"  {path}\n"


def test_nothing_that_looks_like_a_command_to_the_printer_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    Page().line("[bold]x[/bold] :smile:")
    Page().whole("[bold]x[/bold] :smile:")
    assert capsys.readouterr().out == "[bold]x[/bold] :smile:\n" * 2


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, patience: float) -> str:
    """What a terminal gets of two steps of work."""
    master, slave = os.openpty()
    with open(slave, "w", encoding="utf-8") as terminal:  # noqa: PTH123
        monkeypatch.setattr(sys, "stderr", terminal)
        progress = Progress(patience)
        progress.advance("Reading events", 1, total=2)
        progress.advance("Evaluating children", 1, total=None)
        progress.close()
        terminal.write("end")
    shown = b""
    while not shown.endswith(b"end"):  # one read may bring only a part
        shown += os.read(master, 100_000)
    os.close(master)
    return shown.decode()


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = on_a_terminal(monkeypatch, patience=0)
    assert shown.index("Reading events") < shown.index("Evaluating children")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_terminal(monkeypatch, patience=1000) == "end"


def test_where_nobody_looks_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    progress = Progress(patience=0)
    progress.advance("Reading events", 1, total=2)
    progress.close()
    assert isinstance(sys.stderr, io.StringIO)
    assert sys.stderr.getvalue() == ""
