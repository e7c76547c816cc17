"""What a person changes about her own lists and mail."""

from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.workforce.models import Person
from homeward.worklists.models import DigestStop, SavedView

MOST_VIEWS: Final = 20


@transaction.atomic
def stop_digest(*, person: Person) -> DigestStop:
    """No morning e-mail from now on; said twice, it is as good as said once."""
    stop, is_new = DigestStop.objects.get_or_create(person=person, defaults={"stopped_at": timezone.now()})
    if is_new:
        audit.record(by=person, verb="stopped_digest", target=f"person:{person.pk}")
    return stop


@transaction.atomic
def resume_digest(*, person: Person) -> Person:
    """The morning e-mail again."""
    stopped, _ = DigestStop.objects.filter(person=person).delete()
    if stopped:
        audit.record(by=person, verb="resumed_digest", target=f"person:{person.pk}")
    return person


@transaction.atomic
def save_view(*, visit: Visit, page: str, name: str, query: str) -> SavedView:
    """Keep the filters of a list under a name; the same name again takes the new filters.

    Raises ValidationError for a name that is none, or that is the name of a child, and beyond `MOST_VIEWS`.
    """
    person, said = visit.person, " ".join(name.split())
    if not said:
        raise ValidationError({"name": "Give the view a name."})
    if _names_a_child(visit, said):
        raise ValidationError(
            {"name": "That is the name of a child. Name the view after what it shows, such as “Late plans”."}
        )
    hers = SavedView.objects.filter(person=person, page=page)
    if hers.exclude(name=said).count() >= MOST_VIEWS:
        raise ValidationError({"name": f"You have {MOST_VIEWS} views here. Remove one first."})
    view, _ = SavedView.objects.update_or_create(person=person, page=page, name=said, defaults={"query": query})
    return view


def remove_view(*, person: Person, page: str, key: UUID | None) -> None:
    """Forget one of her own views; another's, or one that is not there, stays as it is."""
    SavedView.objects.filter(person=person, page=page, pk__in=[key] if key else []).delete()


def _names_a_child(visit: Visit, said: str) -> bool:
    """Whether a word of it is the first or last name of a child whom she sees."""
    names = Q(pk__in=())
    for word in said.split():
        names |= Q(first_name__iexact=word) | Q(last_name__iexact=word)
    return Child.objects.seen_by(visit.sight).filter(names).exists()
