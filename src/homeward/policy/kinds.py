"""The kinds of entry that a manual has, each read from its table: rules, determinations, checks, cycles, clocks."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from homeward.policy.grammar import Table, did_you_mean
from homeward.policy.rule import (
    Calendar,
    Check,
    CheckVersion,
    Clock,
    Closing,
    Cycle,
    Determination,
    DeterminationVersion,
    Entry,
    Example,
    Length,
    Named,
    Obligation,
    Source,
    Step,
    Version,
)
from homeward.policy.vocabulary import DETERMINATIONS, EVENT_KINDS, OWNERS, PLACEMENT_TYPES

_COMMON: Final = ("kind", "id", "title", "reading", "open_question", "supersedes", "source")
_CONFIDENCES: Final = ("text read", "official summary read", "general knowledge")
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_BLANKS: Final = ("opens_on", "due_on", "met_on")


def common(table: Table, manual: str, file: str) -> dict[str, Any]:
    """What every entry says, whatever its kind: its id and title, where it comes from, how it is read."""
    sources = tuple(_source(source) for source in table.tables("source"))
    if not sources:
        raise table.fault("source", "is missing: every rule says where it comes from, in a [[source]]")
    if not _ID.fullmatch(table.text("id")):
        raise table.fault("id", f"{table.text('id')!r} can not be an id: write small letters, digits, dots and dashes")
    return {
        "id": table.text("id"),
        "title": table.text("title"),
        "manual": manual,
        "file": f"{manual}/{file}",
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


READERS: Final[Mapping[str, Callable[[Table, Mapping[str, Any]], Entry]]] = {
    "obligation": _obligation,
    "determination": _determination,
    "check": _check,
    "cycle": _cycle,
    "clock": _clock,
    "calendar": _calendar,
}
"""How an entry of each kind is read."""
