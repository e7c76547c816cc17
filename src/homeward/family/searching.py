"""What is done to find and engage relatives. Each effort for a child in care stands behind an event of the casefile."""

from datetime import date
from typing import Any, Final
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.casefile.models import Child, Episode
from homeward.family.actions import change_facts
from homeward.family.confidential import may_be_written_to
from homeward.family.keep import Sender, done, event_for, keep, lock_family, opened, save, sent_before
from homeward.family.models import (
    Connection,
    ContactAttempt,
    EarlySearch,
    LeadStep,
    Notice,
    NoticeAnswer,
    Relative,
    SearchAction,
)
from homeward.family.models.efforts import Rung

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
    *, child: Child, relative: Relative, on: date, said: dict[str, Any], rung: str, sent: Sender
) -> ContactAttempt:
    """Somebody tried to reach a relative; `rung` is how far she has come by it, if that is another than before.

    Raises as `keep` does; ValidationError if she does not want to be contacted or is not safe.
    """
    lock_family(child)
    if kept := sent_before(ContactAttempt, sent.token):
        return kept
    child = opened(child, sent)
    if relative.do_not_contact:
        raise ValidationError(f"{relative} does not want to be contacted: {relative.do_not_contact_why}")
    attempt = ContactAttempt(child=child, relative=relative, on=on, **said)
    attempt.event = event_for(child, SEARCH, on, sent)
    save(attempt, sent)
    if rung:
        save(LeadStep(child=child, relative=relative, on=on, rung=rung), sent, uuid5(sent.token, "rung"))
    done(child, sent, verb="record_contact", target=f"contactattempt:{attempt.pk}")
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
        save(LeadStep(child=child, relative=relative, on=on, rung=Rung.NOTIFIED), sent, uuid5(token, "rung"))
    done(child, sent, verb="send_relative_notices", target=f"notice:{notices[0].pk}")
    return notices[0]


def answer_notice(*, child: Child, notice: Notice, said: dict[str, Any], sent: Sender) -> NoticeAnswer:
    """A notice came back, or was answered. Raises as `keep` does."""
    if said["on"] < notice.on:
        raise ValidationError({"on": "This is before the notice was sent."})
    return keep(NoticeAnswer(notice=notice, **said), child=child, sent=sent, verb="answer_relative_notice")
