"""Sending letters in the background, and again later if the mail server could not be reached."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from homeward.roundtables.invitations.sending import send_waiting

_AGAIN_AFTER: Final = timedelta(minutes=10)


@task()
def send_letters() -> None:
    """Send what waits. If the server is away, one further try is arranged, and not one for each letter."""
    now = timezone.now()
    if not send_waiting(now=now).is_unreachable:
        return
    again = now + _AGAIN_AFTER
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_letters.module_path)
    if not waiting.filter(run_after__gt=now, run_after__lte=again).exists():
        send_letters.using(run_after=again).enqueue()
