"""Settling what an extract left open: which of two values is right, and who is meant by an identifier."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from homeward.audit import actions as audit
from homeward.casefile.actions import lock_child
from homeward.casefile.models import Child, Event, Source
from homeward.casefile.sight import Sight, sight_of
from homeward.extracts.changes import CHANGED, NO_LONGER, Amended, Changes
from homeward.extracts.models import Decision, Difference, Mention
from homeward.extracts.recorded import Recorded, Row, recorded_of, text_of
from homeward.extracts.staff import child_agency, hand_over
from homeward.extracts.stays import fit, picture_of, read, stays_now, take_stays
from homeward.extracts.write import write_rows
from homeward.obligations.refresh import refresh_some
from homeward.policy.vocabulary import OWNERS
from homeward.workforce.models import Agency, Person, RoleName, Unit

CHANGED_SINCE = "This was changed since the extract came. The next extract is compared with what is recorded now."


@transaction.atomic
def settle_difference(*, difference: Difference, decision: str, by: Person, today: date) -> Difference:
    """What was typed is kept, or becomes what the extract has. Twice is once.

    Raises PermissionDenied, or ValidationError if what was typed has changed since, or the two would not fit.
    """
    _refuse_strangers(by, difference.child, today)
    child = lock_child(difference.child_id)
    difference = Difference.objects.select_related("episode", "placement", "event").get(pk=difference.pk)
    if difference.settled_at is not None:
        return difference
    if decision == Decision.TAKE:
        changes = _taken(difference, recorded_of([child.external_id], on=today)[child.external_id], today)
        write_rows([changes])
        refresh_some(child_ids=[child.pk], as_of=today, done="settle_difference")
    difference.decision, difference.settled_by, difference.settled_at = decision, by, timezone.now()
    difference.save(update_fields=["decision", "settled_by", "settled_at"])
    details: dict[str, audit.Detail] = {"decision": decision}
    target = f"difference:{difference.pk}"
    audit.record(by=by, verb="settle_difference", child_id=child.pk, target=target, details=details)
    return difference


def _taken(difference: Difference, recorded: Recorded, today: date) -> Changes:
    """What becomes of the child's file where the extract is right. ValidationError if that can not be."""
    changes = Changes(recorded.child, recorded, False, today, timezone.now())
    if difference.event is not None:
        _take_event(changes, difference.event, difference)
    elif row := _row(difference, recorded):
        _take_row(changes, row, difference)
    elif "stays" not in difference.recorded:
        _take_facts(changes, difference)
    else:
        if stays_now(changes) != difference.recorded["stays"]:
            raise ValidationError(CHANGED_SINCE)
        take_stays(changes, picture_of(recorded.child.external_id, difference.in_extract["stays"]))
    if not fit(changes):
        raise ValidationError(
            "With this, the child's stays and placements would overlap or lie outside one another. "
            "Correct the stay or the placement on the child's page first."
        )
    return changes


def _take_facts(changes: Changes, difference: Difference) -> None:
    if any(text_of(getattr(changes.child, column)) != was for column, was in difference.recorded.items()):
        raise ValidationError(CHANGED_SINCE)
    said = difference.in_extract
    changes.facts |= {
        column: text if column != "birth_date" else date.fromisoformat(text) for column, text in said.items()
    }


def _row(difference: Difference, recorded: Recorded) -> Row | None:
    """The episode or placement that a difference is about, among all that is recorded of the child."""
    id = difference.episode_id or difference.placement_id
    rows = [*recorded.episodes, *(one for homes in recorded.placements.values() for one in homes)]
    return next((one.row for one in rows if one.row.pk == id), None)


def _take_row(changes: Changes, row: Row, difference: Difference) -> None:
    now = {column: text_of(getattr(row, column, None)) for column in difference.recorded if column != "withdrawn"}
    was_withdrawn = "withdrawn" in difference.recorded
    is_withdrawn = getattr(row, "withdrawn_at") is not None  # noqa: B009  (a child is never withdrawn, nor here)
    if is_withdrawn != was_withdrawn or any(now[column] != difference.recorded[column] for column in now):
        raise ValidationError(CHANGED_SINCE)
    if not difference.in_extract:
        changes.amended.append(Amended(row, {"withdrawn_at": changes.now}, NO_LONGER))
        return
    columns: dict[str, Any] = {column: read(column, text) for column, text in difference.in_extract.items()}
    columns = {column: said for column, said in columns.items() if getattr(row, column) != said}
    changes.amended.append(Amended(row, columns | ({"withdrawn_at": None} if was_withdrawn else {})))


def _take_event(changes: Changes, event: Event, difference: Difference) -> None:
    if event.pk in changes.recorded.corrected_by:
        raise ValidationError(CHANGED_SINCE)
    said = difference.in_extract or difference.recorded
    changes.events.append(
        Event(
            child=changes.child,
            kind=said["kind"],
            on=date.fromisoformat(said["on"]),
            value=said["value"],
            source=Source.EXTRACT,
            recorded_at=changes.now,
            corrects=event,
            is_withdrawal=not difference.in_extract,
            why=CHANGED if difference.in_extract else NO_LONGER,
        )
    )


@transaction.atomic
def settle_identifier(
    *, column: str, identifier: str, meant: Person | Unit | Agency, by: Person, today: date
) -> list[Child]:
    """Say who or what the state system means by an identifier; from today on the children named with it are theirs.

    Raises PermissionDenied, or ValidationError if it has another identifier already.
    """
    sight = sight_of(by, on=today)
    agency_id = meant.pk if isinstance(meant, Agency) else meant.agency_id
    if RoleName.ADMINISTRATOR not in sight.roles or agency_id not in sight.agency_ids:
        raise PermissionDenied("Only an administrator of the agency says who is meant.")
    if not free(type(meant)._default_manager.filter(pk=meant.pk)).exists():
        raise ValidationError(f"{meant} has another identifier already, by which extracts name children.")
    children = _children_with(column, identifier, meant, sight)
    if meant.external_id != identifier:
        meant.external_id = identifier
        meant.full_clean(exclude=["password", "email"])
        meant.save(update_fields=["external_id"])
    for child in children:
        _give(child, column, meant, today)
    refresh_some(child_ids=[child.pk for child in children], as_of=today)
    for child in children:
        audit.record(by=by, verb="assign", child_id=child.pk, target=f"{column}:{meant.pk}")
    named = Mention.objects.filter(column=column, identifier=identifier, child__in=children)
    named.update(is_known=True)
    audit.record(by=by, verb="settle_identifier", target=f"{column}:{meant.pk}", details={"children": len(children)})
    return children


def free(rows: Any) -> Any:
    """Of some people, units or agencies those whom no extract names by the identifier that they have."""
    named = Mention.objects.filter(is_known=True).exclude(identifier="")
    return rows.exclude(external_id__in=named.values("identifier"))


def _children_with(column: str, identifier: str, meant: Any, sight: Sight) -> list[Child]:
    """The children whom the latest extract names with an identifier nobody had, locked: those whom she sees by her
    work, not those whose record she only opened to read.
    """
    named = Mention.objects.filter(column=column, identifier=identifier, is_known=False)
    children = Child.objects.filter(sight.by_work, pk__in=named.values("child_id"))
    if isinstance(meant, Unit):
        children = children.filter(agency_id=meant.agency_id)
    locked = Child.objects.select_for_update(no_key=True).filter(pk__in=list(children.values_list("pk", flat=True)))
    return list(locked.order_by("pk"))


def _give(child: Child, column: str, meant: Any, today: date) -> None:
    """The person has the child, or the child is of the unit or agency, from today on."""
    recorded = recorded_of([child.external_id], on=today)[child.external_id]
    changes = Changes(recorded.child, recorded, False, today, timezone.now())
    if column in OWNERS:
        hand_over(changes, column, meant)
    else:
        changes.facts[column] = meant
        unit = recorded.child.unit
        if column == "agency" and unit and unit.agency_id != child_agency(changes).pk:
            changes.facts["unit"] = None
    write_rows([changes])


def _refuse_strangers(by: Person, child: Child, today: date) -> None:
    sight = sight_of(by, on=today)
    seen = Child.objects.filter(sight.by_work, pk=child.pk)
    if RoleName.ADMINISTRATOR not in sight.roles or not seen.exists():
        raise PermissionDenied("Only an administrator who sees the child settles a difference.")


def to_settle(sight: Sight) -> int:
    """How much waits for an administrator: differences, and identifiers of nobody."""
    unknown = Mention.objects.unknown(sight).values("column", "identifier").distinct()
    return Difference.objects.to_settle(sight).count() + unknown.count()


def unknown_identifiers(sight: Sight) -> Any:
    """Each identifier of nobody, with the number of children who are named with it."""
    named = Mention.objects.unknown(sight).values("column", "identifier")
    return named.annotate(children=models.Count("child"), first=models.Min("pk")).order_by("column", "identifier")
