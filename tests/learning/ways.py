"""A way of learning, brought as far as a test wants, by what learner and coach do."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from homeward.learning import actions
from homeward.learning.chosen import activities_of, version_on
from homeward.learning.models import LearningPath, NextStep
from tests.casefile.staff import person
from tests.cast_county import TODAY

LEARNER, COACH = "learner-09", "coach-01"
OPTION_2 = "active_efforts"


def learner(external_id: str = LEARNER, role: str = "learner") -> str:
    """Somebody of the county who is new, by her identifier."""
    from homeward.workforce.actions import add_person, appoint
    from homeward.workforce.models import Agency, Person

    if not Person.objects.filter(external_id=external_id).exists():
        agency = Agency.objects.get(external_id="county")
        someone = add_person(name="Lena Learner", agency=agency, external_id=external_id)
        appoint(person=someone, role=role, from_on=TODAY - timedelta(days=400))
    return external_id


def begun(who: str = "", coach: str = COACH, by: str = "") -> LearningPath:
    of_her = person(who or learner())
    return actions.begin_path(
        learner=of_her,
        coach=person(coach),
        version=version_on(TODAY).version,
        by=person(by) if by else of_her,
        today=TODAY,
        token=uuid4(),
    )


def rows(path: LearningPath, **decisions: str) -> list[dict[str, str]]:
    """Every activity left out but those that are named; one that is put in another's place has a name."""
    found = []
    for one in activities_of(path).activities:
        decision = decisions.get(one.code, "leave")
        own = {"title": "Sit in on a talk with the tribe", "instructions": "Ask first.\nListen."}
        row = {"code": one.code, "decision": decision, "why": "It is near to my work"}
        found.append(row | (own if decision == "instead" else {"title": "", "instructions": ""}))
    return found


def chosen(path: LearningPath | None = None, **decisions: str) -> LearningPath:
    """Chosen by the learner, agreed to by the coach."""
    path = path or begun()
    decisions = decisions or {OPTION_2: "do"}
    made = actions.choose(path=path, rows=rows(path, **decisions), why="A start", by=path.learner, today=TODAY)
    actions.agree(path=path, number=made.number, by=path.coach, today=TODAY)
    return path


def said(**more: Any) -> dict[str, Any]:
    empty = {"notes": "", "applied": "", "applied_to_id": None, "reflections": ["", "", ""]}
    shares = dict.fromkeys(("shares_notes", "shares_applied", "shares_reflections"), False)
    return {**empty, **shares, **more}


def written(path: LearningPath, code: str = OPTION_2, opened: int = 0, **more: Any) -> None:
    actions.write_work(path=path, activity=code, said=said(**more), opened=opened, by=path.learner, today=TODAY)


def talked(path: LearningPath, step: str = "I ask somebody of the tribe to my next visit", **more: Any) -> NextStep:
    about: dict[str, Any] = {"on": TODAY, "activity": "", "summary": "We talked about visits.", **more}
    due: date = about.pop("due_on", TODAY + timedelta(days=30))
    talk = actions.record_talk(path=path, step=step, due_on=due, by=path.coach, today=TODAY, token=uuid4(), **about)
    return talk.steps.get()


def signed() -> LearningPath:
    """A whole way."""
    path = chosen()
    talked(path)
    for who in (path.learner, path.coach):
        actions.sign(path=path, by=who, today=TODAY)
    return path
