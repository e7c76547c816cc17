"""Notice to relatives, searching for them, and what is owed to an Indian child and the tribe."""

from homeward.demo.days import meeting_day_before
from homeward.demo.stay import Chance, Stay


def send_notice(stay: Stay, chance: Chance) -> None:
    """The notice to relatives, mostly within the 30 days."""
    card = chance() / stay.lateness
    if card > 0.20:
        stay.note("relative_notice_sent", stay.removed_on + 4 + int(chance() * 25))
    elif card > 0.06:
        stay.note("relative_notice_sent", stay.removed_on + 31 + int(chance() * 40))


def search_relatives(stay: Stay, chance: Chance) -> None:
    """A search after the removal and after most of the days on which it has to go on."""
    _search(stay, stay.removed_on, 0.88, chance)
    triggers = [start for start, home in stay.homes[1:] if home != "missing_from_care"]
    triggers += [day for kind, day, _ in stay.notes if kind in ("concurrent_goal_set", "placement_change_expected")]
    if stay.goal_changed_on:
        triggers.append(stay.goal_changed_on)
    for day in triggers:
        _search(stay, day, 0.66, chance)


def _search(stay: Stay, day: int, in_time: float, chance: Chance) -> None:
    card = chance() * (0.5 + 0.5 * stay.lateness)
    if card < in_time:
        stay.note("relative_search", day + 1 + int(chance() * 29))
    elif card < in_time + 0.10:
        stay.note("relative_search", day + 31 + int(chance() * 60))


def work_with_tribe(stay: Stay, chance: Chance) -> None:
    """The determination, mostly in the first weeks, and active efforts evaluated before three hearings in four."""
    if stay.indian_child != "yes":
        return
    if chance() < 0.8:
        stay.note("indian_child_determined", stay.removed_on + int(chance() ** 2 * 90))
    for hearing in stay.hearings:
        evaluated = meeting_day_before(hearing - 2 - int(chance() * 30))
        if chance() / stay.lateness > 0.25 and evaluated > stay.removed_on:
            stay.note("active_efforts_evaluated", evaluated)
