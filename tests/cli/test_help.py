import pytest

from homeward import __version__
from tests.cli.command import run, run_program

COMMANDS = [
    "evaluate",
    "explain",
    "check",
    "schedule",
    "demo",
    "serve",
    "work",
    "load-demo",
    "refresh",
    "digest",
    "letters",
    "add-administrator",
    "import",
    "policy",
    "audit",
    "resources",
    *(f"policy {name}" for name in ("list", "show", "check", "docs", "diff")),
    "audit verify",
    "resources check",
]


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"homeward {__version__}\n"


@pytest.mark.parametrize("group", ["", "policy "])
def test_help_names_every_command_in_a_whole_sentence(group: str) -> None:
    lines = run(*group.split(), "--help").stdout.split("Commands:\n")[1].splitlines()
    names = [name.removeprefix(group) for name in COMMANDS if name.startswith(group)]
    assert [line.split()[0] for line in lines] == [name for name in names if " " not in name]
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    shown = run(*command.split(), "--help")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"Usage: homeward {command} ")


def test_a_command_that_is_not_suggests_one() -> None:
    shown = run_program("evaluat")
    assert shown.returncode == 2
    assert "Did you mean 'evaluate'" in shown.stderr
