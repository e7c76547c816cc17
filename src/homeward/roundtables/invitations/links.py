"""Secret words: the links in letters, the numbers that guests type, the addresses of calendars.

The database keeps a fingerprint of each, made with the secret key of the installation: who reads a copy of the
database can neither use nor guess one. A fingerprint is looked up as a whole, so the time that takes says nothing.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.utils.crypto import salted_hmac

from homeward.roundtables.models import Invited, LetterLink

_SALT: Final = "homeward.roundtables.invitations"


class DeadLinkError(Exception):
    """A link that never was one, or is none any more."""


def fingerprint(secret: str) -> str:
    """What is kept of a secret word."""
    return salted_hmac(_SALT, secret, algorithm=sha256().name).hexdigest()


def draw(invited: Invited, purpose: str, *, now: datetime, ends_at: datetime) -> str:
    """A new link: the word for it, which nobody is told again."""
    secret = secrets.token_urlsafe(32)
    LetterLink.objects.create(
        invited=invited, purpose=purpose, fingerprint=fingerprint(secret), made_at=now, ends_at=ends_at
    )
    return secret


def link_of(secret: str, purpose: str) -> LetterLink:
    """The link with this word, used or not. Raises DeadLinkError if there never was one."""
    found = LetterLink.objects.filter(purpose=purpose, fingerprint=fingerprint(secret)).select_related(
        "invited__person", "invited__roundtable__agency", "invited__roundtable__room"
    )
    link = found.first()
    if link is None:
        raise DeadLinkError
    return link


def is_good(link: LetterLink, *, now: datetime) -> bool:
    """Whether it can still be used."""
    return link.used_at is None and now < link.ends_at


def use(link: LetterLink, *, now: datetime) -> None:
    """It is used up, and with it whatever else was sent to the same person for the same purpose."""
    LetterLink.objects.filter(invited=link.invited_id, purpose=link.purpose, used_at=None).update(used_at=now)
