"""Permanency plans, their goals, and the question of ending parental rights."""

from typing import Final

from homeward.demo.days import meeting_day_before, months_after
from homeward.demo.stay import Chance, Stay

_OTHER_GOALS: Final = ("adoption", "guardianship", "fit_and_willing_relative")
_NOT_COUNTED: Final = ("trial_reunification", "missing_from_care")


def plan(stay: Stay, chance: Chance) -> None:
    """The first plan with its goals, an update before most hearings, and a change of goal at a hearing."""
    if stay.planned_on <= stay.until:
        stay.note("permanency_plan_filed", stay.planned_on)
        _set_goals(stay, chance)
        _update(stay, chance)


def _set_goals(stay: Stay, chance: Chance) -> None:
    """Reunification first, as nearly always; the goal that the stay ends with from a hearing on."""
    changed_on = _day_of_change(stay, chance) if stay.goal != "reunification" else None
    first = stay.planned_on
    stay.note("permanency_goal_set", first, "reunification" if changed_on != first else stay.goal)
    if chance() < 0.62:
        concurrent = stay.goal if stay.goal in _OTHER_GOALS and chance() < 0.7 else _OTHER_GOALS[int(chance() * 2.1)]
        later = stay.hearings[0] if chance() < 0.3 else first
        if later == first or not changed_on or later < changed_on:
            stay.note("concurrent_goal_set", later, concurrent)
    if changed_on is None or changed_on == first:
        return
    stay.goal_changed_on = changed_on
    stay.note("permanency_goal_set", changed_on, stay.goal)
    if chance() < 0.7:
        stay.note("reunification_ruled_out", changed_on)
    if stay.goal in _OTHER_GOALS and chance() < 0.3:
        stay.note("concurrent_goal_set", changed_on, "reunification")


def _day_of_change(stay: Stay, chance: Chance) -> int:
    """A hearing held after the plan, seldom the first; the plan's own day if no hearing has been held since."""
    earliest = max(stay.planned_on, _birthday_16(stay) if stay.goal == "other_planned_arrangement" else 0)
    held = [day for day in stay.hearings if earliest < day <= stay.until]
    if not held:
        return earliest
    latest = 3 if chance() < 0.75 else 5
    return held[min(len(held) - 1, int(chance() ** 0.7 * latest))]


def _birthday_16(stay: Stay) -> int:
    return months_after(stay.born, 192)


def _update(stay: Stay, chance: Chance) -> None:
    """An update some weeks before each hearing, mostly within six months of the last one."""
    last = stay.planned_on
    for hearing in stay.hearings:
        if hearing < last + 75:
            continue
        filed = hearing - 8 - int(chance() * 20)
        due = months_after(last, 6)
        card = chance() / stay.lateness
        if card < 0.05:
            continue
        if card < 0.18:
            filed = hearing + 1 + int(chance() * 24)
        elif filed > due and card > 0.35:
            filed = due - int(chance() * 8)
        filed = meeting_day_before(filed + 1)
        stay.note("permanency_plan_filed", filed)
        last = filed


def answer_moves(stay: Stay, chance: Chance) -> None:
    """Goals thought over again after a change of placement, and some changes seen coming."""
    for started, home in stay.homes[1:]:
        if home == "missing_from_care":
            continue
        card = chance() / stay.lateness
        if card > 0.38:
            stay.note("goals_reevaluated", started + 2 + int(chance() * 28))
        elif card > 0.20:
            stay.note("goals_reevaluated", started + 31 + int(chance() * 50))
        expected = started - 3 - int(chance() * 20)
        if chance() < 0.22 and expected > stay.removed_on:
            stay.note("placement_change_expected", expected)


def end_or_keep_rights(stay: Stay, chance: Chance) -> None:
    """A petition to end parental rights after a change of goal, or the reason for filing none."""
    if stay.until < max(months_after(stay.removed_on, 13), stay.planned_on):
        return
    counted_from = min(stay.finding_on or stay.removed_on + 60, stay.removed_on + 60)
    due = months_after(counted_from, 15) + _days_not_counted(stay)
    if stay.goal == "adoption":
        changed_on = stay.goal_changed_on or stay.planned_on
        if stay.discharge_reason == "adoption" or chance() < 0.85:
            stay.note("tpr_petition_filed", changed_on + 10 + int(chance() * 90))
        if changed_on < due:
            return
    is_with_relatives = stay.home_on(due) == "relative_home"
    if chance() < (0.35 if is_with_relatives else 0.72):
        stay.note("tpr_exception_documented", due - 70 + int(chance() * (80 if chance() < 0.75 else 190)))


def _days_not_counted(stay: Stay) -> int:
    """Days missing or on trial at home."""
    ends = [start for start, _ in stay.homes[1:]] + [stay.until]
    return sum(end - start for (start, home), end in zip(stay.homes, ends, strict=True) if home in _NOT_COUNTED)
