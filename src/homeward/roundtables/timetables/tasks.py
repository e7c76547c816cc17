"""What is done in the background for roundtables."""

from uuid import UUID

from django_tasks import task

from homeward.roundtables.timetables.solving import make_timetable
from homeward.website import policy_in_force


@task()
def solve(timetable_id: str) -> None:
    """Make a timetable that somebody asked for."""
    make_timetable(UUID(timetable_id), today=policy_in_force.today())
