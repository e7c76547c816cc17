"""Running `homeward`, inside this process or as a program of its own, and caseloads to run it on."""

import csv
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from homeward.cli import app
from tests.repository.tree import ROOT

AS_OF = "2026-11-22"
_PROGRAM = (sys.executable, "-c", "from homeward.cli import app; app(prog_name='homeward')")
_COLUMNS = {
    "children": ("child_id", "birth_date"),
    "episodes": ("episode_id", "child_id", "removed_on", "discharged_on"),
    "placements": ("episode_id", "started_on", "ended_on", "placement_type"),
    "events": ("child_id", "kind", "on", "value"),
}


def run(*arguments: object) -> Result:
    """The command inside this process, as if piped: standard output and standard error apart."""
    return CliRunner().invoke(app, [str(one) for one in arguments], env={"COLUMNS": None})


def program(*arguments: object, **environment: str) -> tuple[list[str], dict[str, str]]:
    """The command as a program: what to start, and in what environment."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "PYTHONUNBUFFERED"}}
    return [*_PROGRAM, *map(str, arguments)], inherited | {"PYTHONPATH": str(ROOT / "src")} | environment


def run_program(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command as a program of its own, run to its end."""
    started, env = program(*arguments, **environment)
    return subprocess.run(started, env=env, capture_output=True, text=True, check=False)


def write_caseload(folder: Path, **tables: Sequence[Mapping[str, Any]]) -> Path:
    """A caseload of these rows as a folder of CSV files; a table that is left out has only its header."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns in _COLUMNS.items():
        rows = tables.get(table, ())
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys([*columns, *(key for row in rows for key in row)])))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def one_child(folder: Path, *events: tuple[str, str, str], child_id: str = "wren", **episode: str) -> Path:
    """A caseload of one child, in care since 2026-09-01 unless an episode says otherwise."""
    return write_caseload(
        folder,
        children=[{"child_id": child_id, "birth_date": "2018-05-04"}],
        episodes=[{"episode_id": "stay", "child_id": child_id, "removed_on": "2026-09-01", **episode}],
        events=[{"child_id": child_id, "kind": kind, "on": on, "value": value} for kind, on, value in events],
    )


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
