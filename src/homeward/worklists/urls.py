"""The addresses of the worklists and of a child's pages. They hold keys and filters, never a name."""

from django.urls import path

from homeward.worklists import child, children, due, roundtables, today

urlpatterns = [
    path("today/", today.today_page, name="today"),
    path("children/", children.children_page, name="children"),
    path("children/<uuid:child_id>/", child.child_page, name="child"),
    path("children/<uuid:child_id>/seen/", child.seen_page, name="seen"),
    path("due/", due.due_page, name="due"),
    path("due/export.csv", due.due_export, name="due_export"),
    path("roundtables-needed/", roundtables.roundtables_page, name="roundtables_needed"),
]
