"""The number that a guest types beside her link: sent to her address when she asks, short-lived, few tries, once."""

import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from homeward.audit import actions as audit
from homeward.roundtables.invitations import links
from homeward.roundtables.invitations.doors import comes_as_guest, is_open
from homeward.roundtables.invitations.links import DeadLinkError, fingerprint
from homeward.roundtables.models import GuestCode, Invited, LetterLink

GOOD_FOR: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
MOST_CODES: Final = 5
"""So many for one link: who has used them up asks for a new link."""


class NoMoreCodesError(Exception):
    """So many numbers were sent for one link that no more are."""


class WrongCodeError(Exception):
    """Not the number that was sent, or it is too old, or was tried too often."""


def door(secret: str) -> LetterLink:
    """The link of a guest who may come in by it now. Raises DeadLinkError."""
    link = links.link_of(secret, LetterLink.Purpose.ENTER)
    if not is_open(link.invited) or not comes_as_guest(link.invited.person):
        raise DeadLinkError
    return link


def send_code(secret: str) -> None:
    """Send a number, in place of the one before. Raises DeadLinkError, NoMoreCodesError, OSError of the mail server.

    The server is spoken to when the database is left alone: it may take its time.
    """
    code = f"{secrets.randbelow(10**6):06}"
    kept = _keep(secret, code)
    try:
        _letter(str(kept.link.invited.person.email), code).send()
    except OSError:
        kept.delete()
        raise


@transaction.atomic
def _keep(secret: str, code: str) -> GuestCode:
    link = _locked(secret)
    now = timezone.now()
    if link.codes.count() >= MOST_CODES:
        raise NoMoreCodesError
    link.codes.filter(used_at=None).update(ends_at=now)
    return GuestCode.objects.create(link=link, fingerprint=_of(link, code), made_at=now, ends_at=now + GOOD_FOR)


def _letter(address: str, code: str) -> EmailMessage:
    given = {"code": code, "minutes": int(GOOD_FOR.total_seconds()) // 60, "agency": settings.HOMEWARD_AGENCY}
    return EmailMessage(
        subject=f"{settings.HOMEWARD_AGENCY}: your code",
        body=render_to_string("roundtables/invitations/code.txt", given),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )


def enter(secret: str, code: str) -> Invited:
    """Whoever the link and the number let in; both are used up. Raises DeadLinkError, WrongCodeError."""
    with transaction.atomic():
        link = _locked(secret)
        now = timezone.now()
        latest = link.codes.filter(used_at=None, ends_at__gt=now, tries__lt=MOST_TRIES).first()
        typed = "".join(code.split())
        if latest and constant_time_compare(latest.fingerprint, _of(link, typed)):
            latest.used_at = now
            latest.save(update_fields=["used_at"])
            links.use(link, now=now)
            target = f"roundtable:{link.invited.roundtable_id}"
            audit.record(by=link.invited.person, verb="enter_as_guest", target=target)
            return link.invited
        if latest:
            latest.tries += 1
            latest.save(update_fields=["tries"])
    raise WrongCodeError  # after the transaction: the try counts


def _locked(secret: str) -> LetterLink:
    """The link, locked, so that tries are counted one after another; DeadLinkError if it can not be used any more."""
    known = door(secret)
    LetterLink.objects.select_for_update().get(pk=known.pk)
    known.refresh_from_db(fields=["used_at", "ends_at"])
    if not links.is_good(known, now=timezone.now()):
        raise DeadLinkError
    return known


def _of(link: LetterLink, code: str) -> str:
    return fingerprint(f"{link.pk}:{code}")
