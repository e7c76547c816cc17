"""The addresses of invitations. Secrets stand in some: the log leaves them out (`website.log_lines`)."""

from django.urls import path

from homeward.roundtables.invitations import answer_pages, feed, guest_pages, inviting, snapshot, tribe_pages
from homeward.roundtables.invitations.correspondence import correspondence_page

_ONE = "roundtables/<uuid:roundtable_id>"
_CHILD = "children/<uuid:child_id>/roundtables"

urlpatterns = [
    path(f"{_ONE}/answer/", answer_pages.answer_page, name="answer_invitation"),
    path(f"{_ONE}/answers/<uuid:invited_id>/", answer_pages.note_answer_page, name="note_answer"),
    path(f"{_ONE}/snapshot/", snapshot.snapshot_page, name="roundtable_snapshot"),
    path(f"{_ONE}/invite/", inviting.invite_guest_page, name="invite_guest"),
    path(f"{_CHILD}/tribe/", tribe_pages.invite_tribe_page, name="invite_tribe"),
    path(f"{_CHILD}/tribe/<uuid:invitation_id>/", tribe_pages.reply_of_tribe_page, name="reply_of_tribe"),
    path("roundtables/letters/", correspondence_page, name="correspondence"),
    path("invited/<str:secret>/", answer_pages.answer_by_link_page, name="answer_by_link"),
    path("guest/<str:secret>/", guest_pages.guest_door_page, name="guest_door"),
    path("account/calendar/", feed.calendar_page, name="my_calendar"),
    path("calendar/<str:secret>/roundtables.ics", feed.calendar_feed, name="calendar_feed"),
]
