"""`homeward refresh`: every night, because days pass."""

from datetime import date

from homeward.cli.arguments import AsOf
from homeward.cli.database import open_database
from homeward.cli.terminal import Page, progress
from homeward.cli.words import counted, day_words


def refresh(as_of: AsOf = None) -> None:
    """Work out anew what is due for every child.

    Proposals of timetables that nobody accepted are removed when they are old.
    """
    open_database()
    from django.utils import timezone

    from homeward.casefile.models import Child
    from homeward.obligations.refresh import refresh_all
    from homeward.roundtables.timetables.keeping import remove_old_proposals
    from homeward.website.policy_in_force import today
    from homeward.worklists.counts import keep_counts

    day: date = as_of or today()
    children = Child.objects.count()
    with progress() as shown:
        done = refresh_all(
            as_of=day, progress=lambda number: shown.advance("Working out what is due", number, children)
        )
    keep_counts(as_of=day)
    removed = remove_old_proposals(now=timezone.now())
    took = (done.ended_at - done.began_at).total_seconds()
    Page().line(
        f"{counted(done.obligations, 'obligation')} of {counted(done.children, 'child', 'children')} "
        f"as of {day_words(day)}, in {took:.1f} seconds"
    )
    if removed:
        Page().line(f"{counted(removed, 'old proposal')} of a timetable removed")
