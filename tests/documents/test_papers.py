"""The form and the case note as a tagged PDF and as Word: what they say, who takes them out, the agency's template."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from pytest_django.asserts import assertContains, assertRedirects

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.documents.actions import in_use, upload_template
from homeward.documents.default_template import default_template
from homeward.documents.papers import DRAFT, PAPERS, Section, case_note, consultation_form
from homeward.documents.pdf import pdf_of
from homeward.documents.sample import sample_of
from homeward.documents.word import check_template, word_of
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.models import Consultation
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import BARRIER, STEP, completed, held

pytestmark = pytest.mark.django_db

SAID = {**STEP, **BARRIER, "clarify": "She said: “I <want> home & soon” {{ child }} #strong[x] \x0b.\nTwice."}


@pytest.fixture
def child() -> Child:
    return Child.objects.get(external_id="nevaeh-lindqvist")


@pytest.fixture
def one(child: Child) -> Consultation:
    return held(child, SAID)


def word_text(content: bytes) -> str:
    made = Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def template_saying(*lines: str) -> bytes:
    made = Document()
    for line in lines:
        made.add_paragraph(line)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def packed_with(name: str, content: bytes) -> bytes:
    written = BytesIO(default_template())
    with zipfile.ZipFile(written, "a") as packed:
        packed.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize("kind", list(PAPERS))
def test_the_pdf_is_tagged_and_says_what_the_paper_says(child: Child, one: Consultation, kind: str) -> None:
    if not shutil.which("pdfinfo"):
        pytest.skip("no pdfinfo: apt-get install -y poppler-utils")
    pdf = pdf_of(PAPERS[kind][1](one, children_of(one), child))
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged: +yes", told)
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    assert DRAFT in read
    assert "Call the aunt" in read
    structure = subprocess.run(["pdfinfo", "-struct", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert [tag for tag in ("H1", "H2", "Table", "TH") if tag not in structure] == []


def test_what_somebody_typed_is_never_read_as_markup(child: Child, one: Consultation) -> None:
    paper = consultation_form(one, [child], child)
    assert pdf_of(paper).startswith(b"%PDF")
    said = word_text(word_of(paper, None))
    assert "“I <want> home & soon” {{ child }} #strong[x]" in said


@pytest.mark.slow
def test_word_opens_in_libreoffice(child: Child, one: Consultation, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("no soffice: apt-get install -y libreoffice-writer")
    for kind, (_, made) in PAPERS.items():
        (tmp_path / f"{kind}.docx").write_bytes(word_of(made(one, children_of(one), child), None))
    profile, out = f"-env:UserInstallation=file://{tmp_path}/profile", ["--outdir", str(tmp_path)]
    wanted = [soffice, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", *out]
    subprocess.run([*wanted, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=120)
    for kind in PAPERS:
        assert "Call the aunt" in (tmp_path / f"{kind}.txt").read_text(encoding="utf-8")


def test_every_file_of_a_word_paper_is_whole(child: Child, one: Consultation) -> None:
    with zipfile.ZipFile(BytesIO(word_of(case_note(one, [child], child), None))) as packed:
        assert packed.testzip() is None
        assert len(set(packed.namelist())) == len(packed.namelist())


def test_a_draft_says_so_whatever_the_template_says_and_a_completed_paper_does_not(child: Child) -> None:
    own = template_saying("{{ child }}")
    draft = consultation_form(held(child), [child], child)
    assert word_text(word_of(draft, own)).startswith(DRAFT)
    Consultation.objects.update(called_off_at="2026-11-22T12:00Z")
    done = consultation_form(completed(child), [child], child)
    assert DRAFT not in word_text(word_of(done, own))
    assert (draft.file_name("pdf"), done.file_name("docx")) == (
        "permanency-consultation-2026-11-22-draft.pdf",
        "permanency-consultation-2026-11-22.docx",
    )


@pytest.mark.parametrize(("who", "status"), [("ocm-001", 200), ("sup-01", 200), ("qa-01", 200), ("ocm-002", 404)])
def test_who_sees_the_child_takes_papers_out_and_it_is_noted(
    sign_in: SignIn, child: Child, one: Consultation, who: str, status: int
) -> None:
    client = sign_in(who)
    for name, ending in (("consultation_pdf", "pdf"), ("consultation_word", "docx")):
        before = Entry.objects.filter(verb="took_paper").count()
        answer = client.get(reverse(name, args=(child.pk, one.pk, "case-note")))
        assert answer.status_code == status
        assert Entry.objects.filter(verb="took_paper").count() == before + (status == 200)
        if status == 200:
            named = answer.headers["Content-Disposition"]
            assert named == f'attachment; filename="case-note-2026-11-22-draft.{ending}"'


def test_there_is_no_other_paper(sign_in: SignIn, child: Child, one: Consultation) -> None:
    assert sign_in("ocm-001").get(reverse("consultation_pdf", args=(child.pk, one.pk, "letter"))).status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not a Word file", "This is not a Word file"),
        (template_saying("{{ child }} {{ step_row }}"), "names “step_row”, which no paper has. Did you mean"),
        (template_saying("{{ child }"), "can not be read: unexpected '}'"),
        (template_saying("{% for x in step_rows %}{{ x.what }}"), "can not be read"),
        (template_saying("{{ child.__class__.__mro__ }}"), "can not be filled in"),
        (template_saying("Our letterhead"), "names nothing of the consultation"),
        (packed_with("word/vbaProject.bin", b"x"), "holds macros"),
        (
            packed_with(
                "word/_rels/settings.xml.rels",
                b'<R><Relationship Type="x/attachedTemplate" TargetMode="External" Target="http://x"/></R>',
            ),
            "linked to something outside",
        ),
    ],
)
def test_a_template_that_can_not_serve_is_refused_in_words(content: bytes, says: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(says)):
        check_template(content, sample_of("case-note"))


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "field",
    [
        '<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "https://x/y.png"</w:instrText></w:r>',
        '<w:fldSimple w:instr="DDEAUTO c x"/>',
        '<w:fldSimple w:instr="QUOTE {{ child }}"/>',
        "<w:altChunk/>",
    ],
)
def test_a_template_with_a_field_that_asks_elsewhere_is_refused(field: str) -> None:
    header = f"<w:hdr {WORD}><w:p>{field}</w:p></w:hdr>".encode()
    with pytest.raises(ValidationError, match="fetches something from elsewhere"):
        check_template(packed_with("word/header9.xml", header), sample_of("case-note"))


def test_a_field_that_is_put_together_while_a_paper_is_filled_in_is_refused() -> None:
    made = "</w:t><w:instrText>INCLUDEPICTURE https://x/y.png</w:instrText><w:t>"
    template = template_saying("{{ child }}", "{{ '" + made + "' | safe }}")
    with pytest.raises(ValidationError, match="fetches something from elsewhere"):
        check_template(template, sample_of("case-note"))


def test_the_template_that_comes_with_homeward_passes_its_own_check() -> None:
    for kind in PAPERS:
        check_template(default_template(), sample_of(kind))


def test_an_administrator_uses_the_agencys_template_and_can_go_back(
    sign_in: SignIn, child: Child, one: Consultation
) -> None:
    client, page = sign_in("admin-01"), reverse("word_templates")
    own = SimpleUploadedFile("ours.docx", template_saying("Our county: {{ child }}, {{ day }}"))
    assertRedirects(client.post(page, {"paper": "case-note", "sent": own}), page)
    taken = sign_in("ocm-001").get(reverse("consultation_word", args=(child.pk, one.pk, "case-note")))
    assert f"Our county: {child}, Sun, Nov 22, 2026" in word_text(taken.content)
    template = in_use("case-note")
    assert template
    sign_in("admin-01").post(reverse("withdraw_word_template", args=(template.pk,)))
    assert in_use("case-note") is None


def test_a_refused_template_is_said_beside_the_field(sign_in: SignIn) -> None:
    sent = {"paper": "case-note", "sent": SimpleUploadedFile("a.docx", b"nothing")}
    assertContains(sign_in("admin-01").post(reverse("word_templates"), sent), "This is not a Word file")


@pytest.mark.parametrize("who", ["ocm-001", "pc-01", "fac-01"])
def test_only_administrators_choose_templates(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    assert client.get(reverse("word_templates")).status_code == 403
    assert client.get(reverse("word_template_file", args=("case-note",))).status_code == 403
    upload_template(
        paper="case-note", name="x.docx", content=template_saying("{{ child }}"), by=person("admin-01"), today=TODAY
    )
    template = in_use("case-note")
    assert template
    assert client.post(reverse("withdraw_word_template", args=(template.pk,))).status_code == 403


def test_in_word_the_action_steps_are_a_table_with_headings_and_without_steps_there_is_none(child: Child) -> None:
    one = held(child, SAID)
    [table] = Document(BytesIO(word_of(consultation_form(one, children_of(one), child), None))).tables
    assert [cell.text for cell in table.rows[0].cells] == ["What", "Who", "By when", "Barrier, and how it is overcome"]
    assert [row.cells[0].text for row in table.rows[1:]] == ["Call the aunt"]
    assert "tblHeader" in table.rows[0]._tr.xml
    bare = replace(sample_of("case-note"), sections=[Section("Ideas", ["A house swap"])])
    assert Document(BytesIO(word_of(bare, None))).tables == []
