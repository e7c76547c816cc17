"""Where a way stands: which step comes next, whose turn it is, and what a talk could be about. Nothing is scored."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from homeward.learning.chosen import Chosen, activities_of, chosen_in, to_do
from homeward.learning.models import ActivityWork, LearningPath, NextStep
from homeward.learning.who import COACH, LEARNER
from homeward.website.words import near_words

STEPS: Final = (
    ("choose", "Choose"),
    ("do", "Do"),
    ("apply", "Apply"),
    ("reflect", "Reflect"),
    ("talk", "Talk"),
    ("sign", "Sign"),
)
"""The way, step by step; the next step is agreed on in the talk."""


@dataclass
class Standing:
    """Where one way stands on a day."""

    path: LearningPath
    step: str
    """Of `STEPS`; empty once both have signed."""
    says: str
    """What comes next, in a sentence."""
    turn: frozenset[str]
    """Whose turn it is: the learner's, the coach's, or of both."""
    chosen: list[Chosen]
    """By the latest choice, agreed to or not."""
    works: dict[str, ActivityWork]
    open_steps: list[NextStep]
    talk_about: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return self.step == ""

    def way(self) -> list[tuple[str, str]]:
        """Each step with how it stands: behind, here, ahead."""
        codes = [code for code, _ in STEPS]
        here = codes.index(self.step) if self.step else len(codes)
        stands = ("behind", "here", "ahead")
        return [(word, stands[1 + (place > here) - (place < here)]) for place, (_, word) in enumerate(STEPS)]

    def near_steps(self, today: date) -> list[NextStep]:
        """The agreed steps whose day has come, or comes within a week."""
        return [one for one in self.open_steps if (one.due_on - today).days <= 7]


PREFETCH: Final = ("choosings", "works", "talks", "steps", "signatures")
"""What a way is read with."""


def standing_of(path: LearningPath, today: date) -> Standing:
    """Where a way stands."""
    activities = activities_of(path)
    latest = next(iter(path.choosings.all()), None)
    chosen = chosen_in(latest, activities)
    works = {work.activity: work for work in path.works.all()}
    open_steps = [one for one in path.steps.all() if one.followed_on is None]
    step, says, turn = _next(path, to_do(path, activities), works, today)
    found = Standing(path, step, says, frozenset(turn), chosen, works, open_steps)
    found.talk_about = _talk_about(found, today)
    return found


def _next(
    path: LearningPath, doing: list[Chosen], works: dict[str, ActivityWork], today: date
) -> tuple[str, str, set[str]]:
    """(step, what comes next, whose turn it is)."""
    latest = next(iter(path.choosings.all()), None)
    if latest is None:
        return "choose", "Choose the activities together, and say why.", {LEARNER, COACH}
    if latest.agreed_at is None:
        other = COACH if latest.made_by_id == path.learner_id else LEARNER
        return "choose", f"The {other} reads the choice and agrees to it, or writes another.", {other}
    signed = {one.signed_as for one in path.signatures.all()}
    if len(signed) == 2:
        return "", "Both have signed.", set()
    if signed:
        other = COACH if LEARNER in signed else LEARNER
        return "sign", f"The {other} signs too.", {other}
    talks, steps = list(path.talks.all()), list(path.steps.all())
    for name, word, is_behind in (
        ("do", "Do it and take notes", lambda work: bool(work.notes.strip())),
        ("apply", "Apply it to a child", lambda work: work.is_applied),
        ("reflect", "Reflect on it", lambda work: work.is_reflected),
    ):
        waiting = [one for one in doing if not ((work := works.get(one.activity.code)) and is_behind(work))]
        if waiting:
            return name, f"{word}: {waiting[0].activity.title}.", {LEARNER}
    talked = {talk.activity for talk in talks}
    untold = [one for one in doing if one.activity.code not in talked]
    if untold and "" not in talked:
        return "talk", f"Talk with each other about: {untold[0].activity.title}.", {LEARNER, COACH}
    if not talks:
        return "talk", "Talk with each other.", {LEARNER, COACH}
    if not steps:
        return "talk", "Agree on a next step, and record it with a talk.", {LEARNER, COACH}
    return "sign", "Both sign.", {LEARNER, COACH}


def _talk_about(standing: Standing, today: date) -> list[str]:
    """What a talk could be about next, for the coach."""
    path = standing.path
    talked = {talk.activity for talk in path.talks.all()}
    near = standing.near_steps(today)
    found = [f"How it went with the next step, by {near_words(one.due_on, today)}." for one in near]
    if standing.step == "choose":
        found.append("Which activities help most now, and why.")
    for one in standing.chosen:
        work = standing.works.get(one.activity.code)
        if not one.is_done or one.activity.code in talked or standing.is_complete:
            continue
        if work and work.is_reflected:
            found.append(f"What stays from: {one.activity.title}.")
        elif work and work.is_applied:
            found.append(f"How it went: {one.activity.title}.")
        elif work and work.notes.strip():
            found.append(f"Where to apply it: {one.activity.title}.")
    if not found and not standing.is_complete:
        found.append("What helps, and what stands in the way of time for it.")
    return found
