"""A paper as a PDF that a screen reader can read: tagged, and checked against PDF/UA-1 while it is set."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from homeward.documents.papers import Paper
from homeward.website.words import day_words

_SET: Final = Path(__file__).parent / "typst" / "paper.typ"


def pdf_of(paper: Paper) -> bytes:
    """The paper as a PDF. The compiler refuses what PDF/UA-1 does not allow (typst.TypstError): that is a defect."""
    import typst  # a quarter of a second: only who asks for a paper waits for it

    said = {
        "title": paper.title,
        "day": day_words(paper.on),
        "agency": paper.agency,
        "mark": paper.mark,
        "mark_says": paper.mark_says,
        "facts": [list(fact) for fact in paper.facts],
        "sections": [
            {"title": one.title, "lines": list(one.lines), "columns": list(one.columns), "rows": list(one.rows)}
            for one in paper.sections
        ],
        "notice": paper.notice,
    }
    made = typst.compile(_source(), sys_inputs={"paper": json.dumps(said)}, format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes), "one file, as nothing else was asked for"
    return made


@cache
def _source() -> bytes:
    return _SET.read_bytes()
