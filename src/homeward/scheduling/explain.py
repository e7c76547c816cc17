"""Why a roundtable has no place in the timetable: the fewest things that, lifted together, would make one.

For every time that could be, it is written down what stands against it: an attendee who is away, no facilitator, no
room. The shortest such list over all times is the answer. None of it can be left out, as then some time would have a
shorter one.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from homeward.scheduling.calendar import bits
from homeward.scheduling.candidates import Candidates, any_of
from homeward.scheduling.problem import GRID, Pin, Problem, Roundtable, Unscheduled

Named = tuple[str, ...]

_WORDS = {
    "certified facilitator": "no facilitator who is certified, free and not connected with it",
    "room": "no room that is open",
    "window": "no working day of the horizon in its window",
    "length": "no part of the day that is long enough for it",
    "pin": "what is pinned",
}


def explain(candidates: Candidates, number: int) -> Unscheduled:
    """The reason for which the roundtable with this number has no place."""
    asked = candidates.problem.roundtables[number]
    if candidates.each[number].starts:
        sentence = "It could be held alone, but not beside the meetings that come before it in the order of the goals."
        return Unscheduled(asked.id, sentence, ("competition",))
    named = blocked_by(candidates.problem, asked)
    return Unscheduled(asked.id, _sentence(named), named)


def blocked_by(problem: Problem, asked: Roundtable) -> Named:
    """The fewest things in the way of a roundtable that could not even be held alone."""
    lifted, problem = _somewhere(replace(problem, roundtables=(asked,)))
    (asked,) = problem.roundtables
    found = list(_stand_against(problem, asked))
    if asked.pin != Pin():
        found += [("pin", *named) for named in _stand_against(problem, replace(asked, pin=Pin()))]
    return (*lifted, *min(found, key=lambda named: (len(named), "pin" not in named, named)))


def _somewhere(problem: Problem) -> tuple[Named, Problem]:
    """The problem with as much of the window and the length lifted as makes at least one time for it; and what was."""
    (asked,) = problem.roundtables
    lifted: Named = ()
    if not Candidates(problem).calendar.days_of(asked):
        lifted += ("window",)
        asked = replace(asked, opens_on=problem.first_day, closes_on=problem.last_day)
        problem = replace(problem, roundtables=(asked,))
        if not Candidates(problem).calendar.days_of(asked):
            monday = date.min
            asked = replace(asked, opens_on=monday, closes_on=monday)
            problem = replace(problem, first_day=monday, last_day=monday, closed_days=frozenset(), roundtables=(asked,))
    if not Candidates(problem).calendar.starts_of(asked):
        lifted += ("length",)
        asked = replace(asked, minutes=GRID)
        problem = replace(problem, roundtables=(asked,))
        if not Candidates(problem).calendar.starts_of(asked):
            problem = _without_hours(problem)
    return lifted, problem


def _without_hours(problem: Problem) -> Problem:
    """The problem for a meeting that takes no time, for a day that has not even half an hour for meetings."""
    return replace(
        problem,
        opens=time(0, 0),
        closes=time(0, 30),
        lunch=(time(0, 0), time(0, 0)),
        people=tuple(replace(one, away=()) for one in problem.people),
        rooms=tuple(replace(one, closed=()) for one in problem.rooms),
    )


def _stand_against(problem: Problem, asked: Roundtable) -> Iterator[Named]:
    """For each time that the pins leave: everything that stands against it. Of times that are alike, only one."""
    candidates = Candidates(replace(problem, roundtables=(asked,)))
    alone, starts = candidates.each[0], candidates.starts_with_pins(asked)
    if asked.pin.external is not None:
        starts &= candidates.free(candidates.number_of_person[asked.pin.external], alone.length)
    caps, away = [], {}
    for number in alone.attendees:
        person = problem.people[number]
        caps += [f"cap:{person.id}"] if person.never_meets else []
        candidates.busy[number] = candidates.calendar.away(person)
        away[f"attendee:{person.id}"] = candidates._free(number, alone.length)
    free = away | {
        "certified facilitator": any_of(candidates.free_to_lead(one, alone.length) for one in alone.leaders),
        "room": any_of(candidates.room_open(one, alone.length) for one in alone.rooms),
    }
    for start in bits(starts):
        yield (*caps, *(name for name, mask in free.items() if not mask >> start & 1))


def _sentence(named: Named) -> str:
    """What is in the way, in words."""
    parts = []
    for name in named:
        kind, _, person = name.partition(":")
        if kind == "attendee":
            parts.append(f"{person} is away whenever it could be")
        elif kind == "cap":
            parts.append(f"{person} may have no meeting at all")
        else:
            parts.append(_WORDS[name] if name == "pin" else f"there is {_WORDS[name]}")
    return f"It can not be held, even alone: {'; '.join(parts)}."
