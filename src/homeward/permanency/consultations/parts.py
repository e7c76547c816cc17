"""The parts of a consultation's text: what is asked at which time, each under a name.

A text is flat: one name for every field, `steps.ab12.what` for a field of a row. So two people who write at once are
told apart field by field, rows too (`permanency.plans.text.merge`).
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.casefile.models import Child
from homeward.permanency.consultations.guide import SEATS, Guide
from homeward.permanency.models.consultations import LEVELS
from homeward.policy.vocabulary import GOALS, RATINGS
from homeward.website.words import capital, plain

Texts = Mapping[str, str]
Choices = tuple[tuple[str, str], ...]

PEOPLE, QUESTIONS, STEPS, BARRIERS = "people", "questions", "steps", "barriers"
ROWS: Final = (PEOPLE, QUESTIONS, STEPS, BARRIERS)
"""What is written in rows."""

YES_NO: Final[Choices] = (("no", "No"), ("yes", "Yes"))
EXPECTED, CAME, MISSED = "expected", "came", "missed"
_ATTENDS: Final[Choices] = ((EXPECTED, "Expected"), (CAME, "Takes part"), (MISSED, "Did not come"))


@dataclass(frozen=True)
class Part:
    """One field. `rows` is the height of a text; without it, it is one line; with `choices` it is a choice;
    `is_check` is a box to tick, kept as "yes".
    """

    name: str
    label: str
    hint: str = ""
    rows: int = 0
    choices: Choices = ()
    is_check: bool = False


_PREPARED: Final = (
    Part("prep.who", "Who the child is", "Beyond dates: what makes this child this child.", 4),
    Part("prep.strengths", "Strengths", "Of the child, the family, the caregivers.", 4),
    Part("prep.wants", "What the child wants, and when the child was last asked", "", 3),
    Part("prep.people", "People of the child's life", "Lasting connections, professionals left out.", 3),
    Part("prep.tried", "What was tried, and what came of it", "", 3),
    Part("prep.outcome", "Best realistic outcome in six months", "", 2),
    Part("prep.support", "What support the case manager needs", "", 2),
)


def prepared(guide: Guide) -> list[Part]:
    """What is written before the meeting: the presentation, and the checklist."""
    return [*_PREPARED, *checklist(guide), Part("prep.efforts", "Efforts made to have an external consultant", rows=2)]


def presentation() -> tuple[Part, ...]:
    """What the case manager presents."""
    return _PREPARED


def checklist(guide: Guide) -> list[Part]:
    """What is to be thought of beforehand."""
    return [Part(f"check.{code}", says, is_check=True) for code, says in guide.checks.items()]


def of_meeting(guide: Guide, children: Sequence[Child], texts: Texts) -> dict[str, list[Part]]:
    """What is written in the meeting, by phase; `people`, `steps` and `barriers` are rows of their own."""
    brainstorm = [Part(f"ideas.{code}", says, "One idea a line.", 4) for code, says in guide.brainstorm.items()]
    status: Choices = (*((one, capital(plain(one))) for one in RATINGS), ("not_agreed", "Not agreed"))
    goals: Choices = tuple((goal, capital(plain(goal))) for goal in GOALS)
    each = [(child, f": {child.first_name}" if len(children) > 1 else "") for child in children]
    return {
        "welcome": [
            Part("people.certified", "The facilitator is PRT-certified on this day", choices=YES_NO),
            Part("people.missing", "Who could not come, and what was done to have her", "", 2),
        ],
        "clarify": [
            Part("clarify", "Whatever else was clarified", "", 3),
            *(Part(f"child.{child.pk}.status", f"Permanency status agreed{of}", choices=status) for child, of in each),
        ],
        "brainstorm": brainstorm,
        "plan": [
            *(
                Part(f"child.{child.pk}.{name}", f"{says}{of}", choices=goals)
                for child, of in each
                for name, says in (("goal", "Recommended goal"), ("concurrent", "Recommended concurrent goal"))
            ),
            Part("plan.no_steps", "If there are no new action steps: why", "", 2),
        ],
        "debrief": [Part(f"debrief.{code}", says, "", 3) for code, says in guide.debrief.items()],
    }


def columns(rows: str, guide: Guide, children: Sequence[Child]) -> tuple[Part, ...]:
    """The fields of a row of participants, steps or barriers."""
    if rows == PEOPLE:
        return (
            Part("name", "Name"),
            Part("role", "Role", choices=SEATS),
            Part("agency", "Agency or department"),
            Part("came", "Attendance", choices=_ATTENDS),
            Part("conflict", "Connected to the child or the family?", choices=YES_NO),
            Part("conflict_how", "If yes: how"),
            Part("recommends", "Recommends", "", 2),
        )
    if rows == QUESTIONS:
        return (
            Part("asked", "Question", "", 2),
            Part("by", "Who asked"),
            Part("answer", "Answer", "", 2),
        )
    which = Part(
        "child", "Which child", choices=tuple((str(child.pk), child.first_name or str(child)) for child in children)
    )
    of_siblings = (which,) if len(children) > 1 else ()
    barriers: Choices = tuple(guide.barriers.items())
    if rows == STEPS:
        return (
            Part("what", "What is to be done", "", 2),
            Part("who", "Who (a person or a role)"),
            Part("by", "By when", "Like Mar 3, 2027"),
            Part("barrier", "Barrier", choices=barriers),
            Part("overcome", "How it is overcome", "", 2),
            *of_siblings,
        )
    return (
        Part("category", "Category", choices=barriers),
        Part("narrative", "What stands in the way", "", 2),
        Part("must_act", "Who must act"),
        Part("level", "Level", choices=tuple((code, capital(says)) for code, says in LEVELS)),
        *of_siblings,
    )


def present(texts: Texts) -> list[dict[str, str]]:
    """Those who took part: everybody who is named, but for those of whom it is written that they did not come."""
    return [one for one in rows_of(PEOPLE, texts).values() if one.get("name") and one.get("came") != MISSED]


def rows_of(rows: str, texts: Texts) -> dict[str, dict[str, str]]:
    """The rows that have something in them, by key, in the order in which they were begun."""
    found: dict[str, dict[str, str]] = {}
    for name, said in texts.items():
        group, _, rest = name.partition(".")
        key, _, column = rest.partition(".")
        if group == rows and column and said:
            found.setdefault(key, {})[column] = said
    return dict(sorted(found.items()))


def fresh_keys(known: Iterable[str], number: int) -> list[str]:
    """Keys for empty rows that come after those that are known, and that nobody else draws."""
    last = max((int(key[:4]) for key in known if key[:4].isdecimal()), default=0)
    return [f"{last + place:04}{secrets.token_hex(3)}" for place in range(1, number + 1)]


def sections(texts: Texts, parts: Iterable[Part]) -> list[tuple[str, str]]:
    """(label, what was written in words) of the parts that say something."""
    said = [(part, texts.get(part.name, "")) for part in parts]
    return [(part.label, dict(part.choices).get(text, text)) for part, text in said if text]
