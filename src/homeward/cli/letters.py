"""`homeward letters`: every night, and as often as one likes: reminders, and what could not be sent before."""

from homeward.cli.database import open_database
from homeward.cli.endings import FAILED, CommandError
from homeward.cli.terminal import Page, progress
from homeward.cli.words import counted


def letters() -> None:
    """Remind people of roundtables, and send what waits.

    Invitations and changes go out by themselves where `homeward serve` or `homeward work` runs. Run this each night:
    it writes the reminders that are due, and sends all that waits. Run again it sends nothing twice.
    Exit status: 0 nothing waits any more; 1 some letters wait, and why.
    """
    open_database()
    from django.utils import timezone

    from homeward.roundtables.invitations.reminders import keep_all_up
    from homeward.roundtables.invitations.sending import send_waiting
    from homeward.website.policy_in_force import today

    now = timezone.now()
    reminders = keep_all_up(today=today(), now=now)
    with progress() as shown:
        done = send_waiting(now=now, progress=lambda number, whole: shown.advance("Sending letters", number, whole))
    Page().line(f"{counted(reminders, 'reminder')} written; {counted(done.sent, 'letter')} sent.")
    lines = []
    if done.has_no_site:
        lines.append("HOMEWARD_SITE_URL is not set: write the address that people open, https://…, for the links.")
    if done.is_unreachable:
        lines.append("The mail server (HOMEWARD_MAIL_HOST) can not be reached.")
    if done.refused:
        lines.append(f"The mail server refuses the address of {counted(done.refused, 'letter')}.")
    if done.left:
        lines.append(f"{counted(done.left, 'letter')} not sent yet; each roundtable's page says to whom.")
        raise CommandError(*lines, status=FAILED)
