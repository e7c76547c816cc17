"""One child on one day, as a page of the terminal: the most urgent first, and all that is behind it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from homeward.cli.sources import show_reading, show_source
from homeward.cli.words import STYLES, SYMBOLS, away, capital, counted, day_words, plain, printable

if TYPE_CHECKING:
    from homeward.cli.terminal import Page
    from homeward.policy.caseload import Caseload
    from homeward.policy.explain import Explained, Explanation, Moment
    from homeward.policy.manual import Manual
    from homeward.policy.rows import DeterminationRow, ObligationRow
    from homeward.policy.rule import Entry

_TO_DO: Final = ("overdue", "cannot_tell", "open", "upcoming")
"""Obligations that somebody still has to see to, the most urgent first."""

_DONE: Final = {"Until now": ("missed", "met_late", "met"), "Not required": ("not_required",)}

_NEEDS_A_WINDOW: Final = ("required", "optional", "cannot_tell")

_FIRST_OF_A_DAY: Final = ("removed from home",)
_LAST_OF_A_DAY: Final = ("discharged",)


def tell_story(
    page: "Page", child: "Caseload", explanation: "Explanation", manual: "Manual", *, brief: bool = False
) -> None:
    """Who it is and what is to be done now; the roundtable; the timeline; what is owed; what was noted.

    `brief`: of what is owed only what is still to be done, without the words of the sources.
    """
    page.line(f"Child {printable(explanation.child_id)} on {day_words(explanation.as_of)}", style="bold")
    page.line(" · ".join(_who(child, explanation.as_of)))
    page.line(_now(explanation))
    page.line(f"Manual: {manual.title} ({manual.id})", style="dim")
    if explanation.determination is not None:
        _show_roundtable(page, explanation, explanation.determination, manual)
    _show_timeline(page, explanation)
    if brief:
        _show_to_do(page, explanation, manual, told=set(), brief=True)
    else:
        _show_obligations(page, explanation, manual)
    _show_notes(page, explanation)


def _who(child: "Caseload", as_of: date) -> Iterator[str]:
    """The child's age, and how long the child has been in care."""
    from homeward.policy.days import completed_months, date_of, day_of, is_day

    today = child.birth_date * 0 + day_of(as_of)
    if is_day(child.birth_date)[0]:
        months = int(completed_months(child.birth_date, today)[0])
        yield f"{counted(months // 12, 'year')} old" if months >= 24 else f"{counted(months, 'month')} old"
    else:
        yield "birth date not recorded"
    begun = child.removed_on[child.removed_on <= today[0]]
    if not len(begun):
        yield "not in care by then"
        return
    removed_on, discharged_on = date_of(begun[-1]), date_of(child.discharged_on[len(begun) - 1])
    if discharged_on is not None and discharged_on <= as_of:
        yield f"left care on {day_words(discharged_on)}"
    elif removed_on is not None:
        months = int(completed_months(begun[-1:], today)[0])
        yield f"in care for {counted(months, 'month')}, since {day_words(removed_on)}"
    if len(begun) > 1:
        yield f"{counted(len(begun), 'stay')} in care"


def _now(explanation: "Explanation") -> str:
    """The one thing to do next."""
    for outcome in _TO_DO:
        listed = _by_due_day(explanation, (outcome,))
        if listed:
            counts = [(word, len(_by_due_day(explanation, (word,)))) for word in _TO_DO]
            told = ", ".join(f"{number} {plain(word)}" for word, number in counts if number)
            return f"Now: {told}. First: {listed[0].rule.title}, {_standing(listed[0].row, explanation.as_of)}."
    return "Now: nothing is owed."


def _show_roundtable(page: "Page", explanation: "Explanation", row: "DeterminationRow", manual: "Manual") -> None:
    page.heading("Permanency roundtable")
    reasons = "; ".join(_reason(code, manual) for code in row.reasons.split(";") if code)
    word = row.determination
    page.line(f"{SYMBOLS[word]} {capital(plain(word))}: {reasons}", style=STYLES[word], indent=2, hanging=2)
    rated = "none"
    if row.rating and row.rated_on:
        rated = f"{capital(plain(row.rating))}, rated on {day_words(row.rated_on)}"
    page.line(f"Permanency rating: {rated}", indent=4)
    if row.next_hearing_on and row.window_opens_on and row.window_closes_on:
        far = away(row.next_hearing_on, explanation.as_of)
        page.line(f"Next permanency hearing: {day_words(row.next_hearing_on)} ({far})", indent=4)
        if word in _NEEDS_A_WINDOW:
            window = f"{day_words(row.window_opens_on)}, to {day_words(row.window_closes_on)}"
            page.line(f"A roundtable for it is held from {window}", indent=4)
    for moment in explanation.timeline:
        if moment.what == "roundtable scheduled" and moment.on >= explanation.as_of:
            page.line(f"A roundtable is arranged for {day_words(moment.on)}", indent=4)
    page.line(f"Days in care in the last 22 months: {row.care_days_in_last_22_months}", indent=4)


def _reason(code: str, manual: "Manual") -> str:
    """A reason code as the manual's own words have it."""
    for word in manual.condition_words.values():
        if word.name == code:
            return word.yes
        if word.unknown_code == code:
            return word.unknown
    return plain(code)


def _show_timeline(page: "Page", explanation: "Explanation") -> None:
    page.heading("Timeline" if explanation.timeline else "No stay in care is recorded")
    is_ahead = False
    for on, moments in groupby(explanation.timeline, lambda moment: moment.on):
        if on > explanation.as_of and not is_ahead:
            is_ahead = True
            page.line(f"{explanation.as_of}  ── ahead of this day ──", indent=2)
        page.line(f"{on}  {'; '.join(_on_one_day(moments))}", indent=2, hanging=12, style="dim" if is_ahead else "")


def _on_one_day(moments: "Iterable[Moment]") -> list[str]:
    """What happened on one day; what was scheduled and was held is told once."""
    happened = dict.fromkeys(moment.what for moment in moments)
    told = [
        what
        for what in happened
        if what.replace("scheduled", "held") == what or what.replace("scheduled", "held") not in happened
    ]
    return [plain(what) for what in sorted(told, key=lambda what: (what in _LAST_OF_A_DAY) - (what in _FIRST_OF_A_DAY))]


def _by_due_day(explanation: "Explanation", outcomes: tuple[str, ...]) -> "list[Explained]":
    listed = [one for one in explanation.obligations if one.row.outcome in outcomes]
    return sorted(listed, key=lambda one: (one.row.due_on or date.max, one.row.rule_id, one.row.occasion))


def _show_obligations(page: "Page", explanation: "Explanation", manual: "Manual") -> None:
    """What is to be done, each with what it rests on; then what was done, and what that rests on."""
    told: set[str] = set()
    _show_to_do(page, explanation, manual, told, brief=False)
    for title, outcomes in _DONE.items():
        listed = _by_due_day(explanation, outcomes)
        if listed:
            page.heading(f"{title} ({len(listed)})")
        for one in listed:
            _show_obligation(page, one, explanation.as_of, manual)
    _show_remaining_grounds(page, explanation, told)


def _show_to_do(page: "Page", explanation: "Explanation", manual: "Manual", told: set[str], *, brief: bool) -> None:
    """What is to be done; the rules whose grounds are told beside it are added to `told`."""
    for outcome in _TO_DO:
        listed = _by_due_day(explanation, (outcome,))
        if listed:
            page.heading(f"{capital(plain(outcome))} ({len(listed)})")
        for place, one in enumerate(listed):
            if place and not brief:
                page.line()
            _show_obligation(page, one, explanation.as_of, manual)
            if one.rule.id not in told and not brief:
                _show_grounds(page, one.rule)
            told.add(one.rule.id)


def _show_remaining_grounds(page: "Page", explanation: "Explanation", told: set[str]) -> None:
    """What everything rests on whose grounds were not told beside it."""
    behind: dict[str, Entry] = {one.rule.id: one.rule for one in explanation.obligations if one.rule.id not in told}
    if explanation.determination is not None and explanation.determination_rule is not None:
        behind[explanation.determination_rule.id] = explanation.determination_rule
    if behind:
        page.heading("Where the rest is written")
    for place, rule in enumerate(behind.values()):
        if place:
            page.line()
        page.line(rule.title, indent=2, hanging=2)
        _show_grounds(page, rule)


def _show_obligation(page: "Page", one: "Explained", as_of: date, manual: "Manual") -> None:
    row = one.row
    title = f"{SYMBOLS[row.outcome]} {capital(plain(row.outcome))}: {one.rule.title}"
    page.line(title, style=STYLES[row.outcome], indent=2, hanging=2)
    if row.outcome in _TO_DO:
        page.line(
            f"{capital(_standing(row, as_of))}. Owed by the {plain(row.owner)}.{_closed_day(row, manual)}", indent=4
        )
    page.line(row.because, indent=4)


def _show_grounds(page: "Page", rule: "Entry") -> None:
    for source in rule.sources:
        show_source(page, source, indent=6)
    show_reading(page, rule, indent=6)
    page.line(f"Rule: {rule.id}", indent=6, style="dim")


def _standing(row: "ObligationRow", as_of: date) -> str:
    """When it is due, and how far that is from the day looked at."""
    if row.due_on is None:
        return "due on a day that can not be told"
    due = f"due {day_words(row.due_on)}"
    if row.due_on < as_of:
        return f"{due}, overdue by {counted((as_of - row.due_on).days, 'day')}" if row.outcome == "overdue" else due
    return f"{due} ({away(row.due_on, as_of)})"


def _closed_day(row: "ObligationRow", manual: "Manual") -> str:
    """The last working day before a due day that is none: it does not move the due day, but the worker's week."""
    import numpy as np

    from homeward.policy.days import date_of, day_of

    calendar = manual.working_days.get("working days")
    if row.due_on is None or row.outcome == "overdue" or calendar is None:
        return ""
    due = np.array([day_of(row.due_on)])
    before = calendar.before(due, 1)
    last = date_of(before[0])
    if calendar.after(before, 1)[0] == due[0] or last is None:
        return ""
    return f" That is no working day; the last one before it is {day_words(last)}."


def _show_notes(page: "Page", explanation: "Explanation") -> None:
    if explanation.notes:
        page.heading("To look at")
    for note in explanation.notes:
        page.line(f"{note.on}  {note.says}", indent=2, hanging=12)
        page.line(f"{note.rule.title} ({note.rule.sources[0].cite})", indent=14, style="dim")
        page.line(f"Rule: {note.rule.id}", indent=14, style="dim")
    if explanation.stray_events:
        page.heading("Not used, because it lies in no episode")
    for moment in explanation.stray_events:
        page.line(f"{moment.on}  {plain(moment.what)}", indent=2, hanging=12)
