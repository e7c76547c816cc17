"""What the measurements were made on."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "polars", "pyarrow", "duckdb", "psycopg", "python-dateutil", "openfisca-core", "pyspark")


def description() -> list[str]:
    """Lines that say the day, the machine, how busy it was, and the versions."""
    busy = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    return [
        f"Measured on {datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC",
        f"{len(os.sched_getaffinity(0))} cores, {_cpu()}, {_memory()} GiB; load before: {busy} (1, 5, 15 minutes)",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        ", ".join(_versions()),
    ]


def _cpu() -> str:
    """The model of the processor; a virtual machine may not say it."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def _versions() -> list[str]:
    from tests.postgres import newest_programs

    programs = newest_programs()
    return [*map(_version, PACKAGES), f"PostgreSQL {programs.parent.name}" if programs else "no PostgreSQL"]


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"
