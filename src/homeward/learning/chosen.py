"""What learner and coach chose: each activity of the version with its decision, and what takes its place."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from homeward.learning.activities import ACTIVITIES, Activities, Activity
from homeward.learning.models import Choosing, LearningPath
from homeward.permanency.content.versions import content_of, content_on

DO: Final = "do"
INSTEAD: Final = "instead"
LEAVE: Final = "leave"

DECISIONS: Final = (
    (DO, "Do it"),
    (INSTEAD, "Put something else in its place"),
    (LEAVE, "Leave it out"),
)


@dataclass(frozen=True)
class Chosen:
    """An activity with what was decided. `activity` is what the learner does: the one of the version, or the other."""

    activity: Activity
    decision: str
    why: str
    replaced: str = ""
    """The name of the activity whose place it takes."""

    @property
    def is_done(self) -> bool:
        """Whether the learner does something here."""
        return self.decision != LEAVE


def activities_of(path: LearningPath) -> Activities:
    """The activities by which a way was begun. One query at most."""
    return content_of(ACTIVITIES, path.version, path.begun_on)


def chosen_in(choosing: Choosing | None, activities: Activities) -> list[Chosen]:
    """Every activity with its decision, in the order of the version; none if nothing is chosen yet."""
    if choosing is None:
        return []
    rows = {row["code"]: row for row in choosing.rows}
    return [_chosen(one, rows[one.code]) for one in activities.activities if one.code in rows]


def to_do(path: LearningPath, activities: Activities) -> list[Chosen]:
    """What the learner does by the latest choice to which both agreed."""
    agreed = next((one for one in path.choosings.all() if one.agreed_at), None)
    return [one for one in chosen_in(agreed, activities) if one.is_done]


def version_on(day: date) -> Activities:
    """The activities that hold on a day. One query."""
    return content_on(ACTIVITIES, day)


def _chosen(activity: Activity, row: dict[str, str]) -> Chosen:
    decision = row.get("decision", LEAVE)
    if decision != INSTEAD:
        return Chosen(activity, decision, row.get("why", ""))
    own = Activity(
        code=activity.code,
        title=row.get("title", ""),
        about="",
        instructions=tuple(line.strip() for line in row.get("instructions", "").splitlines() if line.strip()),
    )
    return Chosen(own, decision, row.get("why", ""), replaced=activity.title)
