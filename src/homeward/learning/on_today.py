"""What Today says of learning: to the learner what comes next, to the coach whose turn with her it is."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from homeward.casefile.page import Visit
from homeward.learning.coaching import my_learners
from homeward.learning.home import own_ways
from homeward.learning.standing import standing_of
from homeward.learning.who import COACH, COACHES, LEARNERS


def on_today(request: HttpRequest, visit: Visit) -> str:
    """The block of a person; nothing for whoever neither learns nor coaches."""
    roles = visit.sight.roles
    given: dict[str, Any] = {"today": visit.today}
    if LEARNERS & roles:
        listed = [standing_of(path, visit.today) for path in own_ways(visit)]
        given["own"] = next((one for one in listed if not one.is_complete), None)
        given["own_steps"] = [(one.path, step) for one in listed for step in one.near_steps(visit.today)]
        given["may_begin"] = not listed
    if COACHES & roles:
        coached = my_learners(visit)
        given["turns"] = [one for one in coached if COACH in one.turn]
        given["steps"] = [(one.path, step) for one in coached for step in one.near_steps(visit.today)]
    if not any(given.get(name) for name in ("own", "own_steps", "may_begin", "turns", "steps")):
        return ""
    return render_to_string("learning/on_today.html", given, request)
