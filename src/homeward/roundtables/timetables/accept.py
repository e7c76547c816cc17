"""Taking a proposal over: each meeting by itself, so that what became impossible is refused and the rest is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.roundtables.actions import move, move_together, plan
from homeward.roundtables.arrangement import Arrangement, arrangement_of
from homeward.roundtables.models import Room, Roundtable, Stage, Timetable
from homeward.roundtables.timetables.actions import locked
from homeward.workforce.models import Person

_CHANGED = "Somebody changed or cancelled this roundtable in the meantime."
_WHY = "A timetable was made anew."


@dataclass(frozen=True)
class Answers:
    """What is asked before announced meetings are changed."""

    is_asked: bool = False
    efforts: str = ""
    why: str = ""


def accept(*, timetable: Timetable, by: Person, today: date, answers: Answers | None = None) -> Timetable:
    """Plan what is new, change what was moved; doing it twice changes nothing.

    Raises ValidationError if it can not be accepted any more. What is refused of it stands in `became`, with words.
    """
    with transaction.atomic():
        timetable = locked(timetable, by, today)
        if timetable.stage not in {Stage.PROPOSED, Stage.ACCEPTED}:
            raise ValidationError("This timetable can not be accepted any more.")
        timetable.stage, timetable.ended_at = Stage.ACCEPTED, timezone.now()
        timetable.save(update_fields=["stage", "ended_at"])
        audit.record(by=by, verb="accept_timetable", target=f"timetable:{timetable.pk}")
    taking = _Taking(timetable, by, today, answers or Answers())
    timetable.became = taking.all_of_it()
    timetable.save(update_fields=["became"])
    return timetable


def changes_announced(timetable: Timetable, meeting: Mapping[str, Any]) -> bool:
    """Whether a meeting of the proposal is another one than what is arranged of it."""
    before = timetable.announced.get(meeting["roundtable"])
    return before is not None and any(before[part] != meeting[part] for part in before)


class _Taking:
    """The meetings of one timetable, being taken over."""

    def __init__(self, timetable: Timetable, by: Person, today: date, answers: Answers) -> None:
        self.timetable, self.by, self.today, self.answers = timetable, by, today, answers
        self.became: dict[str, dict[str, str]] = {}

    def all_of_it(self) -> dict[str, dict[str, str]]:
        """What became of each. Those that are moved come first, and again as long as one of them makes room."""
        meetings = self.timetable.solution["meetings"]
        waiting = [one for one in meetings if changes_announced(self.timetable, one)]
        waiting += [one for one in meetings if one["roundtable"] not in self.timetable.announced]
        before = len(waiting) + 1
        while waiting and len(waiting) < before:
            before = len(waiting)
            waiting = [one for one in waiting if not self._take(one)]
        moved = [one for one in waiting if one["roundtable"] in self.timetable.announced]
        if len(moved) > 1 and self._exchanged(moved):
            for one in waiting:
                if one not in moved:
                    self._take(one)
        return self.became

    def _exchanged(self, meetings: list[Mapping[str, Any]]) -> bool:
        """Whether those that only stand in each other's way have changed places."""
        try:
            with transaction.atomic():
                moves = [self._moves(one) for one in meetings]
                move_together(moves=moves, why=self._why, by=self.by, today=self.today, token=self.timetable.pk)
        except (ValidationError, PermissionDenied, Person.DoesNotExist, Room.DoesNotExist):
            return False
        self.became |= {one["roundtable"]: {"roundtable": one["roundtable"]} for one in meetings}
        return True

    def _take(self, meeting: Mapping[str, Any]) -> bool:
        """Take one over; whether that worked."""
        key = meeting["roundtable"]
        try:
            with transaction.atomic():
                made = self._moved(meeting) if key in self.timetable.announced else self._planned(meeting)
        except ValidationError as refused:
            self.became[key] = {"refused": " ".join(refused.messages)}
            return False
        except (PermissionDenied, Person.DoesNotExist, Room.DoesNotExist, Child.DoesNotExist):
            self.became[key] = {"refused": "A child, a person or a room of it is not yours to convene with any more."}
            return False
        self.became[key] = {"roundtable": str(made.pk)}
        return True

    def _planned(self, meeting: Mapping[str, Any]) -> Roundtable:
        asked = self.timetable.asked[meeting["roundtable"]]
        listed = Child.objects.select_related("agency").in_bulk([UUID(one) for one in asked["children"]])
        children = tuple(listed[UUID(one)] for one in asked["children"] if UUID(one) in listed)
        if len(children) < len(asked["children"]):
            raise Child.DoesNotExist
        start, end = (datetime.fromisoformat(meeting[part]) for part in ("start", "end"))
        wanted = Arrangement(
            children=children,
            kind=asked["kind"],
            minutes=(end - start).seconds // 60,
            is_asked=False,
            is_planned=True,
            exception=asked["exception"],
            **_parts(meeting, start),
        )
        return plan(wanted=wanted, by=self.by, today=self.today, token=self._token(meeting))

    def _moved(self, meeting: Mapping[str, Any]) -> Roundtable:
        roundtable, wanted = self._moves(meeting)
        given: dict[str, Any] = {"by": self.by, "today": self.today, "token": self._token(meeting), "version": None}
        return move(roundtable=roundtable, wanted=wanted, why=self._why, **given)

    def _moves(self, meeting: Mapping[str, Any]) -> tuple[Roundtable, Arrangement]:
        """A roundtable, and how it is to be."""
        roundtable = Roundtable.objects.get(pk=meeting["roundtable"])
        asked, answers = self.timetable.asked[meeting["roundtable"]], self.answers
        if roundtable.version != asked["version"]:
            raise ValidationError(_CHANGED)
        as_it_is = arrangement_of(roundtable)
        parts = _parts(meeting, datetime.fromisoformat(meeting["start"]))
        is_asked = answers.is_asked or parts["facilitator"] == as_it_is.facilitator
        efforts = answers.efforts.strip() or as_it_is.efforts
        return roundtable, replace(as_it_is, **parts, is_asked=is_asked, efforts=efforts)

    @property
    def _why(self) -> str:
        return self.answers.why.strip() or _WHY

    def _token(self, meeting: Mapping[str, Any]) -> UUID:
        return uuid5(self.timetable.pk, meeting["roundtable"])


def _parts(meeting: Mapping[str, Any], start: datetime) -> dict[str, Any]:
    external = meeting["external"]
    return {
        "on": start.date(),
        "at": start.time(),
        "room": Room.objects.get(pk=meeting["room"]),
        "facilitator": Person.objects.select_related("agency").get(pk=meeting["facilitator"]),
        "external": Person.objects.select_related("agency").get(pk=external) if external else None,
    }
