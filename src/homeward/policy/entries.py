"""From the TOML files of a manual to its rules and words, each checked against all the others."""

import re
from calendar import monthrange
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from homeward.policy import given
from homeward.policy.grammar import ManualError, Names, Table, did_you_mean, read_condition
from homeward.policy.rule import (
    Calendar,
    Check,
    CheckVersion,
    Clock,
    Closing,
    ConditionWord,
    Cycle,
    DaysWord,
    DayWord,
    Determination,
    DeterminationVersion,
    Entry,
    Example,
    Joined,
    Length,
    Named,
    Obligation,
    Source,
    Step,
    Version,
)
from homeward.policy.vocabulary import DETERMINATIONS, EVENT_KINDS, OWNERS, PLACEMENT_TYPES, VALUES_OF_KIND
from homeward.policy.wellformed import Reach, circles, rings, unavailable, unsteady

_COMMON: Final = ("kind", "id", "title", "reading", "open_question", "supersedes", "source")
_CONFIDENCES: Final = ("text read", "official summary read", "general knowledge")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GIVEN_DAYS: Final = (*given.EPISODE_DAYS, *given.OCCASION_DAYS, *given.LINK_DAYS)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_BLANKS: Final = ("opens_on", "due_on", "met_on")

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
        read = _READERS.get(document.kind)
        if read is None:
            raise table.fault(
                "kind", f'there is no kind "{document.kind}".{did_you_mean(document.kind, [*_READERS, "words"])}'
            )
        entry = read(table, _common(table, document))
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


def _common(table: Table, document: Document) -> dict[str, Any]:
    sources = tuple(_source(source) for source in table.tables("source"))
    if not sources:
        raise table.fault("source", "is missing: every rule says where it comes from, in a [[source]]")
    if not _ID.fullmatch(table.text("id")):
        raise table.fault("id", f"{table.text('id')!r} can not be an id: write small letters, digits, dots and dashes")
    return {
        "id": table.text("id"),
        "title": table.text("title"),
        "manual": document.manual,
        "file": f"{document.manual}/{document.file}",
        "sources": sources,
        "reading": table.text("reading", ""),
        "open_question": table.text("open_question", ""),
        "supersedes": table.text("supersedes", ""),
    }


def _source(table: Table) -> Source:
    table.only("cite", "document", "quote", "summary", "link", "confidence")
    quote, summary = table.text("quote", ""), table.text("summary", "")
    if not quote and not summary:
        raise table.fault("quote", "is missing: quote the words of the source, or say in a summary what it says")
    confidence = cast(Any, table.one_of("confidence", _CONFIDENCES))
    return Source(table.text("cite"), table.text("document"), table.text("link"), confidence, quote, summary)


def _obligation(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "owner", "version")
    versions = tuple(_version(version) for version in _versions(table))
    return Obligation(owner=table.one_of("owner", OWNERS), versions=versions, **common)


def _version(table: Table) -> Version:
    table.only(
        *("effective_from", "per", "asked_when", "when", "unless", "judged_on", "opens", "due", "met_by", "closed_by"),
        *("leave_blank", "because", "example"),
    )
    names = table.names
    return Version(
        effective_from=table.day_of_calendar("effective_from"),
        per=table.one_of("per", ["episode", *sorted(names.cycles), *sorted(names.events)]),
        opens=table.day("opens"),
        due=table.day("due"),
        because=table.sentence("because"),
        met_by=table.day_if_given("met_by"),
        closed_by=table.day_if_given("closed_by"),
        judged_on=table.day_if_given("judged_on") or Named("as_of"),
        asked_when=table.texts("asked_when", names.conditions),
        when=table.texts("when", names.conditions),
        unless=table.texts("unless", names.conditions),
        leave_blank=table.texts("leave_blank", _BLANKS),
        examples=tuple(_example(example) for example in table.tables("example")),
    )


def _versions(table: Table) -> list[Table]:
    versions = table.tables("version")
    if not versions:
        raise table.fault("version", "is missing: write at least one [[version]]")
    dates = [version.day_of_calendar("effective_from") for version in versions]
    if dates != sorted(set(dates), reverse=True):
        raise table.fault(
            "version", "the versions must stand newest first, each with a date of its own in effective_from"
        )
    return versions


def _example(table: Table) -> Example:
    table.only("name", "boundary", "facts", "settings", "as_of", "expect")
    for key in table.table("settings").values:
        if key not in table.names.settings:
            raise table.fault(
                "settings", f'there is no setting "{key}".{did_you_mean(key, list(table.names.settings))}'
            )
    if not table.table("expect").values:
        raise table.fault("expect", 'is missing: write what must come out, expect = { outcome = "open" }')
    return Example(
        name=table.text("name"),
        boundary=table.flag("boundary"),
        facts=table.table("facts").values,
        settings=table.table("settings").values,
        as_of=table.day_of_calendar("as_of"),
        expect=table.table("expect").values,
    )


def _determination(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "version")
    return Determination(versions=tuple(_determination_version(version) for version in _versions(table)), **common)


def _determination_version(table: Table) -> DeterminationVersion:
    table.only("effective_from", "step", "care_clock", "expected", "window", "example")
    window = table.table("window")
    window.only("opens", "closes")
    return DeterminationVersion(
        effective_from=table.day_of_calendar("effective_from"),
        steps=tuple(_step(step) for step in table.tables("step")),
        care_clock=table.one_of("care_clock", sorted(table.names.clocks)),
        expected=table.day("expected"),
        window_opens=window.day("opens"),
        window_closes=window.day("closes"),
        examples=tuple(_example(example) for example in table.tables("example")),
    )


def _step(table: Table) -> Step:
    table.only("determination", "reasons", "when", "any_of")
    conditions = table.names.conditions
    return Step(
        determination=table.one_of("determination", DETERMINATIONS),
        reasons=table.texts("reasons"),
        when=table.texts("when", conditions),
        any_of=table.texts("any_of", conditions),
    )


def _check(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "version")
    return Check(versions=tuple(_check_version(version) for version in _versions(table)), **common)


def _check_version(table: Table) -> CheckVersion:
    table.only("effective_from", "per", "dates", "finding", "says", "asks", "example")
    dates = table.table("dates")
    return CheckVersion(
        effective_from=table.day_of_calendar("effective_from"),
        per=table.one_of("per", sorted(table.names.events)),
        dates={name: dates.day(name) for name in dates.values},
        finding=table.one_of("finding", sorted(table.names.conditions), ""),
        says=table.text("says", ""),
        asks=table.texts("asks"),
        examples=tuple(_example(example) for example in table.tables("example")),
    )


def _cycle(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "first", "every", "closed_by", "announced_by")
    return Cycle(
        first=_length_of_cycle(table, "first"),
        every=_length_of_cycle(table, "every"),
        closed_by=table.some("closed_by", EVENT_KINDS),
        announced_by=table.one_of("announced_by", EVENT_KINDS, ""),
        **common,
    )


def _length_of_cycle(table: Table, key: str) -> Length:
    length = table.length(key)
    if length.unit not in ("days", "months"):
        raise table.fault(key, f"must be in days or months, not in {length.unit}")
    return length


def _clock(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "starts", "window", "less")
    return Clock(
        starts=table.day("starts"),
        window_months=table.months("window"),
        less=table.texts("less", PLACEMENT_TYPES),
        **common,
    )


def _calendar(table: Table, common: Mapping[str, Any]) -> Entry:
    table.only(*_COMMON, "counts", "closed", "also_closed_as")
    return Calendar(
        counts=table.text("counts"),
        closed=tuple(_closing(closing) for closing in table.tables("closed")),
        also_closed_as=table.one_of("also_closed_as", sorted(table.names.units), ""),
        **common,
    )


def _closing(table: Table) -> Closing:
    table.only("name", "month", "day", "if_sunday", "weekday", "which", "easter")
    name = table.text("name")
    given = [key for key in ("day", "weekday", "easter") if key in table.values]
    if len(given) != 1:
        raise table.fault("", "needs exactly one of day, weekday, easter")
    if given == ["easter"]:
        return Closing(name=name, easter=table.number("easter", -80, 250))
    month = table.number("month", 1, 12)
    if given == ["weekday"]:
        weekday = _WEEKDAYS.index(table.one_of("weekday", _WEEKDAYS))
        which = -1 if table.values.get("which") == "last" else table.number("which", 1, 4)
        return Closing(name=name, month=month, weekday=weekday, which=which)
    # A day that every year has: 2023 was no leap year.
    day = table.number("day", 1, monthrange(2023, month)[1])
    moved = table.one_of("if_sunday", ["the Monday after"], "") != ""
    return Closing(name=name, month=month, day=day, monday_after_sunday=moved)


_READERS: Final[Mapping[str, Callable[[Table, Mapping[str, Any]], Entry]]] = {
    "obligation": _obligation,
    "determination": _determination,
    "check": _check,
    "cycle": _cycle,
    "clock": _clock,
    "calendar": _calendar,
}
