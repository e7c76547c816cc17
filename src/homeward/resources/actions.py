"""What an agency does with its library. Each change is a row of the agency's own; none takes anything away."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from homeward.audit import actions as audit
from homeward.casefile.sight import sight_of
from homeward.resources.library import Listed, library_of
from homeward.resources.links import fault_of, same
from homeward.resources.models import Resource
from homeward.workforce.models import Agency, Person, RoleName

LOOKS_AFTER: Final = frozenset({RoleName.ADMINISTRATOR, RoleName.PERMANENCY_CONSULTANT, RoleName.COACH})
"""Who keeps the library of an agency."""

SAID: Final = ("topic", "title", "credit", "link", "place", "about")
"""What is written of a resource."""


class NoSuchResourceError(LookupError):
    """The library of the agency has no resource of that key."""


def find(agency: Agency | None, key: str) -> Listed:
    """A resource of an agency's library. Raises NoSuchResourceError."""
    found = next((one for one in library_of(agency) if one.key == key), None)
    if found is None:
        raise NoSuchResourceError(key)
    return found


@transaction.atomic
def add_resource(*, said: Mapping[str, Any], by: Person, today: date) -> Resource:
    """A resource of the agency's own, the last of its topic. Raises PermissionDenied, or ValidationError."""
    agency = _agency_of(by, today)
    _refuse_faults(said, library_of(agency), but="")
    added = Resource.objects.create(
        agency=agency, key=f"own-{uuid4()}", position=_last(agency, said["topic"]), changed_by=by, **_only_said(said)
    )
    audit.record(by=by, verb="add_resource", target=f"resource:{added.pk}", details={"topic": added.topic})
    return added


@transaction.atomic
def change_resource(*, key: str, said: Mapping[str, Any], opened: str, by: Person, today: date) -> Resource:
    """Another wording, link or topic. Another link was not checked yet.

    Raises NoSuchResourceError, PermissionDenied, or ValidationError, also if somebody changed it since it was opened.
    """
    agency = _agency_of(by, today)
    before = find(agency, key)
    if before.version_for != opened:
        raise ValidationError(
            "Somebody else changed this resource since. What you typed is here: look again, and save."
        )
    _refuse_faults(said, library_of(agency), but=key)
    row = _own(before, agency)
    if same(said["link"], said["place"]) != same(row.link, row.place):
        row.checked_on = row.checked_by = None
    if said["topic"] != row.topic:
        row.position = _last(agency, said["topic"])
    for name, value in _only_said(said).items():
        setattr(row, name, value)
    return _note(row, "change_resource", by)


@transaction.atomic
def move_resource(*, key: str, is_up: bool, by: Person, today: date) -> Resource:
    """One place further up or down within its topic; at the end of it, it stays. Raises as `change_resource`."""
    agency = _agency_of(by, today)
    one = find(agency, key)
    listed = [other for other in library_of(agency) if other.topic == one.topic and not other.is_retired]
    keys = [other.key for other in listed]
    if key not in keys:
        raise ValidationError("It is retired: bring it back first.")
    here = keys.index(key)
    there = min(max(here + (-1 if is_up else 1), 0), len(keys) - 1)
    keys.insert(there, keys.pop(here))
    # The rows take the places that the topic has, so that no other topic is touched.
    places = _rising(other.of.position for other in listed)
    by_key = {other.key: other for other in listed}
    for place, of_key in zip(places, keys, strict=True):
        if by_key[of_key].of.position != place or of_key == key:
            row = _own(by_key[of_key], agency)
            row.position, row.changed_by = place, by
            row.save()
    moved = Resource.objects.get(agency=agency, key=key)
    audit.record(by=by, verb="move_resource", target=f"resource:{moved.pk}", details={"place": there + 1})
    return moved


@transaction.atomic
def retire_resource(*, key: str, why: str, by: Person, today: date) -> Resource:
    """It stands in no list any more. Raises as `change_resource`."""
    agency = _agency_of(by, today)
    row = _own(find(agency, key), agency)
    row.retired_on, row.retired_why = row.retired_on or today, why
    return _note(row, "retire_resource", by)


@transaction.atomic
def restore_resource(*, key: str, by: Person, today: date) -> Resource:
    """What was retired stands in the lists again. Raises as `change_resource`."""
    agency = _agency_of(by, today)
    row = _own(find(agency, key), agency)
    row.retired_on, row.retired_why = None, ""
    return _note(row, "restore_resource", by)


@transaction.atomic
def check_resource(*, key: str, on: date, by: Person, today: date) -> list[Resource]:
    """Somebody opened the link and it led where it should; so it did wherever the same link stands.

    Raises as `change_resource`.
    """
    agency = _agency_of(by, today)
    one = find(agency, key)
    if not one.link:
        raise ValidationError("It has no link that could be opened.")
    if on > today:
        raise ValidationError({"on": "This day has not come yet."})
    alike = [other for other in library_of(agency) if same(other.link, other.place) == same(one.link, one.place)]
    checked = []
    for other in alike:
        row = _own(other, agency)
        row.checked_on, row.checked_by = on, by
        checked.append(_note(row, "check_resource", by))
    return checked


def _agency_of(by: Person, today: date) -> Agency:
    if not LOOKS_AFTER & sight_of(by, on=today).roles or by.agency is None or by.agency.is_practice:
        raise PermissionDenied("Consultants, coaches and administrators keep the library of their agency.")
    # One change of a library after another: else two could make the agency's own row of a resource at once.
    return Agency.objects.select_for_update(no_key=True).get(pk=by.agency.pk)


def _own(listed: Listed, agency: Agency) -> Resource:
    """The agency's own row of a resource, which begins as what the agency found."""
    known = Resource.objects.filter(agency=agency, key=listed.key).first()
    if known:
        return known
    of, row = listed.of, listed.row
    own = Resource(agency=agency, key=of.key, position=of.position, version=0)
    for name in SAID:
        setattr(own, name, getattr(of, name))
    own.about = list(of.about)
    if row:
        own.retired_on, own.retired_why = row.retired_on, row.retired_why
        own.checked_on, own.checked_by = row.checked_on, row.checked_by
    return own


def _note(row: Resource, verb: str, by: Person) -> Resource:
    """Save a change and note it."""
    row.changed_by = by
    row.version += 1
    row.save()
    audit.record(by=by, verb=verb, target=f"resource:{row.pk}", details={"topic": row.topic})
    return row


def _only_said(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: list(said[name]) if name == "about" else said[name] for name in SAID}


def _last(agency: Agency, topic: str) -> int:
    return max((one.of.position for one in library_of(agency) if one.topic == topic), default=0) + 10


def _rising(positions: Any) -> list[int]:
    """The positions in order, each at least one more than the one before."""
    rising: list[int] = []
    for position in sorted(positions):
        rising.append(max(position, rising[-1] + 1) if rising else position)
    return rising


def _refuse_faults(said: Mapping[str, Any], listed: list[Listed], *, but: str) -> None:
    """Raise ValidationError for a link that can not be opened, or that stands under this topic already."""
    link, place = said["link"], said["place"]
    if fault := fault_of(link):
        raise ValidationError({"link": fault})
    for one in listed:
        is_there = one.key != but and one.topic == said["topic"] and not one.is_retired and one.link
        if link and is_there and same(one.link, one.place) == same(link, place):
            raise ValidationError({"link": f"This link stands under this topic already: {one.title}."})
