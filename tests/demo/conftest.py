"""One county of the default size, made once."""

from datetime import date

import pytest

from homeward.demo.county import County, make_county

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="session")
def county() -> County:
    return make_county(as_of=AS_OF)
