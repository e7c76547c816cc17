"""Random small caseloads, full of faults: the same are found as by a naive reader, and the same rows stand."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.batch.caseload import read_caseload
from tests.batch.caseload.naive import Examined
from tests.batch.caseload.same import columns_of, expected
from tests.batch.caseload.tables import Tables, write_csv

ids = st.sampled_from(["a", "b", "c", "d", " a", "A", "e ", "", None, "=a"])
mostly = st.sampled_from
dates = st.sampled_from(
    [
        "2020-01-31",
        "2021-06-01",
        " 2022-01-01",
        "2022-01-02",
        "2023-03-01",
        "2024-12-31",
        "2024-13-01",
        "soon",
        "",
        None,
    ]
)
sure_dates = st.sampled_from(["2021-06-01", "2022-01-01", "2022-01-02", "2023-03-01"])


def rows_of(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(columns), max_size=8)


caseloads = st.fixed_dictionaries(
    {
        "children": rows_of(
            child_id=ids,
            birth_date=dates,
            indian_child=st.sampled_from(["yes", "no", "unknown", None, "", "Yes"]),
            gender=st.sampled_from(["female", None, "?"]),
        ),
        "episodes": rows_of(
            episode_id=ids,
            child_id=ids,
            removed_on=sure_dates | dates,
            discharged_on=sure_dates | dates,
            discharge_reason=st.sampled_from(["adoption", None, "gone"]),
        ),
        "placements": rows_of(
            episode_id=ids,
            started_on=sure_dates | dates,
            ended_on=sure_dates | dates,
            placement_type=st.sampled_from(["foster_home", "hospital ", "hotel", None]),
        ),
        "events": rows_of(
            child_id=ids,
            kind=st.sampled_from(["permanency_rating", "permanency_goal_set", "relative_search", "x", None]),
            on=sure_dates | dates,
            value=st.sampled_from(["good", "adoption", "poor ", "other", "=1", "", None]),
        ),
    }
)


def with_header(tables: Tables) -> Tables:
    """A row of nothing at the end, so that a table without rows has a header."""
    columns = {
        "children": ["child_id", "birth_date", "indian_child", "gender"],
        "episodes": ["episode_id", "child_id", "removed_on", "discharged_on", "discharge_reason"],
        "placements": ["episode_id", "started_on", "ended_on", "placement_type"],
        "events": ["child_id", "kind", "on", "value"],
    }
    return {table: [*rows, dict.fromkeys(columns[table])] for table, rows in tables.items()}


def check(tables: Tables, write: Callable[[Path, Tables], Path]) -> None:
    naive = Examined(tables)
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), with_header(tables))
        with read_caseload(path) as reading:
            assert {(fault.table, fault.row, fault.column) for fault in reading.faults} == naive.faults
            assert reading.fault_count == len(reading.faults)
        with read_caseload(path, skip_bad_rows=True) as reading:
            assert reading.refused_count == len(naive.refused)
            chunks = [columns_of(chunk) for chunk in reading.chunks()]
    standing = expected(naive.standing())
    assert chunks == ([standing] if standing["child_id"] else [])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(caseloads)
def test_the_same_faults_are_found_as_by_a_naive_reader(tables: Tables) -> None:
    check(tables, write_csv)
