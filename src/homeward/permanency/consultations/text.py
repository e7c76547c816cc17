"""The consultation form as text, in its own order; the paragraph for the permanency plan; a text without names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from homeward.casefile.models import Child
from homeward.permanency.consultations.checks import noted
from homeward.permanency.consultations.guide import SEATS, Guide, guide_of
from homeward.permanency.consultations.parts import (
    BARRIERS,
    QUESTIONS,
    STEPS,
    Texts,
    of_meeting,
    present,
    presentation,
    rows_of,
    sections,
)
from homeward.permanency.consultations.saves import text_of
from homeward.permanency.consultations.steps import compared
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import LEVELS
from homeward.website.forms import read_day
from homeward.website.words import capital, day_words, plain


@dataclass(frozen=True)
class Section:
    """A section of the form."""

    title: str
    lines: list[str]
    code: str = ""
    """By which the agency orders the form."""


def written(consultation: Consultation, children: Sequence[Child]) -> tuple[dict[str, str], list[str]]:
    """The text of the form with its notes: frozen once it is completed."""
    if consultation.completed_at:
        frozen: dict[str, Any] = consultation.form
        return frozen["texts"], frozen["notes"]
    texts, _ = text_of(consultation)
    return texts, noted(consultation, texts, compared(consultation, children, texts))


def form_text(consultation: Consultation, children: Sequence[Child], at: Texts | None = None) -> list[Section]:
    """The form in its order; `at` is its text of an earlier save. What was known is as it was at the beginning."""
    guide = guide_of(consultation.guide_version, consultation.on)
    texts, notes = written(consultation, children)
    if at is not None:
        texts, notes = dict(at), noted(consultation, at, compared(consultation, children, at))
    parts = of_meeting(guide, children, texts)
    summary = [_asked(label, said) for label, said in sections(texts, presentation())]
    frozen = [
        f"{one['name'] + ': ' if len(children) > 1 else ''}{section['title']}: {'; '.join(section['lines'])}"
        for one in consultation.snapshot.get("children", [])
        for section in one["sections"]
    ]
    said = {name: [_asked(label, text) for label, text in sections(texts, of)] for name, of in parts.items()}
    lines = {
        "header": _header(consultation, children),
        "people": [*_people(texts), *said["welcome"]],
        "summary": [*summary, *frozen],
        "clarify": [*_questions(texts), *said["clarify"]],
        "ideas": said["brainstorm"],
        "steps": [*notes_of_steps(notes), *step_lines(texts, guide, children)],
        "barriers": barrier_lines(texts, guide, children),
        "goals": said["plan"],
        "debrief": said["debrief"],
        "recommendations": _recommendations(texts),
        "noted": [note for note in notes if note not in notes_of_steps(notes)],
    }
    found = [Section(title, lines[code], code) for code, title in guide.form]
    added = [
        f"{day_words(timezone.localtime(one.added_at).date())}, {one.added_by}: {one.text}"
        for one in consultation.addenda.select_related("added_by")
    ]
    return [*found, Section("Addenda", added, "addenda")] if added else found


def _questions(texts: Texts) -> list[str]:
    rows = rows_of(QUESTIONS, texts).values()
    return [
        f"{one.get('asked', 'Asked')}{' (' + one['by'] + ')' if one.get('by') else ''} "
        f"{one.get('answer') or 'Not answered.'}"
        for one in rows
    ]


def notes_of_steps(notes: Iterable[str]) -> list[str]:
    """Those notes that belong into the section of the action steps (OCM 43.00, Procedures 6.a)."""
    return [note for note in notes if "action steps" in note]


def _asked(label: str, said: str) -> str:
    return f"{label} {said}" if label.endswith("?") else f"{label}: {said}"


def _header(consultation: Consultation, children: Sequence[Child]) -> list[str]:
    born = [f"{child}, born {day_words(child.birth_date)}" if child.birth_date else str(child) for child in children]
    return [f"{capital(str(consultation.get_kind_display()))} on {day_words(consultation.on)}", *born]


def _people(texts: Texts) -> list[str]:
    return [
        _joined(one.get("name", ""), dict(SEATS).get(one.get("role", ""), ""), one.get("agency", ""))
        for one in present(texts)
    ]


def _recommendations(texts: Texts) -> list[str]:
    return [f"{one['name']}: {one.get('recommends') or 'none is written down'}" for one in present(texts)]


def step_lines(texts: Texts, guide: Guide, children: Sequence[Child]) -> list[str]:
    """A sentence for each action step."""
    lines = []
    for number, row in enumerate(rows_of(STEPS, texts).values(), start=1):
        way = f"barrier: {guide.barrier_words(row['barrier'])}" if row.get("barrier") else ""
        overcome = f"overcome by: {row['overcome']}" if row.get("overcome") else ""
        day = read_day(row.get("by", ""))
        by = f"by {day_words(day) if day else row['by']}" if row.get("by") else ""
        which = _which(row, children)
        lines.append(f"{number}. {_joined(row.get('what', ''), row.get('who', ''), by, which, way, overcome, by='; ')}")
    return lines


def barrier_lines(texts: Texts, guide: Guide, children: Sequence[Child]) -> list[str]:
    """A sentence for each systemic barrier."""
    lines = []
    for row in rows_of(BARRIERS, texts).values():
        act = f"must act: {row['must_act']}" if row.get("must_act") else ""
        level = dict(LEVELS).get(row.get("level", ""), "")
        category = guide.barrier_words(row.get("category", "other"))
        lines.append(_joined(category, row.get("narrative", ""), act, level, _which(row, children), by="; "))
    return lines


def _which(row: dict[str, str], children: Sequence[Child]) -> str:
    return next((f"for {child}" for child in children if str(child.pk) == row.get("child")), "")


def _joined(*said: str, by: str = ", ") -> str:
    return by.join(one.rstrip(". ") for one in said if one)


def paragraph(consultation: Consultation, child: Child, children: Sequence[Child]) -> str:
    """What the permanency plan says of the consultation (OCM 43.00, Procedures 7)."""
    guide = guide_of(consultation.guide_version, consultation.on)
    texts, notes = written(consultation, children)
    mine = {name: said for name, said in texts.items() if _is_of(name.split("."), texts, child)}
    kind = consultation.get_kind_display()
    lines = [f"A {kind} was held on {day_words(consultation.on)}."]
    status = texts.get(f"child.{child.pk}.status")
    if status and status != "not_agreed":
        lines.append(f"The permanency status agreed on is {plain(status)}.")
    for name, says in (("goal", "goal"), ("concurrent", "concurrent goal")):
        if goal := texts.get(f"child.{child.pk}.{name}"):
            lines.append(f"The recommended {says} is {plain(goal)}.")
    lines += notes_of_steps(notes)
    for title, listed in (
        ("Action steps:", step_lines(mine, guide, [])),
        ("Systemic barriers:", barrier_lines(mine, guide, [])),
    ):
        lines += [title, *listed] if listed else []
    return "\n".join(lines)


def _is_of(name: list[str], texts: Texts, child: Child) -> bool:
    """Whether a part of a row concerns a child: the row names that child, or none."""
    if name[0] not in {STEPS, BARRIERS}:
        return True
    return texts.get(f"{name[0]}.{name[1]}.child", "") in {"", str(child.pk)}


def by_first_names(said: str, children: Iterable[Child]) -> str:
    """A text in which the children's family names stand no more, as far as they are written as on record."""
    for child in children:
        if child.last_name:
            said = re.sub(rf"\s*\b{re.escape(child.last_name)}\b", "", said, flags=re.IGNORECASE)
    return said


def without_names(said: str, children: Iterable[Child]) -> str:
    """A text in which the names of children stand no more, as far as they are written as on record."""
    listed = list(children)
    for number, child in enumerate(listed, start=1):
        instead = f"child {number}" if len(listed) > 1 else "the child"
        for name in (str(child), child.first_name, child.last_name):
            if name:
                said = re.sub(rf"\b{re.escape(name)}\b", instead, said, flags=re.IGNORECASE)
    return said[:1].upper() + said[1:] if said.startswith(("child ", "the child")) else said
