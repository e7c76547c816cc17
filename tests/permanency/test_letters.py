"""The letter to relatives is the agency's own text, in versions; a notice keeps the one by which it was written."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from homeward.casefile.models import Child
from homeward.family.models import Notice, Relative
from homeward.permanency.content.actions import write_version
from homeward.permanency.content.versions import version_on
from homeward.permanency.letters.texts import LANGUAGES, LETTER, filled, letter_texts_on
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of
from tests.obligations.opened import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def hazel() -> Child:
    return child()


@pytest.fixture
def rosa(hazel: Child) -> Relative:
    return add(hazel, "mothers_sister", "Rosa Vitale")


def written(**changed: Any) -> str:
    """A version of the agency that holds from today; gives its name."""
    values = {**version_on(LETTER, TODAY).values, **changed}
    made = write_version(
        kind=LETTER, values=values, effective_from=TODAY, why="", by=person("pc-01"), today=TODAY, token=uuid4()
    )
    return str(made.pk)


def letter(sign_in: SignIn, hazel: Child, rosa: Relative, language: str = "en") -> str:
    at = reverse("relative_letter", args=(hazel.pk, rosa.pk, language))
    return sign_in(keeper_of(hazel)).get(at).content.decode()


@pytest.mark.parametrize("who", ["keeper", "supervisor", "pc", "qa-01", "admin-01", "stranger", "fac-01", "learner-01"])
def test_who_opens_letters_and_notices(sign_in: SignIn, hazel: Child, rosa: Relative, who: str) -> None:
    number = keeper_of(hazel)[-1]
    names = {"keeper": f"ocm-00{number}", "supervisor": f"sup-0{number}", "pc": f"pc-0{number}"}
    stranger = {"1": "ocm-002", "2": "ocm-001"}[number]
    client = sign_in(names.get(who, stranger if who == "stranger" else who))
    expected = 404 if who in {"stranger", "fac-01", "learner-01"} else 200 if who in {"keeper", "supervisor"} else 403
    for at in (
        reverse("relative_letter", args=(hazel.pk, rosa.pk, "en")),
        reverse("record_notices", args=(hazel.pk,)),
    ):
        assert client.get(at).status_code == expected, at


def test_what_comes_with_homeward_can_be_read_in_both_languages_and_says_that_it_is_a_sample() -> None:
    texts = letter_texts_on(TODAY)
    assert "This is a sample in plain words" in texts.notice
    assert set(texts.languages) == set(LANGUAGES)
    assert [part.is_list for part in texts.languages["en"].parts] == [
        part.is_list for part in texts.languages["es"].parts
    ]


def test_the_letter_says_what_the_agency_wrote(sign_in: SignIn, hazel: Child, rosa: Relative) -> None:
    assert "This is a sample" in letter(sign_in, hazel, rosa)
    written(notice="", english_title="About {child}", spanish_ending="Gracias, {relative}.")
    shown = letter(sign_in, hazel, rosa)
    assert "<h2>About Hazel</h2>" in shown
    assert "This is a sample" not in shown
    assert "Gracias, Rosa Vitale." in letter(sign_in, hazel, rosa, "es")


def test_the_text_is_written_on_the_page_of_the_agencys_own_texts(sign_in: SignIn, hazel: Child) -> None:
    client, at = sign_in("pc-01"), reverse("write_content", args=(LETTER.code,))
    form = client.get(at).context["form"]
    said = {one.html_name: one.value() for one in form if one.value() not in {None, False}}
    said |= {"effective_from": TODAY.isoformat(), "english_title": "{child} and her family"}
    assertRedirects(client.post(at, said), reverse("content", args=(LETTER.code,)))
    assert letter_texts_on(TODAY).languages["en"].title == "{child} and her family"
    assert len(letter_texts_on(TODAY).languages["es"].parts) == 3
    assertContains(client.get(reverse("content", args=(LETTER.code,))), "Parts of the letter in Spanish")


@pytest.mark.parametrize("wrong", ["{name}", "{child.last_name}", "{ child }"])
def test_a_word_in_braces_that_nothing_stands_for_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="stands for nothing"):
        written(english_title=f"About {wrong}")


def test_a_name_with_braces_is_nothing_but_a_name() -> None:
    assert filled("Dear {relative}, {child}", {"relative": "{child}", "child": "Hazel"}) == "Dear {child}, Hazel"


def test_a_notice_keeps_the_version_of_the_day_on_which_it_was_sent(
    sign_in: SignIn, hazel: Child, rosa: Relative
) -> None:
    name = written(english_title="Our own")
    client, at = sign_in(keeper_of(hazel)), reverse("record_notices", args=(hazel.pk,))
    said = opened(client, at) | {"relatives": str(rosa.pk), "method": "mail", "language": "en"}
    client.post(at, said | {"step": "save"})
    assert Notice.objects.get(relative=rosa).wording == name
    assertNotContains(client.get(reverse("family", args=(hazel.pk,))), name)


def test_without_children_in_care_the_letter_says_no_day(sign_in: SignIn, hazel: Child, rosa: Relative) -> None:
    assert "Since " in letter(sign_in, hazel, rosa)
    hazel.episodes.update(withdrawn_at=timezone.now())
    assert "Since " not in letter(sign_in, hazel, rosa).partition("<article")[2]
