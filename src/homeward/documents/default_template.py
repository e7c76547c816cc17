"""The Word template that comes with Homeward: headings and tables in the styles of Word, to be read aloud well."""

from functools import cache
from io import BytesIO
from typing import Any, Final

_WIDTHS: Final = (2.4, 1.4, 1.0, 2.0)
"""Of the table's columns, in inches: the first one says what is to be done."""


@cache
def default_template() -> bytes:
    """It serves every kind of paper: the facts, then each section with its lines and its table."""
    from docx import Document

    made = Document()
    _close_set(made)
    made.add_paragraph("{{ agency }}")
    made.add_heading("{{ title }}", level=1)
    made.add_paragraph("{%p for fact in facts %}")
    fact = made.add_paragraph()
    fact.add_run("{{ fact.label }}:").bold = True
    fact.add_run(" {{ fact.said }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p for section in sections %}")
    made.add_heading("{{ section.title }}", level=2)
    made.add_paragraph("{%p for line in section.lines %}")
    made.add_paragraph("{{ line }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p if section.rows %}")
    _add_table(made)
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p if not section.lines and not section.rows %}")
    made.add_paragraph("Nothing is written.")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{{ notice }}", style="Caption")
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _close_set(made: Any) -> None:
    """Margins of an inch, and lines that follow each other closely: what fits two pages does not fill three."""
    from docx.shared import Inches, Pt

    page = made.sections[0]
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Inches(1)
    made.styles["Normal"].paragraph_format.space_after = Pt(4)
    for name in ("Heading 1", "Heading 2"):
        made.styles[name].paragraph_format.space_after = Pt(4)


def _add_table(made: Any) -> None:
    """A row for each action step under a row of headings, which every page of the table repeats."""
    from docx.oxml import OxmlElement
    from docx.shared import Inches

    table = made.add_table(rows=4, cols=len(_WIDTHS), style="Table Grid")
    table.rows[1].cells[0].text = "{%tr for row in section.rows %}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    for column, width in enumerate(_WIDTHS):
        table.columns[column].width = Inches(width)
        heading, said = table.rows[0].cells[column], table.rows[2].cells[column]
        heading.paragraphs[0].add_run(f"{{{{ section.columns[{column}] }}}}").bold = True
        said.text = f"{{{{ row[{column}] }}}}"
        heading.width = said.width = Inches(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
