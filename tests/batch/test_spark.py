"""The engine on Spark: the same rows as on this machine, and the same refusals."""

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from homeward.batch.caseload import CaseloadError, read_caseload
from homeward.batch.files import Format, Summary, evaluate_files
from homeward.batch.spark import (
    ON_THIS_MACHINE,
    SparkMissingError,
    evaluate_on_spark,
    refuse_without_spark,
)
from homeward.cli import app
from homeward.demo.county import make_county, write_county, write_parquet
from homeward.policy.manual import load_manual
from tests.reference.children import random_children
from tests.reference.history import tables_of
from tests.repository.tree import ROOT

pytestmark = pytest.mark.spark

AS_OF = date(2024, 2, 29)
CHILDREN_PER_CHUNK = 130
"""So few that there are several chunks, and the last of them is smaller."""

FILES = ("determinations", "obligations")


@pytest.fixture(scope="module", autouse=True)
def _spark() -> None:
    try:
        refuse_without_spark()
    except SparkMissingError as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caseload of random children as a folder of CSV files."""
    folder = tmp_path_factory.mktemp("extract")
    write_tables(folder, tables_of(random_children(seed=16, count=600)))
    return folder


def write_tables(folder: Path, tables: Mapping[str, list[dict[str, Any]]]) -> None:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def evaluated(
    engine: str, caseload: Path, out: Path, *, format: Format = "csv", every: bool = False, **settings: Any
) -> Summary:
    evaluate = {"spark": evaluate_on_spark, "local": evaluate_files}[engine]
    manual = load_manual(settings=settings)
    with read_caseload(caseload, children_per_chunk=CHILDREN_PER_CHUNK) as reading:
        return evaluate(reading, manual, AS_OF, out / engine, format=format, every=every)


def arguments(caseload: Path, out: Path) -> list[str]:
    """What to say on the command line."""
    return ["evaluate", str(caseload), "--as-of", AS_OF.isoformat(), "--out", str(out), "--engine", "spark"]


def assert_same_files(out: Path, format: Format) -> None:
    for engine in ("local", "spark"):
        assert sorted(file.name for file in (out / engine).iterdir()) == [f"{name}.{format}" for name in FILES]
    for name in FILES:
        local, spark = out / "local" / f"{name}.{format}", out / "spark" / f"{name}.{format}"
        if format == "csv":
            assert local.read_bytes() == spark.read_bytes()
        else:
            assert_same_rows(local, spark)


def assert_same_rows(one: Path, other: Path) -> None:
    import polars as pl
    from polars.testing import assert_frame_equal

    assert_frame_equal(pl.read_parquet(one), pl.read_parquet(other))


@pytest.mark.parametrize("format", ["csv", "parquet"])
@pytest.mark.parametrize("every", [False, True])
def test_random_children_get_the_same_rows_from_both_engines(
    extract: Path, tmp_path: Path, format: Format, every: bool
) -> None:
    local = evaluated("local", extract, tmp_path, format=format, every=every)
    spark = evaluated("spark", extract, tmp_path, format=format, every=every)
    assert local == spark
    assert spark.children == 600
    assert len(spark.stray_events) > 100
    assert_same_files(tmp_path, format)


def test_settings_of_the_manual_reach_the_workers(extract: Path, tmp_path: Path) -> None:
    settings: dict[str, Any] = {"hearing_interval": "12 months", "month_15_for_every_child": True}
    local = evaluated("local", extract, tmp_path, **settings)
    assert local == evaluated("spark", extract, tmp_path, **settings)
    assert_same_files(tmp_path, "csv")
    assert local.outcomes != evaluated("spark", extract, tmp_path / "without").outcomes


def test_the_demo_county_gets_the_same_rows_from_both_engines(tmp_path: Path) -> None:
    write_county(make_county(children=300, seed=2, as_of=AS_OF), tmp_path / "county")
    local = evaluated("local", tmp_path / "county", tmp_path / "out")
    assert local == evaluated("spark", tmp_path / "county", tmp_path / "out")
    assert_same_files(tmp_path / "out", "csv")


def test_parquet_is_read_and_written_alike(tmp_path: Path) -> None:
    write_parquet(make_county(children=100, as_of=AS_OF), tmp_path / "county", copies=3)
    local = evaluated("local", tmp_path / "county", tmp_path / "out", format="parquet")
    assert local == evaluated("spark", tmp_path / "county", tmp_path / "out", format="parquet")
    assert_same_files(tmp_path / "out", "parquet")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_caseload_of_nobody_gives_two_tables_without_rows(extract: Path, tmp_path: Path, format: Format) -> None:
    nobody = tmp_path / "nobody"
    nobody.mkdir()
    for file in extract.iterdir():
        (nobody / file.name).write_text(file.read_text().split("\n", maxsplit=1)[0] + "\n")
    assert evaluated("local", nobody, tmp_path / "out", format=format) == Summary()
    assert evaluated("spark", nobody, tmp_path / "out", format=format) == Summary()
    assert_same_files(tmp_path / "out", format)


def test_the_command_line_hands_over_to_spark(extract: Path, tmp_path: Path) -> None:
    evaluated("local", extract, tmp_path)
    run = CliRunner().invoke(app, arguments(extract, tmp_path / "spark"))
    assert run.exit_code == 0
    assert "600 children" in run.stdout
    assert_same_files(tmp_path, "csv")


def test_what_lay_in_the_folder_is_replaced_or_left_alone(extract: Path, tmp_path: Path) -> None:
    out = tmp_path / "spark"
    out.mkdir()
    (out / "obligations.csv").write_text("of last night")
    (out / "notes.txt").write_text("mine")
    evaluated("spark", extract, tmp_path)
    assert (out / "obligations.csv").read_text().startswith("child_id,episode_id,rule_id,")
    assert (out / "notes.txt").read_text() == "mine"


def test_progress_is_told_and_ends_with_all_children(extract: Path, tmp_path: Path) -> None:
    told: list[int] = []
    with read_caseload(extract, children_per_chunk=CHILDREN_PER_CHUNK) as reading:
        evaluate_on_spark(reading, load_manual(), AS_OF, tmp_path, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 600


@pytest.fixture
def faulty(extract: Path, tmp_path: Path) -> Path:
    """The random children, and three rows at fault, of which one refers to another."""
    folder = tmp_path / "faulty"
    folder.mkdir()
    for file in extract.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "episodes.csv").open("a") as episodes, (folder / "placements.csv").open("a") as placements:
        episodes.write("x1,nobody,2023-01-01,,\nx2,c00001,2023-02-30,,\n")
        placements.write("x1,2023-01-01,,foster_home\n")
    return folder


def test_faults_are_those_of_the_reader_and_nothing_is_written(faulty: Path, tmp_path: Path) -> None:
    with read_caseload(faulty) as reading, pytest.raises(CaseloadError) as refusal:
        evaluate_on_spark(reading, load_manual(), AS_OF, tmp_path / "out")
    assert len(refusal.value.faults) == 2
    assert not (tmp_path / "out").exists()


def test_rows_at_fault_can_be_skipped(faulty: Path, extract: Path, tmp_path: Path) -> None:
    with read_caseload(faulty, skip_bad_rows=True) as reading:
        spark = evaluate_on_spark(reading, load_manual(), AS_OF, tmp_path / "out/spark")
    assert spark == evaluated("local", extract, tmp_path / "out")
    assert_same_files(tmp_path / "out", "csv")


def test_spark_speaks_to_nobody_when_it_is_alone(extract: Path, tmp_path: Path) -> None:
    from pyspark import SparkContext

    evaluated("spark", extract, tmp_path)
    running = SparkContext.getOrCreate()
    assert {name: running.getConf().get(name) for name in ON_THIS_MACHINE} == ON_THIS_MACHINE
    assert running.uiWebUrl is None


def test_a_master_that_is_named_is_taken(extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark import SparkContext

    local = evaluated("local", extract, tmp_path)
    SparkContext.getOrCreate().stop()
    monkeypatch.setenv("SPARK_MASTER", "local[1]")
    assert local == evaluated("spark", extract, tmp_path)
    running = SparkContext.getOrCreate()
    running.stop()
    assert running.master == "local[1]"
    assert_same_files(tmp_path, "csv")


@pytest.mark.parametrize("home", ["/nowhere", None])
def test_without_java_it_says_what_to_install(
    extract: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str | None
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    with pytest.raises(SparkMissingError, match=r"needs Java 17, and there is none .*: apt-get install openjdk-17-jre"):
        evaluated("spark", extract, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SparkMissingError, match=r"the extra \[spark\]: pip install 'homeward\[spark\]'"):
        refuse_without_spark()


def test_a_java_that_can_not_start_spark_is_told_as_that(extract: Path, tmp_path: Path) -> None:
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho too old >&2\nexit 1\n")
    java.chmod(0o755)
    # In a process of its own, because Java has long been started in this one.
    run = subprocess.run(
        [sys.executable, "-c", "from homeward.cli import app; app()", *arguments(extract, tmp_path / "out")],
        env=os.environ | {"JAVA_HOME": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "too old\n" in run.stderr
    assert "Spark could not be started; it needs Java 17, and what it said stands above." in run.stderr
    assert list((tmp_path / "out").iterdir()) == []
