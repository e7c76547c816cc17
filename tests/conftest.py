"""What every test may use: a PostgreSQL of its own, and a last line that names what was left out."""

import gc

pytest_plugins = ["tests.left_out", "tests.shares", "tests.postgres", "tests.cast_county"]


def pytest_collection_finish() -> None:
    """Thousands of collected tests need not be walked through again whenever Python looks for garbage."""
    gc.collect()
    gc.freeze()
