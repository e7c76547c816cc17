"""Problems and proposals ask the database as often whatever there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from homeward.roundtables.models import Choice, Confirmation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import other_child, room
from tests.roundtables.timetables.asked import proposed
from tests.roundtables.timetables.test_problem import made_of

pytestmark = pytest.mark.django_db


def begin_one() -> None:
    """One more child waits: begun by case manager and supervisor."""
    choice = Choice.objects.create(child=other_child(), kind="together", why="It helps.", on=TODAY)
    for role, who in (("ongoing_case_manager", "ocm-001"), ("supervisor", "sup-01")):
        Confirmation.objects.create(choice=choice, role=role, by=person(who), on=TODAY)


def test_a_problem_takes_as_many_queries_whatever_waits() -> None:
    room()
    with CaptureQueriesContext(connection) as few:
        before = made_of()
    begin_one()
    with CaptureQueriesContext(connection) as more:
        after = made_of()
    assert len(after.asked) + len(after.beside) == len(before.asked) + len(before.beside) + 1
    assert len(more) == len(few) <= 40


def test_a_proposal_takes_as_many_queries_whatever_it_holds(sign_in: SignIn) -> None:
    room()
    client, first = sign_in("pc-01"), proposed()
    begin_one()
    second = proposed()
    client.get(reverse("timetable", args=(first.pk,)))
    counts = []
    for timetable in (first, second):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("timetable", args=(timetable.pk,)))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 26
