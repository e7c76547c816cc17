"""What an agency makes of its library, and who goes by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.audit.models import Entry
from homeward.resources import actions
from homeward.resources.library import Listed, library_of, matching
from homeward.resources.models import Resource
from homeward.resources.shipped import shipped
from homeward.workforce.models import Agency
from tests.casefile.staff import person
from tests.cast_county import TODAY

pytestmark = pytest.mark.django_db

ADMIN: dict[str, Any] = {"today": TODAY}
KINSHIP = "coalition-kinship"


@pytest.fixture(autouse=True)
def _untouched(db: None) -> None:
    """As it ships."""
    Resource.objects.all().delete()


def by(who: str = "admin-01") -> dict[str, Any]:
    return {"by": person(who), "today": TODAY}


def said(**other: Any) -> dict[str, Any]:
    usual = {"topic": "kinship", "title": "Ours", "credit": "We", "link": "https://ours.example/", "place": ""}
    return usual | {"about": ["relative_home"]} | other


def agency(external_id: str = "county") -> Agency:
    return Agency.objects.get(external_id=external_id)


def of_topic(topic: str, of: str = "county") -> list[Listed]:
    return [one for one in library_of(agency(of)) if one.topic == topic and not one.is_retired]


def test_every_agency_begins_with_what_is_shipped_and_nothing_is_checked() -> None:
    listed = library_of(agency())
    assert {one.key for one in listed} == {one.key for one in shipped()}
    assert [one.checked_on for one in listed if one.checked_on] == []


def test_what_the_county_adds_its_contractor_has_and_the_partner_beside_it_has_not() -> None:
    actions.add_resource(said=said(), **by())
    assert [one.title for one in of_topic("kinship", "three-bridges")][-1] == "Ours"
    assert "Ours" not in [one.title for one in of_topic("kinship", "partner")]


def test_the_nearest_agency_has_the_last_word() -> None:
    opened = actions.find(agency(), KINSHIP).version_for
    actions.change_resource(key=KINSHIP, said=said(title="The county's"), opened=opened, **by())
    opened = actions.find(agency("three-bridges"), KINSHIP).version_for
    actions.change_resource(key=KINSHIP, said=said(title="The contractor's"), opened=opened, **by("pc-01"))
    assert [of_topic("kinship", one)[0].title for one in ("county", "three-bridges", "partner")] == [
        "The county's",
        "The contractor's",
        "Coalition for Children, Youth and Families",
    ]


def test_a_form_opened_before_somebody_else_saved_is_refused() -> None:
    opened = actions.find(agency(), KINSHIP).version_for
    actions.change_resource(key=KINSHIP, said=said(), opened=opened, **by())
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.change_resource(key=KINSHIP, said=said(title="Later"), opened=opened, **by())


def test_moving_one_touches_only_its_topic_and_stays_at_the_end() -> None:
    before = [one.key for one in library_of(agency())]
    first, second, *_ = keys = [one.key for one in of_topic("foster_care")]
    actions.move_resource(key=second, is_up=True, **by())
    assert [one.key for one in of_topic("foster_care")] == [second, first, *keys[2:]]
    actions.move_resource(key=second, is_up=True, **by())
    actions.move_resource(key=second, is_up=False, **by())
    assert [one.key for one in library_of(agency())] == before


def test_what_is_retired_stands_in_no_list_until_it_is_brought_back() -> None:
    actions.retire_resource(key=KINSHIP, why="The page is gone.", **by())
    assert of_topic("kinship") == []
    with pytest.raises(ValidationError, match="retired"):
        actions.move_resource(key=KINSHIP, is_up=True, **by())
    actions.restore_resource(key=KINSHIP, **by())
    assert [one.key for one in of_topic("kinship")] == [KINSHIP]


def test_a_checked_link_is_checked_wherever_it_stands_until_it_is_another_one() -> None:
    checked = actions.check_resource(key=KINSHIP, on=TODAY, **by())
    assert {one.topic for one in checked} == {"foster_care", "adoption", "kinship"}
    one = actions.find(agency(), KINSHIP)
    assert (one.checked_on, one.row and one.row.checked_by) == (TODAY, person("admin-01"))
    actions.change_resource(key=KINSHIP, said=said(link=one.link), opened=one.version_for, **by())
    changed = actions.find(agency(), KINSHIP)
    assert changed.checked_on == TODAY, "another title is no other link"
    actions.change_resource(key=KINSHIP, said=said(), opened=changed.version_for, **by())
    assert actions.find(agency(), KINSHIP).checked_on is None


def test_nothing_was_checked_tomorrow_or_without_a_link() -> None:
    with pytest.raises(ValidationError, match="not come"):
        actions.check_resource(key=KINSHIP, on=TODAY + timedelta(days=1), **by())
    with pytest.raises(ValidationError, match="no link"):
        actions.check_resource(key="process-map", on=TODAY, **by())


@pytest.mark.parametrize("link", ["https://coalitionforcyf.org", "ours.example"])
def test_a_link_that_is_there_already_or_can_not_be_opened_is_refused(link: str) -> None:
    with pytest.raises(ValidationError):
        actions.add_resource(said=said(link=link), **by())


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01", "fac-01", "learner-01"])
def test_only_who_keeps_the_library_changes_it(who: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.add_resource(said=said(), **by(who))


def test_each_change_is_noted_without_its_text() -> None:
    actions.add_resource(said=said(title="Secret"), **by())
    actions.retire_resource(key=KINSHIP, why="Secret", **by())
    entries = Entry.objects.order_by("-sequence")[:2]
    assert [one.verb for one in entries] == ["retire_resource", "add_resource"]
    assert "Secret" not in str([one.details for one in entries])


def test_a_search_finds_every_word_in_title_credit_place_or_topic() -> None:
    listed = library_of(agency())
    assert [one.key for one in matching(listed, "spaulding GUARDIANSHIP")] == ["guardianship-fact-sheet"]
    assert {one.topic for one in matching(listed, "coalition families")} == {"foster_care", "adoption", "kinship"}
    assert matching(listed, "guardianship nothing") == []
