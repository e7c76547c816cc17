"""The notice to a relative as a file: tagged, in its language, with no address but that of whom it goes to."""

from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from homeward.audit.models import Entry
from homeward.family.actions import change_relative
from tests.cast_county import SignIn
from tests.family.kin import add, child, keeper_of, sent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_letter_is_taken_out_as_pdf_and_word_and_that_is_noted(sign_in: SignIn, language: str) -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Vitale")
    client = sign_in(keeper_of(hazel))
    pdf = client.get(reverse("relative_letter_pdf", args=(hazel.pk, rosa.pk, language)))
    assert pdf.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.content
    word = client.get(reverse("relative_letter_word", args=(hazel.pk, rosa.pk, language)))
    made = Document(BytesIO(word.content))
    said = "\n".join(one.text for one in made.paragraphs)
    assert "Rosa Vitale" in said
    assert "Brandtner" not in said
    assert ("necesita a su familia" in said) == (language == "es")
    assert made.core_properties.language == f"{language}-US"
    assert "Rosa" not in word["Content-Disposition"]
    assert Entry.objects.about(hazel.pk)[0].verb == "took_relative_letter"


def test_no_file_is_made_for_somebody_unsafe_or_for_whoever_only_reads(sign_in: SignIn) -> None:
    hazel = child()
    rick = add(hazel, "father", "Rick Stone")
    at = reverse("relative_letter_pdf", args=(hazel.pk, rick.pk, "en"))
    assert sign_in("qa-01").get(at).status_code == 403
    facts = {"first_name": "Rick", "last_name": "Stone", "is_unsafe": True, "unsafe_why": "A court order"}
    change_relative(relative=rick, child=hazel, facts=facts, why="", sent=sent(of=hazel))
    assert sign_in(keeper_of(hazel)).get(at).status_code == 404
