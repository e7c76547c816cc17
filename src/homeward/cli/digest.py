"""`homeward digest`: every morning, to say by e-mail how much is due."""

from urllib.parse import urlsplit

from homeward.cli.database import open_database
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.terminal import Page, progress
from homeward.cli.words import counted


def digest() -> None:
    """Send everybody the e-mail of the morning.

    It holds counts and links, no names, and goes to those who have something to do and did not stop it. Run it each
    morning after `homeward refresh`. Run again on the same day it sends only what was not sent yet.
    Exit status: 0 everybody was sent hers; 1 somebody was not, or is being sent hers by another run.
    """
    open_database()
    from django.conf import settings

    from homeward.website.policy_in_force import today
    from homeward.worklists.digest import send_digests

    if urlsplit(settings.HOMEWARD_SITE_URL).scheme not in {"http", "https"}:
        raise CommandError(
            "HOMEWARD_SITE_URL is not set: write the address that people open, https://…, for the links."
        )
    with progress() as shown:
        done = send_digests(
            today=today(), progress=lambda number, whole: shown.advance("Sending the e-mail", number, whole)
        )
    Page().line(f"{counted(done.sent, 'e-mail')} sent; {done.nothing_to_do} people had nothing to do.")
    lines = [f"Not sent to person {key}: the address or the mail server refused it." for key in done.failed]
    if done.is_unreachable:
        lines.append("The mail server (HOMEWARD_MAIL_HOST) can not be reached. Run this again to send the rest.")
    if done.under_way:
        lines.append(f"{done.under_way} were begun by another run within five minutes. Run this again to be sure.")
    if lines:
        raise CommandError(*lines, status=FAILED)
