import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from homeward.policy.rule import Obligation
from homeward.website.handbook.lists import found, names, open_questions
from homeward.website.policy_in_force import manual_in_force

ENTRIES = [entry.id for entry in manual_in_force().entries]


@pytest.mark.parametrize("rule_id", ENTRIES)
def test_every_rule_has_a_page_with_its_source_and_reading(client: Client, rule_id: str) -> None:
    entry = manual_in_force().entry(rule_id)
    page = client.get(f"/policy/rules/{rule_id}/")
    assertContains(page, f"<h1>{entry.title}</h1>", html=True)
    for source in entry.sources:
        assertContains(page, f'href="{source.link.replace("&", "&amp;")}"')
    assertNotContains(page, "`")


def test_a_rule_shows_every_example_of_every_version(client: Client) -> None:
    rule_id = "wi.permanency-plan"
    written = manual_in_force().entry(rule_id)
    assert isinstance(written, Obligation)
    count = sum(len(version.examples) for version in written.versions)
    page = client.get(f"/policy/rules/{rule_id}/").content.decode()
    assert len(re.findall(r'<th scope="row" data-label="Example">', page)) == count > 3


def test_the_steps_of_the_determination_stand_in_order(client: Client) -> None:
    page = client.get("/policy/rules/wi-dmcps.roundtable-determination/").content.decode()
    assert 0 < page.index("not yet") < page.index("above poor")


def test_a_rule_that_is_not_there_is_not_found_and_another_is_offered(client: Client) -> None:
    assert client.get("/policy/rules/wi.permanency-plam/").status_code == 404


def test_rules_are_found_by_all_words_of_title_source_and_reading() -> None:
    groups = found(manual_in_force(), "consultation FORM", "")
    assert [entry.id for entry in groups["Obligations"]] == ["wi-dmcps.consultation-form"]


def test_rules_are_found_by_who_owes_them() -> None:
    groups = found(manual_in_force(), "", "supervisor")
    assert set(groups) == {"Obligations"}
    assert "wi.permanency-hearing" in {entry.id for entry in groups["Obligations"]}


def test_a_search_without_result_says_so_and_leads_back(client: Client) -> None:
    assertContains(client.get("/policy/", {"q": "zebra <i>"}), "No rule has “zebra &lt;i&gt;”")


def test_an_unknown_owner_is_as_good_as_none(client: Client) -> None:
    assertContains(client.get("/policy/", {"owner": "nobody"}), f"{len(ENTRIES)} entries")


def test_every_name_that_a_rule_leads_to_is_explained(client: Client) -> None:
    explained = {one.name for listed in names(manual_in_force()).values() for one in listed}
    linked = {
        name
        for rule_id in ENTRIES
        for name in re.findall(r"/policy/facts/#(\w+)", client.get(f"/policy/rules/{rule_id}/").content.decode())
    }
    assert linked
    assert linked <= explained


def test_what_counsel_should_settle_has_every_open_question(client: Client) -> None:
    page = client.get("/policy/open-questions/").content.decode()
    assert page.count('class="question"') == len(open_questions(manual_in_force())) > 5
