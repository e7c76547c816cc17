"""Two learners of the county: one half way with her coach, one who has gone the whole way; all of it made up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import uuid4

from homeward.casefile.models import Child
from homeward.learning import actions
from homeward.learning.chosen import activities_of, version_on
from homeward.learning.models import Choosing, LearningPath
from homeward.workforce.models import Person

_COACH: Final = "coach-01"

_NOTES: Final = (
    "The plan names services for Aiyana, but not her grandmother. I would ask the tribe's worker who else is "
    "family to her."
)
_APPLIED: Final = (
    "1. Ask the tribe's worker to look at the plan with me.\n2. Invite the tribe to the next hearing, in writing "
    "and by telephone.\n3. Ask her grandmother what she would need for visits each week."
)


def write_ways_of_learning(as_of: date) -> None:
    """Write what these learners and their coach have written, by the actions that they use."""
    _half_way(Person.objects.get(external_id="learner-01"), as_of)
    _whole_way(Person.objects.get(external_id="learner-02"), as_of)


def _half_way(learner: Person, as_of: date) -> None:
    """She did one activity and applied it; a next step is due in some days; she has yet to reflect."""
    decided = {
        "teens": ("instead", "She wants to hear it from a young person, not from a film", "Talk with a young adult who "
                  "grew up in care", "Ask the youth council for a date.\nListen more than you ask.\nWrite down what "
                  "helped, and what did not."),
        "active_efforts": ("do", "The first Indian child on her list", "", ""),
        "resources": ("leave", "Later, with families of her own", "", ""),
    }  # fmt: skip
    path = _chosen(learner, as_of - timedelta(days=40), "Two that fit the families she meets now.", decided)
    aiyana = Child.objects.filter(external_id="practice-aiyana-rivers").first()
    said = {"notes": _NOTES, "applied": _APPLIED, "applied_to_id": aiyana.pk if aiyana else None}
    _write(path, "active_efforts", as_of - timedelta(days=20), shares_notes=True, shares_applied=True, **said)
    _talk(
        path,
        as_of - timedelta(days=25),
        "How to begin: whom to call at the tribe, and what one says when one does not know the name for something.",
        "I call the tribe's child welfare worker, and ask how she likes to be asked.",
    )


def _whole_way(learner: Person, as_of: date) -> None:
    begun_on = as_of - timedelta(days=150)
    decided = {
        "teens": ("do", "Three teens on her list", "", ""),
        "active_efforts": ("do", "", "", ""),
        "resources": ("do", "", "", ""),
    }
    path = _chosen(learner, begun_on, "All three: she asked for each of them.", decided)
    for code in decided:
        reflections = ["That nobody is too old for a family.", "I ask each teen whom to call.", ""]
        said = {
            "notes": "What I saw and read.",
            "applied": "I asked a teen whom he trusts.",
            "reflections": reflections,
        }
        _write(path, code, begun_on + timedelta(days=30), **said)
    talked_on = begun_on + timedelta(days=40)
    _talk(path, talked_on, "What she takes with her from all three.", "I ask each teen on my list whom to call.")
    became = "Two of three named somebody. One aunt came to the visit."
    on = talked_on + timedelta(days=30)
    actions.follow_step(step=path.steps.get(), became=became, by=path.coach, today=on)
    for person in (learner, path.coach):
        actions.sign(path=path, by=person, today=on)


def _chosen(learner: Person, on: date, why: str, decided: Mapping[str, tuple[str, str, str, str]]) -> LearningPath:
    coach = Person.objects.get(external_id=_COACH)
    version = version_on(on).version
    path = actions.begin_path(learner=learner, coach=coach, version=version, by=learner, today=on, token=uuid4())
    names = ("decision", "why", "title", "instructions")
    rows = [
        {"code": one.code, **dict(zip(names, decided[one.code], strict=True))} for one in activities_of(path).activities
    ]
    made = actions.choose(path=path, rows=rows, why=why, by=learner, today=on)
    actions.agree(path=path, number=made.number, by=coach, today=on)
    then = datetime.combine(on, time(18), tzinfo=UTC)
    Choosing.objects.filter(pk=made.pk).update(made_at=then, agreed_at=then + timedelta(hours=1))
    return path


def _write(path: LearningPath, code: str, on: date, **said: Any) -> None:
    empty = {"reflections": ["", "", ""], "shares_notes": False, "shares_applied": False, "shares_reflections": False}
    whole = {"applied_to_id": None, **empty, **said}
    actions.write_work(path=path, activity=code, said=whole, opened=0, by=path.learner, today=on)


def _talk(path: LearningPath, on: date, summary: str, step: str) -> None:
    due_on, about = on + timedelta(days=30), {"activity": "", "summary": summary, "step": step}
    actions.record_talk(path=path, on=on, due_on=due_on, by=path.coach, today=on, token=uuid4(), **about)
