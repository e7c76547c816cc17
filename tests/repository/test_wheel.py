"""The built package carries what it needs to run, the policy manual first of all."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.repository.tree import ROOT, files


@pytest.fixture(scope="module")
def in_wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the repository, so that nothing built earlier leaks into it."""
    copy = tmp_path_factory.mktemp("repository")
    for path in files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "."]
    subprocess.run(build, cwd=copy, check=True)
    (wheel,) = copy.glob("homeward-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_file_of_the_source_is_in_the_wheel(in_wheel: set[str]) -> None:
    source = {path.relative_to(ROOT / "src").as_posix() for path in files() if path.is_relative_to(ROOT / "src")}
    assert "homeward/py.typed" in source
    assert source - in_wheel == set()


def test_the_wheel_carries_its_licence(in_wheel: set[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in in_wheel)


def test_nothing_but_the_package_is_in_the_wheel(in_wheel: set[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in in_wheel} == {"homeward"}
