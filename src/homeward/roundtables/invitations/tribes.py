"""The tribe of an Indian child is invited to send a representative, at the earliest point; what it answered.

Whether a child is one is never concluded: it is the fact of the file, or a tribe that somebody recorded.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.access import TribalAffiliation
from homeward.casefile.models import Child
from homeward.obligations.recording import may_record_kind
from homeward.roundtables.models import Roundtable, Status, TribalInvitation
from homeward.roundtables.requests import SCHEDULED
from homeward.workforce.models import Person


@dataclass(frozen=True)
class OfTribe:
    """A child whose tribe is to be invited, or of whom it is not known whether there is one."""

    child: Child
    tribes: list[str]
    """That are recorded for the child."""
    is_open: bool
    """Whether the child is an Indian child is not recorded: it is to be asked."""
    invitations: list[TribalInvitation]

    @property
    def is_missing(self) -> bool:
        """The tribe is to be invited, and no invitation is recorded."""
        return not self.is_open and not self.invitations


def standing(children: Iterable[Child], roundtable: Roundtable | None, today: date) -> list[OfTribe]:
    """The children who are or may be Indian children, with the invitations for one roundtable, or for none yet."""
    asked = [child for child in children if child.indian_child != "no"]
    known: dict[UUID, list[str]] = {}
    for one in TribalAffiliation.objects.in_force(today).filter(child__in=asked).select_related("tribe"):
        known.setdefault(one.child_id, []).append(str(one.tribe))
    sent: dict[UUID, list[TribalInvitation]] = {}
    for invitation in TribalInvitation.objects.filter(child__in=asked, roundtable=roundtable):
        sent.setdefault(invitation.child_id, []).append(invitation)
    return [
        OfTribe(
            child=child,
            tribes=known.get(child.pk, []),
            is_open=child.indian_child != "yes" and child.pk not in known,
            invitations=sent.get(child.pk, []),
        )
        for child in asked
    ]


def attach(roundtable: Roundtable, children: Any) -> None:
    """What was recorded before there was a day is for this roundtable; also if the one before was cancelled."""
    before = Q(roundtable=None) | Q(roundtable__status=Status.CANCELLED)
    TribalInvitation.objects.filter(before, child__in=children).update(roundtable=roundtable)


@transaction.atomic
def record_invitation(*, child: Child, by: Person, today: date, token: UUID, **said: Any) -> TribalInvitation:
    """Record that the tribe of a child was invited. Sent twice, it is recorded once.

    Raises ValidationError for a day that has not come, PermissionDenied.
    """
    _refuse_stranger(child, by, today)
    if said["on"] > today:
        raise ValidationError({"on": "This day has not come. Record the invitation once it is sent."})
    live = Roundtable.objects.live().filter(attending__child=child).first()
    made, is_new = TribalInvitation.objects.get_or_create(
        token=token,
        defaults={"child": child, "roundtable": live, "recorded_by": by, "recorded_at": timezone.now(), **said},
    )
    if is_new:
        details: dict[str, audit.Detail] = {"how": made.how}
        audit.record(by=by, verb="invite_tribe", child_id=child.pk, target=f"tribe:{made.pk}", details=details)
    return made


@transaction.atomic
def record_reply(*, invitation: TribalInvitation, reply: str, on: date, by: Person, today: date) -> None:
    """Record what the tribe answered. Raises ValidationError for a day before it was asked, PermissionDenied."""
    _refuse_stranger(invitation.child, by, today)
    if not invitation.on <= on <= today:
        raise ValidationError({"replied_on": "Write the day of the answer: not before the invitation, nor to come."})
    invitation.reply, invitation.replied_on = reply, on
    invitation.save(update_fields=["reply", "replied_on"])
    details: dict[str, audit.Detail] = {"reply": reply}
    target = f"tribe:{invitation.pk}"
    audit.record(by=by, verb="record_reply_of_tribe", child_id=invitation.child_id, target=target, details=details)


def may_invite(person: Person, children: Collection[Child], today: date) -> bool:
    """Whether somebody convenes for all of these children, and so invites."""
    return all(may_record_kind(person, child, SCHEDULED, on=today) for child in children)


def _refuse_stranger(child: Child, by: Person, today: date) -> None:
    if not may_invite(by, [child], today):
        raise PermissionDenied("Whoever convenes the roundtable invites the tribe.")
