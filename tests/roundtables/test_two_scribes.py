"""Two who write the same field of a meeting at one moment: one is refused, and both texts are kept.

On PostgreSQL the two saves really meet: each has a connection of its own, and both wait for the meeting's row. Threads
can not share SQLite in memory, so there they come one after the other.
"""

import threading
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from homeward.casefile.models import Child
from homeward.permanency.consultations.actions import write
from homeward.permanency.consultations.saves import PartsChangedError, text_of
from homeward.permanency.models import Consultation, ConsultationChild, Participant
from homeward.workforce.actions import add_person
from homeward.workforce.models import Agency, Person

DAY: Final = date(2026, 11, 23)
WRITES: Final = {"facilitator": "As the facilitator heard it", "scribe": "As the scribe heard it"}
_LONGEST: Final = 60.0


@pytest.fixture
def meeting(transactional_db: None) -> Consultation:
    """A meeting that has begun, with a facilitator and a scribe."""
    agency = Agency.objects.create(name="Agency of two scribes", external_id=str(uuid4()))
    consultant = add_person(name="Con Sultant", agency=agency)
    one = Consultation.objects.create(
        on=DAY, begun_by=consultant, begun_at=timezone.now(), started_at=timezone.now(), token=uuid4()
    )
    child = Child.objects.create(external_id=str(uuid4()), agency=agency, first_name="Ada")
    ConsultationChild.objects.create(consultation=one, child=child)
    for row, seat in enumerate(WRITES):
        Participant.objects.create(
            consultation=one, row=f"000{row}a", seat=seat, person=add_person(name=seat.title(), agency=agency)
        )
    return one


@dataclass
class Office:
    """What became of each save."""

    meeting: Consultation
    refused: dict[str, PartsChangedError] = field(default_factory=dict)
    wrong: list[BaseException] = field(default_factory=list)

    def save(self, seat: str) -> None:
        """Somebody saves what she typed since the meeting began."""
        by = Person.objects.get(consultations__consultation=self.meeting, consultations__seat=seat)
        try:
            write(consultation=self.meeting, typed={"clarify": WRITES[seat]}, opened=0, by=by, today=DAY)
        except PartsChangedError as changed:
            self.refused[seat] = changed

    def save_in_a_thread(self, seat: str) -> None:
        try:
            self.save(seat)
        except BaseException as problem:
            self.wrong.append(problem)
        finally:
            connection.close()


def waiting() -> int:
    """How many connections wait for a lock that another one holds, as it is at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        (count,) = cursor.fetchone()
    return int(count)


def at_one_moment(office: Office) -> None:
    """Both are under way and wait for the meeting, which is then let go."""
    threads = [threading.Thread(target=office.save_in_a_thread, args=(seat,)) for seat in WRITES]
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=office.meeting.pk)
        for thread in threads:
            thread.start()
        until = time.monotonic() + _LONGEST
        while waiting() < len(threads):
            assert time.monotonic() < until, office.wrong or "they never met"
            time.sleep(0.02)
    for thread in threads:
        thread.join(_LONGEST)


def test_two_saves_of_one_field_that_meet_are_one_kept_and_one_refused_with_both_texts(meeting: Consultation) -> None:
    office = Office(meeting)
    if connection.vendor == "postgresql":
        at_one_moment(office)
    else:
        for seat in WRITES:
            office.save(seat)
    assert office.wrong == []
    (loser,) = office.refused
    (winner,) = WRITES.keys() - {loser}
    refused = office.refused[loser]
    assert text_of(meeting)[0] == {"clarify": WRITES[winner]}
    assert meeting.saves.count() == 1
    assert refused.merged.theirs == {"clarify": WRITES[winner]}
    assert refused.merged.text.texts["clarify"] == WRITES[loser]
    assert str(refused.save.saved_by) == winner.title()
