from pathlib import Path

import pytest

from tests.cli.command import AS_OF, run


def test_it_writes_a_county_that_can_be_evaluated(tmp_path: Path) -> None:
    shown = run("demo", tmp_path / "county", "--children", 20, "--as-of", AS_OF)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "made-up children as of Sun, Nov 22, 2026" in shown.stdout
    assert run("check", tmp_path / "county").exit_code == 0


def test_the_same_seed_gives_the_same_county(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("same", 7), ("other", 8)):
        run("demo", tmp_path / name, "--children", 5, "--seed", seed, "--as-of", AS_OF)
    one, same, other = ((tmp_path / name / "events.csv").read_bytes() for name in ("one", "same", "other"))
    assert one == same != other


def test_a_county_may_take_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    run("demo", tmp_path, "--children", 5, "--as-of", AS_OF)
    before = (tmp_path / "children.csv").read_bytes()
    assert run("demo", tmp_path, "--children", 0, "--as-of", AS_OF).exit_code == 0
    assert (tmp_path / "children.csv").read_bytes() != before


@pytest.mark.parametrize("name", ["children.csv", "letter.docx"])
def test_a_folder_with_somebody_elses_files_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("real")
    shown = run("demo", tmp_path, "--children", 0, "--as-of", AS_OF)
    assert shown.exit_code == 2
    assert f"holds other files ({name})" in shown.stderr
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(name, "real")]


@pytest.mark.parametrize("as_of", ["1960-01-01", "2198-12-31"])
def test_a_county_of_any_day_fits_into_a_caseload(as_of: str, tmp_path: Path) -> None:
    assert run("demo", tmp_path / "county", "--children", 200, "--as-of", as_of).exit_code == 0
    assert run("check", tmp_path / "county").stderr == ""


@pytest.mark.parametrize("as_of", ["1959-12-31", "2199-01-01"])
def test_a_county_that_would_not_fit_into_a_caseload_is_refused(as_of: str, tmp_path: Path) -> None:
    shown = run("demo", tmp_path / "county", "--as-of", as_of)
    assert (shown.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "a county can be made as of 1960-01-01 to 2198-12-31" in shown.stderr


def test_fewer_children_than_none_are_refused(tmp_path: Path) -> None:
    assert run("demo", tmp_path / "county", "--children", -1).exit_code == 2
    assert not (tmp_path / "county").exists()
