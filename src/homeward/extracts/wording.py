"""Extracts and differences in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from homeward.batch.caseload.tables import TABLES
from homeward.extracts.models import Difference, Extract, State
from homeward.website.words import capital, day_words, plain

WHAT: Final = ("new", "changed", "unchanged", "withdrawn", "refused")

_CALLED: Final = {
    "removed_on": "removed",
    "discharged_on": "discharged",
    "discharge_reason": "how it ended",
    "started_on": "from",
    "ended_on": "until",
    "placement_type": "home",
    "external_id": "",
    "episode_id": "",
    "kind": "",
    "on": "on",
    "value": "",
}


def counts_of(extract: Extract) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each table the rows that are new, changed, unchanged, withdrawn, refused."""
    if not extract.counts or extract.state not in {State.CHECKED, State.IMPORTED}:
        return []
    return [(table, [(what, extract.counts.get(f"{table}.{what}", 0)) for what in WHAT]) for table in TABLES]


def lines_beside(extract: Extract) -> list[str]:
    """What else is to be known of the rows of an extract."""
    said = [
        ("people.changed", "Assignments that begin or end: {0:,}"),
        ("differences.new", "Differences from what somebody typed, to settle: {0:,}"),
        ("identifiers.unknown", "Identifiers that nobody here has, by child and column: {0:,}"),
    ]
    lines = [words.format(number) for name, words in said if (number := extract.counts.get(name, 0))]
    if extract.rows_of_nobody:
        lines.append(
            f"Refused rows of which nobody can tell whose they are: {extract.rows_of_nobody:,}. "
            "So what is not in the extract is withdrawn for no child, until an extract without such rows comes."
        )
    return lines


def summary_of(counts: Mapping[str, int]) -> str:
    """All rows in a line: "3 new, 1 changed, 120 unchanged"."""
    together = {what: sum(counts.get(f"{table}.{what}", 0) for table in TABLES) for what in WHAT}
    return ", ".join(f"{number:,} {what}" for what, number in together.items() if number) or "no rows"


def heading_of(difference: Difference) -> str:
    """What a difference is about."""
    if difference.event:
        return capital(plain(difference.event.kind))
    if difference.placement:
        home = difference.placement
        return f"Placement: {plain(home.placement_type)} from {day_words(home.started_on)}"
    if difference.episode:
        return f"Stay in care from {day_words(difference.episode.removed_on)}"
    return "Stays and placements together" if "stays" in difference.recorded else "Who the child is"


def lines_of(said: Mapping[str, Any], *, nothing: str) -> list[str]:
    """One side of a difference, a line for each fact."""
    if not said:
        return [nothing]
    if "stays" in said:
        return list(_stays(said["stays"]))
    if "withdrawn" in said:
        return ["Taken back: it did not happen"]
    return [line for column, text in said.items() if (line := _fact(column, text))] or [nothing]


def _stays(stays: Iterable[Any]) -> Iterator[str]:
    for facts, homes in stays:
        yield f"In care {_span(facts, 'removed_on', 'discharged_on')}"
        for home in homes:
            yield f"{capital(plain(home['placement_type']))} {_span(home, 'started_on', 'ended_on')}"


def _span(facts: Mapping[str, str], start: str, end: str) -> str:
    until = f" until {_day(facts[end])}" if facts.get(end) else ""
    return f"from {_day(facts[start])}{until}"


def _fact(column: str, text: str) -> str:
    called = _CALLED.get(column, plain(column))
    if not called:
        return capital(plain(text)) if column in {"kind", "value"} else ""
    said = _day(text) if column == "on" or column.endswith(("_on", "_date")) else plain(text) or "not recorded"
    return capital(f"{called} {said}")


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text)) if text else "not recorded"
