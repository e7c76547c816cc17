"""The addresses of `permanency`."""

from django.urls import path

from homeward.permanency.goals import views as goals
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY
from homeward.permanency.plans import views as plans
from homeward.permanency.plans import writing
from homeward.permanency.ratings import pages as ratings_pages
from homeward.permanency.ratings import record as ratings_record
from homeward.permanency.relational import views as relational
from homeward.permanency.stage import views as stage

CHILD = "children/<uuid:child_id>/"
_PLAN = f"{CHILD}plan-and-goals"

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

plan_patterns = [
    path(f"{_PLAN}/", plans.plan_and_goals_page, name="plan_and_goals"),
    path(f"{_PLAN}/goals/<uuid:event_id>/", goals.describe_goal_page, name="describe_goal"),
    path(f"{_PLAN}/draft/", writing.draft_page, name="plan_draft"),
    path(f"{_PLAN}/draft/begin/", writing.begin_page, name="begin_plan_draft"),
    path(f"{_PLAN}/drafts/<uuid:draft_id>/file/", writing.file_page, name="file_plan"),
    path(f"{_PLAN}/versions/<uuid:plan_id>/", plans.plan_version_page, name="plan_version"),
    path(f"{_PLAN}/compare/", plans.compare_page, name="compare_plans"),
    path(f"{CHILD}record/{PRIMARY}/", goals.set_goal_page, {"kind": PRIMARY}, name="set_permanency_goal"),
    path(f"{CHILD}record/{CONCURRENT}/", goals.set_goal_page, {"kind": CONCURRENT}, name="set_concurrent_goal"),
    path(f"{CHILD}record/permanency_plan_filed/", writing.plan_filed_page, name="plan_filed"),
]

urlpatterns = [*ratings_patterns, *plan_patterns]
