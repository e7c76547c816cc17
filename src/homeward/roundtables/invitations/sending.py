"""Sending the letters that wait: each once, also if two programs send at a time; what fails waits for the next time.

A letter is marked as begun before it is handed over and as sent afterwards. One that was stopped in the middle is
taken up again; its key is in the Message-ID, by which a letter that did arrive is known for the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q

from homeward.roundtables.invitations.letters import message_of
from homeward.roundtables.models import Letter
from homeward.website.mail import GIVE_UP_AFTER, OF_ADDRESS, TAKEN_UP_AFTER


@dataclass
class Sent:
    """What a run did."""

    sent: int = 0
    refused: int = 0
    """Letters whose address the server did not take."""
    left: int = 0
    """Letters that wait for the next run."""
    is_unreachable: bool = False
    has_no_site: bool = False


def send_waiting(*, now: datetime, progress: Callable[[int, int], None] = lambda number, whole: None) -> Sent:
    """Send every letter that waits. Those of a roundtable that has begun are not sent any more."""
    passed = Letter.objects.waiting().filter(starts_at__lte=now).exclude(kind=Letter.Kind.LINK)
    passed.update(dropped_at=now)
    keys = list(Letter.objects.waiting().values_list("pk", flat=True))
    done, in_a_row = Sent(), 0
    if keys and urlsplit(settings.HOMEWARD_SITE_URL).scheme not in {"http", "https"}:
        Letter.objects.waiting().update(problem=Letter.Problem.NO_SITE)
        return Sent(left=len(keys), has_no_site=True)
    connection = get_connection()
    for number, key in enumerate(keys, start=1):
        try:
            done.sent += _send(key, connection, now)
            in_a_row = 0
        except OF_ADDRESS:
            done.refused += 1
            _failed(key, Letter.Problem.REFUSED)
        except OSError:
            _failed(key, Letter.Problem.UNREACHABLE)
            connection.close()
            done.is_unreachable = True
            if (in_a_row := in_a_row + 1) == GIVE_UP_AFTER:
                break
        progress(number, len(keys))
    connection.close()
    done.left = Letter.objects.waiting().filter(pk__in=keys).count()
    return done


def _send(key: Any, connection: Any, now: datetime) -> bool:
    """Send one, unless somebody else is at it or it is not wanted any more."""
    free = Q(begun_at=None) | Q(begun_at__lt=now - TAKEN_UP_AFTER) | ~Q(problem="")
    mine = Letter.objects.waiting().filter(free, pk=key).update(begun_at=now, problem="")
    if not mine:
        return False
    letter = Letter.objects.select_related(
        "invited__person", "invited__roundtable__agency", "invited__roundtable__room"
    ).get(pk=key)
    connection.open()
    connection.send_messages([message_of(letter, now=now)])
    Letter.objects.filter(pk=key).update(sent_at=now)
    return True


def _failed(key: Any, problem: str) -> None:
    Letter.objects.filter(pk=key).update(problem=problem)
