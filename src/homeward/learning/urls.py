"""The addresses of learning on the job. They hold keys, never a name."""

from django.urls import path

from homeward.learning import coaching, guide_pages, home, pages, summary, work_pages

_WAY = "learning/ways/<uuid:path_id>"

urlpatterns = [
    path("learning/", home.learning_page, name="learning"),
    path("learning/guide/", guide_pages.guide_page, name="learning_guide"),
    path("learning/learners/", coaching.learners_page, name="learners"),
    path("learning/learners/begin/", coaching.begin_page, name="begin_with_learner"),
    path("learning/begin/", pages.begin_page, name="begin_learning"),
    path(f"{_WAY}/", pages.way_page, name="learning_way"),
    path(f"{_WAY}/choose/", pages.choose_page, name="choose_activities"),
    path(f"{_WAY}/agree/<int:number>/", pages.agree_page, name="agree_to_activities"),
    path(f"{_WAY}/activities/<slug:code>/", work_pages.activity_page, name="learning_activity"),
    path(f"{_WAY}/talk/", coaching.talk_page, name="record_learning_talk"),
    path(f"{_WAY}/steps/<uuid:step_id>/", coaching.step_page, name="follow_learning_step"),
    path(f"{_WAY}/sign/", pages.sign_page, name="sign_learning"),
    path(f"{_WAY}/coach/", pages.coach_page, name="change_coach"),
    path(f"{_WAY}/summary.pdf", summary.summary_page, name="learning_summary"),
]
