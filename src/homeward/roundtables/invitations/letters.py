"""What a letter says. Nothing of any child: neither in its text, nor in the entry for the calendar, nor in a name.

It is put together when it is sent: so it tells what is so then, and the links in it were known to nobody before.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from homeward.roundtables.invitations import calendar
from homeward.roundtables.invitations.correspondence import organizer_of
from homeward.roundtables.invitations.doors import comes_as_guest
from homeward.roundtables.invitations.links import draw
from homeward.roundtables.models import Invited, Letter, LetterLink, SeatRole
from homeward.website.words import day_words

ENTER_FOR: Final = timedelta(days=14)
"""So long a guest can come in by one link; then she asks for another."""

_UNNAMED: Final = (SeatRole.TRIBAL_REPRESENTATIVE, SeatRole.OTHER)
"""Seats of which a letter tells the number alone: relatives have the child's name, and a tribe tells of the child."""

_FILE: Final = "roundtable.ics"


def message_of(letter: Letter, *, now: datetime) -> EmailMessage:
    """The e-mail of a letter as of now; its links are drawn."""
    invited = letter.invited
    roundtable, told_at = invited.roundtable, _told_at(letter)
    seats = [seat for seat in roundtable.seats.taken().select_related("person") if seat.person or seat.guest_name]
    given = {
        "letter": letter,
        "invited": invited,
        "roundtable": roundtable,
        "agency": roundtable.agency,
        "is_change": letter.kind == Letter.Kind.REQUEST and told_at is not None,
        "told_at": told_at,
        "seats": [seat for seat in _in_order(seats) if seat.role not in _UNNAMED],
        "further": sum(seat.role in _UNNAMED for seat in seats),
        **({} if letter.kind == Letter.Kind.CANCEL else _links(invited, now)),
    }
    message = EmailMultiAlternatives(
        subject=_subject(letter, told_at),
        body=render_to_string("roundtables/invitations/letter.txt", given),
        to=[str(invited.person.email)],
        reply_to=[organizer_of(roundtable.agency)],
        headers={"Message-ID": f"<letter.{letter.pk}@roundtables.homeward>", "Auto-Submitted": "auto-generated"},
    )
    if letter.kind in {Letter.Kind.REQUEST, Letter.Kind.CANCEL}:
        method = calendar.CANCEL if letter.kind == Letter.Kind.CANCEL else calendar.REQUEST
        entry = calendar.of_letter(invited, method=method, sequence=letter.sequence, now=now).decode()
        message.attach_alternative(entry, f"text/calendar; method={method}")
        message.attach(_FILE, entry, "application/ics")
    return message


def _in_order(seats: Any) -> list[Any]:
    return sorted(seats, key=lambda seat: SeatRole.values.index(seat.role))


def _told_at(letter: Letter) -> datetime | None:
    """The time of the roundtable that she was told the last time; None if no invitation reached her before."""
    sent = letter.invited.letters.filter(kind=Letter.Kind.REQUEST, sent_at__isnull=False).exclude(pk=letter.pk)
    return sent.order_by("-sequence").values_list("starts_at", flat=True).first()


def _links(invited: Invited, now: datetime) -> dict[str, str]:
    """Where she answers, and where she reads about it: by her account, or as a guest."""
    site, roundtable = settings.HOMEWARD_SITE_URL, invited.roundtable
    links = {"page_at": f"{site}{reverse('roundtable', args=(roundtable.pk,))}"}
    if now < roundtable.starts_at:
        word = draw(invited, LetterLink.Purpose.ANSWER, now=now, ends_at=roundtable.starts_at)
        links["answer_at"] = f"{site}{reverse('answer_by_link', args=(word,))}"
    if comes_as_guest(invited.person):
        word = draw(invited, LetterLink.Purpose.ENTER, now=now, ends_at=now + ENTER_FOR)
        links["guest_at"] = f"{site}{reverse('guest_door', args=(word,))}"
    return links


def _subject(letter: Letter, told_at: datetime | None) -> str:
    starts_at = told_at if told_at and letter.kind == Letter.Kind.CANCEL else letter.starts_at
    when = day_words(timezone.localtime(starts_at).date())
    match letter.kind:
        case Letter.Kind.CANCEL:
            return f"Cancelled for you: permanency roundtable, {when}"
        case Letter.Kind.REMINDER:
            return f"Reminder: permanency roundtable, {when}"
        case Letter.Kind.LINK:
            return f"Your new link: permanency roundtable, {when}"
        case _:
            return f"{'Changed' if told_at else 'Invitation'}: permanency roundtable, {when}"
