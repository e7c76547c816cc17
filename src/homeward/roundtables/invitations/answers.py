"""Coming or not: what the invited say, on their page or by the link of a letter."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.roundtables.invitations import links
from homeward.roundtables.invitations.links import DeadLinkError
from homeward.roundtables.invitations.tasks import send_letters
from homeward.roundtables.invitations.tribes import may_invite
from homeward.roundtables.models import Answer, Invited, Letter, LetterLink, Roundtable, Status
from homeward.workforce.models import Person

_NEW_LINKS_A_DAY: Final = 5


def may_answer(invited: Invited, *, now: datetime) -> bool:
    """Whether there is something to answer: she has a seat at what is announced and has not begun."""
    roundtable = invited.roundtable
    return not invited.withdrawn_at and roundtable.status == Status.ANNOUNCED and now < roundtable.starts_at


def unanswered(person: Person, roundtables: Iterable[Roundtable]) -> set[UUID]:
    """The roundtables to come of which she has not said whether she comes. One query, none without a roundtable."""
    now = timezone.now()
    ahead = [one.pk for one in roundtables if one.status == Status.ANNOUNCED and one.starts_at > now]
    if not ahead:
        return set()
    hers = Invited.objects.filter(person=person, roundtable__in=ahead, withdrawn_at=None, answer="")
    return set(hers.values_list("roundtable_id", flat=True))


@transaction.atomic
def answer(*, invited: Invited, says: str, note: str, by: Person) -> Invited:
    """Keep what she says, in place of what she said before. Raises ValidationError if it is too late for that."""
    invited = _locked(invited.pk)
    if not may_answer(invited, now=timezone.now()):
        raise ValidationError("This roundtable has begun, was cancelled, or you have no seat at it any more.")
    if says not in Answer.values:
        raise ValidationError({"says": "Choose one of the answers."})
    _keep(invited, says, note)
    details: dict[str, audit.Detail] = {"answer": says}
    audit.record(by=by, verb="answer_invitation", target=f"roundtable:{invited.roundtable_id}", details=details)
    return invited


def _keep(invited: Invited, says: str, note: str, noted_by: Person | None = None, told_on: date | None = None) -> None:
    invited.answer, invited.note, invited.answered_at = says, note.strip(), timezone.now()
    invited.noted_by, invited.told_on = noted_by, told_on
    invited.save(update_fields=["answer", "note", "answered_at", "noted_by", "told_on"])


@transaction.atomic
def note_answer(*, invited: Invited, says: str, note: str, told_on: date, by: Person, today: date) -> Invited:
    """Keep what somebody said by telephone or in passing: whoever convenes writes it down, and stands beside it.

    Raises ValidationError with the faults by field, PermissionDenied.
    """
    children = list(Child.objects.filter(roundtables__roundtable=invited.roundtable_id))
    if not may_invite(by, children, today):
        raise PermissionDenied("Whoever convenes the roundtable writes down what people answer.")
    invited = _locked(invited.pk)
    if not may_answer(invited, now=timezone.now()):
        raise ValidationError("This roundtable has begun, was cancelled, or she or he has no seat at it any more.")
    if says not in Answer.values:
        raise ValidationError({"says": "Choose one of the answers."})
    if told_on > today:
        raise ValidationError({"told_on": "This day has not come. Write the day on which you were told."})
    _keep(invited, says, note, by, told_on)
    details: dict[str, audit.Detail] = {"answer": says, "person": str(invited.person_id)}
    audit.record(by=by, verb="note_answer", target=f"roundtable:{invited.roundtable_id}", details=details)
    return invited


@transaction.atomic
def answer_by_link(*, secret: str, says: str, note: str) -> Invited:
    """Keep what she says by the link of a letter, which is used up by it. Raises DeadLinkError, ValidationError."""
    link = links.link_of(secret, LetterLink.Purpose.ANSWER)
    invited = _locked(link.invited_id)
    link.refresh_from_db()
    now = timezone.now()
    if not links.is_good(link, now=now) or not may_answer(invited, now=now):
        raise DeadLinkError
    links.use(link, now=now)
    return answer(invited=invited, says=says, note=note, by=invited.person)


@transaction.atomic
def ask_for_new_links(*, link: LetterLink) -> bool:
    """Send her another letter with fresh links, to the address that is on record; False if she had too many today.

    Raises DeadLinkError if the door is closed for good.
    """
    invited = _locked(link.invited_id)
    now = timezone.now()
    sent = invited.letters.filter(kind=Letter.Kind.LINK, wanted_at__gt=now - timedelta(days=1))
    if invited.withdrawn_at or invited.roundtable.status == Status.CANCELLED:
        raise DeadLinkError
    if sent.count() >= _NEW_LINKS_A_DAY:
        return False
    sequence = invited.letters.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    Letter.objects.create(
        invited=invited, kind=Letter.Kind.LINK, sequence=sequence, starts_at=invited.roundtable.starts_at, wanted_at=now
    )
    transaction.on_commit(send_letters.enqueue)
    return True


def _locked(invited_id: UUID) -> Invited:
    Invited.objects.select_for_update().get(pk=invited_id)
    return Invited.objects.select_related("person", "roundtable__agency", "roundtable__room").get(pk=invited_id)
