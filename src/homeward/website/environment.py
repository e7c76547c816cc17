"""Settings from the environment: typed, and failing loudly with the name of what is wrong."""

import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_YES_NO = {"true": True, "false": False}


class SettingError(Exception):
    """A setting that is missing or can not be read; the text names it and says what to write."""


def text(name: str, default: str | None = None) -> str:
    """A text; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} is not set. See docs/operations.md.")
    return value


def yes_no(name: str, default: bool) -> bool:
    """`true` or `false`."""
    value = os.environ.get(name, str(default).lower()).lower()
    if value not in _YES_NO:
        raise SettingError(f'{name} is "{value}": write true or false.')
    return _YES_NO[value]


def whole_number(name: str, default: int, least: int = 0) -> int:
    """A whole number, not less than `least`."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal() or int(value) < least:
        raise SettingError(f'{name} is "{value}": write a whole number, at least {least}.')
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list with commas between."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def day(name: str) -> date | None:
    """A day as 2027-01-31; None where it is not set."""
    value = os.environ.get(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as fault:
        raise SettingError(f'{name} is "{value}": write a day as 2027-01-31.') from fault


def folder(name: str, default: str) -> Path:
    """A folder, as an absolute path; it need not exist."""
    return Path(os.environ.get(name, default)).expanduser().absolute()


def database(name: str, default: str) -> dict[str, Any]:
    """`sqlite:FILE`, or `postgresql://person:password@host:port/name`, as Django has it."""
    value = os.environ.get(name, default)
    kind, _, place = value.partition(":")
    if kind == "sqlite" and place:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": place,
            "CONN_MAX_AGE": 600,
            "OPTIONS": dict(_SQLITE),
        }
    if kind not in {"postgresql", "postgres"}:
        raise SettingError(f"{name} must begin with sqlite: or postgresql://")
    parts = urlsplit(value)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
        "PRAGMA cache_size=-65536;PRAGMA mmap_size=268435456;"
    ),
}
"""Writers wait their turn instead of failing, and readers never wait for them; 64 MiB of pages are kept in memory."""
