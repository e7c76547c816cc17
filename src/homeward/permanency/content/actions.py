"""Writing a new version of the agency's content."""

from datetime import date
from typing import Final, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.permanency.content.kinds import Kind, Values, Version
from homeward.permanency.models import ContentVersion
from homeward.policy.grammar import ManualError
from homeward.workforce.models import Person, RoleName

Read = TypeVar("Read")

WRITES: Final = frozenset({RoleName.PERMANENCY_CONSULTANT, RoleName.ADMINISTRATOR})
"""Who writes the agency's content."""


@transaction.atomic
def write_version(
    *, kind: Kind[Read], values: Values, effective_from: date, why: str, by: Person, today: date, token: UUID
) -> ContentVersion:
    """Write a new version, in effect from a day that has not passed. The same form twice writes one.

    Raises PermissionDenied, or ValidationError with what to write instead.
    """
    if not WRITES & sight_of(by, on=today).roles or (by.agency and by.agency.is_practice):
        raise PermissionDenied("Permanency consultants and administrators write the agency's texts.")
    if written := ContentVersion.objects.filter(token=token).first():
        return written
    if effective_from < today:
        raise ValidationError(
            {"effective_from": "What was held by the earlier version keeps it. Choose today or later."}
        )
    try:
        kind.read(Version(str(uuid4()), effective_from, values))
    except ManualError as faulty:
        raise ValidationError(list(faulty.problems)) from faulty
    last = ContentVersion.objects.filter(kind=kind.code).order_by("-number").first()
    try:
        with transaction.atomic():
            written = ContentVersion.objects.create(
                kind=kind.code,
                number=last.number + 1 if last else 1,
                effective_from=effective_from,
                values=values,
                why=why.strip(),
                written_by=by,
                written_at=timezone.now(),
                token=token,
            )
    except IntegrityError:
        raise ValidationError(
            "Somebody else wrote a version at the same moment. Look at it, then send again."
        ) from None
    audit.record(by=by, verb="write_content", target=f"content:{kind.code}:{written.number}")
    return written
