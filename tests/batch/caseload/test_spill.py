"""Rows put aside come back part by part, in the order in which they came."""

from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from homeward.batch.caseload.spill import Spill

FIELDS = np.dtype([("part", "<u4"), ("number", "<i8")])


@pytest.mark.parametrize("in_memory", [0, 200, 10**6], ids=["on disk", "first in memory", "in memory"])
@pytest.mark.parametrize("parts", [1, 7, 70_000])
def test_every_part_comes_back_in_its_order(
    in_memory: int, parts: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("homeward.batch.caseload.spill.IN_MEMORY", in_memory or 1)
    rng = np.random.default_rng(parts)
    with ExitStack() as stack:
        spill = Spill(FIELDS, parts, tmp_path, stack)
        rows = np.zeros(500, FIELDS)
        rows["part"], rows["number"] = rng.integers(0, parts, 500), np.arange(500)
        for some in np.split(rows, [0, 3, 100, 100, 350]):
            spill.add(some["part"], some)
        assert spill.parts() == sorted(set(rows["part"].tolist()))
        for part in spill.parts()[:20]:
            assert spill.read(part)["number"].tolist() == rows["number"][rows["part"] == part].tolist()


def test_a_part_without_rows_is_empty(tmp_path: Path) -> None:
    with ExitStack() as stack:
        spill = Spill(FIELDS, 3, tmp_path, stack)
        spill.add(np.array([2]), np.ones(1, FIELDS))
        assert (len(spill.read(0)), len(spill.read(2)), spill.parts()) == (0, 1, [2])


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.batch.caseload.spill.IN_MEMORY", 1)
    with ExitStack() as stack:
        spill = Spill(FIELDS, 1, tmp_path, stack)
        spill.add(np.zeros(1000, np.int64), np.zeros(1000, FIELDS))
    assert list(tmp_path.iterdir()) == []
