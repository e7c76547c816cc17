"""The lock files: every version pinned and hashed, nothing said about where it comes from."""

import re
from pathlib import Path

import pytest

from tests.repository.tree import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==(\S+)", re.MULTILINE)
WISH = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?>=", re.MULTILINE)

LOCK_OF = {
    "runtime": "runtime",
    "build": "runtime",
    "dev": "dev",
    "postgres": "dev",
    "spark": "spark",
    "bench": "bench",
}
"""Where what each `.in` file asks for is pinned."""

every_lock = pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)


def pins_of(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text()))


def test_there_is_a_lock_file_for_each_set_up() -> None:
    assert [lock.stem for lock in LOCKS] == ["bench", "dev", "runtime", "spark"]


@every_lock
def test_every_line_is_a_pin_a_hash_or_a_reason(lock: Path) -> None:
    allowed = re.compile(r"[a-z0-9][a-z0-9-]*==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|    #.*")
    assert [line for line in lock.read_text().splitlines() if not allowed.fullmatch(line)] == []


@every_lock
def test_every_pin_has_at_least_one_hash(lock: Path) -> None:
    pins = re.split(r"^(?=[a-z0-9])", lock.read_text(), flags=re.MULTILINE)
    assert [pin.splitlines()[0] for pin in pins if pin and "--hash=sha256:" not in pin] == []


@every_lock
def test_it_holds_no_address_and_no_path(lock: Path) -> None:
    assert re.findall(r"\S*(?:://|/\w+/|--[a-z-]*index)\S*", lock.read_text()) == []


def test_no_two_lock_files_disagree_about_a_version() -> None:
    pinned = {(name, version) for lock in LOCKS for name, version in pins_of(lock).items()}
    assert len(pinned) == len({name for name, _ in pinned})


@pytest.mark.parametrize(("wishes", "lock"), LOCK_OF.items(), ids=LOCK_OF.keys())
def test_everything_asked_for_is_pinned(wishes: str, lock: str) -> None:
    asked = WISH.findall((ROOT / f"requirements/{wishes}.in").read_text())
    assert asked
    assert set(asked) <= set(pins_of(ROOT / f"requirements/{lock}.txt"))
