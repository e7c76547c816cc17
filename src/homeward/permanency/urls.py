"""The addresses of `permanency`."""

from django.urls import path

from homeward.permanency.ratings import pages as ratings_pages
from homeward.permanency.ratings import record as ratings_record
from homeward.permanency.relational import views as relational
from homeward.permanency.stage import views as stage

CHILD = "children/<uuid:child_id>/"

ratings_patterns = [
    path(f"{CHILD}ratings/", ratings_pages.ratings_page, name="ratings"),
    path(f"{CHILD}ratings/<uuid:event_id>/", ratings_pages.rating_page, name="rating"),
    path(f"{CHILD}record/permanency_rating/", ratings_record.rate_page, name="rate"),
    path(f"{CHILD}ratings/<uuid:event_id>/correct/", ratings_record.correct_page, name="correct_permanency_rating"),
    path(f"{CHILD}ratings/<uuid:event_id>/criteria/", ratings_record.criteria_page, name="rating_criteria"),
    path(f"{CHILD}relational/", relational.record_page, name="record_relational"),
    path(f"{CHILD}relational/<uuid:record_id>/correct/", relational.correct_page, name="correct_relational"),
    path(f"{CHILD}stage/", stage.record_page, name="record_stage"),
    path(f"{CHILD}stage/<uuid:stage_id>/correct/", stage.correct_page, name="correct_stage"),
]

urlpatterns = [*ratings_patterns]
