"""From the TOML files of a manual to its rules and words, each checked against all the others."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from homeward.policy import given
from homeward.policy.grammar import ManualError, Names, Table, did_you_mean, read_condition
from homeward.policy.kinds import READERS, common
from homeward.policy.rule import (
    Calendar,
    ConditionWord,
    Cycle,
    DaysWord,
    DayWord,
    Entry,
    Joined,
)
from homeward.policy.vocabulary import EVENT_KINDS, VALUES_OF_KIND
from homeward.policy.wellformed import Reach, circles, rings, unavailable, unsteady

_GIVEN_DAYS: Final = (*given.EPISODE_DAYS, *given.OCCASION_DAYS, *given.LINK_DAYS)

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Document:
    """One TOML file of a manual."""

    manual: str
    file: str
    values: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.values.get("kind", "obligation"))

    def table(self, names: Names) -> Table:
        return Table(self.values, f"{self.manual}/{self.file}, {self.values.get('id', self.kind)}", names)


@dataclass
class Documents:
    """All that was read from the files of a manual and of those that it builds on."""

    entries: dict[str, Entry] = field(default_factory=dict)
    day_words: dict[str, DayWord] = field(default_factory=dict)
    condition_words: dict[str, ConditionWord] = field(default_factory=dict)
    days_words: dict[str, DaysWord] = field(default_factory=dict)

    @classmethod
    def read(cls, documents: Sequence[Document], settings: Mapping[str, Any]) -> "Documents":
        """Read every document; ManualError with one problem for each document that is not well formed."""
        names = gather_names(documents, settings)
        read = cls()
        problems: list[str] = []
        for document in documents:
            try:
                read._add(document, names)
            except ManualError as problem:
                problems += problem.problems
        problems = problems or list(read._problems_together())
        if problems:
            raise ManualError(problems)
        return read

    def of(self, kind: type[E]) -> tuple[E, ...]:
        """All entries of one kind, in the order of their ids."""
        return tuple(entry for _, entry in sorted(self.entries.items()) if isinstance(entry, kind))

    @property
    def reach(self) -> Reach:
        return Reach(self.day_words, self.condition_words)

    def _problems_together(self) -> Iterator[str]:
        calendars = {one.counts: (one.also_closed_as,) for one in self.of(Calendar) if one.also_closed_as}
        found = [
            *circles(self.reach),
            *rings("words", {word.name: word.any_of for word in self.days_words.values()}),
            *rings("calendars", calendars),
        ]
        yield from found
        if found:
            return
        for word in self.day_words.values():
            yield from unsteady(f"words, {word.name}", word.is_, self.reach)
        cycles = {cycle.id: cycle for cycle in self.of(Cycle)}
        for entry in self.entries.values():
            yield from unavailable(entry, self.reach, cycles)

    def _add(self, document: Document, names: Names) -> None:
        table = document.table(names)
        if document.kind == "words":
            return self._add_words(table)
        read = READERS.get(document.kind)
        if read is None:
            raise table.fault(
                "kind", f'there is no kind "{document.kind}".{did_you_mean(document.kind, [*READERS, "words"])}'
            )
        entry = read(table, common(table, document.manual, document.file))
        if entry.id in self.entries:
            raise table.fault("id", f"{entry.id} stands in {self.entries[entry.id].file} too: an id may be used once")
        if entry.supersedes:
            if entry.supersedes not in self.entries:
                raise table.fault(
                    "supersedes",
                    f'there is no rule "{entry.supersedes}" below.{did_you_mean(entry.supersedes, list(self.entries))}',
                )
            if type(self.entries[entry.supersedes]) is not type(entry):
                raise table.fault("supersedes", f"{entry.supersedes} is of another kind: a rule supersedes its like")
            del self.entries[entry.supersedes]
        self.entries[entry.id] = entry

    def _add_words(self, table: Table) -> None:
        table.only("kind", "day", "condition", "days")
        for name, word in _named_tables(table, "day"):
            _refuse_taken(word, name, {*self.day_words, *_GIVEN_DAYS})
            word.only("means", "is")
            self.day_words[name] = DayWord(name, word.text("means"), word.day("is"))
        for name, word in _named_tables(table, "condition"):
            _refuse_taken(word, name, self.condition_words)
            self.condition_words[name] = _condition_word(name, word)
        for name, word in _named_tables(table, "days"):
            _refuse_taken(word, name, {*self.days_words, *EVENT_KINDS, *given.SETS})
            word.only("means", "any_of", "event", "values")
            self.days_words[name] = _days_word(name, word)


def _refuse_taken(word: Table, name: str, taken: Container[str]) -> None:
    if name in taken:
        raise word.fault("", f'"{name}" is defined already: a word means one thing; take another name')


def gather_names(documents: Sequence[Document], settings: Mapping[str, Any]) -> Names:
    """Every name that the documents define or the engine gives, before any of them is read."""
    names = Names(settings=settings)
    names.days = set(_GIVEN_DAYS)
    names.events = {*EVENT_KINDS, *given.SETS}
    names.each = {given.ANNOUNCED}
    for document in documents:
        values = document.values
        match document.kind:
            case "words":
                names.days |= _names_in(values, "day")
                names.conditions |= _names_in(values, "condition")
                names.events |= _names_in(values, "days")
            case "cycle":
                names.cycles.add(str(values.get("id")))
                names.days |= set(given.days_of_cycle(str(values.get("id"))))
            case "clock":
                names.clocks.add(str(values.get("id")))
            case "calendar":
                names.units.add(str(values.get("counts")))
    return names


def _names_in(values: Mapping[str, Any], key: str) -> set[str]:
    inside = values.get(key)
    return set(inside) if isinstance(inside, Mapping) else set()


def _days_word(name: str, word: Table) -> DaysWord:
    means = word.text("means")
    if ("any_of" in word.values) == ("event" in word.values):
        raise word.fault("any_of", 'and "event": write exactly one of them')
    if "any_of" in word.values:
        word.only("means", "any_of")
        return DaysWord(name, means, word.some("any_of", word.names.events))
    event = word.one_of("event", list(VALUES_OF_KIND))
    return DaysWord(name, means, event=event, values=word.some("values", VALUES_OF_KIND[event]))


def _named_tables(table: Table, key: str) -> Iterator[tuple[str, Table]]:
    inside = table.table(key)
    return ((name, inside.table(name)) for name in inside.values)


def _condition_word(name: str, word: Table) -> ConditionWord:
    word.only("means", "is", "yes", "no", "unknown", "unknown_code")
    if "is" not in word.values:
        raise word.fault("is", "is missing: write a condition")
    condition = read_condition(word.values["is"], Table({}, f"{word.place}.is", word.names))
    if isinstance(condition, str):
        condition = Joined("all_of", (condition,))
    means = word.text("means")
    return ConditionWord(
        name,
        means,
        condition,
        word.text("yes", means),
        word.text("no", f"it is not so that {means}"),
        word.text("unknown", ""),
        word.text("unknown_code", ""),
    )
