"""What a paper says: its title, whether it is a draft, its facts and sections. No format yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from homeward.casefile.models import Child
from homeward.permanency.consultations.guide import SEATS, Guide, guide_of
from homeward.permanency.consultations.parts import BARRIERS, STEPS, Texts, of_meeting, present, rows_of, sections
from homeward.permanency.consultations.text import (
    barrier_lines,
    form_text,
    notes_of_steps,
    paragraph,
    step_lines,
    written,
)
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import LEVELS
from homeward.website.forms import read_day
from homeward.website.words import capital, day_words, plain

Fields = dict[str, Any]
"""What a Word template may name: texts, lists of texts, and lists of rows."""

DRAFT: Final = "DRAFT: not completed yet"
PRACTICE: Final = "PRACTICE: a made-up child"


@dataclass(frozen=True)
class Section:
    """A section of a paper; `table` has its columns and rows where it is better read as one."""

    title: str
    lines: Sequence[str]
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Paper:
    """A paper about one consultation."""

    kind: str
    title: str
    on: date
    is_draft: bool
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    notice: str
    fields: Fields = field(default_factory=dict)
    is_practice: bool = False

    @property
    def mark(self) -> str:
        """What stands at its head: practice, or a draft; empty: neither."""
        return PRACTICE if self.is_practice else DRAFT if self.is_draft else ""

    @property
    def mark_says(self) -> str:
        """What the mark means."""
        practice = "It is no record of anybody. " if self.is_practice else ""
        return f"{practice}{'What stands here may still change.' if self.is_draft else ''}".strip()

    @property
    def agency(self) -> str:
        """The name at its head."""
        return settings.HOMEWARD_AGENCY

    def file_name(self, ending: str) -> str:
        """Without the name of a child: it stands in lists of downloads."""
        draft = "-draft" if self.is_draft else ""
        return f"{self.kind}-{self.on.isoformat()}{draft}.{ending}"


def consultation_form(one: Consultation, children: Sequence[Child], child: Child) -> Paper:
    """The Permanency Consultation in the form's order."""
    text = form_text(one, children)
    texts, _ = written(one, children)
    guide = guide_of(one.guide_version, one.on)
    return Paper(
        kind="permanency-consultation",
        title="Permanency Consultation",
        on=one.on,
        is_draft=one.completed_at is None,
        is_practice=child.agency.is_practice,
        facts=_facts(one, children),
        sections=[
            Section(part.title, notes_of_steps(part.lines), *_steps(texts, guide, children))
            if part.code == "steps"
            else Section(part.title, part.lines)
            for part in text
            if part.code != "header"
        ],
        notice="This is not the official form DCF-F-2440-E, which stands in eWiSACWIS. " + guide.notice,
        fields=_fields(one, children, child, texts, guide) | {part.code: part.lines for part in text},
    )


def case_note(one: Consultation, children: Sequence[Child], child: Child) -> Paper:
    """The note of the consultation for the child's case record."""
    texts, notes = written(one, children)
    guide = guide_of(one.guide_version, one.on)
    parts = of_meeting(guide, children, texts)
    ideas = [f"{label} {said}" for label, said in sections(texts, parts["brainstorm"])]
    agreed = [f"{label}: {said}" for label, said in sections(texts, [*parts["clarify"][1:], *parts["plan"]])]
    ahead = [
        f"The steps are checked by {day_words(one.on + timedelta(days=guide.check_after))}, and it is reviewed with a "
        f"new rating by {day_words(one.on + timedelta(days=guide.review_after))}.",
    ]
    fields = _fields(one, children, child, texts, guide)
    return Paper(
        kind="case-note",
        title=f"Case note: {one.get_kind_display()}",
        on=one.on,
        is_draft=one.completed_at is None,
        is_practice=child.agency.is_practice,
        facts=_facts(one, children),
        sections=[
            Section("Why and with whom", [f"A {one.get_kind_display()} was held.", *fields["people"]]),
            Section("What was found and agreed", agreed or ["Nothing is written."]),
            Section("Ideas", ideas or ["Nothing is written."]),
            Section("Action steps", notes_of_steps(notes), *_steps(texts, guide, children)),
            Section("Systemic barriers", barrier_lines(texts, guide, children) or ["None is written."]),
            Section("What follows", ahead),
        ],
        notice="The layout is a paraphrased default: replace it with your own template. " + guide.notice,
        fields=fields | {"ideas": ideas, "agreed": agreed, "ahead": ahead},
    )


Made = Callable[[Consultation, Sequence[Child], Child], Paper]

PAPERS: Final[dict[str, tuple[str, Made]]] = {
    "permanency-consultation": ("Permanency Consultation form", consultation_form),
    "case-note": ("Case note", case_note),
}
"""Every kind of paper: its name, and what makes it."""


def _facts(one: Consultation, children: Sequence[Child]) -> list[tuple[str, str]]:
    born = [f"{child}, born {day_words(child.birth_date)}" if child.birth_date else str(child) for child in children]
    facts = [
        ("Consultation", capital(str(one.get_kind_display()))),
        ("Held on" if one.held_at else "Planned for", day_words(one.on)),
        ("Child" if len(born) == 1 else "Children", "; ".join(born)),
        ("Agency", "; ".join(dict.fromkeys(str(child.agency) for child in children))),
    ]
    if one.completed_at and one.completed_by:
        facts.append(("Completed by", f"{one.completed_by}, {day_words(timezone.localtime(one.completed_at).date())}"))
    return facts


def _steps(texts: Texts, guide: Guide, children: Sequence[Child]) -> tuple[list[str], list[list[str]]]:
    """The action steps as a table."""
    columns = ["What", "Who", "By when", "Barrier, and how it is overcome"]
    rows = []
    for row in _rows_of_steps(texts, guide, children):
        way = "; ".join(said.rstrip(". ") for said in (row["barrier"], row["overcome"]) if said)
        what = f"{row['what']} ({row['child']})" if row["child"] else row["what"]
        rows.append([what, row["who"], row["by"], way])
    return (columns, rows) if rows else ([], [])


def _rows_of_steps(texts: Texts, guide: Guide, children: Sequence[Child]) -> list[dict[str, str]]:
    names = {str(child.pk): str(child) for child in children}
    return [
        {
            "what": row.get("what", ""),
            "who": row.get("who", ""),
            "by": _day(row.get("by", "")),
            "barrier": guide.barrier_words(row["barrier"]) if row.get("barrier") else "",
            "overcome": row.get("overcome", ""),
            "child": names.get(row.get("child", ""), ""),
        }
        for row in rows_of(STEPS, texts).values()
    ]


def _day(typed: str) -> str:
    """The day as papers write it; what can not be read, as it was typed."""
    day = read_day(typed)
    return day_words(day) if day else typed


def _fields(one: Consultation, children: Sequence[Child], child: Child, texts: Texts, guide: Guide) -> Fields:
    """What a Word template may name."""
    of_child = {name: texts.get(f"child.{child.pk}.{name}", "") for name in ("status", "goal", "concurrent")}
    roles, levels = dict(SEATS), dict(LEVELS)
    people = [
        {"name": one["name"], "role": roles.get(one.get("role", ""), ""), "agency": one.get("agency", ""),
         "recommends": one.get("recommends", "")}
        for one in present(texts)
    ]  # fmt: skip
    return {
        "child": str(child),
        "born": day_words(child.birth_date) if child.birth_date else "",
        "children": [str(each) for each in children],
        "day": day_words(one.on),
        "kind": capital(str(one.get_kind_display())),
        "agency": settings.HOMEWARD_AGENCY,
        "responsible_agency": str(child.agency),
        **{f"agreed_{name}": plain(said) for name, said in of_child.items()},
        "participants": people,
        "people": [", ".join(said for said in (one["name"], one["role"], one["agency"]) if said) for one in people],
        "step_rows": _rows_of_steps(texts, guide, children),
        "step_lines": step_lines(texts, guide, children),
        "barrier_rows": [
            {"category": guide.barrier_words(row.get("category", "other")), "narrative": row.get("narrative", ""),
             "must_act": row.get("must_act", ""), "level": str(levels.get(row.get("level", ""), ""))}
            for row in rows_of(BARRIERS, texts).values()
        ],
        "paragraph": paragraph(one, child, children),
    }  # fmt: skip
