"""Nothing is left out in silence.

A test that finds something missing on this machine is skipped, and the last line of the run says how many there were
and what would make them run. With `CI=true` such a test fails instead.
"""

import os
from collections import Counter
from collections.abc import Generator, Sequence
from typing import Any, TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

WITHOUT_SPARK = "not spark"
"""The default choice of markers (pyproject.toml): Spark's tests have a command of their own."""

_SPARK = "Spark's: make test-spark"
_LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LEFT_OUT] = Counter()
    config.pluginmanager.register(_Tally(config), "left-out-tally")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Comes after pytest's own closing line."""
    left_out = config.stash[_LEFT_OUT]
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if left_out and reporter and os.environ.get("CI") != "true":
        reporter.write_line("Left out: " + "; ".join(f"{n} ({why})" for why, n in sorted(left_out.items())))


class _Tally:
    """Counts the tests that did not run, by reason.

    Where several processes run the tests, each of them chooses among all, and says so to the one that tells.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.left_out = config.stash[_LEFT_OUT]

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        if self.config.getoption("markexpr") == WITHOUT_SPARK:
            self._without_spark(sum(item.get_closest_marker("spark") is not None for item in items))

    def pytest_sessionfinish(self) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput[_SPARK] = self.left_out[_SPARK]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self._without_spark(getattr(node, "workeroutput", {}).get(_SPARK, 0))

    def _without_spark(self, tests: int) -> None:
        if tests:
            self.left_out[_SPARK] = tests

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._count(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._count(report)

    def _count(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.left_out[_reason(report)] += 1


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _refused_in_ci((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _refused_in_ci((yield))


def _refused_in_ci(report: Report) -> Report:
    """The same report; under `CI=true` a skip has become a failure."""
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        reason = _reason(report)
        report.outcome = "failed"
        report.longrepr = f"With CI=true nothing may be left out: {reason}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """What the skip said; pytest keeps it as (file, line, "Skipped: …")."""
    said = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return said.removeprefix("Skipped: ")
