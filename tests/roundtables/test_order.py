"""The consultant's order: the first difference decides, and every reason is said."""

from datetime import date, timedelta

import pytest

from homeward.casefile.models import Child
from homeward.obligations.models import Determination, Obligation
from homeward.roundtables.order import chips_of, key_of, months_past, turns_18_soon
from homeward.roundtables.requests import Asked, Request
from homeward.roundtables.windows import window_of

TODAY = date(2026, 11, 22)
BORN = date(2015, 5, 5)


def request(
    due: int = 10, *, required: bool = True, rating: str = "poor", home: str = "foster_home", born: date = BORN,
    connected: bool = False, siblings: int = 1, months: int = 20,
) -> Request:  # fmt: skip
    on = TODAY + timedelta(days=due)
    opens = on - timedelta(days=30)
    told = Determination(rating=rating, months_in_care=months, window_opens_on=opens, window_closes_on=on)
    asked = [
        Asked(
            Child(first_name="Ada", birth_date=born), told,
            [Obligation(rule="r", opens_on=opens, due_on=on)] if required else [],
            home=home, has_connection=connected,
        )
        for _ in range(siblings)
    ]  # fmt: skip
    return Request(asked, window_of([(opens, on)], today=TODAY))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (request(9, rating="fair"), request(10)),
        (request(rating="fair"), request(required=False)),
        (request(rating="poor"), request(rating="uncertain", siblings=2)),
        (request(rating="uncertain"), request(rating="fair", home="group_home")),
        (request(home="group_home"), request(born=date(2008, 12, 1))),
        (request(born=date(2008, 12, 1)), request(siblings=2)),
        (request(), request(connected=True, siblings=2)),
        (request(siblings=2), request(months=200)),
        (request(months=21), request(months=20)),
    ],
)
def test_the_earlier_reason_decides_whatever_comes_after_it(first: Request, second: Request) -> None:
    assert key_of(first, TODAY) < key_of(second, TODAY)


def test_a_month_is_past_due_when_it_is_complete() -> None:
    assert months_past(date(2026, 10, 23), TODAY) == 0
    assert months_past(date(2026, 10, 22), TODAY) == 1
    assert months_past(TODAY, TODAY) == 0


@pytest.mark.parametrize(
    ("born", "soon"),
    [(date(2009, 5, 22), False), (date(2009, 5, 21), True), (date(2008, 11, 23), True), (date(2008, 11, 22), False)],
)
def test_eighteen_is_soon_in_the_half_year_before_the_birthday(born: date, soon: bool) -> None:
    assert turns_18_soon(Asked(Child(birth_date=born)), TODAY) is soon


def test_every_reason_is_said_in_words() -> None:
    said = [chip.says for chip in chips_of(request(-40, home="group_home", siblings=2), TODAY)]
    assert said == [
        "Was due Tue, Oct 13", "Required", "1 month past due", "Poor", "Group home", "No lifelong connection recorded",
        "2 siblings together", "20 months in care",
    ]  # fmt: skip
