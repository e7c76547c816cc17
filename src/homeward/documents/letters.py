"""The notice to a relative as a tagged PDF and as a Word file, in the letter's language."""

import json
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from homeward.audit import actions as audit
from homeward.casefile.page import Visit, signed_in
from homeward.family.pages import opened
from homeward.permanency.letters.letter import Letter, letter_to
from homeward.permanency.letters.texts import LANGUAGES

_SET: Final = Path(__file__).parent / "typst" / "letter.typ"
_REGIONS: Final = {"en": "en-US", "es": "es-US"}
_KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@signed_in()
def letter_file_page(
    request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID, language: str, ending: str
) -> HttpResponse:
    """The letter to one of the family as a file; that it was taken out is noted."""
    child, member = opened(visit, child_id, relative_id)
    if language not in LANGUAGES or not member.gets_letters:
        raise Http404("no letter goes to this person")
    letter = letter_to(child, member, visit, language)
    content = pdf_of(letter) if ending == "pdf" else word_of(letter)
    details: dict[str, audit.Detail] = {"language": language, "format": ending}
    target = f"relative:{member.relative.pk}"
    audit.record(by=visit.person, verb="took_relative_letter", child_id=child.pk, target=target, details=details)
    name = f"letter-{language}-{visit.today.isoformat()}.{ending}"
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_KINDS[ending], headers=said)


def pdf_of(letter: Letter) -> bytes:
    """The letter as a PDF that reads aloud, checked against PDF/UA-1 while it is set (`documents.pdf`)."""
    import typst

    said = {"letter": json.dumps(asdict(letter))}
    made = typst.compile(_source(), sys_inputs=said, format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes), "one file, as nothing else was asked for"
    return made


@cache
def _source() -> bytes:
    return _SET.read_bytes()


def word_of(letter: Letter) -> bytes:
    """The letter as a Word file in Word's own styles, to be changed before it is sent."""
    from docx import Document

    made = Document()
    made.core_properties.title, made.core_properties.author = letter.title, letter.agency
    made.core_properties.language = _REGIONS[letter.language]
    made.add_paragraph(f"{letter.agency}\n{letter.day}")
    made.add_paragraph("\n".join(letter.to))
    made.add_heading(letter.title, level=1)
    for line in letter.greeting:
        made.add_paragraph(line)
    for part in letter.parts:
        made.add_heading(part.title, level=2)
        for line in part.lines:
            made.add_paragraph(line, style="List Bullet" if part.is_list else None)
    made.add_paragraph(letter.ending)
    made.add_paragraph("\n".join(letter.signed))
    written = BytesIO()
    made.save(written)
    return written.getvalue()
