"""What is raised, by rule and by nothing else: a step that stays late, a check or review that was not held.

First to the supervisor, after further days to the permanency consultant too. Both numbers of days are the agency's.
Whoever records what she did has it off her list for as many days as it took to get there; then it comes back.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from homeward.casefile.models import Child
from homeward.casefile.sight import Sight
from homeward.permanency.consultations.belongs import words_of
from homeward.permanency.consultations.follow_ups import CHECK, REVIEW, Open
from homeward.permanency.consultations.followed import Followed
from homeward.permanency.consultations.guide import guide_on
from homeward.permanency.models import ActionStep, Consultation, RaisedAnswer
from homeward.permanency.models.consultations import UNREAD_IN_LISTS
from homeward.permanency.models.following import Level
from homeward.website.words import lapse_words
from homeward.workforce.models import RoleName

_MOST: Final = 50


def days_of(level: str) -> int:
    """After how many days late something is raised to somebody."""
    first: int = settings.HOMEWARD_RAISED_TO_SUPERVISOR_DAYS
    further: int = settings.HOMEWARD_RAISED_TO_CONSULTANT_DAYS
    return first if level == Level.SUPERVISOR else max(first, further)


_RECORDS: Final = {
    CHECK: Level.SUPERVISOR.label,
    REVIEW: f"{Level.SUPERVISOR.label} or {Level.PERMANENCY_CONSULTANT.label}",
}


@dataclass(frozen=True)
class Raised:
    """One thing that stays undone: for whom, for how long, which barrier, and what was done about it last."""

    child: Child
    consultation: Consultation
    level: str
    what: str
    days: int
    barrier: str = ""
    who: str = ""
    step: ActionStep | None = None
    kind: str = ""
    last: RaisedAnswer | None = None

    @property
    def why(self) -> str:
        """The rule by which it stands here."""
        what = "A step" if self.step else "A check or review"
        return f"{what} is raised to the {Level(self.level).label} when it is {days_of(self.level)} days late."

    @property
    def is_hers_to_hold(self) -> bool:
        """Whether it is a check or a review that whoever hears of it at this level records."""
        return self.step is None and (self.level == Level.SUPERVISOR or self.kind == REVIEW)

    @property
    def late(self) -> str:
        return f"{lapse_words(self.days)} late"


def children_of_level(sight: Sight, level: str) -> Q:
    """The children about whom somebody hears at a level: of her unit, or assigned to her as consultant."""
    if level == Level.SUPERVISOR:
        return sight.by_work & sight.supervised
    return sight.by_work & sight.carried(RoleName.PERMANENCY_CONSULTANT)


def raised_to(followed: Followed, level: str) -> list[Raised]:
    """What is raised to somebody, what is late for longest first. Six queries, whatever the number of children."""
    rows = [*_steps(followed, level), *_follow_ups(followed, level)]
    return sorted(rows, key=lambda one: (-one.days, str(one.child), one.what))


def _steps(followed: Followed, level: str) -> list[Raised]:
    members, today, after = followed.of_level(level), followed.today, timedelta(days=days_of(level))
    if not members:
        return []
    answered = RaisedAnswer.objects.filter(step=OuterRef("pk"), level=level, on__gt=today - after)
    late = ActionStep.objects.filter(
        ~Exists(answered),
        state=ActionStep.State.OPEN,
        by_on__lt=today - after,
        consultation__in={member.consultation_id for member in members},
    )
    late = (
        late.select_related("consultation", "child", "person")
        .defer(*UNREAD_IN_LISTS)
        .prefetch_related("consultation__members__child", "raised_answers__recorded_by")
    )
    guide = guide_on(today)
    return [
        Raised(
            child=step.child or step.consultation.members.all()[0].child,
            consultation=step.consultation,
            level=level,
            what=step.what,
            days=(today - step.by_on).days,
            barrier=guide.barrier_words(step.barrier) if step.barrier else "",
            who=words_of(step.role, step.person),
            step=step,
            last=next(reversed(step.raised_answers.all()), None),
        )
        for step in late.order_by("by_on", "row")[:_MOST]
        if step.by_on
    ]


def _follow_ups(followed: Followed, level: str) -> list[Raised]:
    after = days_of(level)
    missed = [one for one in followed.open_at(level) if one.days_late > after]
    if not missed:
        return []
    asked = [one.consultation.pk for one in missed]
    answers = RaisedAnswer.objects.filter(consultation__in=asked, step=None).select_related("recorded_by")
    last = {(one.consultation_id, one.kind, one.level): one for one in answers}
    fresh = followed.today - timedelta(days=after)
    return [
        _of(one, level, last.get((one.consultation.pk, one.kind, level)))
        for one in missed
        if not ((known := last.get((one.consultation.pk, one.kind, level))) and known.on > fresh)
    ]


def _of(one: Open, level: str, last: RaisedAnswer | None) -> Raised:
    return Raised(
        child=one.children[0],
        consultation=one.consultation,
        level=level,
        what=f"{one.words} of the roundtable",
        days=one.days_late,
        who=_RECORDS[one.kind],
        kind=one.kind,
        last=last,
    )
