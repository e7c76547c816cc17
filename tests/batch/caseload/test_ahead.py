"""Reading ahead gives the same items, and the same errors, and leaves nothing open."""

from collections.abc import Generator

import pytest

from homeward.batch.caseload.ahead import ahead


def numbers(end: int, closed: list[int]) -> Generator[int]:
    try:
        yield from range(end)
        if end == 3:
            raise ValueError("after the last")
    finally:
        closed.append(end)


@pytest.mark.parametrize("end", [0, 1, 2, 10])
def test_the_items_come_in_their_order(end: int) -> None:
    assert list(ahead(numbers(end, []))) == list(range(end))


def test_an_error_comes_in_its_place() -> None:
    items = ahead(numbers(3, []))
    assert [next(items) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="after the last"):
        next(items)


def test_who_stops_early_leaves_nothing_open() -> None:
    closed: list[int] = []
    items = ahead(numbers(10, closed))
    next(items)
    items.close()
    assert closed == [10]
