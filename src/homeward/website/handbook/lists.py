"""The lists of the handbook: rules found by words, names and their meaning, what counsel should settle."""

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.policy import Manual, given
from homeward.policy.rule import Entry, Obligation
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.policy.wording import say_condition, say_day
from homeward.website.handbook.wording import KINDS


@dataclass(frozen=True)
class Name:
    """A name that rules are written with: what it means and, if the manual defines it, how."""

    name: str
    means: str
    is_: str = ""


def found(manual: Manual, words: str, owner: str) -> dict[str, list[Entry]]:
    """The entries that have all of the words in title, id, citation, quote or reading, under their headings.

    `owner` keeps the obligations of one role; empty: everything.
    """
    wanted = words.lower().split()
    listed = [entry for entry in manual.entries if all(word in _searched(entry) for word in wanted)]
    if owner:
        listed = [entry for entry in listed if isinstance(entry, Obligation) and entry.owner == owner]
    by_kind = {heading: [entry for entry in listed if isinstance(entry, kind)] for heading, kind in KINDS.items()}
    return {heading: entries for heading, entries in by_kind.items() if entries}


def _searched(entry: Entry) -> str:
    sources = (f"{source.cite} {source.document} {source.quote} {source.summary}" for source in entry.sources)
    return " ".join((entry.id, entry.title, entry.reading, entry.open_question, *sources)).lower()


def names(manual: Manual) -> dict[str, list[Name]]:
    """All names by what they stand for."""
    cycles = [given.days_of_cycle(cycle) for cycle, one in manual.cycles.items() if one.announced_by]
    days = {
        **given.EPISODE_DAYS,
        **given.OCCASION_DAYS,
        **{name: means for one in cycles for name, means in one.items()},
    }
    of_link = {**given.LINK_DAYS, given.ANNOUNCED: "the link's day, and every day announced for the link"}
    events = dict.fromkeys(EVENT_KINDS, "each day with such an event")
    return {
        "Days of a child and of an occasion": _given(days),
        "Days of a link of a cycle": _given(of_link),
        "Sets of days": [*_given(given.SETS), *_given(events), *_sets(manual)],
        "Days that the manual names": [
            Name(word.name, word.means, say_day(word.is_)) for word in manual.day_words.values()
        ],
        "Conditions that the manual names": [
            Name(word.name, word.means, say_condition(word.is_)) for word in manual.condition_words.values()
        ],
    }


def _given(meanings: dict[str, str]) -> list[Name]:
    return [Name(name, means) for name, means in meanings.items()]


def _sets(manual: Manual) -> Iterator[Name]:
    for cycle in manual.cycles.values():
        yield Name(cycle.id, cycle.title)
    for days in manual.days_words.values():
        parts = [f"`{days.event}` with {', '.join(days.values)}"] if days.event else [f"`{one}`" for one in days.any_of]
        yield Name(days.name, days.means, ", ".join(parts))


def open_questions(manual: Manual) -> list[Entry]:
    """The entries with something that the agency's counsel should settle before their dates are relied upon."""
    return [
        entry
        for entry in manual.entries
        if entry.open_question or any(source.confidence != "text read" for source in entry.sources)
    ]
