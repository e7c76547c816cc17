"""The examples of a manual: an analyst's tests, run as they stand beside each rule."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from homeward.policy.caseload import Caseload
from homeward.policy.checks import check
from homeward.policy.days import BITS, date_of, day_of
from homeward.policy.daysets import DaySet
from homeward.policy.determine import determine
from homeward.policy.evaluate import Answered, Evaluation, answer
from homeward.policy.facts import Facts
from homeward.policy.grammar import FIRST_YEAR, LAST_YEAR, did_you_mean
from homeward.policy.manual import Manual, load_manual
from homeward.policy.rows import determination_rows, sentences
from homeward.policy.rule import Check, Determination, Entry, Example, Obligation
from homeward.policy.vocabulary import EVENT_KINDS, OUTCOMES, VALUES_OF_KIND

_CHILD: Final = "child"
_EPISODE: Final = "episode"
_AGE_IF_NOT_SAID: Final = timedelta(days=8 * 365 + 2)
_FACTS: Final = (
    *("removed_on", "discharged_on", "birth_date", "indian_child", "placements", "earlier_episodes", "entered_day"),
    *EVENT_KINDS,
)
_FINDINGS: Final = (False, "cannot tell", True)


@dataclass(frozen=True)
class ExampleResult:
    """How one example came out: `differences` has a line for each thing that is not as expected."""

    rule_id: str
    example: Example
    differences: tuple[str, ...]


def run_examples(manual: Manual) -> Iterator[ExampleResult]:
    """Run every example of every rule of a manual, each under the manual in which its rule stands."""
    own = {name: load_manual(folder) for name, folder in manual.folders.items()}
    for entry in manual.entries:
        if isinstance(entry, Obligation | Determination | Check):
            for version in entry.versions:
                for example in version.examples:
                    yield ExampleResult(entry.id, example, tuple(_differences(entry, example, own[entry.manual])))


def _differences(entry: Entry, example: Example, manual: Manual) -> Iterator[str]:
    if example.settings:
        manual = load_manual(manual.folders[entry.manual], settings=example.settings)
        entry = manual.entry(entry.id)
    try:
        caseload = caseload_of(example)
    except (ValueError, TypeError, KeyError) as problem:
        yield f"its facts can not be read: {problem}"
        return
    facts = Facts(caseload, manual, day_of(example.as_of), _entered(example, caseload))
    came_out = _came_out(entry, example, facts)
    for key, expected in example.expect.items():
        if key == "because_has":
            because = came_out.get("because", "")
            if str(expected) not in because:
                yield f'because is "{because}"; expected it to have "{expected}"'
        elif key not in came_out:
            known = [one for one in came_out if one != "because"]
            yield f'there is nothing called "{key}" to expect.{did_you_mean(key, known)}'
        elif came_out[key] != expected:
            yield f"{key} is {came_out[key]}; expected {expected}"


def _came_out(entry: Entry, example: Example, facts: Facts) -> dict[str, Any]:
    """What an example may expect of its rule, by name; empty days are "none"."""
    occasion = example.expect.get("occasion", 1)
    match entry:
        case Obligation():
            answers = [answer(facts, entry, version) for version in entry.versions]
            return _of_obligation(answers, _last_episode(facts), occasion)
        case Determination():
            rows = determination_rows(Evaluation(facts.caseload, facts.manual, example.as_of, (), determine(facts)))
            return vars(rows[-1]) if rows else {"determination": "not_asked", "reasons": ""}
    assert isinstance(entry, Check)
    checked = check(facts, entry)
    here = np.flatnonzero((checked.rows.episode == _last_episode(facts)) & (checked.rows.number == occasion))
    if not len(here):
        return {"finding": "not_asked"}
    found = {} if checked.finding is None else {"finding": _FINDINGS[checked.finding[here[0]]]}
    return {"occasion": occasion, **found, **{name: _day(days[here[0]]) for name, days in checked.dates.items()}}


def _of_obligation(answers: list[Answered], episode: int, occasion: int) -> dict[str, Any]:
    for answered in answers:
        here = np.flatnonzero((answered.rows.episode == episode) & (answered.rows.number == occasion))
        if len(here):
            row = here[0]
            return {
                "occasion": occasion,
                "outcome": OUTCOMES[answered.outcome[row]],
                "opens_on": _day(answered.opens_on[row]),
                "due_on": _day(answered.due_on[row]),
                "met_on": _day(answered.met_on[row]),
                "because": sentences(answered)[row],
            }
    return {
        "occasion": occasion,
        "outcome": "not_asked",
        "because": "",
        "opens_on": "none",
        "due_on": "none",
        "met_on": "none",
    }


def _day(day: int) -> date | str:
    return date_of(day) or "none"


def _last_episode(facts: Facts) -> int:
    return len(facts.caseload.child) - 1


def caseload_of(example: Example) -> Caseload:
    """The one child of an example as a caseload; ValueError says which fact can not be read."""
    facts = example.facts
    for name in facts:
        if name not in _FACTS:
            raise ValueError(f'there is no fact "{name}".{did_you_mean(name, _FACTS)}')
    if not isinstance(facts.get("removed_on"), date):
        raise ValueError("removed_on is missing: write removed_on = 2024-01-15")
    for day in _dates(facts):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"{day}: a date lies between {FIRST_YEAR} and {LAST_YEAR}")
    birth_date = facts.get("birth_date", facts["removed_on"] - _AGE_IF_NOT_SAID)
    child = {
        "child_id": _CHILD,
        "birth_date": None if birth_date == "not recorded" else birth_date,
        "indian_child": facts.get("indian_child", "no"),
    }
    stays = [
        *facts.get("earlier_episodes", ()),
        {"removed_on": facts["removed_on"], "discharged_on": facts.get("discharged_on")},
    ]
    episodes = [
        {"child_id": _CHILD, "episode_id": f"{_EPISODE} {number}", **stay} for number, stay in enumerate(stays, 1)
    ]
    placements = [
        {
            "episode_id": f"{_EPISODE} {len(stays)}",
            "placement_type": home["type"],
            "started_on": home["started_on"],
            "ended_on": home.get("ended_on"),
        }
        for home in facts.get("placements", ())
    ]
    events = [event for kind in EVENT_KINDS if kind in facts for event in _events(kind, facts[kind])]
    return Caseload.of_rows([child], episodes, placements, events)


def _dates(written: Any) -> Iterator[date]:
    """Every date in the facts of an example."""
    match written:
        case date():
            yield written
        case Mapping():
            for value in written.values():
                yield from _dates(value)
        case list():
            for value in written:
                yield from _dates(value)


def _events(kind: str, written: Any) -> Iterator[Mapping[str, Any]]:
    if kind in VALUES_OF_KIND:
        if not isinstance(written, Mapping):
            raise ValueError(f'{kind} needs a value for each day: write {kind} = {{ 2024-03-01 = "…" }}')
        for on, value in written.items():
            yield {"child_id": _CHILD, "kind": kind, "on": date.fromisoformat(on), "value": value}
        return
    for on in written if isinstance(written, list) else [written]:
        if not isinstance(on, date):
            raise ValueError(f"{kind}: {on!r} is not a date: write it without quotes, {kind} = 2024-03-01")
        yield {"child_id": _CHILD, "kind": kind, "on": on}


def _entered(example: Example, caseload: Caseload) -> DaySet | None:
    if "entered_day" not in example.facts:
        return None
    return DaySet(np.array([((len(caseload.child) - 1) << BITS) + day_of(example.facts["entered_day"])]))
