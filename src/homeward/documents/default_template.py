"""The Word template that comes with Homeward: headings and lists in Word's own styles, so that it reads aloud well."""

from functools import cache
from io import BytesIO


@cache
def default_template() -> bytes:
    """It serves every kind of paper: the facts, then each section with its lines and its table."""
    from docx import Document

    made = Document()
    made.add_paragraph("{{ agency }}")
    made.add_heading("{{ title }}", level=1)
    made.add_paragraph("{%p for fact in facts %}")
    made.add_paragraph("{{ fact.label }}: {{ fact.said }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p for section in sections %}")
    made.add_heading("{{ section.title }}", level=2)
    made.add_paragraph("{%p for line in section.lines %}")
    made.add_paragraph("{{ line }}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p for row in section.rows %}")
    made.add_paragraph(
        "{{ loop.index }}. {% for said in row %}{% if said %}{{ section.columns[loop.index0] }}: {{ said }}. "
        "{% endif %}{% endfor %}",
    )
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{%p if not section.lines and not section.rows %}")
    made.add_paragraph("Nothing is written.")
    made.add_paragraph("{%p endif %}")
    made.add_paragraph("{%p endfor %}")
    made.add_paragraph("{{ notice }}")
    written = BytesIO()
    made.save(written)
    return written.getvalue()
