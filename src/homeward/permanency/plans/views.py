"""The tab of plan and goals, a version of the plan, and what is different between two of them."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from homeward.casefile.page import Visit, signed_in
from homeward.obligations.recording import hers_to_record, record_address
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY, REEVALUATED
from homeward.permanency.goals.checks import found, notes_on
from homeward.permanency.goals.history import goals_of
from homeward.permanency.goals.looked_again import looked_again, move_expected
from homeward.permanency.goals.termination import termination_of
from homeward.permanency.models import PermanencyPlan
from homeward.permanency.models.plans import Written
from homeward.permanency.plans.differences import differences
from homeward.permanency.plans.due import due_of
from homeward.permanency.plans.history import FILED, Plans, plans_of
from homeward.permanency.plans.parts import parts_of, parts_shown
from homeward.permanency.plans.text import PlanText
from homeward.permanency.stage.card import stage_of
from homeward.website.words import capital

_OFFERED: Final = (PRIMARY, CONCURRENT, FILED, REEVALUATED, "reunification_ruled_out")
"""What is recorded from the tab."""

DRAFT: Final = "draft"
"""How the address of a comparison names the draft."""


@signed_in()
def plan_and_goals_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Goals and plan as they stand, what is due about them, and how they came to be."""
    child = visit.child(child_id, page="plan_and_goals")
    may = hers_to_record(visit.sight, child)
    goals = goals_of(child, visit.today)
    given = {
        "child": child,
        "today": visit.today,
        "goals": goals,
        "looked_again": looked_again(child),
        "move_expected": move_expected(child, visit.today, may),
        "termination": termination_of(child),
        "notes": [*notes_on(goals), *found(child, goals, visit.today)],
        "plans": plans_of(child, visit.today),
        "dues": due_of(child, may),
        "stage": stage_of(child, may),
        "record": {kind: record_address(child.pk, kind, may) for kind in _OFFERED},
    }
    return render(request, "permanency/plans.html", given)


@signed_in()
def plan_version_page(request: HttpRequest, visit: Visit, child_id: UUID, plan_id: UUID) -> HttpResponse:
    """One version of the plan as it was filed; it prints cleanly."""
    child = visit.child(child_id, page="plan_version")
    plan = get_object_or_404(PermanencyPlan.objects.select_related("filed_by", "event"), pk=plan_id, event__child=child)
    plans = plans_of(child, visit.today)
    filed = next((one for one in (plans.in_force, *plans.earlier) if one and one.plan == plan), None)
    may = hers_to_record(visit.sight, child)
    given = {
        "child": child,
        "plan": plan,
        "filed": filed,
        "is_in_force": filed is not None and filed == plans.in_force,
        "parts": [(part, plan.texts.get(part.code, "")) for part in parts_shown(child, plan)],
        "others": [one for one in plans.versions if one != plan],
        "may_begin": plans.draft is None and record_address(child.pk, FILED, may),
        "notice": parts_of(plan).notice,
    }
    return render(request, "permanency/plans_version.html", given)


@signed_in()
def compare_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Two versions, word by word; the draft is one of them."""
    child = visit.child(child_id, page="compare_plans")
    plans = plans_of(child, visit.today)
    choices = _choices(plans)
    names = list(choices)
    was = request.GET.get("was") or (names[1] if len(names) > 1 else "")
    now = request.GET.get("now") or (names[0] if names else "")
    if any(name and name not in choices for name in (was, now)):
        raise Http404("there is no such version")
    given = {"child": child, "choices": [(name, word) for name, (word, _) in choices.items()], "was": was, "now": now}
    if was and now:
        (_, before), (_, after) = choices[was], choices[now]
        given["differences"] = differences(PlanText.of(before), PlanText.of(after), parts_shown(child, after, before))
    return render(request, "permanency/plans_compare.html", given)


def _choices(plans: Plans) -> dict[str, tuple[str, Written]]:
    """What can be compared, the latest first: the name in the address, the words, and what was written."""
    choices: dict[str, tuple[str, Written]] = {DRAFT: ("The draft", plans.draft)} if plans.draft else {}
    return choices | {str(plan.pk): (capital(str(plan)), plan) for plan in plans.versions}
