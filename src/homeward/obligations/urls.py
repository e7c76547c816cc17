"""The addresses at which things are recorded. A richer form that stands at the same address comes before these."""

from django.urls import path

from homeward.obligations import record

urlpatterns = [
    path("children/<uuid:child_id>/record/<slug:kind>/", record.record_page, name="record"),
    path("children/<uuid:child_id>/recorded/<uuid:event_id>/", record.recorded_page, name="recorded"),
    path("children/<uuid:child_id>/correct/<uuid:event_id>/", record.correct_page, name="correct"),
]
