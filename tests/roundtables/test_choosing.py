"""Roundtables that policy leaves open, begun by people; and siblings apart."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child, Event
from homeward.casefile.visibility import sight_of
from homeward.obligations.models import Determination
from homeward.roundtables.choosing import bring_together, choose, separate, withdraw
from homeward.roundtables.models import Choice
from homeward.roundtables.requests import Request, requests_of
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn

pytestmark = pytest.mark.django_db


def determined(what: str) -> Child:
    found = Determination.objects.filter(determination=what, unit__external_id="three-bridges-1")
    return found.order_by("child__external_id")[0].child


def queued(child: Child) -> list[Request]:
    return requests_of(sight_of(person("pc-01"), on=TODAY), today=TODAY, only=child.pk)


def chosen(child: Child, kind: str, who: str, why: str = "It would help.") -> Choice:
    return choose(child=child, kind=kind, why=why, by=person(who), today=TODAY)


def test_an_optional_one_is_chosen_by_the_consultant_with_a_reason() -> None:
    child = determined("optional")
    before = len(queued(child))
    with pytest.raises(ValidationError):
        chosen(child, "optional", "pc-01", " ")
    choice = chosen(child, "optional", "pc-01")
    assert (before, len(queued(child))) == (0, 1)
    entry = Entry.objects.get(verb="choose_roundtable", target=f"choice:{choice.pk}")
    assert "help" not in str(entry.details)


def test_what_is_not_optional_is_not_the_consultants_to_choose() -> None:
    with pytest.raises(ValidationError):
        chosen(determined("exempt"), "optional", "pc-01")


def test_case_manager_and_supervisor_begin_one_together_whatever_the_determination() -> None:
    child = determined("exempt")
    first = chosen(child, "together", "ocm-001")
    assert queued(child) == []
    assert chosen(child, "together", "ocm-001") == first, "confirming twice changes nothing"
    assert queued(child) == []
    chosen(child, "together", "sup-01")
    assert len(queued(child)) == 1
    said = [(one.role, one.on) for one in first.confirmations.order_by("role")]
    assert said == [("ongoing_case_manager", TODAY), ("supervisor", TODAY)]


def test_one_asks_and_the_other_one_is_told_who_asked(sign_in: SignIn) -> None:
    child = determined("exempt")
    at = reverse("roundtables_of_child", args=(child.pk,))
    assertContains(sign_in("ocm-001").get(at), "Ask for a roundtable")
    chosen(child, "together", "ocm-001")
    hers = sign_in("ocm-001").get(at)
    assertNotContains(hers, reverse("begin_roundtable", args=(child.pk,)))
    asked = sign_in("sup-01").get(at)
    assertContains(asked, f"{person('ocm-001')} asked for a roundtable.")
    assertContains(asked, "Confirm that it is wanted")
    chosen(child, "together", "sup-01")
    assertNotContains(sign_in("sup-01").get(at), reverse("begin_roundtable", args=(child.pk,)))


def test_a_second_supervisor_is_no_second_word_of_another_kind() -> None:
    child = determined("exempt")
    chosen(child, "together", "sup-01")
    with pytest.raises(ValidationError):
        choose(
            child=child, kind="together", why="", by=newcomer("supervisor", unit="three-bridges-1"), today=TODAY
        )  # fmt: skip
    assert queued(child) == []


@pytest.mark.parametrize("who", ["ocm-002", "pc-01", "pc-02", "qa-01", "admin-01", "fac-01"])
def test_nobody_else_begins_one(who: str) -> None:
    with pytest.raises(PermissionDenied):
        chosen(determined("exempt"), "together", who)


def test_a_roundtable_held_fulfils_the_choice() -> None:
    child = determined("optional")
    chosen(child, "optional", "pc-01")
    from homeward.obligations.actions import record_event

    record_event(child=child, kind="roundtable_held", on=TODAY, by=person("pc-01"), today=TODAY)
    assert [one for one in queued(child) if not one.is_required] == []
    assert Event.objects.filter(child=child, kind="roundtable_held", on=TODAY).exists()


def test_what_is_taken_back_leaves_the_queue_and_stays_to_be_read() -> None:
    child = determined("optional")
    choice = chosen(child, "optional", "pc-01")
    withdraw(choice=choice, by=person("pc-01"), today=TODAY)
    assert queued(child) == []
    choice.refresh_from_db()
    assert (choice.withdrawn_on, choice.withdrawn_by) == (TODAY, person("pc-01"))


def test_siblings_are_one_request_until_a_person_says_otherwise() -> None:
    first, second = siblings()
    assert {one.child for one in queued(first)[0].asked} == {first, second}
    separate(child=second, why="She asks for it.", by=person("pc-01"), today=TODAY)
    assert [one.child for one in queued(first)[0].asked] == [first]
    bring_together(child=second, by=person("pc-01"), today=TODAY)
    assert len(queued(first)[0].asked) == 2


def siblings() -> tuple[Child, Child]:
    of_unit = Child.objects.in_care(on=TODAY).filter(unit__external_id="three-bridges-1").order_by("external_id")
    first, second = of_unit[:2]
    for child in (first, second):
        Child.objects.filter(pk=child.pk).update(case_id="one-family")
        for who in ("ocm-001", "sup-01"):
            chosen(child, "together", who)
    return first, second


@pytest.mark.parametrize(("asks", "is_asked"), [("ocm-001", "sup-01"), ("sup-01", "ocm-001")])
def test_whoever_is_asked_finds_it_on_today_until_she_says_it_too(sign_in: SignIn, asks: str, is_asked: str) -> None:
    child, says = determined("exempt"), "Say whether you want it too"
    choice = chosen(child, "together", asks, "The foster parents ask how to go on.")
    for who in (asks, "pc-01", "ocm-002", "sup-02"):
        assertNotContains(sign_in(who).get(reverse("today")), says)
    page = sign_in(is_asked).get(reverse("today"))
    assertContains(page, says)
    assertContains(page, f"{person(asks)} asks for one for")
    assertContains(page, "The foster parents ask how to go on.")
    chosen(child, "together", is_asked)
    assert choice.confirmations.count() == 2
    assertNotContains(sign_in(is_asked).get(reverse("today")), says)
