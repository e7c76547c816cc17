"""The names that the engine gives to a manual: days, sets of days, and what each of them means.

They are the words of fact; what the law makes of them stands in the manual. `docs/policy/facts.md` lists them.
"""

from typing import Final

EPISODE_DAYS: Final = {
    "as_of": "the day on which the caseload is looked at",
    "removed_on": "the day of removal from home: the episode begins",
    "discharged_on": "the day on which the episode ended, if it has ended by the day looked at",
    "birth_date": "the day on which the child was born; it may not be recorded",
    "first_placement_on": "the start of the first placement other than missing from care; the removal if there is none",
}
"""Days that an episode has, whatever the rule."""

OCCASION_DAYS: Final = {
    "occasion": "the day of the occasion itself: the event, the removal, or the day before a link of a cycle begins",
    "next_occasion": "the day of the next event of the same set in the episode",
    "due": "the last day on which it is on time",
    "opens": "the day from which it is shown as open",
    "met": "the day of the event that satisfied it",
    "judged_on": "the day on which rating, placement and age are looked at",
    "missing_since": "the first day of the unbroken run of days missing from care that ends with the day looked at",
}
"""Days that every occasion of a rule has."""

LINK_DAYS: Final = {
    "link_due": "the day on which the link of the cycle is due",
    "link_closed": "the day of the event that closed the link",
    "link_begins": "the first day of the link: the removal, or the day after the event that closed the link before",
    "link_day": "the day of the event that closed the link; else the day announced for it; else its due date",
    "previous_closing": "the day of the event that closed the link before; the removal for the first link",
}
"""Days that an occasion has if the rule is asked per link of a cycle."""

ANNOUNCED: Final = "announced_days"
"""For a link of a cycle with announcements: its `link_day` and every day announced for it."""

CYCLE_DAYS: Final = {
    "expected_{}": "the day expected for the open link of the {} cycle: announced, else due",
    "next_{}": "the first {} later than the occasion: held, else announced, else due",
    "next_{}_held": "the same day if that {} was held",
}
"""Days that a cycle gives to every rule; `{}` is the cycle's name without `_cycle`."""

SETS: Final = {
    "removal": "the day of removal",
    "placement_change": "the start of a placement, other than missing from care, after the first placement",
    "goal_left_reunification": "a permanency goal other than reunification was set, the last before was reunification",
    "later_permanency_rating": "a permanency rating, other than those on the day of the episode's first",
    "trial_reunification_start": "the start of a trial reunification",
    "entered_day": "a day that a person enters; no caseload has any",
}
"""Sets of days in an episode, besides every kind of event."""


def name_of_cycle(cycle: str) -> str:
    """How the days of a cycle are named: `hearing_cycle` gives `next_hearing`."""
    return cycle.removesuffix("_cycle")


def days_of_cycle(cycle: str) -> dict[str, str]:
    """The names of `CYCLE_DAYS` for one cycle, with what they mean."""
    name = name_of_cycle(cycle)
    return {day.format(name): means.format(name) for day, means in CYCLE_DAYS.items()}
