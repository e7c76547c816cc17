import resource
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from homeward.cli.endings import Commands
from homeward.demo.county import make_county, write_parquet
from tests.cli.command import AS_OF, one_child, program, run_program


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caseload that takes some seconds, so that there is time to stop."""
    folder = tmp_path_factory.mktemp("large")
    write_parquet(make_county(children=1000, as_of=date.fromisoformat(AS_OF)), folder, copies=30)
    return folder


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)], ids=str
)
def test_stopped_on_the_way_it_leaves_no_results_and_no_words(
    number: signal.Signals, status: int, large: Path, tmp_path: Path
) -> None:
    started, env = program("evaluate", large, "--as-of", AS_OF, "--out", tmp_path / "out")
    with subprocess.Popen(started, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        while not list(tmp_path.glob("out/.being-written-*/obligations.csv")) and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(number)
        told = running.communicate()
    assert (running.returncode, told) == (status, (b"", b""))
    left = [file.name for file in (tmp_path / "out").iterdir()]
    assert [name for name in left if not name.startswith(".")] == []
    assert number is signal.SIGKILL or left == []


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_full_disk_is_told_in_a_line_and_leaves_nothing(format: str, cast: Path, tmp_path: Path) -> None:
    arguments = ("evaluate", cast, "--as-of", AS_OF, "--out", tmp_path, "--format", format, "--all")
    started, env = program(*arguments)
    full = 8_000

    def fill_up() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))

    ended = subprocess.run(started, env=env, capture_output=True, text=True, check=False, preexec_fn=fill_up)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The work could not be finished. ")
    assert len(ended.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("policy", "list"), ("--help",)], ids=" ".join)
def test_a_reader_who_goes_away_hears_no_complaint(arguments: tuple[str, ...]) -> None:
    started, env = program(*arguments)
    with subprocess.Popen(started, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""


def test_a_result_that_can_not_be_written_is_no_success() -> None:
    started, env = program("--help")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(started, env=env, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)


def test_a_terminal_that_knows_few_characters_gets_the_words(tmp_path: Path) -> None:
    arguments = ("explain", one_child(tmp_path), "--child", "wren", "--as-of", AS_OF)
    shown = run_program(*arguments, PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert "! Overdue: Permanency plan, by 60 days after removal" in shown.stdout
    assert "? Upcoming: " in shown.stdout


class Panic(BaseException):
    """What Polars raises where it finds itself at fault: no Exception, and yet no wish to end."""


@pytest.mark.parametrize("kind", [RuntimeError, Panic])
def test_a_defect_shows_where_it_is_and_nothing_of_the_data(
    kind: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = typer.Typer(cls=Commands, rich_markup_mode=None)
    app.callback()(lambda: None)

    @app.command()
    def fail() -> None:
        name = "Jaylen Okafor"
        raise kind(name)

    told = CliRunner().invoke(app, ["fail"])
    assert told.exit_code == 1
    assert told.stderr.startswith(f"This is a defect of Homeward: {kind.__name__}.\n")
    assert f"{Path(__file__).name}:" in told.stderr
    assert "Jaylen" not in told.output
    monkeypatch.setenv("HOMEWARD_SHOW_ERRORS", "1")
    assert "Jaylen Okafor" in CliRunner().invoke(app, ["fail"]).stderr


def test_help_is_there_before_anything_large_is_loaded() -> None:
    code = (
        "import sys; from homeward.cli import app; "
        "print(sorted({'numpy', 'polars', 'pyarrow', 'rich'} & set(sys.modules)))"
    )
    env = program()[1]
    assert (
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )
