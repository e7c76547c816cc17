"""What is done to find and engage relatives. Each effort for a child in care stands behind an event of the casefile."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.casefile.models import Child, Episode
from homeward.family.actions import change_facts
from homeward.family.confidential import may_be_written_to
from homeward.family.keep import Sender, done, event_for, keep, lock_family, noted, opened, save, sent_before
from homeward.family.models import (
    Connection,
    ContactAttempt,
    EarlySearch,
    LeadStep,
    Notice,
    NoticeAnswer,
    Relative,
    ScreeningStep,
    SearchAction,
)
from homeward.family.models.efforts import Rung
from homeward.family.sharing import recorded_as
from homeward.family.siblings import who_share_a_talk

SEARCH: Final = "relative_search"
NOTICE_SENT: Final = "relative_notice_sent"
_FLAG_MOST: Final = 500
"""So long is the reason of a flag at most."""


@transaction.atomic
def record_search_action(*, child: Child, on: date, said: dict[str, Any], sent: Sender) -> SearchAction:
    """A source was looked through, or somebody was asked. Raises as `keep` does."""
    lock_family(child)
    if kept := sent_before(SearchAction, sent.token):
        return kept
    child = opened(child, sent)
    action = SearchAction(child=child, on=on, **said)
    action.event = event_for(child, SEARCH, on, sent)
    save(action, sent)
    done(child, sent, verb="record_search_action", target=f"searchaction:{action.pk}")
    return action


@transaction.atomic
def record_contact(
    *,
    child: Child,
    relative: Relative,
    on: date,
    said: dict[str, Any],
    rung: str,
    sent: Sender,
    also_for: Iterable[Child] = (),
) -> ContactAttempt:
    """Somebody tried to reach a relative; `rung` is how far she has come by it, if that is another than before.

    `also_for` are brothers and sisters of whom the same talk was: each has it in her own file, its minutes count once.
    Raises as `keep` does; ValidationError if she does not want to be contacted, or the talk can not be shared.
    """
    lock_family(child)
    if kept := sent_before(ContactAttempt, sent.token):
        return kept
    child = opened(child, sent)
    if relative.do_not_contact:
        raise ValidationError(f"{relative} does not want to be contacted: {relative.do_not_contact_why}")
    siblings = list(also_for)
    may_share = who_share_a_talk(child, relative, sent.by, on=sent.today) if siblings else []
    if not {one.pk for one in siblings} <= {one.pk for one in may_share}:
        raise ValidationError({"also_for": "The talk can not be recorded for this brother or sister from here."})
    talk = {"relative": relative, "on": on, **said}
    first = _keep_attempt(ContactAttempt(child=child, **talk), rung, sent)
    for sibling in siblings:
        own = replace(sent, token=uuid5(sent.token, f"talk for {sibling.pk}"), version=None)
        also = ContactAttempt(child=sibling, same_talk=first, **talk | {"minutes": None})
        _keep_attempt(also, rung, own)
        noted(sibling, own, verb="record_contact", target=f"contactattempt:{also.pk}")
    done(child, sent, verb="record_contact", target=f"contactattempt:{first.pk}")
    return first


def _keep_attempt(attempt: ContactAttempt, rung: str, sent: Sender) -> ContactAttempt:
    """What one child has of a talk: the attempt, the event behind it, and how far the relative has come."""
    attempt.event = event_for(attempt.child, SEARCH, attempt.on, sent)
    save(attempt, sent)
    if rung:
        step = LeadStep(child=attempt.child, relative=attempt.relative, on=attempt.on, rung=rung)
        save(step, sent, uuid5(sent.token, "rung"))
    return attempt


def record_lead(*, child: Child, relative: Relative, on: date, said: dict[str, Any], sent: Sender) -> LeadStep:
    """Where a relative stands for the child from a day on. Raises as `keep` does; a refusal needs its reason.

    Whoever is not safe for the child gets the flag for it, on which hangs what others read and who gets letters.
    """
    closed = {Rung.DECLINED, Rung.DECLINED_FOR_GOOD, Rung.UNSAFE, Rung.NOT_FOUND}
    if said["rung"] in closed and not said.get("note", "").strip():
        raise ValidationError({"note": "Say why, and what would have to change."})
    if said["rung"] == Rung.UNSAFE and len(said["note"].strip()) > _FLAG_MOST:
        raise ValidationError({"note": f"Say why in at most {_FLAG_MOST} signs, and write a note for the rest."})

    def flag() -> None:
        relative.refresh_from_db()
        if said["rung"] == Rung.UNSAFE and not relative.is_unsafe:
            change_facts(relative, {"is_unsafe": True, "unsafe_why": said["note"].strip()}, "", child=child, sent=sent)

    step = LeadStep(child=child, relative=relative, on=on, **said)
    return keep(step, child=child, sent=sent, verb="record_lead", also=flag)


def record_screening(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> ScreeningStep:
    """A background check or the home study went a step on. Raises as `keep` does."""
    what, note = ScreeningStep.What(said["what"]), said.get("note", "")
    if what in {ScreeningStep.What.CHECK_BARS, ScreeningStep.What.STUDY_REFUSED} and not note.strip():
        raise ValidationError({"note": "Say on what it rests, and what can still be done."})
    step = ScreeningStep(relative=relative, recorded_for=child, **said)
    return keep(step, child=child, sent=sent, verb="record_screening")


def open_early_search(*, child: Child, on: date, why: str, sent: Sender) -> EarlySearch:
    """Placement is likely: the search begins. Raises as `keep` does; ValidationError if the child is in care."""
    if Episode.objects.current().open(on=on).filter(child=child).exists():
        raise ValidationError({"on": "The child was in care on this day: the search is open already."})
    if not why.strip():
        raise ValidationError({"why": "Say why a placement is likely."})
    return keep(EarlySearch(child=child, on=on, why=why.strip()), child=child, sent=sent, verb="open_early_search")


def record_connection(*, child: Child, relative: Relative, said: dict[str, Any], sent: Sender) -> Connection:
    """What a child and somebody are to each other. Raises as `keep` does."""
    connection = Connection(child=child, relative=relative, **said)
    return keep(connection, child=child, sent=sent, verb="record_connection")


@transaction.atomic
def send_notices(*, child: Child, relatives: list[Relative], on: date, said: dict[str, Any], sent: Sender) -> Notice:
    """The notice went out to some relatives; together it is one event of the casefile. Gives the first of them.

    Raises ValidationError if nobody is chosen or one of them may not be written to; else as `keep` does.
    """
    if not relatives:
        raise ValidationError({"relatives": "Choose to whom it was sent."})
    lock_family(child)
    if kept := sent_before(Notice, sent.token):
        return kept
    child = opened(child, sent)
    if refused := [str(one) for one in relatives if not may_be_written_to(one)]:
        raise ValidationError({"relatives": f"No letter goes to {', '.join(refused)}."})
    event = event_for(child, NOTICE_SENT, on, sent)
    notices = []
    for number, relative in enumerate(relatives):
        token = uuid5(sent.token, str(relative.pk))
        notice = Notice(child=child, relative=relative, event=event, on=on, **said)
        notices.append(save(notice, sent, token if number else sent.token))
        if _is_before_notice(child, relative):
            save(LeadStep(child=child, relative=relative, on=on, rung=Rung.NOTIFIED), sent, uuid5(token, "rung"))
    done(child, sent, verb="send_relative_notices", target=f"notice:{notices[0].pk}")
    return notices[0]


def _is_before_notice(child: Child, relative: Relative) -> bool:
    """Whether a letter takes somebody further: whoever was reached before does not fall back by one."""
    steps = LeadStep.objects.current().filter(child=child, relative__in=recorded_as(relative, child))
    latest = steps.order_by("-on", "-recorded_at").first()
    return latest is None or latest.rung in {Rung.NAMED, Rung.LOCATED, Rung.NOT_FOUND}


def answer_notice(*, child: Child, notice: Notice, said: dict[str, Any], sent: Sender) -> NoticeAnswer:
    """A notice came back, or was answered. Raises as `keep` does."""
    if said["on"] < notice.on:
        raise ValidationError({"on": "This is before the notice was sent."})
    return keep(NoticeAnswer(notice=notice, **said), child=child, sent=sent, verb="answer_relative_notice")
