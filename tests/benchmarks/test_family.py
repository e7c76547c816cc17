"""The measurement of a large family says medians and the slowest, in milliseconds."""

from io import StringIO

from rich.console import Console

from benchmarks.family import Opened, table_of


def test_the_table_has_medians_and_the_slowest_in_milliseconds() -> None:
    written = StringIO()
    Console(file=written, width=120).print(table_of([Opened("family", [0.010, 0.300, 0.020, 0.030, 0.040], 210)]))
    assert [cell.strip() for cell in written.getvalue().splitlines()[-1].strip("| ").split("|")] == [
        *("family", "5", "30", "300", "300", "210"),
    ]
