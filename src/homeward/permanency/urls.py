"""The addresses of `permanency`; those that record an event stand before the small forms of `obligations`."""

from django.urls import path

from homeward.permanency import agency_texts as content
from homeward.permanency.concurrent import entries
from homeward.permanency.concurrent import views as concurrent
from homeward.permanency.consultations import (
    correcting,
    follow_pages,
    following,
    form_pages,
    meeting,
    mending_pages,
    projector,
    register,
)
from homeward.permanency.consultations import views as consultations
from homeward.permanency.court import notices
from homeward.permanency.court import record as record_court
from homeward.permanency.court import views as court
from homeward.permanency.goals import record as goals
from homeward.permanency.goals.asked import CONCURRENT, PRIMARY, REEVALUATED
from homeward.permanency.letters import pages as letters
from homeward.permanency.plans import record as writing
from homeward.permanency.plans import views as plans
from homeward.permanency.ratings import record as ratings_record
from homeward.permanency.ratings import views as ratings
from homeward.permanency.relational import record as relational
from homeward.permanency.stage import record as stage

CHILD = "children/<uuid:child_id>/"
_PLAN = f"{CHILD}plan-and-goals"
_RECORD = f"{CHILD}record"
_COURT = f"{CHILD}court"
_TALKS = f"{CHILD}consultations"
_TALK = f"{_TALKS}/<uuid:consultation_id>"
_HEARING, _REVIEW = {"what": "permanency_hearing"}, {"what": "permanency_review"}

ratings_patterns = [
    path(f"{CHILD}ratings/", ratings.ratings_page, name="ratings"),
    path(f"{CHILD}ratings/<uuid:event_id>/", ratings.rating_page, name="rating"),
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
    path(f"{_PLAN}/goals/<uuid:event_id>/correct/", goals.correct_goal_page, name=f"correct_{PRIMARY}"),
    path(f"{_PLAN}/goals/<uuid:event_id>/correct/", goals.correct_goal_page, name=f"correct_{CONCURRENT}"),
    path(f"{_PLAN}/draft/", writing.draft_page, name="plan_draft"),
    path(f"{_PLAN}/draft/begin/", writing.begin_page, name="begin_plan_draft"),
    path(f"{_PLAN}/drafts/<uuid:draft_id>/file/", writing.file_page, name="file_plan"),
    path(f"{_PLAN}/versions/<uuid:plan_id>/", plans.plan_version_page, name="plan_version"),
    path(f"{_PLAN}/compare/", plans.compare_page, name="compare_plans"),
    path(f"{CHILD}record/{PRIMARY}/", goals.set_goal_page, {"kind": PRIMARY}, name="set_permanency_goal"),
    path(f"{CHILD}record/{CONCURRENT}/", goals.set_goal_page, {"kind": CONCURRENT}, name="set_concurrent_goal"),
    path(f"{CHILD}record/{REEVALUATED}/", goals.goals_stay_page, name="record_goals_stay"),
    path(f"{CHILD}record/permanency_plan_filed/", writing.plan_filed_page, name="plan_filed"),
]

court_patterns = [
    path(f"{_COURT}/", court.court_page, name="court"),
    path(f"{_COURT}/efforts-not-required/", record_court.efforts_page, name="efforts_not_required"),
    path(
        f"{_COURT}/efforts-not-required/<uuid:found_id>/take-back/",
        record_court.withdraw_efforts_page,
        name="withdraw_efforts_not_required",
    ),
    path(f"{_COURT}/notices/<str:before>/<str:rule_id>/<slug:name>/", notices.notice_page, name="court_notice"),
    path(f"{_COURT}/<uuid:event_id>/findings/", record_court.findings_page, name="add_findings"),
    path(f"{_COURT}/<uuid:event_id>/correct/", record_court.correct_held_page, name="correct_permanency_hearing_held"),
    path(f"{_COURT}/<uuid:event_id>/correct/", record_court.correct_held_page, name="correct_permanency_review_held"),
    path(f"{_RECORD}/permanency_hearing_held/", record_court.held_page, _HEARING, name="record_hearing_held"),
    path(f"{_RECORD}/permanency_review_held/", record_court.held_page, _REVIEW, name="record_review_held"),
    path(f"{_RECORD}/permanency_hearing_scheduled/", record_court.announce_page, _HEARING, name="announce_hearing"),
    path(f"{_RECORD}/permanency_review_scheduled/", record_court.announce_page, _REVIEW, name="announce_review"),
    path(f"{_RECORD}/review_summary_sent/", record_court.summary_page, name="record_review_summary"),
]

consultation_patterns = [
    path("barriers/", register.register_page, name="barriers"),
    path(f"{_TALKS}/", consultations.consultations_page, name="consultations"),
    path(f"{_TALKS}/begin/", consultations.begin_page, name="begin_consultation"),
    path(f"{_TALKS}/held/<uuid:event_id>/correct/", correcting.correct_held_page, name="correct_roundtable_held"),
    path(f"{_TALK}/", consultations.prepare_page, name="consultation"),
    path(f"{_TALK}/agree/", consultations.agree_page, name="agree_consultation"),
    path(f"{_TALK}/call-off/", consultations.call_off_page, name="call_off_consultation"),
    path(f"{_TALK}/presenter/", consultations.presenter_page, name="consultation_presenter"),
    path(f"{_TALK}/meeting/", meeting.meeting_page, name="consultation_meeting"),
    path(f"{_TALK}/meeting/saved/", meeting.saved_page, name="consultation_saved"),
    path(f"{_TALK}/projector/", projector.projector_page, name="consultation_projector"),
    path(f"{_TALK}/end/", meeting.end_page, name="end_consultation"),
    path(f"{_TALK}/form/", form_pages.form_page, name="consultation_form"),
    path(f"{_TALK}/addendum/", form_pages.addendum_page, name="consultation_addendum"),
    path(f"{_TALK}/text/", form_pages.text_page, name="consultation_text"),
    path(f"{_TALK}/into-draft/", form_pages.into_draft_page, name="consultation_into_draft"),
    path(f"{_TALK}/steps/<uuid:step_id>/", following.step_page, name="action_step"),
    path(f"{_TALK}/barriers/<uuid:barrier_id>/", following.barrier_page, name="systemic_barrier"),
    path(f"{_TALK}/barriers/<uuid:barrier_id>/owner/", register.owner_page, name="barrier_owner"),
    path(
        f"{_TALK}/steps/<uuid:step_id>/outcomes/<uuid:outcome_id>/correct/",
        mending_pages.correct_outcome_page,
        name="correct_step_outcome",
    ),
    path(f"{_TALK}/barriers/<uuid:barrier_id>/correct/", mending_pages.correct_barrier_page, name="correct_barrier"),
    path(
        f"{_TALK}/barriers/<uuid:barrier_id>/resolved/correct/",
        mending_pages.correct_resolution_page,
        name="correct_barrier_resolution",
    ),
    path(
        f"{_TALK}/follow-ups/<uuid:follow_up_id>/correct/",
        mending_pages.correct_follow_up_page,
        name="correct_follow_up",
    ),
    path(f"{_TALK}/follow-up/", follow_pages.follow_up_page, name="follow_up"),
    path(f"{_TALK}/raised/<str:about>/", follow_pages.raised_page, name="raised"),
    path(f"{_TALK}/before-hearing/", follow_pages.read_page, name="read_before_hearing"),
    path(f"{_RECORD}/consultation_form_completed/", form_pages.entered_page, name="consultation_form_entered"),
]

_CONCURRENT = f"{_PLAN}/concurrent"

concurrent_patterns = [
    path("handouts/concurrent-planning/<slug:language>/", concurrent.handout_page, name="concurrent_handout"),
    path(f"{_CONCURRENT}/", concurrent.concurrent_page, name="concurrent_planning"),
    path(f"{_CONCURRENT}/components/", concurrent.components_page, name="core_components"),
    path(f"{_CONCURRENT}/<slug:kind>/", entries.entry_page, name="record_concurrent"),
    path(f"{_CONCURRENT}/<slug:kind>/<uuid:record_id>/correct/", entries.entry_page, name="correct_concurrent"),
]

letter_patterns = [
    path(f"{CHILD}family/<uuid:relative_id>/letter/<slug:language>/", letters.letter_page, name="relative_letter"),
    path(f"{_RECORD}/relative_notice_sent/", letters.notices_page, name="record_notices"),
]

content_patterns = [
    path("agency-texts/", content.contents_page, name="contents"),
    path("agency-texts/<slug:code>/", content.content_page, name="content"),
    path("agency-texts/<slug:code>/write/", content.write_content_page, name="write_content"),
]

urlpatterns = [
    *ratings_patterns,
    *plan_patterns,
    *court_patterns,
    *consultation_patterns,
    *content_patterns,
    *letter_patterns,
    *concurrent_patterns,
]
