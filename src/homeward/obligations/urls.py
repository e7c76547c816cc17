"""The addresses at which things are recorded. A richer form that stands at the same address comes before these."""

from django.urls import path

from homeward.obligations import child_pages, history, placements, record, stay_pages

_CHILD = "children/<uuid:child_id>"
_HOMES = f"{_CHILD}/placements"

urlpatterns = [
    path(f"{_CHILD}/record/<slug:kind>/", record.record_page, name="record"),
    path(f"{_CHILD}/recorded/<uuid:event_id>/", record.recorded_page, name="recorded"),
    path(f"{_CHILD}/correct/<uuid:event_id>/", record.correct_page, name="correct"),
    path(f"{_HOMES}/", placements.placements_page, name="placements"),
    path(f"{_HOMES}/removal/", stay_pages.removal_page, name="record_removal"),
    path(f"{_HOMES}/move/", stay_pages.move_page, name="record_move"),
    path(f"{_HOMES}/discharge/", stay_pages.discharge_page, name="record_discharge"),
    path(f"{_HOMES}/stay/<uuid:episode_id>/", stay_pages.correct_episode_page, name="correct_episode"),
    path(f"{_HOMES}/stay/<uuid:episode_id>/take-back/", stay_pages.withdraw_episode_page, name="withdraw_episode"),
    path(f"{_HOMES}/<uuid:placement_id>/", stay_pages.correct_placement_page, name="correct_placement"),
    path(f"{_HOMES}/<uuid:placement_id>/take-back/", stay_pages.withdraw_placement_page, name="withdraw_placement"),
    path(f"{_CHILD}/who/", child_pages.correct_child_page, name="correct_child"),
    path("children/add/", child_pages.add_child_page, name="add_child"),
    path(f"{_CHILD}/history/", history.history_page, name="history"),
]
