"""Which follow-up of a roundtable is open: the check of the steps, then the review; one at a time, by the guide's days.

A child's last roundtable is followed, as long as the child is in care. Steps of earlier ones that are still open go
over to it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from homeward.casefile.models import Child, Event
from homeward.obligations.models import Determination
from homeward.obligations.reasons import reason_words
from homeward.obligations.recording import RATING
from homeward.permanency.consultations.guide import guide_of
from homeward.permanency.models import ActionStep, Consultation, ConsultationChild, FollowUp
from homeward.permanency.models.consultations import ROUNDTABLE, UNREAD_IN_LISTS
from homeward.website.words import counted, plain

CHECK, REVIEW = FollowUp.Kind.CHECK.value, FollowUp.Kind.REVIEW.value

AHEAD: Final = timedelta(days=7)
"""So long before its day a follow-up stands on Today, and can be recorded."""

RATED_AHEAD: Final = timedelta(days=30)
"""A rating of the month before the review is the review's."""

_FOLLOWED: Final = timedelta(days=366)
"""A roundtable of longer ago is followed no more: policy has asked for another one, or for none."""


@dataclass(frozen=True)
class Open:
    """The follow-up of a roundtable that is open, with the children for whom that roundtable is the last one."""

    consultation: Consultation
    kind: str
    due_on: date
    children: list[Child]
    today: date
    done: list[FollowUp] = field(default_factory=list)
    is_check_missed: bool = False
    """The day of the review came before anybody recorded the check."""

    @property
    def words(self) -> str:
        """By its days: "30-day check"."""
        return name_of(self.consultation, self.kind)

    @property
    def days_late(self) -> int:
        return max(0, (self.today - self.due_on).days)

    @property
    def is_near(self) -> bool:
        """Whether it is time for it."""
        return self.due_on - AHEAD <= self.today

    @property
    def rated_from(self) -> date:
        """From when on a rating is the review's."""
        return max(self.due_on - RATED_AHEAD, self.consultation.on + timedelta(days=1))


def name_of(consultation: Consultation, kind: str) -> str:
    """A follow-up by its days."""
    guide = guide_of(consultation.guide_version, consultation.on)
    return f"{guide.check_after}-day check" if kind == CHECK else f"{guide.review_after}-day review"


def open_among(in_care: Collection[UUID] | QuerySet[Child], *, today: date) -> list[Open]:
    """The open follow-ups of the last roundtables of some children in care, the one due first first. Two queries."""
    later = ConsultationChild.objects.filter(
        consultation__kind=ROUNDTABLE,
        consultation__held_at__isnull=False,
        consultation__called_off_at=None,
        consultation__on__gt=OuterRef("consultation__on"),
        child=OuterRef("child"),
    )
    last = ConsultationChild.objects.filter(
        ~Exists(later),
        child__in=in_care,
        consultation__kind=ROUNDTABLE,
        consultation__held_at__isnull=False,
        consultation__called_off_at=None,
        consultation__on__gte=today - _FOLLOWED,
        consultation__on__lte=today,
    )
    found: dict[UUID, tuple[Consultation, list[Child]]] = {}
    last = last.select_related("consultation", "child").defer(*UNREAD_IN_LISTS)
    for member in last.order_by("child__birth_date", "child_id"):
        found.setdefault(member.consultation_id, (member.consultation, []))[1].append(member.child)
    done: dict[UUID, list[FollowUp]] = {}
    for one in (
        FollowUp.objects.current().filter(consultation__in=list(found)).select_related("recorded_by").order_by("on")
    ):
        done.setdefault(one.consultation_id, []).append(one)
    listed = [_open(one, whose, done.get(one.pk, []), today) for one, whose in found.values()]
    return sorted((one for one in listed if one), key=lambda one: (one.due_on, str(one.consultation.pk)))


def open_of(consultation: Consultation, *, today: date) -> Open | None:
    """The open follow-up of one roundtable; None: none is, or a later roundtable took it over."""
    children = Child.objects.filter(consultations__consultation=consultation).in_care(on=today)
    return next((one for one in open_among(children, today=today) if one.consultation == consultation), None)


def _open(consultation: Consultation, children: list[Child], done: list[FollowUp], today: date) -> Open | None:
    kinds = {one.kind for one in done}
    if REVIEW in kinds:
        return None
    guide = guide_of(consultation.guide_version, consultation.on)
    review_on = consultation.on + timedelta(days=guide.review_after)
    is_review = CHECK in kinds or today >= review_on
    due_on = review_on if is_review else consultation.on + timedelta(days=guide.check_after)
    return Open(
        consultation=consultation,
        kind=REVIEW if is_review else CHECK,
        due_on=due_on,
        children=children,
        today=today,
        done=done,
        is_check_missed=is_review and CHECK not in kinds,
    )


def steps_followed(one: Open) -> list[ActionStep]:
    """The steps of the roundtable, and those of earlier ones that are still open: they were inherited."""
    pks = [child.pk for child in one.children]
    earlier = ConsultationChild.objects.filter(
        child__in=pks, consultation__on__lt=one.consultation.on, consultation__called_off_at=None
    )
    inherited = Q(consultation__in=earlier.values("consultation"), state=ActionStep.State.OPEN)
    steps = ActionStep.objects.filter(Q(consultation=one.consultation) | inherited)
    of_them = steps.filter(Q(child=None) | Q(child__in=pks)).select_related("consultation", "child", "person")
    return list(of_them.order_by("-consultation__on", "row"))


@dataclass(frozen=True)
class Standing:
    """A child at a review: rated again or not, and what policy asks for next, as the engine answers it."""

    child: Child
    first: str
    """The status at the roundtable, in words."""
    again: Event | None
    determination: Determination | None

    @property
    def next_words(self) -> str:
        """What policy says of the next roundtable."""
        if self.determination is None:
            return "Nothing is asked: no stay in care is open."
        said = self.determination
        why = "; ".join(reason_words(said.reasons))
        return f"{plain(said.determination).capitalize()}{f': {why}' if why else ''}"


def standings(one: Open) -> list[Standing]:
    """Each child's status before and after, and the repeat by policy. Two queries."""
    pks = [child.pk for child in one.children]
    ratings: dict[UUID, list[Event]] = {}
    for event in Event.objects.current().filter(child__in=pks, kind=RATING, on__lte=one.today).in_order():
        ratings.setdefault(event.child_id, []).append(event)
    told = {said.child_id: said for said in Determination.objects.filter(child__in=pks)}
    return [_standing(one, child, ratings.get(child.pk, []), told.get(child.pk)) for child in one.children]


def _standing(one: Open, child: Child, ratings: Sequence[Event], told: Determination | None) -> Standing:
    before = [event for event in ratings if event.on <= one.consultation.on]
    again = [event for event in ratings if event.on >= one.rated_from]
    first = plain(before[-1].value) if before else "not rated"
    return Standing(child, first, again[-1] if again else None, told)


def not_rated(found: Iterable[Standing]) -> list[Child]:
    """The children who were not rated again."""
    return [one.child for one in found if one.again is None]


def late_words(days: int) -> str:
    """How long something is late."""
    return f"{counted(days, 'day')} late" if days else "due today"
