"""The pages of a child's family for every role, and what a case manager does on them from the beginning to the end."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.family.models import Notice, NoticeAnswer, Relative
from homeward.family.urls import urlpatterns
from homeward.obligations.actions import record_event
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, own, page
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db

READS = ("family", "relative", "genogram", "ecomap", "family_interaction")
KEEPS = (
    *("add_relative", "early_search", "relative_facts", "add_contact_point", "add_tie", "add_relative_note"),
    *(
        "record_contact",
        "record_lead",
        "plan_interaction",
        "record_interaction",
        "record_connection",
        "record_screening",
        "record_search",
        "family_tree_file",
        "duplicates",
        "bring_in_tree",
    ),
)
LATER = ("take_back_entry", "answer_notice", "merge_relatives", "separate_relatives")
"""Of an entry or of two people: asked for where these are made, here and in `test_duplicates.py`."""


@pytest.fixture
def hazel() -> Child:
    return child()


@pytest.fixture
def rosa(hazel: Child) -> Relative:
    return add(hazel, "mothers_sister", "Rosa Vitale", phone="414 555 0100")


def address(name: str, of: Child, about: Relative) -> str:
    given: dict[str, object] = {"child_id": of.pk, "relative_id": about.pk, "language": "en"}
    pattern = next(one for one in urlpatterns if one.name == name)
    return reverse(name, kwargs={word: given[word] for word in pattern.pattern.converters})


def test_every_address_is_asked_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*READS, *KEEPS, *LATER}


@pytest.mark.parametrize("who", ["keeper", "supervisor", "pc", "qa-01", "admin-01", "stranger", "fac-01", "learner-01"])
def test_who_opens_what(sign_in: SignIn, hazel: Child, rosa: Relative, who: str) -> None:
    number = keeper_of(hazel)[-1]
    strangers = {"1": "ocm-002", "2": "ocm-001"}
    names = {"keeper": f"ocm-00{number}", "supervisor": f"sup-0{number}", "pc": f"pc-0{number}"}
    client = sign_in(names.get(who, strangers[number] if who == "stranger" else who))
    sees = who not in {"stranger", "fac-01", "learner-01"}
    for name in READS:
        assert client.get(address(name, hazel, rosa)).status_code == (200 if sees else 404), name
    expected = 404 if not sees else 200 if who in {"keeper", "supervisor"} else 403
    for name in KEEPS:
        assert client.get(address(name, hazel, rosa)).status_code == expected, name


def test_a_relative_of_another_family_is_not_there(sign_in: SignIn, hazel: Child, rosa: Relative) -> None:
    other = Child.objects.filter(unit=hazel.unit).exclude(pk=hazel.pk)[0]
    client = sign_in(keeper_of(hazel))
    for name in ("relative", "relative_facts", "record_contact", "record_screening"):
        assert client.get(address(name, other, rosa)).status_code == 404, name


def test_a_relative_is_added_from_the_childs_page_in_one_form(sign_in: SignIn, hazel: Child) -> None:
    client = sign_in(keeper_of(hazel))
    at = reverse("add_relative", args=(hazel.pk,))
    assertContains(client.get(reverse("child", args=(hazel.pk,))), reverse("family", args=(hazel.pk,)))
    form = opened(client, at) | {
        "relation": "mothers_aunt",
        "first_name": "Ada",
        "phone": "414 555 0199",
        "step": "save",
    }
    answer = client.post(at, form | {"asserted_by": "child", "of": "", "last_name": "", "address": ""}, follow=True)
    assertContains(answer, "Maternal great-aunt")
    assertContains(answer, "414 555 0199")


def test_a_form_with_faults_loses_nothing_that_was_typed(sign_in: SignIn, hazel: Child) -> None:
    client, at = sign_in(keeper_of(hazel)), reverse("add_relative", args=(hazel.pk,))
    answer = client.post(at, opened(client, at) | {"phone": "414 555 0199", "asserted_by": "child", "step": "save"})
    assertContains(answer, "Write at least one name")
    assertContains(answer, "414 555 0199")
    assertContains(answer, "There are 2 things to put right")


def test_a_contact_is_recorded_and_settles_the_search_that_a_move_opened(
    sign_in: SignIn, hazel: Child, rosa: Relative
) -> None:
    keeper = keeper_of(hazel)
    record_event(child=hazel, kind="placement_change_expected", on=TODAY, by=person(keeper), today=TODAY)
    client, tab = sign_in(keeper), reverse("family", args=(hazel.pk,))
    assertContains(client.get(tab), "Ask the family again")
    assertContains(client.get(tab), "1 person was found before")
    at = reverse("record_contact", args=(hazel.pk, rosa.pk))
    said = {"how": "phone", "outcome": "reached", "rung": "engaged", "step": "save"}
    assertRedirects(client.post(at, opened(client, at) | said), tab)
    assert "Ask the family again" not in page(client, tab)
    assertContains(client.get(tab), "Engaged")


def test_a_search_with_its_source_stands_behind_the_event_at_the_usual_address(sign_in: SignIn, hazel: Child) -> None:
    client, at = sign_in(keeper_of(hazel)), reverse("record", args=(hazel.pk, "relative_search"))
    said = opened(client, at) | {"where": "school", "result": "An uncle picks her up on Fridays"}
    assertContains(client.post(at, said), "Relative search, Sun, Nov 22, 2026")
    answer = client.post(at, said | {"step": "save"}, follow=True)
    event = Event.objects.get(child=hazel, kind="relative_search", on=TODAY)
    assertRedirects(answer, reverse("recorded", args=(hazel.pk, event.pk)))
    assertContains(client.get(reverse("family", args=(hazel.pk,))), "An uncle picks her up on Fridays")


def test_a_notice_goes_out_with_a_letter_is_answered_and_recorded_once(
    sign_in: SignIn, hazel: Child, rosa: Relative
) -> None:
    gino = add(hazel, "fathers_brother", "Gino Santangelo")
    client, at = sign_in(keeper_of(hazel)), reverse("record", args=(hazel.pk, "relative_notice_sent"))
    said: dict[str, object] = {"relatives": [str(rosa.pk), str(gino.pk)], "method": "mail", "language": "es"}
    sent_at = opened(client, at) | said
    assertContains(client.post(at, sent_at), "Notice to 2 of the family")
    for _ in range(2):
        client.post(at, sent_at | {"step": "save"})
    assert Notice.objects.filter(child=hazel).count() == 2
    assert Event.objects.filter(child=hazel, kind="relative_notice_sent", on=TODAY).count() == 1
    notice = Notice.objects.get(relative=rosa)
    answer_at = reverse("answer_notice", args=(hazel.pk, notice.pk))
    client.post(answer_at, opened(client, answer_at) | {"what": "wants", "note": "Sundays", "step": "save"})
    assert NoticeAnswer.objects.get(notice=notice).note == "Sundays"
    assertContains(client.get(reverse("relative", args=(hazel.pk, rosa.pk))), "Wants to take part")


def test_only_the_day_is_asked_while_nobody_is_recorded_to_whom_a_letter_could_go(
    sign_in: SignIn, hazel: Child
) -> None:
    client, at = sign_in(keeper_of(hazel)), reverse("record", args=(hazel.pk, "relative_notice_sent"))
    assertContains(client.get(at), "Nobody is recorded yet to whom a letter could go")
    client.post(at, opened(client, at) | {"step": "save"})
    assert Event.objects.filter(child=hazel, kind="relative_notice_sent", on=TODAY).exists()


def test_what_was_entered_wrongly_is_taken_back_and_only_in_its_own_family(
    sign_in: SignIn, hazel: Child, rosa: Relative
) -> None:
    client, point = sign_in(keeper_of(hazel)), rosa.contact_points.get()
    other = Child.objects.filter(unit=hazel.unit).exclude(pk=hazel.pk)[0]
    assert client.get(reverse("take_back_entry", args=(other.pk, "contactpoint", point.pk))).status_code == 404
    at = reverse("take_back_entry", args=(hazel.pk, "contactpoint", point.pk))
    assertContains(client.post(at, opened(client, at) | {"step": "save"}), "Say why")
    client.post(at, opened(client, at) | {"why": "A wrong number", "step": "save"})
    assert "414 555 0100" not in page(client, reverse("relative", args=(hazel.pk, rosa.pk)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("relative_facts", {"first_name": "Rosalia", "born_about": "1980"}),
        ("add_contact_point", {"kind": "email", "value": "rosa@example.org", "source": "relative"}),
        ("add_relative_note", {"text": "Sings in the choir", "for_whom": "file"}),
        ("record_lead", {"rung": "placement", "note": "A room is free"}),
        ("record_connection", {"strength": "strong", "direction": "both", "childs_word": "Zia"}),
    ],
)
def test_what_is_written_stands_on_the_relatives_page(
    sign_in: SignIn, hazel: Child, rosa: Relative, name: str, said: dict[str, str]
) -> None:
    client, at = sign_in(keeper_of(hazel)), address(name, hazel, rosa)
    answer = client.post(at, opened(client, at) | said | {"step": "save"}, follow=True)
    assertRedirects(answer, reverse("relative", args=(hazel.pk, rosa.pk)))
    shown = list(said.values())[-1] if name != "add_relative_note" else said["text"]
    assertContains(answer, "rosa@example.org" if name == "add_contact_point" else shown)


def test_a_tie_is_added_both_ways_round(sign_in: SignIn, hazel: Child, rosa: Relative) -> None:
    client, at = sign_in(keeper_of(hazel)), reverse("add_tie", args=(hazel.pk, rosa.pk))
    said = {"kind": "guardian_of", "other": str(own(hazel).pk), "certainty": "certain", "asserted_by": "record"}
    answer = client.post(at, opened(client, at) | said | {"basis": "legal", "step": "save"}, follow=True)
    assertContains(answer, "guardian of Hazel Brandtner")


def test_a_page_asks_the_database_as_often_for_many_relatives_as_for_few(
    sign_in: SignIn, hazel: Child, rosa: Relative
) -> None:
    client, tab = sign_in(keeper_of(hazel)), reverse("family", args=(hazel.pk,))
    few = queries(client, tab)
    for number in range(6):
        add(hazel, "mothers_cousin", f"Cousin{number} Vitale", phone="414 555 0102")
    assert queries(client, tab) == few <= 40


def queries(client: Client, at: str) -> int:
    client.get(at)
    with CaptureQueriesContext(connection) as seen:
        client.get(at)
    return len(seen)


def test_no_name_stands_in_an_address(sign_in: SignIn, hazel: Child, rosa: Relative) -> None:
    links = re.findall(
        r'(?:href|action)="([^"]*)"', page(sign_in(keeper_of(hazel)), reverse("family", args=(hazel.pk,)))
    )
    assert links
    assert [link for link in links if "rosa" in link.lower() or "vitale" in link.lower()] == []


def test_an_old_search_stays_to_be_read(sign_in: SignIn, hazel: Child) -> None:
    record_event(
        child=hazel,
        kind="placement_change_expected",
        on=TODAY - timedelta(days=2),
        by=person(keeper_of(hazel)),
        today=TODAY,
    )
    assertContains(sign_in(keeper_of(hazel)).get(reverse("family", args=(hazel.pk,))), "Searches before")
