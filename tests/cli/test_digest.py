"""`homeward digest` against a real mail server on this machine."""

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from socket import socket
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.cast_county import copy_of, database_at
from tests.cli.command import run_program

REFUSED = "ocm-002"


class Letterbox:
    """Takes every message but those to one address, and keeps it."""

    def __init__(self) -> None:
        self.refuses = ""
        self.messages: list[Message] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuses and self.refuses in address:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(BytesParser().parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, dict[str, str]]]:
    box = Letterbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    yield box, {"HOMEWARD_MAIL_BACKEND": backend, "HOMEWARD_MAIL_HOST": "127.0.0.1", "HOMEWARD_MAIL_PORT": str(port)}
    controller.stop()


@pytest.fixture(scope="module")
def filled_today(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the cast's county as of the day on which one tests; each test sends mail from its own."""
    file = copy_of(tables, tmp_path_factory.mktemp("filled") / "homeward.sqlite3")
    assert run_program("load-demo", "--children", 0, **database_at(file)).returncode == 0
    return file


@pytest.fixture
def database(filled_today: Path, tmp_path: Path) -> dict[str, str]:
    return {
        **database_at(copy_of(filled_today, tmp_path / "homeward.sqlite3")),
        "HOMEWARD_SITE_URL": "https://homeward.example.org/",
    }


def test_the_mail_of_the_morning_is_sent_once_and_what_failed_again(
    letterbox: tuple[Letterbox, dict[str, str]], database: dict[str, str]
) -> None:
    box, server = letterbox
    box.refuses = REFUSED
    first = run_program("digest", **database, **server)
    assert first.returncode == 1, first.stderr
    assert f"{len(box.messages)} e-mails sent" in first.stdout
    assert "Not sent to person" in first.stderr
    assert "@" not in first.stderr
    box.refuses = ""
    again = run_program("digest", **database, **server)
    assert (again.returncode, again.stderr) == (0, "")
    assert "1 e-mail sent" in again.stdout
    to = [str(one["To"]) for one in box.messages]
    assert len(to) == len(set(to)) > 5
    assert REFUSED in to[-1]
    assert [part.get_content_type() for part in box.messages[0].walk()][1:] == ["text/plain", "text/html"]
    assert "https://homeward.example.org/morning-mail/stop/" in str(box.messages[0]["List-Unsubscribe"])


def test_without_the_address_of_the_website_there_are_no_links_to_send(database: dict[str, str]) -> None:
    refused = run_program("digest", **{**database, "HOMEWARD_SITE_URL": ""})
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "HOMEWARD_SITE_URL" in refused.stderr


def test_a_mail_server_that_is_not_there_is_told(database: dict[str, str]) -> None:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    nowhere = {"HOMEWARD_MAIL_BACKEND": backend, "HOMEWARD_MAIL_HOST": "127.0.0.1", "HOMEWARD_MAIL_PORT": "9"}
    told = run_program("digest", **database, **nowhere)
    assert told.returncode == 1
    assert "can not be reached" in told.stderr
