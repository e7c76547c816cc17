"""A policy manual: found, read, and checked as a whole."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import available_timezones

from homeward.policy import entries
from homeward.policy.calendar import WorkingDays, working_days
from homeward.policy.entries import Documents
from homeward.policy.grammar import ManualError, did_you_mean
from homeward.policy.rule import (
    Calendar,
    Check,
    Clock,
    ConditionWord,
    Cycle,
    DaysWord,
    DayWord,
    Determination,
    Entry,
    Obligation,
)
from homeward.policy.wellformed import Reach, words_of_episode

EMBEDDED: Final = Path(__file__).parent.parent / "policy_manual"
"""Where the manuals that come with Homeward lie: one folder each."""

DEFAULT: Final = "wi_dmcps"
_HEAD: Final = ("id", "title", "builds_on", "time_zone", "settings", "settings_changed")
NO_SETTINGS: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Setting:
    """A value that an agency may choose; `choices` is empty if any value of the same type will do."""

    name: str
    default: str | int | bool
    means: str
    manual: str
    choices: tuple[str, ...] = ()

    def accept(self, value: Any) -> str | int | bool:
        """The value as this setting takes it (a text from the command line too), or ManualError."""
        if isinstance(self.default, bool):
            taken: Any = {"true": True, "false": False}.get(str(value).lower(), value)
        elif isinstance(self.default, int) and str(value).isdecimal():
            taken = int(value)
        else:
            taken = value
        fits = type(taken) is type(self.default) and (not self.choices or taken in self.choices)
        if not fits:
            raise ManualError([f"setting {self.name}: it can not be {value!r}. {self.hint()}"])
        return taken  # type: ignore[no-any-return]

    def hint(self) -> str:
        """What it can be, in words."""
        if self.choices:
            return "It can be: " + ", ".join(f'"{choice}"' for choice in self.choices) + "."
        return {bool: "It can be: true, false.", int: "It is a whole number of days, such as 30."}.get(
            type(self.default), "It is a text."
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Manual:
    """A manual with all that it builds on: rules by id, words by name, and the settings as they stand.

    `folders` has the folder of each manual by its name, those that are built on first.
    """

    id: str
    title: str
    folders: Mapping[str, Path]
    time_zone: str
    settings: Mapping[str, str | int | bool]
    setting_definitions: Mapping[str, Setting]
    obligations: tuple[Obligation, ...]
    determinations: tuple[Determination, ...]
    checks: tuple[Check, ...]
    cycles: Mapping[str, Cycle]
    clocks: Mapping[str, Clock]
    calendars: Mapping[str, Calendar]
    day_words: Mapping[str, DayWord]
    condition_words: Mapping[str, ConditionWord]
    days_words: Mapping[str, DaysWord]

    @cached_property
    def working_days(self) -> Mapping[str, WorkingDays]:
        """The working days of each calendar, by the unit that it counts."""
        return {unit: working_days(calendar, self.calendars) for unit, calendar in self.calendars.items()}

    @cached_property
    def episode_words(self) -> frozenset[str]:
        """The days with a name that are the same for every occasion of an episode."""
        return words_of_episode(Reach(self.day_words, self.condition_words), self.cycles)

    @property
    def entries(self) -> Iterator[Entry]:
        """Everything that has a file of its own, in the order of ids."""
        listed: list[Entry] = [*self.obligations, *self.determinations, *self.checks]
        listed += [*self.cycles.values(), *self.clocks.values(), *self.calendars.values()]
        return iter(sorted(listed, key=lambda entry: entry.id))

    def entry(self, id: str) -> Entry:
        """The rule, cycle, clock or calendar with this id; KeyError with a suggestion if there is none."""
        found = {entry.id: entry for entry in self.entries}
        if id not in found:
            raise KeyError(f'there is no rule "{id}" in {self.id}.{did_you_mean(id, list(found))}')
        return found[id]


def load_manual(manual: str | Path = DEFAULT, *, settings: Mapping[str, Any] = NO_SETTINGS) -> Manual:
    """Read a manual, by the name of one that comes with Homeward or by its folder, with all that it builds on.

    `settings` takes the place of the manual's own values. Raises ManualError with every problem that was found.
    """
    folders = _folders_of(_find(manual))
    heads = {folder.name: _head(folder) for folder in folders}
    definitions, values = _settings(heads, settings)
    documents = [document for folder in folders for document in _documents(folder)]
    try:
        read = Documents.read(documents, values)
    except RecursionError as problem:
        raise ManualError([f"{folders[-1]}: a rule is nested too deeply"]) from problem
    last = heads[folders[-1].name]
    return Manual(
        id=str(last.get("id", folders[-1].name)),
        title=str(last.get("title", folders[-1].name)),
        folders={folder.name: folder for folder in folders},
        time_zone=next((str(head["time_zone"]) for head in reversed(heads.values()) if "time_zone" in head), "UTC"),
        settings=values,
        setting_definitions=definitions,
        obligations=read.of(Obligation),
        determinations=read.of(Determination),
        checks=read.of(Check),
        cycles={cycle.id: cycle for cycle in read.of(Cycle)},
        clocks={clock.id: clock for clock in read.of(Clock)},
        calendars={calendar.counts: calendar for calendar in read.of(Calendar)},
        day_words=read.day_words,
        condition_words=read.condition_words,
        days_words=read.days_words,
    )


def embedded_manuals() -> list[str]:
    """The names of the manuals that come with Homeward."""
    return sorted(head.parent.name for head in EMBEDDED.glob("*/manual.toml"))


def _find(manual: str | Path) -> Path:
    for folder in (Path(manual), EMBEDDED / str(manual)):
        if (folder / "manual.toml").is_file():
            return folder
    if Path(manual).is_dir():
        raise ManualError(
            [f"{manual}: has no manual.toml. A manual is a folder with one; see policy_manual/README.md."]
        )
    raise ManualError([f'there is no manual "{manual}".{did_you_mean(str(manual), embedded_manuals())}'])


def _folders_of(folder: Path, above: tuple[Path, ...] = ()) -> list[Path]:
    """The folders of a manual and of all that it builds on, those that are built on first."""
    if folder in above:
        raise ManualError([f"{folder / 'manual.toml'}: builds_on leads back to {folder.name}"])
    found: list[Path] = []
    below_it = _toml(folder / "manual.toml").get("builds_on", [])
    if not isinstance(below_it, list) or not all(isinstance(name, str) for name in below_it):
        raise ManualError([f'{folder / "manual.toml"}: builds_on is {below_it!r}: write a list, builds_on = ["wi"]'])
    for name in below_it:
        # One that comes with Homeward, else one that lies beside; never one of the folder in which somebody stands.
        below = next((one for one in (EMBEDDED / name, folder.parent / name) if (one / "manual.toml").is_file()), None)
        if below is None:
            suggestion = did_you_mean(name, embedded_manuals())
            raise ManualError([f'{folder / "manual.toml"}, builds_on: there is no manual "{name}".{suggestion}'])
        found += [one for one in _folders_of(below, (*above, folder)) if one not in found]
    return [*found, folder]


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as problem:
        raise ManualError([f"{file}: is not TOML: {problem}"]) from problem
    except UnicodeDecodeError as problem:
        raise ManualError([f"{file}: is not UTF-8: save it as UTF-8"]) from problem
    except RecursionError as problem:
        raise ManualError([f"{file}: is nested too deeply"]) from problem
    except OSError as problem:
        raise ManualError([f"{file}: can not be read: {problem}"]) from problem


def _head(folder: Path) -> dict[str, Any]:
    """What a manual says of itself in its manual.toml."""
    head = _toml(folder / "manual.toml")
    for key in head:
        if key not in _HEAD:
            raise ManualError([f'{folder.name}/manual.toml: there is no key "{key}" here.{did_you_mean(key, _HEAD)}'])
    zone = head.get("time_zone", "UTC")
    if zone not in available_timezones():
        written_so = 'write one such as time_zone = "America/Chicago"'
        raise ManualError([f'{folder.name}/manual.toml, time_zone: there is no time zone "{zone}": {written_so}'])
    return head


def _documents(folder: Path) -> list[entries.Document]:
    files = sorted(file for file in folder.rglob("*.toml") if file.name != "manual.toml")
    return [entries.Document(folder.name, file.relative_to(folder).as_posix(), _toml(file)) for file in files]


def _settings(
    heads: Mapping[str, Mapping[str, Any]], chosen: Mapping[str, Any]
) -> tuple[dict[str, Setting], dict[str, str | int | bool]]:
    """What can be set, and the values: the manuals' own from the lowest up, then those that were chosen."""
    definitions: dict[str, Setting] = {}
    values: dict[str, str | int | bool] = {}
    for name, head in heads.items():
        for key, written in _table_in(name, head, "settings").items():
            if not isinstance(written, dict) or "default" not in written:
                raise ManualError(
                    [f'{name}/manual.toml, settings.{key}: has no default: write {{ default = "…", means = "…" }}']
                )
            if key in definitions:
                raise ManualError(
                    [f"{name}/manual.toml, settings.{key}: {definitions[key].manual} has it: write [settings_changed]"]
                )
            choices = written.get("choices", [])
            if not isinstance(choices, list) or not isinstance(written["default"], str | int):
                written_so = '{ default = "6 months", choices = ["6 months", "12 months"], means = "…" }'
                raise ManualError([f"{name}/manual.toml, settings.{key}: is {written!r}: write {written_so}"])
            definitions[key] = Setting(key, written["default"], str(written.get("means", "")), name, tuple(choices))
            values[key] = definitions[key].accept(written["default"])
        for key, value in _table_in(name, head, "settings_changed").items():
            values[key] = _definition(definitions, key).accept(value)
    for key, value in chosen.items():
        values[key] = _definition(definitions, key).accept(value)
    return definitions, values


def _table_in(manual: str, head: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = head.get(key, {})
    if not isinstance(value, dict):
        raise ManualError([f"{manual}/manual.toml, {key}: is {value!r}: write a table, [{key}]"])
    return value


def _definition(definitions: Mapping[str, Setting], name: str) -> Setting:
    if name not in definitions:
        raise ManualError([f'there is no setting "{name}".{did_you_mean(name, list(definitions))}'])
    return definitions[name]
