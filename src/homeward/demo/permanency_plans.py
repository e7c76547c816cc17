"""Plans and goals in full for some of the cast: the reasons of a goal, two versions of a plan, drafts.

The others have what an extract brings: that a goal was set and a plan filed, and on which day.
"""

from datetime import date
from typing import Final

from homeward.casefile.models import Assignment, Child, Event
from homeward.permanency.goals.actions import describe_goal
from homeward.permanency.goals.asked import GOAL_KINDS
from homeward.permanency.plans.actions import begin_draft, file_plan, save_draft
from homeward.permanency.plans.history import FILED, latest_save, plans_of
from homeward.permanency.plans.text import PlanText
from homeward.workforce.models import Person, RoleName

_NO_REASONS: Final = {"set_by": "agency", "rationale": "", "efforts": "", "compelling_reason": "", "enduring_adult": ""}

_REASONS: Final = {
    "theo-marchetti": {
        "set_by": "court",
        "rationale": "His mother visits every week, has a place of her own since spring, and wants him home.",
    },
    "owen-drescher": {
        "set_by": "court",
        "rationale": (
            "The foster family with whom he has lived from the first day wants to adopt him. Both parents were told of "
            "every goal and what it means, and his father has asked that he stay where he is."
        ),
        "efforts": "The home study is done. Relatives in two other states were written to; none can take him.",
    },
    "xavier-montrose": {
        "set_by": "court",
        "compelling_reason": "He is 17 and has said in court, as before, that he does not want to be adopted.",
        "efforts": "Independent living plan; a room in the supervised apartments from summer on.",
        "enduring_adult": "His former coach, Mr. Halvorsen, with whom he spends Sundays and holidays.",
    },
}

_FIRST: Final = PlanText(
    {
        "family": "Theo, his mother and his uncle wrote this together. Theo wants to be home for his birthday.",
        "goal_selection": "Reunification: his mother has done most of what was asked. The other goals were looked at.",
        "concurrent_planning": "His uncle was told what guardianship means and would be willing.",
        "relative_engagement": "Nine relatives were written to besides his uncle. His aunt calls every Sunday.",
    },
    (
        {
            "goal": "reunification",
            "condition": "His mother has a safe place for both of them.",
            "measure": "A lease in her name, and the home visited twice without a safety threat.",
            "progress": "She has looked at three apartments.",
        },
    ),
)
_SECOND: Final = PlanText(
    {
        **_FIRST.texts,
        "family": "Theo, his mother and his uncle wrote this together. Theo wants to be home before summer.",
        "relative_engagement": (
            "Eleven relatives were written to besides his uncle. His aunt calls every Sunday and comes once a month. "
            "His grandfather was found and sends letters."
        ),
    },
    (
        {**_FIRST.conditions[0], "progress": "She signed a lease in August. The first visit found no safety threat."},
        {
            "goal": "reunification",
            "condition": "Visits at home go well, overnight too.",
            "measure": "Four overnight visits; Theo says how they were.",
            "progress": "Two so far.",
        },
    ),
)
_DRAFT: Final = PlanText(
    {
        "family": "Jaylen drew what home means to him: a door of his own, and his sister down the hall.",
        "concurrent_planning": "To be talked about at the roundtable.",
    }
)


def write_plans_and_goals(as_of: date) -> None:
    """Write what the cast's case managers have written, by the actions that they use."""
    for child in Child.objects.filter(external_id__in=_REASONS):
        _give_reasons(child, as_of)
    for child in Child.objects.filter(external_id="theo-marchetti"):
        filed = Event.objects.current().filter(child=child, kind=FILED).in_order()
        for text, event in zip((_FIRST, _SECOND), list(filed)[1:], strict=True):
            _file(child, text, event.on, as_of)
        latest = plans_of(child, as_of).latest_text
        begin_draft(child=child, by=_case_manager(child, as_of), today=as_of, copies=latest)
    for child in Child.objects.filter(external_id="jaylen-okafor"):
        _draft(child, _DRAFT, as_of)


def _give_reasons(child: Child, as_of: date) -> None:
    event = Event.objects.current().filter(child=child, kind__in=GOAL_KINDS).in_order().last()
    assert event, "the goals of these children are recorded"
    describe_goal(
        event=event,
        details={**_NO_REASONS, **_REASONS[child.external_id]},
        by=_case_manager(child, as_of),
        today=as_of,
        version=child.version,
    )


def _draft(child: Child, text: PlanText, as_of: date) -> None:
    by = _case_manager(child, as_of)
    begin_draft(child=child, by=by, today=as_of)
    opened = latest_save(child)
    assert opened, "the draft has just been begun"
    save_draft(child=child, opened=opened, text=text, by=by, today=as_of)


def _file(child: Child, text: PlanText, on: date, as_of: date) -> None:
    _draft(child, text, as_of)
    saved = latest_save(child)
    assert saved, "the draft has just been saved"
    file_plan(draft=saved.draft, read=saved.pk, on=on, by=_case_manager(child, as_of), today=as_of)


def _case_manager(child: Child, as_of: date) -> Person:
    """Who works with a child as her case manager."""
    role = RoleName.ONGOING_CASE_MANAGER
    return Assignment.objects.in_force(as_of).select_related("person").get(child=child, role=role).person
