"""How evenly the seats can be shared out at best: who could take which, whatever the times."""

from collections.abc import Mapping

from homeward.scheduling.calendar import CELLS
from homeward.scheduling.candidates import Candidates
from homeward.scheduling.solver.program import Limits, Program, Terms
from homeward.scheduling.solver.score import Scores

_MOST_PAIRS = 80_000


def least_load(
    scores: Scores, reached: Mapping[str, int], held: Mapping[int | None, int], seat: str, limits: Limits
) -> int:
    """A number below which the largest load of a seat can not be. `held`: meetings by priority, None for required."""
    candidates = scores.candidates
    able = [_able(candidates, number, seat) for number in range(len(candidates.each))]
    seats = sum(held.values()) - (reached["external_none"] if seat == "external" else 0)
    simple = _by_average(candidates, able, seats)
    if sum(map(len, able)) > _MOST_PAIRS or not seats or limits.is_over():
        return simple
    return max(simple, _by_program(candidates, able, reached, held, seat, limits))


def _able(candidates: Candidates, number: int, seat: str) -> list[int]:
    """Those who could take the seat at some of the starts."""
    one = candidates.each[number]
    if seat == "facilitator":
        return [person for person in one.leaders if candidates.free_to_lead(person, one.length) & one.starts]
    return [person for person, _ in one.consultants() if candidates.free(person, one.length) & one.starts]


def _most_of(candidates: Candidates, person: int) -> int:
    """As many meetings as the caps of a person leave in all."""
    one, calendar = candidates.problem.people[person], candidates.calendar
    days = [(day - calendar.first).days for day in calendar.working_days]
    free = [day for day in days if candidates.free(person, 1) >> day * CELLS & ((1 << CELLS) - 1)]
    whole = len(candidates.each)
    weeks: dict[tuple[int, int], int] = {}
    for day in free:
        week = calendar.week_of[day]
        weeks[week] = weeks.get(week, 0) + (whole if one.max_per_day is None else one.max_per_day)
    return min(
        sum(number if one.max_per_week is None else min(number, one.max_per_week) for number in weeks.values()), whole
    )


def _by_average(candidates: Candidates, able: list[list[int]], seats: int) -> int:
    caps = [_most_of(candidates, person) for person in sorted({person for people in able for person in people})]
    return next((most for most in range(seats + 1) if sum(min(most, cap) for cap in caps) >= seats), 0)


def _by_program(
    candidates: Candidates,
    able: list[list[int]],
    reached: Mapping[str, int],
    held: Mapping[int | None, int],
    seat: str,
    limits: Limits,
) -> int:
    """The same with who could take which seat, as a flow."""
    program, asked = Program(limits), candidates.problem.roundtables
    most = program.number(0, len(asked))
    taken: dict[int, Terms] = {}
    groups: dict[int | None, Terms] = {}
    lacking: Terms = []
    fallback: Terms = []
    for number, people in enumerate(able):
        if not candidates.each[number].starts:
            continue
        is_held = program.share()
        program.row([(is_held, 1)], least=1 if asked[number].pin.is_whole else None, most=1)
        groups.setdefault(None if asked[number].required else asked[number].priority, []).append((is_held, 1))
        seats = [(program.share(), 1) for _ in people]
        for person, term in zip(people, seats, strict=True):
            taken.setdefault(person, []).append(term)
            if seat == "external" and person in candidates.each[number].other_department:
                fallback.append(term)
        must_be_taken = seat == "facilitator" or not candidates.each[number].may_lack_external
        program.row([*seats, (is_held, -1)], least=0 if must_be_taken else None, most=0)
        lacking += [(is_held, 1), *((variable, -1) for variable, _ in seats)]
    for priority, terms in groups.items():
        program.row(terms, least=held.get(priority, 0))
    if seat == "external":
        program.row(lacking, most=reached["external_none"])
        program.row(fallback, most=reached["external_other_department"])
    for person, terms in taken.items():
        program.row([*terms, (most, -1)], most=0)
        program.row(terms, most=_most_of(candidates, person))
    return program.solve([(most, 1)], is_made_large=False, seconds=limits.left() / 4).bound or 0
