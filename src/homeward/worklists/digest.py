"""The morning e-mail: how much is overdue, due this week and to settle, with links; no name of anybody.

A row of `Digest` is written before a message is handed over and completed afterwards, so a second run on the same day,
or one beside it, sends nothing twice. One that was stopped in the middle is taken up again by a later run.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.signing import BadSignature, Signer
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from homeward.administration.exceptions import waiting_for_review
from homeward.casefile.actions import REVIEW
from homeward.casefile.page import SEE_FILES, Visit
from homeward.casefile.visibility import PRACTISE, sight_of
from homeward.extracts.settle import to_settle
from homeward.obligations.standing import NUMBERS, shows
from homeward.website.mail import GIVE_UP_AFTER, OF_ADDRESS, TAKEN_UP_AFTER
from homeward.workforce.models import Person, Role, RoleName
from homeward.worklists.due_rows import hers_by_role, open_to
from homeward.worklists.models import Digest, DigestStop

ROLES: Final = SEE_FILES - PRACTISE
"""Those who see files of real children."""

_SALT: Final = "homeward.worklists.digest"


@dataclass
class Sent:
    """What a run did. `failed` holds the keys of those whom it could not reach, never an address."""

    sent: int = 0
    nothing_to_do: int = 0
    under_way: int = 0
    failed: list[str] = field(default_factory=list)
    is_unreachable: bool = False


def send_digests(*, today: date, progress: Callable[[int, int], None] = lambda number, whole: None) -> Sent:
    """Send every person her e-mail of the day who wants one, has something to do, and has none yet."""
    waiting, done, in_a_row = list(_waiting(today)), Sent(), 0
    connection = get_connection()
    for number, person in enumerate(waiting, start=1):
        try:
            _send_to(person, today, connection, done)
        except OF_ADDRESS:
            done.failed.append(str(person.pk))
        except OSError:
            done.failed.append(str(person.pk))
            connection.close()
            in_a_row += 1
            if in_a_row == GIVE_UP_AFTER:
                done.is_unreachable = True
                break
        else:
            in_a_row = 0
        progress(number, len(waiting))
    connection.close()
    return done


def _waiting(today: date) -> Iterator[Person]:
    """Those who may be sent one today, in an order that does not change."""
    roles = Role.objects.in_force(today).filter(name__in=ROLES)
    people = Person.objects.filter(is_active=True, pk__in=roles.values("person_id")).exclude(email=None)
    people = people.exclude(pk__in=DigestStop.objects.values("person_id"))
    sent = Digest.objects.filter(on=today, sent_at__isnull=False)
    return people.exclude(email="").exclude(pk__in=sent.values("person_id")).order_by("pk").iterator()


def _send_to(person: Person, today: date, connection: Any, done: Sent) -> None:
    """Send one; what goes wrong leaves it to be sent by the next run."""
    visit = Visit(person, today, sight_of(person, on=today))
    counted, waiting = counts_of(visit), waiting_for(visit)
    if not waiting and not any(sum(numbers) for _, numbers in counted):
        done.nothing_to_do += 1
        return
    digest = _begin(person, today)
    if digest is None:
        done.under_way += 1
        return
    try:
        connection.open()
        connection.send_messages([message_to(person, digest, counted, waiting)])
    except Exception:
        # The next run may take it up at once. The row stays: its key is in the Message-ID, by which a message that
        # did arrive before the line broke is known for the same.
        Digest.objects.filter(pk=digest.pk).update(begun_at=timezone.now() - 2 * TAKEN_UP_AFTER)
        raise
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())
    done.sent += 1


def _begin(person: Person, today: date) -> Digest | None:
    """The row of the day, if no other run is at it."""
    now = timezone.now()
    digest, is_new = Digest.objects.get_or_create(person=person, on=today, defaults={"begun_at": now})
    stopped = Digest.objects.filter(pk=digest.pk, sent_at__isnull=True, begun_at__lt=now - TAKEN_UP_AFTER)
    return digest if is_new or stopped.update(begun_at=now) else None


def counts_of(visit: Visit) -> list[tuple[str, list[int]]]:
    """The three numbers for each of her roles. One query."""
    of_roles, standing = hers_by_role(visit.sight), shows(visit.today)
    columns = {
        f"{number}_{name}": Count("pk", filter=q & standing[name][1])
        for number, q in enumerate(of_roles.values())
        for name in NUMBERS
    }
    if not columns:
        return []
    found = open_to(visit).aggregate(**columns)
    return [(role, [found[f"{number}_{name}"] for name in NUMBERS]) for number, role in enumerate(of_roles)]


def waiting_for(visit: Visit) -> list[tuple[str, int, str]]:
    """What else waits for whoever looks after an agency's records: words, how much, and the address of the list."""
    found = []
    if RoleName.ADMINISTRATOR in visit.sight.roles:
        found.append(("To settle from extracts", to_settle(visit.sight), reverse("to_settle")))
    if REVIEW & visit.sight.roles:
        found.append(
            ("Opened by exception, to review", waiting_for_review(visit.sight).count(), reverse("broken_glass"))
        )
    return [(word, number, address) for word, number, address in found if number]


def message_to(
    person: Person,
    digest: Digest,
    counted: list[tuple[str, list[int]]],
    waiting: Sequence[tuple[str, int, str]] = (),
) -> EmailMultiAlternatives:
    """The message: counts and links, in plain text and as HTML, with the header by which mail programs stop it."""
    site = settings.HOMEWARD_SITE_URL
    stop = f"{site}{reverse('stop_morning_mail', args=(signed_key(person),))}"
    given = {
        "agency": settings.HOMEWARD_AGENCY,
        "on": digest.on,
        "roles": [{"role": role, "overdue": one[0], "week": one[1], "to_settle": one[2]} for role, one in counted],
        "links": [(shows(digest.on)[name][0], f"{site}{reverse('due')}?whose=mine&show={name}") for name in NUMBERS],
        "waiting": [(word, number, f"{site}{address}") for word, number, address in waiting],
        "today_at": f"{site}{reverse('today')}",
        "settings_at": f"{site}{reverse('morning_mail')}",
        "stop_at": stop,
    }
    message = EmailMultiAlternatives(
        subject=f"{settings.HOMEWARD_AGENCY}: what is due",
        body=render_to_string("worklists/digest.txt", given),
        to=[str(person.email)],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<digest.{digest.pk}@{urlsplit(site).hostname}>",
        },
    )
    message.attach_alternative(render_to_string("worklists/digest.html", given), "text/html")
    return message


def signed_key(person: Person) -> str:
    """Her key, signed: with it the e-mail, and nothing else, can be stopped without signing in."""
    return Signer(salt=_SALT).sign(str(person.pk))


def person_of(signed: str) -> Person | None:
    """The person whose key it is; None if this installation did not sign it."""
    try:
        return Person.objects.filter(pk=Signer(salt=_SALT).unsign(signed)).first()
    except BadSignature:
        return None
