"""A paper as a Word file, in the agency's own template or in the one that comes with Homeward.

A template is a Word file with names in double braces (docxtpl). It is run in a sandbox, and looked at before it is
kept: what it names must be known, and it may neither hold macros nor fetch anything from elsewhere. What is made of it
is looked at once more: a field that is put together while it is filled in could carry a child's name out in an address.
"""

import re
import zipfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree

from django.core.exceptions import ValidationError
from jinja2 import TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from homeward.documents.default_template import default_template
from homeward.documents.papers import Paper
from homeward.policy.grammar import did_you_mean

LARGEST: Final = 5 * 2**20
_UNPACKED: Final = 60 * 2**20
_UNREADABLE: Final = "This is not a Word file (.docx). Save it in Word as “Word document (.docx)”, and send it again."
_ASKS_ELSEWHERE: Final = re.compile(r"\b(INCLUDE\w*|IMPORT|LINK|DDE\w*|RD)\b|[{}]", re.IGNORECASE)
"""Fields with which Word asks elsewhere, and braces, by which a name would come into a field."""
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOT_OF_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")


def word_of(paper: Paper, template: bytes | None) -> bytes:
    """The paper as a Word file. Raises ValidationError where a template can not be filled in."""
    made = _filled(template or default_template(), _named(paper))
    if paper.mark:
        # Whatever the template says, a draft says that it is one, and practice that it is.
        made.docx.paragraphs[0].insert_paragraph_before(f"{paper.mark}. {paper.mark_says}")
    made.docx.core_properties.title = f"{paper.title}, {paper.on.isoformat()}"
    made.docx.core_properties.author = paper.agency
    made.docx.core_properties.language = "en-US"
    return _saved(made)


def _filled(template: bytes, named: Mapping[str, Any]) -> Any:
    from docxtpl import DocxTemplate  # lxml: only who asks for a paper waits for it

    made = DocxTemplate(BytesIO(template))
    try:
        made.render(dict(named), SandboxedEnvironment(autoescape=True), autoescape=True)
    except (TemplateError, UndefinedError, TypeError) as faulty:
        raise ValidationError(f"The template can not be filled in: {faulty}") from faulty
    if not made.docx.paragraphs:
        made.docx.add_paragraph("")
    return made


def _saved(made: Any) -> bytes:
    written = BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as packed:
        _refuse_fields(packed)
    return written.getvalue()


def _named(paper: Paper) -> dict[str, Any]:
    """Everything that a template may name."""
    sections = [
        {
            "title": one.title,
            "lines": list(one.lines),
            "rows": [list(row) for row in one.rows],
            "columns": list(one.columns),
        }
        for one in paper.sections
    ]
    named = {
        "title": paper.title,
        "draft": paper.mark,
        "facts": [{"label": label, "said": said} for label, said in paper.facts],
        "sections": sections,
        "notice": paper.notice,
        **paper.fields,
    }
    cleaned: dict[str, Any] = _clean(named)
    return cleaned


def _clean(said: Any) -> Any:
    """Without the characters that no Word file can hold."""
    if isinstance(said, str):
        return _NOT_OF_XML.sub("", said)
    if isinstance(said, Mapping):
        return {name: _clean(one) for name, one in said.items()}
    return [_clean(one) for one in said] if isinstance(said, list | tuple) else said


def check_template(content: bytes, sample: Paper) -> None:
    """Raise ValidationError with everything that is wrong with a template that somebody wants to use."""
    _check_file(content)
    from docxtpl import DocxTemplate

    known, environment = _named(sample), SandboxedEnvironment(autoescape=True)
    try:
        asked = DocxTemplate(BytesIO(content)).get_undeclared_template_variables(environment)
    except TemplateError as faulty:
        raise ValidationError(f"What stands in braces can not be read: {faulty}") from faulty
    except Exception as unreadable:  # whatever a damaged file makes the library say
        raise ValidationError(_UNREADABLE) from unreadable
    if unknown := sorted(asked - known.keys()):
        raise ValidationError(
            [f"The template names “{one}”, which no paper has.{did_you_mean(one, sorted(known))}" for one in unknown]
        )
    if not asked & (known.keys() - {"agency", "draft", "notice", "title"}):
        raise ValidationError("The template names nothing of the consultation: nothing would be filled in.")
    word_of(sample, content)


def _check_file(content: bytes) -> None:
    """Raise ValidationError unless it is a Word file without macros and without anything to be fetched."""
    if len(content) > LARGEST:
        raise ValidationError(f"The file is larger than {LARGEST // 2**20} megabytes.")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()
            if "word/document.xml" not in names or sum(one.file_size for one in packed.infolist()) > _UNPACKED:
                raise ValidationError(_UNREADABLE)
            if any("vbaproject" in name.lower() for name in names):
                raise ValidationError("The file holds macros. Save it without them, as “Word document (.docx)”.")
            _refuse_fields(packed)
            links = [packed.read(name) for name in names if name.endswith(".rels")]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as unreadable:
        raise ValidationError(_UNREADABLE) from unreadable
    if any(_fetches(link) for link in links):
        raise ValidationError(
            "The file is linked to something outside of it (a template or a picture). Put that into the file instead."
        )


def _refuse_fields(packed: zipfile.ZipFile) -> None:
    """Raise ValidationError if a part of the file has a field that asks elsewhere, or holds a page of the web."""
    for name in packed.namelist():
        if not (name.startswith("word/") and name.endswith(".xml")):
            continue
        part = _xml(packed.read(name))
        fields = ["".join(one.text or "" for one in part.iter(f"{_WORD}instrText"))]
        fields += [one.get(f"{_WORD}instr", "") for one in part.iter(f"{_WORD}fldSimple")]
        if (
            any(_ASKS_ELSEWHERE.search(field) for field in fields)
            or next(part.iter(f"{_WORD}altChunk"), None) is not None
        ):
            raise ValidationError(
                "The file has a field that fetches something from elsewhere, or one with a name in braces. Take it out."
            )


def _fetches(links: bytes) -> bool:
    """Whether Word would fetch something when it opens the file; links that a person follows are no matter."""
    return any(
        one.get("TargetMode") == "External" and not str(one.get("Type")).endswith("/hyperlink") for one in _xml(links)
    )


def _xml(content: bytes) -> ElementTree.Element:
    try:
        text = content.decode("utf-8-sig")
        if "<!DOCTYPE" in text:
            raise ValidationError(_UNREADABLE)
        return ElementTree.fromstring(text.encode())
    except (UnicodeDecodeError, ElementTree.ParseError) as unreadable:
        raise ValidationError(_UNREADABLE) from unreadable


@cache
def names_for(kind: str) -> tuple[str, ...]:
    """The names that a template of a kind may use, for the page that explains them."""
    from homeward.documents.sample import sample_of

    return tuple(sorted(_named(sample_of(kind))))
