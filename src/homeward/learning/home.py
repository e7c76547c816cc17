"""Where learning begins: each person's ways on, by her roles; and for administrators, how many took part."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import Visit, signed_in
from homeward.learning.models import LearningPath
from homeward.learning.standing import PREFETCH, standing_of
from homeward.learning.who import COACHES, LEARNERS
from homeward.workforce.models import RoleName

_COUNTS: Final = frozenset({RoleName.ADMINISTRATOR.value})


@signed_in()
def learning_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What there is to learn with, and where the person stands."""
    roles = visit.sight.roles
    ways = own_ways(visit)
    given: dict[str, Any] = {
        "today": visit.today,
        "ways": [standing_of(path, visit.today) for path in ways],
        "is_learner": bool(LEARNERS & roles),
        "is_coach": bool(COACHES & roles),
    }
    given["may_begin"] = given["is_learner"] and all(one.is_complete for one in given["ways"])
    if _COUNTS & roles:
        given["counts"] = _counts(visit)
    return render(request, "learning/home.html", given)


def own_ways(visit: Visit) -> QuerySet[LearningPath]:
    """The ways on which the person is the learner, the latest first; also when she is no learner any more."""
    return LearningPath.objects.filter(learner=visit.person).select_related("coach").prefetch_related(*PREFETCH)


def _counts(visit: Visit) -> list[tuple[str, int]]:
    """How many of the people of one's agencies took part: numbers alone, of nobody in particular."""
    ways = LearningPath.objects.filter(learner__agency__in=visit.sight.agency_ids).order_by()
    complete = ways.signed_by_both()
    since = visit.today.replace(month=1, day=1)
    return [
        ("took part since the beginning", ways.values("learner").distinct().count()),
        (f"began in {visit.today.year}", ways.filter(begun_on__gte=since).values("learner").distinct().count()),
        ("signed with their coach", complete.values("learner").distinct().count()),
    ]
