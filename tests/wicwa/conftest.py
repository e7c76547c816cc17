"""Aiyana, an Indian child of the cast with a full record, and who works with her."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from homeward.casefile.models import Assignment, Child
from homeward.obligations.enter import keep
from homeward.wicwa.actions import OWNERS
from homeward.workforce.models import Person, Tribe
from tests.cast_county import TODAY, SignIn


@pytest.fixture(autouse=True)
def _day(the_day: None) -> None:
    """Also where nobody signs in."""


@pytest.fixture
def aiyana() -> Child:
    return Child.objects.get(external_id="aiyana-rivers", agency__is_practice=False)


@pytest.fixture
def noah() -> Child:
    return Child.objects.get(external_id="noah-larocque", agency__is_practice=False)


@pytest.fixture
def tribe() -> Tribe:
    return Tribe.objects.get()


@pytest.fixture
def worker(aiyana: Child) -> Person:
    return worker_of(aiyana)


def worker_of(child: Child) -> Person:
    return Assignment.objects.get(child=child, role="ongoing_case_manager").person


@pytest.fixture
def client_of_worker(sign_in: SignIn, worker: Person) -> Client:
    return sign_in(str(worker.external_id))


Write = Callable[..., Any]


@pytest.fixture
def write() -> Write:
    """Keep a record of a child by her case manager."""

    def written(model: Any, child: Child, **said: Any) -> Any:
        given: dict[str, Any] = {"on": TODAY, "by": worker_of(child), "today": TODAY, "token": uuid4()}
        return keep(model, OWNERS, child=child, **(given | said))

    return written
