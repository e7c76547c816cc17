"""Findings, permanency hearings every six months, and the panel reviews that some families have in between."""

from typing import Final

from homeward.demo.days import meeting_day, meeting_day_before, months_after
from homeward.demo.stay import Chance, Stay

_LATE: Final = 0.30
"""Share of the later hearings that are held after their six months."""


def go_to_court(stay: Stay, chance: Chance) -> None:
    """Fill `finding_on` and `hearings`, and note them."""
    _find(stay, chance)
    _hold_hearings(stay, chance)
    if chance() < 0.09:
        _hold_reviews(stay, chance)


def _find(stay: Stay, chance: Chance) -> None:
    """The finding of abuse or neglect: mostly within the 60 days, sometimes late, sometimes never."""
    card = chance()
    if card < 0.92:
        span = 18 + chance() * 40 if card < 0.76 else 61 + chance() * 70
        stay.finding_on = meeting_day(stay.removed_on + int(span))
        stay.note("abuse_neglect_finding", stay.finding_on)


def _hold_hearings(stay: Stay, chance: Chance) -> None:
    """One hearing after the other until the end of the stay, and the next one after it.

    The court sets the next date at a hearing. About three later hearings in ten are put off by weeks; an open stay's
    next date may have passed, may be set, and is sometimes not set yet.
    """
    last = stay.removed_on
    while last <= stay.until:
        due = months_after(last, 6)
        is_late = chance() < (_LATE if stay.hearings else 0.12) * stay.lateness
        in_time = meeting_day_before(due - int(chance() * 22))
        held = meeting_day(due + 4 + int(chance() ** 2 * 62)) if is_late else in_time
        is_set = held <= stay.until or chance() < 0.85
        if is_late and chance() < 0.7:
            stay.announce("permanency_hearing_scheduled", in_time)
            is_set = held <= stay.until or (in_time <= stay.until and chance() < 0.75)
        if is_set:
            stay.announce("permanency_hearing_scheduled", held)
        stay.note("permanency_hearing_held", held)
        stay.hearings.append(held)
        stay.cards.append((chance(), chance()))
        last = held


def _hold_reviews(stay: Stay, chance: Chance) -> None:
    """A panel's review about half-way between two hearings, and its written summary, mostly within 30 days."""
    for hearing in stay.hearings[:-1]:
        held = meeting_day(months_after(hearing, 3) - 15 + int(chance() * 30))
        stay.announce("permanency_review_scheduled", held)
        stay.note("permanency_review_held", held)
        card = chance()
        if card < 0.9:
            days = 6 + int(chance() * 24) if card < 0.74 else 31 + int(chance() * 30)
            stay.note("review_summary_sent", held + days)
