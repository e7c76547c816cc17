"""The handbook: a page for each rule of a manual, written from the rule itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from homeward.policy import given
from homeward.policy.manual import Manual
from homeward.policy.rule import (
    Calendar,
    Check,
    CheckVersion,
    Clock,
    Cycle,
    Determination,
    DeterminationVersion,
    Entry,
    Example,
    Obligation,
    Source,
    Version,
)
from homeward.policy.vocabulary import EVENT_KINDS
from homeward.policy.wording import say_condition, say_confidence, say_day, say_length

_MARK = "<!-- Written by `homeward policy docs` from the policy manual. Change the manual, not this page. -->\n"
_KINDS = {
    "Obligations": Obligation,
    "Determinations": Determination,
    "Checks": Check,
    "Cycles": Cycle,
    "Clocks": Clock,
    "Calendars": Calendar,
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def write_handbook(manual: Manual, directory: Path) -> list[Path]:
    """Write the handbook of a manual into a folder; pages there that no rule has any more are removed."""
    directory.mkdir(parents=True, exist_ok=True)
    pages = handbook(manual)
    for old in directory.glob("*.md"):
        if old.name not in pages and old.read_text(encoding="utf-8").startswith(_MARK):
            old.unlink()
    for name, text in pages.items():
        (directory / name).write_text(text, encoding="utf-8")
    return [directory / name for name in pages]


def handbook(manual: Manual) -> dict[str, str]:
    """The pages of the handbook by their file names."""
    pages = {f"{entry.id}.md": rule_page(entry) for entry in manual.entries}
    pages["README.md"] = _page(_contents(manual))
    pages["facts.md"] = _page(_facts(manual))
    pages["open_questions.md"] = _page(_open_questions(manual))
    return pages


def rule_page(entry: Entry) -> str:
    """One rule as a page: what it says, where it comes from, how we read it, its wordings and examples."""
    return _page(_rule(entry))


def _page(lines: Iterator[str]) -> str:
    return _MARK + "\n" + "\n".join(lines).rstrip() + "\n"


def _rule(entry: Entry) -> Iterator[str]:
    yield f"# {entry.title}\n"
    owner = f" · owed by the {entry.owner.replace('_', ' ')}" if isinstance(entry, Obligation) else ""
    yield f"`{entry.id}`{owner} · manual `{entry.manual}` · written in `{entry.file}`\n"
    if entry.supersedes:
        yield f"Takes the place of `{entry.supersedes}`.\n"
    yield "## Where it comes from\n"
    for source in entry.sources:
        yield from _source(source)
    if entry.reading:
        yield f"## How we read it\n\n{entry.reading.strip()}\n"
    if entry.open_question:
        yield f"## Open question\n\n{entry.open_question.strip()}\n"
    match entry:
        case Obligation() | Determination() | Check():
            for version in entry.versions:
                yield from _version(version)
        case Cycle():
            yield from _cycle(entry)
        case Clock():
            yield from _clock(entry)
        case _:
            assert isinstance(entry, Calendar)
            yield from _calendar(entry)


def _source(source: Source) -> Iterator[str]:
    yield f"**{source.cite}** ([{source.document}]({source.link})), {say_confidence(source)}."
    yield f"\n> {source.quote}\n" if source.quote else f"\n{source.summary}\n"


def _version(version: Version | DeterminationVersion | CheckVersion) -> Iterator[str]:
    yield f"## In force from {version.effective_from}\n"
    match version:
        case Version():
            yield from _table(_obligation(version))
        case DeterminationVersion():
            yield from _steps(version)
        case _:
            yield from _table(_check(version))
    yield "### Examples\n"
    yield from _examples(version.examples)


def _table(rows: Iterator[tuple[str, str]]) -> Iterator[str]:
    yield "| | |\n|---|---|"
    yield from (f"| {name} | {text} |" for name, text in rows)
    yield ""


def _obligation(version: Version) -> Iterator[tuple[str, str]]:
    yield "one for each", f"`{version.per}`"
    for said, names in (
        ("asked only if", version.asked_when),
        ("required when", version.when),
        ("unless", version.unless),
    ):
        if names:
            yield said, ", ".join(f"`{name}`" for name in names)
    if version.when or version.unless:
        yield "judged on", f"the day on which it was met, else {say_day(version.judged_on)}"
    yield "opens on", say_day(version.opens)
    yield "due by", say_day(version.due)
    if version.met_by:
        yield "met by", say_day(version.met_by)
    yield (
        "missed from",
        f"{say_day(version.closed_by)}, or the end of the episode" if version.closed_by else "the end of the episode",
    )
    yield "reads", version.because


def _check(version: CheckVersion) -> Iterator[tuple[str, str]]:
    yield "for each", f"`{version.per}`"
    for name, day in version.dates.items():
        yield name.replace("_", " "), say_day(day)
    if version.finding:
        yield "finds", f"`{version.finding}`: {version.says}"
    for asked in version.asks:
        yield "asks for", asked


def _steps(version: DeterminationVersion) -> Iterator[str]:
    yield f"The window of the roundtable: from {say_day(version.window_opens)} to {say_day(version.window_closes)}.\n"
    yield "| step | if | then | reasons |\n|---|---|---|---|"
    for number, step in enumerate(version.steps, 1):
        names = ", ".join(f"`{name}`" for name in (*step.when, *step.any_of))
        condition = f"at least one of {names}" if step.any_of else names or "otherwise"
        reasons = ", ".join(step.reasons) or "those that hold"
        yield f"| {number} | {condition} | {step.determination.replace('_', ' ')} | {reasons} |"
    yield ""


def _examples(examples: Sequence[Example]) -> Iterator[str]:
    yield "| example | facts | looked at on | comes out |\n|---|---|---|---|"
    for example in examples:
        mark = " *(boundary)*" if example.boundary else ""
        facts = {**example.facts, **{f"setting {name}": value for name, value in example.settings.items()}}
        yield f"| {example.name}{mark} | {_written(facts)} | {example.as_of} | {_written(example.expect)} |"
    yield ""


def _written(facts: Any) -> str:
    """Facts of an example in one cell of a table."""
    match facts:
        case dict():
            return ", ".join(f"{name.replace('_', ' ')} {_written(value)}" for name, value in facts.items())
        case list():
            return "; ".join(_written(value) for value in facts)
        case bool():
            return "yes" if facts else "no"
        case _:
            return str(facts).replace("_", " ").replace("|", "\\|")


def _cycle(cycle: Cycle) -> Iterator[str]:
    yield f"\nThe first link is due {say_length(cycle.first)} after `removed_on`,"
    yield f"each later one {say_length(cycle.every)} after the event that closed the one before.\n"
    yield f"Closed by {' or '.join(f'`{kind}`' for kind in cycle.closed_by)}."
    if cycle.announced_by:
        yield f"Until then the day announced by `{cycle.announced_by}` stands for it; if there is none, its due date."


def _clock(clock: Clock) -> Iterator[str]:
    yield f"\nCounts the days in care after {say_day(clock.starts)}, over all episodes of the child,"
    yield f"within the last {clock.window_months} months."
    if clock.less:
        less = ", ".join(one.replace("_", " ") for one in clock.less)
        yield f"Days up to today in these placements do not count: {less}."


def _calendar(calendar: Calendar) -> Iterator[str]:
    yield f"\nCounts {calendar.counts}. Closed on Saturdays and Sundays, and on:\n"
    for closing in calendar.closed:
        yield f"- {closing.name}: {_closing_words(closing)}"
    if calendar.also_closed_as:
        yield f"- everything that closes for {calendar.also_closed_as}"


def _closing_words(closing: Any) -> str:
    if closing.easter is not None:
        return f"{abs(closing.easter)} days {'before' if closing.easter < 0 else 'after'} Easter Sunday"
    if closing.day:
        return f"{closing.month:02}-{closing.day:02}" + (
            ", if a Sunday the Monday after" if closing.monday_after_sunday else ""
        )
    which = "last" if closing.which < 0 else ("first", "second", "third", "fourth", "fifth")[closing.which - 1]
    return f"the {which} {_WEEKDAYS[closing.weekday]} of month {closing.month}"


def _contents(manual: Manual) -> Iterator[str]:
    yield f"# {manual.title}: the policy handbook\n"
    yield f"Manual `{manual.id}`, made of {', '.join(f'`{name}`' for name in manual.folders)}."
    yield "Homeward shows dates, sources and open questions; people decide.\n"
    yield "See also the [facts that rules are written with](facts.md) and the [open questions](open_questions.md).\n"
    for heading, kind in _KINDS.items():
        entries = [entry for entry in manual.entries if isinstance(entry, kind)]
        if entries:
            yield f"## {heading}\n\n| rule | says | source | how sure |\n|---|---|---|---|"
            for entry in entries:
                cites = "; ".join(source.cite for source in entry.sources)
                yield f"| [{entry.id}]({entry.id}.md) | {entry.title} | {cites} | {', '.join(entry.confidences)} |"
            yield ""
    yield "## Settings\n\n| setting | value | means |\n|---|---|---|"
    for name, setting in manual.setting_definitions.items():
        yield f"| `{name}` | {str(manual.settings[name]).lower()} | {setting.means} |"


def _facts(manual: Manual) -> Iterator[str]:
    yield "# The words that rules are written with\n"
    yield "## Days that the engine gives\n"
    yield from _names({**given.EPISODE_DAYS, **given.OCCASION_DAYS, **days_of_cycles(manual)})
    yield "Only in a rule that is asked for each link of a cycle:\n"
    yield from _names({**given.LINK_DAYS, given.ANNOUNCED: "the `link_day`, and every day announced for the link"})
    yield "## Sets of days that the engine gives\n"
    yield from _names({**given.SETS, **dict.fromkeys(EVENT_KINDS, "a kind of event of the caseload")})
    yield "## Days that the manual names\n\n| name | means | is |\n|---|---|---|"
    yield from (f"| `{word.name}` | {word.means} | {say_day(word.is_)} |" for word in manual.day_words.values())
    yield "\n## Sets of days that the manual names\n\n| name | means | is |\n|---|---|---|"
    for days in manual.days_words.values():
        said = (
            f"`{days.event}` with {', '.join(days.values)}"
            if days.event
            else ", ".join(f"`{name}`" for name in days.any_of)
        )
        yield f"| `{days.name}` | {days.means} | {said} |"
    yield "\n## Conditions that the manual names\n"
    yield "| name | means | holds when | if a fact is missing |\n|---|---|---|---|"
    yield from (
        f"| `{word.name}` | {word.means} | {say_condition(word.is_)} | {word.unknown} |"
        for word in manual.condition_words.values()
    )


def days_of_cycles(manual: Manual) -> dict[str, str]:
    """The days that the cycles of a manual give to its rules, with what they mean."""
    announced = [cycle for cycle, one in manual.cycles.items() if one.announced_by]
    return {name: means for cycle in announced for name, means in given.days_of_cycle(cycle).items()}


def _names(names: dict[str, str]) -> Iterator[str]:
    yield "| name | means |\n|---|---|"
    yield from (f"| `{name}` | {means} |" for name, means in names.items())
    yield ""


def _open_questions(manual: Manual) -> Iterator[str]:
    yield "# Open questions\n"
    yield "What the agency's counsel should settle before the dates of a rule are relied upon.\n"
    for entry in manual.entries:
        unsure = [source for source in entry.sources if source.confidence != "text read"]
        if entry.open_question or unsure:
            yield f"## [{entry.title}]({entry.id}.md)\n"
            if entry.open_question:
                yield f"{entry.open_question.strip()}\n"
            for source in unsure:
                yield f"- {source.cite}: {say_confidence(source)}"
            yield ""
