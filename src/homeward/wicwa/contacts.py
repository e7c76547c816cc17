"""Writing down whom a tribe designates for notices and questions."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from homeward.audit import actions as audit
from homeward.wicwa.models import TribalContact
from homeward.workforce.models import Person, Tribe


@transaction.atomic
def designate(
    *,
    tribe: Tribe,
    name: str,
    from_on: date,
    by: Person,
    today: date,
    office: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
) -> TribalContact:
    """A tribe designates somebody since a day. The same one again changes nothing. Raises ValidationError by field."""
    tribe = Tribe.objects.select_for_update(no_key=True).get(pk=tribe.pk)
    if from_on > today:
        raise ValidationError({"from_on": "Write the day since which it is known; it can not lie ahead."})
    reached = {"office": office, "address": address, "phone": phone, "email": email}
    known = TribalContact.objects.filter(tribe=tribe, name=name, from_on=from_on, until_on=None, **reached).first()
    if known:
        return known
    contact = TribalContact.objects.create(tribe=tribe, name=name, from_on=from_on, recorded_by=by, **reached)
    audit.record(by=by, verb="designate_contact", target=f"tribal_contact:{contact.pk}")
    return contact


@transaction.atomic
def end_contact(*, contact: TribalContact, why: str, by: Person, today: date) -> TribalContact:
    """Somebody is no longer designated. Ending it twice is ending it once. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": "Say why, and how it is known: only the tribe says whom it designates."})
    contact = TribalContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if contact.until_on is not None:
        return contact
    contact.until_on = max(contact.from_on, today - timedelta(days=1))
    contact.ended_why, contact.ended_by = why.strip(), by
    contact.save(update_fields=["until_on", "ended_why", "ended_by"])
    audit.record(by=by, verb="end_contact", target=f"tribal_contact:{contact.pk}")
    return contact
