"""Whom an extract names: assigned from the day of the import, or to settle."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.casefile.actions import assign
from homeward.casefile.models import Assignment, Child
from homeward.casefile.sight import sight_of
from homeward.extracts.models import Mention
from homeward.extracts.settle import settle_identifier, to_settle
from homeward.obligations.models import Obligation
from homeward.workforce.models import Agency, Person, Unit
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY
from tests.extracts.pictures import ID, bring_in, casefile, child, edit

pytestmark = pytest.mark.django_db

ROLE = "ongoing_case_manager"
HER = {"child_id": ID}
TOMORROW = TODAY + timedelta(days=1)


def colleague() -> Person:
    """Somebody of unit 1 with the identifier ocm-003."""
    nora = newcomer(ROLE, unit="three-bridges-1")
    Person.objects.filter(pk=nora.pk).update(external_id="ocm-003")
    return nora


def carried_by(role: str = ROLE) -> list[str | None]:
    held = Assignment.objects.in_force(TODAY).filter(child=child(), role=role)
    return [one.person.external_id for one in held]


def test_somebody_else_has_the_child_from_the_day_of_the_import(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-002")
    bring_in(extract)
    before, after = Assignment.objects.filter(child=child(), role=ROLE).order_by("from_on")
    assert (before.until_on, after.from_on) == (TODAY - timedelta(days=1), TODAY)
    assert (str(after.person), carried_by()) == (str(person("ocm-002")), ["ocm-002"])
    assert set(Obligation.objects.filter(child=child()).values_list("ongoing_case_manager", flat=True)) == {
        person("ocm-002").pk
    }
    assert not Child.objects.visible_to(person("ocm-001"), on=TODAY).filter(pk=child().pk).exists()


def test_twice_on_one_day_the_later_one_has_the_child(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-002")
    bring_in(extract)
    nora = colleague()
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-003")
    bring_in(extract)
    assert set(Obligation.objects.filter(child=child()).values_list("ongoing_case_manager", flat=True)) == {nora.pk}


def test_an_empty_cell_ends_the_assignment(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="")
    bring_in(extract)
    assert (carried_by(), carried_by("supervisor")) == ([], ["sup-01"])


def test_who_was_assigned_by_hand_stays_until_the_extract_names_somebody_else(extract: Path) -> None:
    assign(child=child(), person=colleague(), role=ROLE, from_on=TODAY, by=person("sup-01"))
    before = casefile()
    bring_in(extract)
    assert (carried_by(), casefile()) == (["ocm-003"], before)
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-002")
    bring_in(extract, on=TOMORROW)
    assert [
        one.person.external_id for one in Assignment.objects.in_force(TOMORROW).filter(child=child(), role=ROLE)
    ] == ["ocm-002"]


def test_an_unknown_identifier_is_to_settle_and_nobody_is_assigned(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-999", unit="", supervisor="")
    done = bring_in(extract)
    assert (carried_by(), done.counts["identifiers.unknown"]) == ([], 1)
    seen_by = {who for who in ("ocm-001", "sup-01", "pc-01", "qa-01", "admin-01") if sees(who)}
    assert seen_by == {"pc-01", "qa-01", "admin-01"}
    assert to_settle(sight_of(person("admin-01"), on=TODAY)) == 1


def sees(who: str) -> bool:
    return Child.objects.visible_to(person(who), on=TODAY).filter(pk=child().pk).exists()


def test_settling_who_is_meant_gives_her_the_children(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-999")
    bring_in(extract)
    nora = newcomer(ROLE, unit="three-bridges-1")
    settled = settle_identifier(column=ROLE, identifier="ocm-999", meant=nora, by=person("admin-01"), today=TODAY)
    assert (settled, carried_by(), to_settle(sight_of(person("admin-01"), on=TODAY))) == ([child()], ["ocm-999"], 0)
    before = casefile()
    bring_in(extract)
    assert casefile() == before


def test_a_person_who_is_added_later_is_found_by_the_next_extract(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-999")
    bring_in(extract)
    nora = newcomer(ROLE, unit="three-bridges-1")
    Person.objects.filter(pk=nora.pk).update(external_id="ocm-999")
    bring_in(extract)
    assert (carried_by(), Mention.objects.filter(is_known=False).count()) == (["ocm-999"], 0)


def test_who_is_known_by_another_identifier_can_not_be_meant(extract: Path) -> None:
    edit(extract, "children", where=HER, ongoing_case_manager="ocm-999")
    bring_in(extract)
    with pytest.raises(ValidationError, match="another identifier"):
        settle_identifier(
            column=ROLE, identifier="ocm-999", meant=person("ocm-002"), by=person("admin-01"), today=TODAY
        )
    with pytest.raises(PermissionDenied):
        settle_identifier(column=ROLE, identifier="ocm-999", meant=newcomer(ROLE), by=person("sup-01"), today=TODAY)


def test_another_unit_and_agency(extract: Path) -> None:
    other = Unit.objects.exclude(agency__external_id="three-bridges").exclude(agency__is_practice=True)[0]
    edit(extract, "children", where=HER, unit=other.external_id, agency=other.agency.external_id)
    bring_in(extract)
    assert (child().unit, child().agency) == (other, other.agency)


def test_an_unknown_agency_leaves_the_child_with_whoever_imports(extract: Path) -> None:
    edit(extract, "children", where=HER, agency="nobody-knows")
    bring_in(extract)
    assert (child().agency, child().unit) == (Agency.objects.get(external_id="county"), None)


def test_an_agency_outside_is_not_known_to_the_importing_one(extract: Path) -> None:
    edit(extract, "children", where=HER, agency="partner")
    bring_in(extract)
    assert child().agency == Agency.objects.get(external_id="county")
    assert Mention.objects.get(child=child(), column="agency").is_known is False
