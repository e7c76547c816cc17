"""The arguments that several commands have, and what they come to."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from homeward.cli.endings import CommandError

if TYPE_CHECKING:
    from homeward.policy.manual import Manual

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2200, 12, 31)
"""The days on which a caseload may be looked at: those that it may hold."""


def read_day(text: str) -> date:
    """A day written as 2026-11-22; typer.BadParameter if it is none."""
    day: date | None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or not FIRST_DAY <= day <= LAST_DAY:
        raise typer.BadParameter(f'"{text}" is no day from {FIRST_DAY} to {LAST_DAY}. Write it as 2026-11-22.')
    return day


CaseloadPath = Annotated[
    Path,
    typer.Argument(metavar="CASELOAD", help="A folder of .csv or .parquet files, a .zip of one, or an .xlsx workbook."),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=read_day,
        help="The day on which to look; today in the agency's time zone if left out.",
    ),
]
ManualName = Annotated[
    str | None,
    typer.Option(
        "--manual",
        metavar="DIR_OR_NAME",
        help="The policy manual: us, wi, wi_dmcps (if left out), or a folder of your own.",
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Another value for a setting of the manual. May be repeated."),
]
Every = Annotated[bool, typer.Option("--all", help="Also what is not required, with the reason.")]
SkipBadRows = Annotated[
    Path | None,
    typer.Option(
        "--skip-bad-rows",
        metavar="FILE",
        help="Go on without the rows at fault, and write them to FILE with the reasons.",
    ),
]


def read_settings(written: list[str] | None) -> dict[str, str]:
    """The settings of `--set NAME=VALUE …` by name; the last of one name counts."""
    settings = {}
    for one in written or []:
        name, equals, value = (part.strip() for part in one.partition("="))
        if not name or not equals:
            raise CommandError(
                f'--set: "{one}" is no setting. Write NAME=VALUE, such as --set hearing_interval="6 months".'
            )
        settings[name] = value
    return settings


def open_manual(name: str | None, settings: list[str] | None = None) -> "Manual":
    """The manual with that name or in that folder; Milwaukee's if there is no name."""
    from homeward.policy.manual import DEFAULT, load_manual

    return load_manual(DEFAULT if name is None else name, settings=read_settings(settings))


def day_to_look_at(as_of: date | None, manual: "Manual") -> date:
    """The day that was asked for, or today where the agency of the manual is."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if as_of is not None:
        return as_of
    try:
        zone: Any = ZoneInfo(manual.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as problem:
        raise CommandError(
            f'{manual.id}/manual.toml, time_zone: there is no "{manual.time_zone}". Write "America/Chicago".'
        ) from problem
    return datetime.now(zone).date()
