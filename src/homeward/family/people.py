"""The people of a child's family as one visitor reads them: who each is to the child, how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef

from homeward.casefile.models import Child, Event
from homeward.casefile.page import Visit
from homeward.family.actions import FLAGS, as_relative
from homeward.family.confidential import Reader, may_be_written_to, reader_of
from homeward.family.kinship import MATERNAL, PATERNAL, Kin, Step, kin_of, ways_from
from homeward.family.models import (
    Connection,
    ContactAttempt,
    ContactPoint,
    LeadStep,
    Notice,
    Relative,
    ScreeningStep,
    SearchAction,
    Tie,
)
from homeward.family.models.efforts import Effort, Rung
from homeward.family.sharing import read_with, relatives_with
from homeward.website.words import capital

UNKNOWN_KIN: Final = Kin("of the family, no tie recorded", "", 0, 99)
FOUND: Final = (
    Rung.LOCATED,
    Rung.NOTIFIED,
    Rung.CONTACTED,
    Rung.ENGAGED,
    Rung.SUPPORTS,
    Rung.PLACEMENT,
    Rung.PERMANENCY,
)
"""From here on one knows where somebody is."""
_KINDS: Final = ("relative_search", "relative_notice_sent")
ENGAGED: Final = (Rung.ENGAGED, Rung.SUPPORTS, Rung.PLACEMENT, Rung.PERMANENCY)


@dataclass
class Member:
    """One person of the family, as a visitor reads her."""

    relative: Relative
    name: str
    kin: Kin
    way: list[Step]
    ids: set[UUID] = field(default_factory=set)
    """Under which she was recorded: her own, and those of records that were found to be the same person."""
    points: list[ContactPoint] = field(default_factory=list)
    hides_points: bool = False
    """There are ways of reaching her that are not for this visitor."""
    lead: LeadStep | None = None
    attempts: list[ContactAttempt] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    connection: Connection | None = None
    screening: list[ScreeningStep] = field(default_factory=list)
    """Background checks and the home study, the latest first; none for whoever does not read them."""

    @property
    def kin_words(self) -> str:
        """Who she is to the child, with a large letter."""
        return capital(self.kin.words)

    @property
    def rung(self) -> Rung:
        """How far she has come; whoever is only known by name is named."""
        return Rung(self.lead.rung) if self.lead else Rung.NAMED

    @property
    def rung_words(self) -> str:
        """The same in words."""
        return capital(str(self.rung.label))

    @property
    def to_ask(self) -> bool:
        """Whether one may turn to her again when something changes."""
        return self.is_counted and not self.relative.is_unsafe and not self.relative.do_not_contact

    @property
    def is_counted(self) -> bool:
        """Whether the search has found her: a living relative or like-kin with a name, no child of the file."""
        return self.relative.is_named and self.relative.child_id is None and not self.relative.is_deceased

    @property
    def is_located(self) -> bool:
        """Whether one knows where she is: a way to reach her is recorded, or she has come further."""
        return self.rung in FOUND or bool(self.points) or self.hides_points

    @property
    def is_engaged(self) -> bool:
        return self.rung in ENGAGED

    @property
    def last_reached(self) -> date | None:
        """When somebody spoke with her last."""
        return next((one.on for one in self.attempts if one.outcome == ContactAttempt.Outcome.REACHED), None)

    @property
    def gets_letters(self) -> bool:
        return may_be_written_to(self.relative)


@dataclass(frozen=True)
class Kinsfolk:
    """Everybody of a child's family."""

    child: Child
    reader: Reader
    own: Relative | None
    members: list[Member]
    ties: list[Tie]
    actions: list[SearchAction]

    def member(self, relative_id: UUID) -> Member | None:
        """One of them, by any record of her."""
        return next((one for one in self.members if relative_id in one.ids), None)

    @property
    def others(self) -> list[Member]:
        """All but the child."""
        return [one for one in self.members if one.relative.child_id != self.child.pk]

    def of_side(self, side: str) -> list[Member]:
        """Those on one side; empty: on both, on neither, or not known."""
        return [one for one in self.others if one.kin.side == side]

    @property
    def sides(self) -> list[tuple[str, list[Member]]]:
        """The groups in which they are shown, those that are not empty."""
        named = (
            ("Mother's side", self.of_side(MATERNAL)),
            ("Father's side", self.of_side(PATERNAL)),
            ("Both sides, like-kin and others", self.of_side("")),
        )
        return [(word, found) for word, found in named if found]


def kinsfolk_of(visit: Visit, child: Child) -> Kinsfolk:
    """Everybody of a child's family as a visitor reads it; so many queries however many they are."""
    own = as_relative(child)
    reader = reader_of(visit, child, own.family_id if own else None)
    if own is None:
        actions = _believed(SearchAction.objects.current().filter(child=child).select_related("event"), child)
        return Kinsfolk(child, reader, None, [], [], actions)
    read = relatives_with(child, own.family_id)
    rows = {one.pk: one for one in read.select_related("child", "tribe")}
    now = {pk: _now(one, rows) for pk, one in rows.items()}
    people = {pk: one for pk, one in rows.items() if now[pk] == pk}
    for pk, became in now.items():
        _hold_flags(rows[pk], rows[became])
    recorded = Tie.objects.current().filter(read_with(child), one__family=own.family_id)
    ties = _between(recorded.order_by("on", "recorded_at"), now)
    ways = ways_from(own.pk, ties)
    members = [_member(one, reader, ways.get(one.pk), people) for one in people.values()]
    of = {one.relative.pk: one for one in members}
    by_id = {pk: of[became] for pk, became in now.items()}
    for pk, member in by_id.items():
        member.ids.add(pk)
    _add_points(by_id, child, reader)
    _add_screening(by_id, child, reader)
    actions = _add_efforts(by_id, child)
    members.sort(
        key=lambda one: (not one.way and one.relative.pk != own.pk, one.kin.distance, -one.kin.generation, one.name)
    )
    return Kinsfolk(child, reader, own, members, ties, actions)


def _now(one: Relative, rows: dict[UUID, Relative]) -> UUID:
    """Who somebody is by now: whom she was found to be the same as, or herself. Into somebody who is not read with this
    child she is not followed.
    """
    while one.merged_into_id and one.merged_into_id in rows:
        one = rows[one.merged_into_id]
    return one.pk


def _hold_flags(one: Relative, became: Relative) -> None:
    """A flag for safety holds if either record has it, also one that was set after they were brought together."""
    for flag, why in FLAGS.items():
        if getattr(one, flag) and not getattr(became, flag):
            setattr(became, flag, True)
            setattr(became, why, getattr(one, why))


def _between(ties: Iterable[Tie], now: dict[UUID, UUID]) -> list[Tie]:
    """The ties between people as they are by now, each once: two records of one aunt may say the same. That it ended
    holds, whichever says so.
    """
    found: dict[tuple[UUID, UUID, str, str], Tie] = {}
    for tie in ties:
        tie.one_id, tie.other_id = now[tie.one_id], now[tie.other_id]
        if tie.one_id != tie.other_id:
            key = (tie.one_id, tie.other_id, tie.kind, tie.basis)
            if key not in found or tie.ended_on:
                found[key] = tie
    return list(found.values())


def _member(one: Relative, reader: Reader, way: list[Step] | None, people: dict[UUID, Relative]) -> Member:
    if way is None:
        kin = UNKNOWN_KIN
    elif not way:
        kin = Kin("the child", "", 0, 0)
    else:
        kin = kin_of(way, people)
    return Member(one, reader.name_of(one), kin, way or [])


def _add_points(members: dict[UUID, Member], child: Child, reader: Reader) -> None:
    points = ContactPoint.objects.current().filter(read_with(child), relative__in=list(members))
    for point in points.order_by("-on", "-recorded_at"):
        member = members.get(point.relative_id)
        if member is None:
            continue
        if reader.reads_point(point, member.relative):
            member.points.append(point)
        else:
            member.hides_points = True


def _add_screening(members: dict[UUID, Member], child: Child, reader: Reader) -> None:
    if not reader.reads_screening:
        return
    steps = ScreeningStep.objects.current().filter(read_with(child), relative__in=list(members))
    for step in steps.select_related("recorded_by").order_by("-on", "-recorded_at"):
        members[step.relative_id].screening.append(step)


def _add_efforts(members: dict[UUID, Member], child: Child) -> list[SearchAction]:
    """What was done for this child; the latest first."""
    for step in LeadStep.objects.current().filter(child=child).order_by("on", "recorded_at"):
        if member := members.get(step.relative_id):
            member.lead = step
    for one in Connection.objects.current().filter(child=child).order_by("on", "recorded_at"):
        if member := members.get(one.relative_id):
            member.connection = one
    also = ContactAttempt.objects.filter(same_talk=OuterRef("pk"))
    made = ContactAttempt.objects.current().filter(child=child).annotate(is_shared=Exists(also))
    attempts = made.select_related("event").prefetch_related("recorded_by")
    for attempt in _believed(attempts, child):
        if member := members.get(attempt.relative_id):
            member.attempts.append(attempt)
    for notice in _believed(
        Notice.objects.current().filter(child=child).select_related("event").prefetch_related("answers"), child
    ):
        if member := members.get(notice.relative_id):
            member.notices.append(notice)
    return _believed(SearchAction.objects.current().filter(child=child).select_related("event", "recorded_by"), child)


Done = TypeVar("Done", bound=Effort | Notice)


def _believed(efforts: Iterable[Done], child: Child) -> list[Done]:
    """What was done whose event still counts, on the day that it has by now; the latest first."""
    corrections = Event.objects.filter(child=child, kind__in=_KINDS, corrects__isnull=False)
    later = {event.corrects_id: event for event in corrections}
    found = []
    for effort in efforts:
        event = effort.event
        while event is not None and event.pk in later:
            event = later[event.pk]
        if event is not None and event.is_withdrawal:
            continue
        if event is not None:
            effort.event, effort.on = event, event.on
        found.append(effort)
    return sorted(found, key=lambda one: (one.on, one.recorded_at), reverse=True)
