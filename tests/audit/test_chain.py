"""Whatever is done to the entries behind Homeward's back is found."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F, QuerySet

from homeward.audit.actions import record
from homeward.audit.chain import verify
from homeward.audit.models import Entry, Head

pytestmark = pytest.mark.django_db

CHILD = uuid4()


def behind_the_back() -> QuerySet[Entry]:
    """The rows, as somebody with the password of the database has them."""
    return QuerySet(Entry)


@pytest.fixture(autouse=True)
def entries() -> list[Entry]:
    """Six entries at the end of the chain."""
    return [
        record(by=None, verb="opened", child_id=CHILD, why="é “ü”", details={"n": n, "b": True, "z": None, "a": "ž"})
        for n in range(6)
    ]


def breaks() -> list[int]:
    return [found.sequence for found in verify().breaks]


def test_a_chain_that_nobody_touched_holds(entries: list[Entry]) -> None:
    verified = verify()
    assert verified.breaks == ()
    assert (verified.entries, verified.last_hash) == (entries[-1].sequence, entries[-1].hash)


CHANGES = {
    "sequence of its own": lambda entry: {"sequence": entry.sequence + 100},
    "recorded_at": lambda entry: {"recorded_at": entry.recorded_at + timedelta(microseconds=1)},
    "verb": lambda entry: {"verb": "read"},
    "child_id": lambda entry: {"child_id": None},
    "target": lambda entry: {"target": "event:1"},
    "why": lambda entry: {"why": ""},
    "origin": lambda entry: {"origin": "127.0.0.1"},
    "details": lambda entry: {"details": {**entry.details, "n": 99}},
    "hash": lambda entry: {"hash": "0" * 64},
    "previous_hash": lambda entry: {"previous_hash": "0" * 64},
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_change_of_any_column_is_found(column: str, entries: list[Entry]) -> None:
    change: Callable[[Entry], dict[str, object]] = CHANGES[column]
    behind_the_back().filter(pk=entries[2].pk).update(**change(entries[2]))
    assert breaks() != []


@pytest.mark.parametrize("which", [0, 2, 5])
def test_a_removed_entry_is_found_also_the_last(which: int, entries: list[Entry]) -> None:
    behind_the_back().filter(pk=entries[which].pk)._raw_delete("default")
    assert breaks() != []


def test_what_is_missing_is_told(entries: list[Entry]) -> None:
    behind_the_back().filter(pk__in=[entries[1].pk, entries[2].pk])._raw_delete("default")
    first = entries[1].sequence
    assert [found.says for found in verify().breaks] == [f"follows {first - 1}: {first} to {first + 1} removed"]


def test_an_entry_slipped_in_at_the_end_is_found(entries: list[Entry]) -> None:
    last = entries[-1]
    copy = Entry(**{field.attname: getattr(last, field.attname) for field in Entry._meta.concrete_fields})
    copy.sequence += 1
    copy.save()
    assert breaks() == [copy.sequence, copy.sequence, copy.sequence]


def test_an_entry_slipped_in_between_is_found(entries: list[Entry]) -> None:
    for entry in reversed(entries[3:]):
        behind_the_back().filter(pk=entry.pk).update(sequence=F("sequence") + 1)
    slipped = Entry(
        sequence=entries[3].sequence, recorded_at=entries[2].recorded_at, verb="x", previous_hash="", hash=""
    )
    slipped.save()
    assert slipped.sequence in breaks()


def test_a_chain_written_anew_is_found_with_a_hash_that_was_noted_elsewhere(entries: list[Entry]) -> None:
    noted = entries[3].sequence, entries[3].hash
    assert verify(known=noted).breaks == ()
    behind_the_back().filter(sequence__gte=entries[3].sequence)._raw_delete("default")
    Head.objects.update(sequence=entries[2].sequence, hash=entries[2].hash)
    assert verify().breaks == ()
    assert [found.says for found in verify(known=noted).breaks] == ["was noted elsewhere, and is gone"]
    record(by=None, verb="something else")
    assert [found.sequence for found in verify(known=noted).breaks] == [noted[0]]


def test_the_command_tells_the_last_hash_or_every_break(
    entries: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_audit", skip_checks=True)
    assert capsys.readouterr().out.endswith(f"Last entry: {Entry.objects.count()}:{entries[-1].hash}\n")
    behind_the_back().filter(pk=entries[1].pk).update(verb="read")
    with pytest.raises(CommandError, match=f"^Entry {entries[1].pk} was altered$"):
        call_command("verify_audit", skip_checks=True)
