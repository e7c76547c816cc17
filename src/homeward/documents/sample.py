"""A made-up paper, by which a template is tried before it is kept, and seen as it will look."""

from datetime import date
from typing import Final

from homeward.documents.papers import PAPERS, Paper, Section

_ROW: Final = {"what": "Call the aunt", "who": "Ongoing case manager", "by": "Mar 3, 2027", "barrier": "Court delay",
               "overcome": "Ask for an earlier day", "child": ""}  # fmt: skip
_BARRIER: Final = {"category": "Court delay", "narrative": "Hearings are put off", "must_act": "The court",
                   "level": "the court"}  # fmt: skip
_PERSON: Final = {"name": "Pat Sample", "role": "Facilitator", "agency": "Sample agency", "recommends": "Ask the aunt"}
_LINES: Final = (
    "header", "people", "summary", "clarify", "ideas", "steps", "barriers", "goals", "debrief", "recommendations",
    "noted", "addenda", "agreed", "ahead", "step_lines", "children",
)  # fmt: skip


def sample_of(kind: str) -> Paper:
    """A paper of a kind about nobody."""
    texts = ("child", "born", "day", "kind", "agency", "responsible_agency", "paragraph", "agreed_status",
             "agreed_goal", "agreed_concurrent")  # fmt: skip
    return Paper(
        kind=kind,
        title=PAPERS[kind][0],
        on=date(2027, 3, 1),
        is_draft=True,
        facts=[("Child", "A made-up child")],
        sections=[Section("Action steps", ["A line & another one"], list(_ROW)[:4], [list(_ROW.values())[:4]])],
        notice="A sample: nothing in it is about anybody.",
        fields={
            **{name: f"({name.replace('_', ' ')})" for name in texts},
            **{name: [f"({name.replace('_', ' ')})"] for name in _LINES},
            "participants": [_PERSON],
            "step_rows": [_ROW],
            "barrier_rows": [_BARRIER],
        },
    )
