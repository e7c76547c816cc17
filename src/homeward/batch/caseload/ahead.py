"""Reading ahead: the next batch is read while this one is checked, so that both cores work."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Generator[T]) -> Generator[T]:
    """The same items, each fetched one step before it is asked for; what fetching raises is raised in its place."""
    with closing(items), ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as reader:
        upcoming = reader.submit(_next, items)
        while True:
            item = upcoming.result()
            if not item:
                return
            upcoming = reader.submit(_next, items)
            yield item[0]


def _next(items: Iterator[T]) -> list[T]:
    """The next item; nothing at the end."""
    return list(islice(items, 1))
