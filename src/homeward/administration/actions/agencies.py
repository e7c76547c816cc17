"""Agencies, their units, and agreements with tribes."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from homeward.administration.authority import refuse_unless_manages_agency
from homeward.audit import actions as audit
from homeward.workforce.models import Agency, Person, TribalAgreement, Tribe, Unit


@transaction.atomic
def add_agency(*, name: str, external_id: str, parent: Agency, by: Person, on: date) -> Agency:
    """A contractor or partner below an agency of one's own. Raises PermissionDenied and ValidationError."""
    refuse_unless_manages_agency(by, parent.pk, on=on)
    agency = Agency(name=name, external_id=external_id, parent=parent)
    agency.full_clean()
    agency.save(force_insert=True)
    audit.record(by=by, verb="add_agency", target=f"agency:{agency.pk}")
    return agency


@transaction.atomic
def rename_agency(*, agency: Agency, name: str, by: Person, on: date) -> Agency:
    """An agency has another name. What stands above it and below it does not change."""
    refuse_unless_manages_agency(by, agency.pk, on=on)
    agency.name = name
    agency.full_clean()
    agency.save(update_fields=["name"])
    audit.record(by=by, verb="rename_agency", target=f"agency:{agency.pk}")
    return agency


@transaction.atomic
def add_unit(*, agency: Agency, name: str, external_id: str, by: Person, on: date) -> Unit:
    """A unit of an agency of one's own."""
    refuse_unless_manages_agency(by, agency.pk, on=on)
    if Unit.objects.filter(agency=agency, external_id=external_id).exists():
        raise ValidationError({"external_id": f"{agency} has a unit with this identifier already."})
    unit = Unit(agency=agency, name=name, external_id=external_id)
    unit.full_clean()
    unit.save(force_insert=True)
    audit.record(by=by, verb="add_unit", target=f"unit:{unit.pk}")
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, by: Person, on: date) -> Unit:
    """A unit has another name."""
    refuse_unless_manages_agency(by, unit.agency_id, on=on)
    unit.name = name
    unit.full_clean()
    unit.save(update_fields=["name"])
    audit.record(by=by, verb="rename_unit", target=f"unit:{unit.pk}")
    return unit


@transaction.atomic
def add_tribe(*, name: str, agency: Agency, by: Person, on: date) -> Tribe:
    """A tribe that can be chosen from then on; `agency` is one whose administrator adds it."""
    refuse_unless_manages_agency(by, agency.pk, on=on)
    if Tribe.objects.filter(name__iexact=name).exists():
        raise ValidationError({"name": "This tribe stands in the list already."})
    tribe = Tribe(name=name)
    tribe.full_clean()
    tribe.save(force_insert=True)
    audit.record(by=by, verb="add_tribe", target=f"tribe:{tribe.pk}")
    return tribe


@transaction.atomic
def agree_with_tribe(
    *, tribe: Tribe, agency: Agency, from_on: date, until_on: date | None, by: Person, on: date
) -> TribalAgreement:
    """From a day on the tribe's guests read the records of its children in this agency and those below it."""
    refuse_unless_manages_agency(by, agency.pk, on=on)
    if until_on is not None and until_on < from_on:
        raise ValidationError({"until_on": "The last day lies before the first."})
    same = TribalAgreement.objects.filter(tribe=tribe, agency=agency)
    if same.filter(Q(until_on__isnull=True) | Q(until_on__gte=from_on)).exists():
        raise ValidationError({"tribe": f"{agency} has an agreement with {tribe} for these days already."})
    agreement = TribalAgreement(tribe=tribe, agency=agency, from_on=from_on, until_on=until_on)
    agreement.full_clean()
    agreement.save(force_insert=True)
    audit.record(by=by, verb="agree_with_tribe", target=f"tribal_agreement:{agreement.pk}")
    return agreement


@transaction.atomic
def end_agreement(*, agreement: TribalAgreement, by: Person, on: date) -> TribalAgreement:
    """The agreement ends at once: yesterday was its last day, or today if it began today."""
    refuse_unless_manages_agency(by, agreement.agency_id, on=on)
    agreement.until_on = max(agreement.from_on, on - timedelta(days=1))
    agreement.save(update_fields=["until_on"])
    audit.record(by=by, verb="end_agreement", target=f"tribal_agreement:{agreement.pk}")
    return agreement
