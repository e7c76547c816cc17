"""What Homeward says of a child that somebody made up: everything due by urgency, the roundtable, the timeline."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.policy import DeterminationRow, Manual, ObligationRow, evaluate, explain
from homeward.policy.explain import Explained, Explanation
from homeward.policy.rule import Obligation
from homeward.policy.vocabulary import is_scheduled
from homeward.website.arithmetic import arithmetic_of
from homeward.website.policy_in_force import manual_with
from homeward.website.timeline import Drawing, draw, story_of
from homeward.website.try_dates.forms import CHILD, Questions
from homeward.website.words import away, due_words, plain

_GROUPS: Final = (
    ("Overdue", ("overdue",)),
    ("Cannot tell yet", ("cannot_tell",)),
    ("Open now", ("open",)),
    ("Upcoming", ("upcoming",)),
)
_NOW: Final = ("overdue", "open", "upcoming")
_BEHIND: Final = ("missed", "met_late", "met")


@dataclass(frozen=True)
class Due:
    """One obligation with all that explains it."""

    row: ObligationRow
    rule: Obligation
    arithmetic: str


@dataclass(frozen=True)
class Answer:
    """The whole answer; `groups` are not empty, `behind` is what was met or missed."""

    as_of: date
    manual: Manual
    first_line: str
    groups: list[tuple[str, list[Due]]]
    behind: list[Due]
    explanation: Explanation
    determination: DeterminationRow | None
    reasons: list[str]
    not_counted: list[str]
    drawing: Drawing


def answer(questions: Questions) -> Answer:
    """Evaluate what was typed in; only after `questions.is_valid()`."""
    manual, caseload, as_of = manual_with(**questions.settings), questions.caseload(), questions.as_of
    told = explain(caseload, manual, as_of, CHILD)
    lines = arithmetic_of(evaluate(caseload, manual, as_of))
    listed = sorted((_due(one, lines) for one in told.obligations), key=lambda due: due.row.due_on or date.max)
    groups = [(title, [one for one in listed if one.row.outcome in outcomes]) for title, outcomes in _GROUPS]
    return Answer(
        as_of=as_of,
        manual=manual,
        first_line=_first_line(listed, as_of),
        groups=[(title, dues) for title, dues in groups if dues],
        behind=[one for one in listed if one.row.outcome in _BEHIND],
        explanation=told,
        determination=told.determination,
        reasons=_reasons(told.determination, manual),
        not_counted=_not_counted(questions),
        drawing=draw(story_of(caseload, as_of, told.obligations)),
    )


def _due(one: Explained, lines: dict[tuple[str, str, int], str]) -> Due:
    return Due(one.row, one.rule, lines.get((one.row.rule_id, one.row.episode_id, one.row.occasion), ""))


def _first_line(listed: list[Due], as_of: date) -> str:
    """The one thing now, and how much there is besides."""
    counts = Counter(one.row.outcome for one in listed)
    for outcome in _NOW:
        first = next((one for one in listed if one.row.outcome == outcome), None)
        if first:
            said = due_words(outcome, first.row.due_on, None, as_of)
            told = ", ".join(f"{counts[one]} {plain(one)}" for one in (*_NOW, "cannot_tell") if counts[one])
            return f"{first.rule.title}: {said[:1].lower()}{said[1:]}. In all: {told}."
    return "Nothing is due."


def _reasons(row: DeterminationRow | None, manual: Manual) -> list[str]:
    """The reason codes of a determination in the manual's own words."""
    said = {word.name: word.yes for word in manual.condition_words.values()}
    said |= {word.unknown_code: word.unknown for word in manual.condition_words.values() if word.unknown_code}
    return [said.get(code, plain(code)) for code in row.reasons.split(";") if code] if row else []


def _not_counted(questions: Questions) -> list[str]:
    """What lies after the day looked at, and is no announcement: it has not happened yet."""
    later = []
    for rows in questions.rows:
        for form in rows.forms:
            what, on = form.cleaned_data.get("what", ""), form.cleaned_data.get("on")
            if on and on > questions.as_of and not is_scheduled(what):
                later.append(f"{dict(rows.group.choices())[what]}, {away(on, questions.as_of)}")
    return later
