"""The addresses of the worklists and of a child's pages. They hold keys and filters, never a name."""

from django.urls import path

from homeward.worklists import child, children, due, going, morning_mail, register, roundtables, search, seen, today

urlpatterns = [
    path("today/", today.today_page, name="today"),
    path("children/", children.children_page, name="children"),
    path("children/<uuid:child_id>/", child.child_page, name="child"),
    path("children/<uuid:child_id>/seen/", seen.seen_page, name="seen"),
    path("due/", due.due_page, name="due"),
    path("children/export.csv", children.children_export, {"kind": "csv"}, name="children_export"),
    path("children/export.xlsx", children.children_export, {"kind": "xlsx"}, name="children_workbook"),
    path("due/export.csv", due.due_export, {"kind": "csv"}, name="due_export"),
    path("due/export.xlsx", due.due_export, {"kind": "xlsx"}, name="due_workbook"),
    path("roundtables-needed/export.csv", roundtables.roundtables_export, {"kind": "csv"}, name="roundtables_export"),
    path(
        "roundtables-needed/export.xlsx", roundtables.roundtables_export, {"kind": "xlsx"}, name="roundtables_workbook"
    ),
    path("barriers/export.csv", register.barriers_export, {"kind": "csv"}, name="barriers_export"),
    path("barriers/export.xlsx", register.barriers_export, {"kind": "xlsx"}, name="barriers_workbook"),
    path("roundtables/going/", going.going_page, name="roundtables_going"),
    path("search/", search.search_page, name="search"),
    path("morning-mail/", morning_mail.morning_mail_page, name="morning_mail"),
    path("morning-mail/stop/<str:signed>/", morning_mail.stop_page, name="stop_morning_mail"),
]
