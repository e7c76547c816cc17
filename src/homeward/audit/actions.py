"""Adding to the audit."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from homeward.audit.chain import CHAINED, hash_of
from homeward.audit.models import Entry, Head
from homeward.audit.origin import current_origin
from homeward.workforce.models import Person

Detail = str | int | bool | None


@transaction.atomic
def record(
    *,
    by: Person | None,
    verb: str,
    child_id: uuid.UUID | None = None,
    target: str = "",
    why: str = "",
    details: Mapping[str, Detail] | None = None,
) -> Entry:
    """Add an entry at the end of the chain, in the transaction of what it tells of.

    The row of the head is locked until that transaction ends. So an action adds its entry last, when it holds all
    other locks, and no two actions ever wait for each other.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        sequence=head.sequence + 1,
        recorded_at=timezone.now(),
        by=by,
        verb=verb,
        child_id=child_id,
        target=target,
        why=why,
        origin=current_origin(),
        details=dict(details or {}),
        previous_hash=head.hash,
    )
    entry.hash = hash_of({name: getattr(entry, name) for name in CHAINED})
    entry.save()
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save(update_fields=["sequence", "hash"])
    return entry
