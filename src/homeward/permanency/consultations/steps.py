"""The action steps and systemic barriers of a consultation: read from its text, compared, kept as rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from homeward.casefile.models import Child
from homeward.permanency.consultations.belongs import Finder
from homeward.permanency.consultations.parts import BARRIERS, STEPS, Texts, rows_of
from homeward.permanency.models import ActionStep, Consultation, SystemicBarrier
from homeward.website.forms import read_day

_WORDS: Final = re.compile(r"[^\W_]+")

UNTOUCHED: Final[dict[str, None]] = {"resolved_on": None, "owners": None, "corrections": None}
"""Barriers of which nobody has recorded anything yet."""

COMPLETE_BARRIER: Final = ("category", "narrative", "must_act", "level")
"""What a row of the barriers section has when it is filled out completely."""


@dataclass(frozen=True)
class Compared:
    """A child's steps now and last time. `before` is None where there was no consultation with a form before."""

    child: Child
    now: tuple[str, ...]
    last_time: tuple[str, ...]
    before: Consultation | None

    @property
    def are_none(self) -> bool:
        return not self.now

    @property
    def are_the_same(self) -> bool:
        """Whether every step of now was a step last time: none is new. Only words count, not how they are set."""
        return bool(self.now) and {_said(one) for one in self.now} <= {_said(one) for one in self.last_time}

    @property
    def is_noted(self) -> bool:
        """Whether the form must note it, and the barriers must be complete (OCM 43.00, Procedures 6.a)."""
        return self.are_none or self.are_the_same


def _said(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def compared(consultation: Consultation, children: Sequence[Child], texts: Texts) -> list[Compared]:
    """For each child, what was agreed beside what was agreed last time. Two queries a child."""
    rows = rows_of(STEPS, texts).values()
    found = []
    for child in children:
        earlier = Consultation.objects.of(child.pk).exclude(pk=consultation.pk).exclude(held_at=None)
        before = earlier.filter(kind=consultation.kind, on__lte=consultation.on).first()
        steps = ActionStep.objects.filter(consultation=before).order_by("row") if before else []
        found.append(
            Compared(
                child=child,
                now=tuple(_what(row) for row in rows if row.get("child", "") in {"", str(child.pk)}),
                last_time=tuple(step.what for step in steps if step.child_id in {None, child.pk}),
                before=before,
            )
        )
    return found


def _what(row: dict[str, str]) -> str:
    return row.get("what", "")


def keep_rows(consultation: Consultation, children: Iterable[Child], texts: Texts) -> None:
    """Write steps and barriers as they stand in the text; those whose row was emptied are gone, unless settled.

    They are kept when the meeting ends and again when the form is completed: until then the form is being written.
    """
    known = {str(child.pk): child for child in children}
    finder = Finder(list(known.values()), consultation.on)
    steps = {row: said for row, said in rows_of(STEPS, texts).items() if said.get("what")}
    for row, said in steps.items():
        whose = finder.find(said.get("who", ""))
        ActionStep.objects.update_or_create(
            consultation=consultation,
            row=row,
            defaults={
                "child": known.get(said.get("child", "")),
                "what": said["what"],
                "who": said.get("who", ""),
                "role": whose.role,
                "person": whose.person,
                "by_on": read_day(said["by"]) if said.get("by") else None,
                "barrier": said.get("barrier", ""),
                "overcome": said.get("overcome", ""),
            },
        )
    untouched = ActionStep.objects.filter(consultation=consultation, outcomes=None, raised_answers=None)
    untouched.exclude(row__in=steps).delete()
    _keep_barriers(consultation, known, texts)


def _keep_barriers(consultation: Consultation, known: dict[str, Child], texts: Texts) -> None:
    barriers = {row: said for row, said in rows_of(BARRIERS, texts).items() if said.get("category")}
    for row, said in barriers.items():
        SystemicBarrier.objects.update_or_create(
            consultation=consultation,
            row=row,
            defaults={
                "child": known.get(said.get("child", "")),
                "category": said["category"],
                "narrative": said.get("narrative", ""),
                "must_act": said.get("must_act", ""),
                "level": said.get("level", ""),
            },
        )
    gone = SystemicBarrier.objects.filter(consultation=consultation, **UNTOUCHED).exclude(row__in=barriers)
    gone.delete()


def children_of(consultation: Consultation) -> list[Child]:
    """The children of a consultation in a steady order. One query."""
    children = Child.objects.filter(consultations__consultation=consultation).select_related("agency")
    return list(children.order_by("birth_date", "pk"))


def steps_of(consultation_ids: Iterable[UUID]) -> dict[UUID, list[ActionStep]]:
    """The steps of some consultations. One query."""
    found: dict[UUID, list[ActionStep]] = {}
    for step in ActionStep.objects.filter(consultation__in=list(consultation_ids)).order_by("row"):
        found.setdefault(step.consultation_id, []).append(step)
    return found
