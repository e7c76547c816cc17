"""Who a child is, typed by a person and then in an extract; and who settles what, and reads refused rows."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from homeward.casefile.actions import break_glass, restrict
from homeward.casefile.models import Assignment
from homeward.extracts import files
from homeward.extracts.models import Decision, Mention
from homeward.extracts.settle import settle_difference, settle_identifier
from homeward.obligations.child_facts import correct_child
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY, SignIn
from tests.extracts.pictures import ID, bring_in, child, edit, new_extract, waiting

pytestmark = pytest.mark.django_db


def typed(**facts: str) -> None:
    correct_child(child=child(), facts=facts, why="The birth certificate", by=person("ocm-001"), today=TODAY)


def test_what_a_person_typed_of_a_child_is_not_overwritten_but_to_settle(extract: Path) -> None:
    typed(first_name="Ayanna")
    bring_in(extract)
    one = waiting()[0]
    assert (child().first_name, one.recorded, one.in_extract) == (
        "Ayanna",
        {"first_name": "Ayanna"},
        {"first_name": "Aiyana"},
    )
    settle_difference(difference=one, decision=Decision.KEEP, by=person("admin-01"), today=TODAY)
    bring_in(extract)
    assert (child().first_name, waiting()) == ("Ayanna", [])


def test_the_extracts_word_is_taken_where_an_administrator_says_so(extract: Path, sign_in: SignIn) -> None:
    typed(first_name="Ayanna")
    edit(extract, "children", where={"child_id": ID}, birth_date="2024-08-23")
    bring_in(extract)
    page = sign_in("admin-01").get(reverse("to_settle")).content.decode()
    assert "Who the child is" in page
    settle_difference(difference=waiting()[0], decision=Decision.TAKE, by=person("admin-01"), today=TODAY)
    assert (child().first_name, str(child().birth_date)) == ("Aiyana", "2024-08-23")
    bring_in(extract)
    assert waiting() == []


def test_what_was_typed_since_is_not_taken_from_under_her(extract: Path) -> None:
    typed(first_name="Ayanna")
    bring_in(extract)
    typed(first_name="Ayana")
    with pytest.raises(ValidationError):
        settle_difference(difference=waiting()[0], decision=Decision.TAKE, by=person("admin-01"), today=TODAY)


def test_where_the_extract_says_nothing_what_was_typed_stands(extract: Path) -> None:
    typed(gender="female" if child().gender != "female" else "male")
    edit(extract, "children", where={"child_id": ID}, gender="")
    before = child().gender
    bring_in(extract)
    assert (child().gender, waiting()) == (before, [])


def test_whoever_only_opened_a_record_assigns_nobody_to_it(extract: Path) -> None:
    one = child()
    Mention.objects.filter(child=one, column="supervisor").update(identifier="sup-x", is_known=False)
    restrict(child=one, named=[person("sup-01")], by=person("sup-01"), on=TODAY)
    break_glass(child_id=one.pk, by=person("admin-01"), reason="A call", on=TODAY)
    before = list(Assignment.objects.filter(child=one).values_list("pk", "until_on"))
    nora = newcomer("supervisor")
    settle_identifier(column="supervisor", identifier="sup-x", meant=nora, by=person("admin-01"), today=TODAY)
    assert list(Assignment.objects.filter(child=one).values_list("pk", "until_on")) == before


def test_refused_rows_of_a_restricted_record_are_for_those_named_on_it(sign_in: SignIn) -> None:
    restrict(child=child(), named=[person("sup-01")], by=person("sup-01"), on=TODAY)
    dropped = new_extract()
    files.make_root()
    lines = ("table,row,reason,child_id,first_name,episode_id,whole_row", f"children,2,wrong,{ID},Aiyana,,")
    more = (f"placements,4,wrong,,,{ID}-1,", f'events,5,ragged,,,,"{ID},x,y"', "children,3,wrong,other,Tom,,")
    files.refused_rows_of(dropped.pk).write_text("\n".join([*lines, *more, ""]), encoding="utf-8")
    answer = sign_in("admin-01").get(reverse("refused_rows", args=(dropped.pk,)))
    assert answer.getvalue().decode().splitlines() == [lines[0], more[2]]
