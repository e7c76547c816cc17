"""The addresses of practice."""

from django.urls import path

from homeward.learning.practice import pages

_PRACTICE = "learning/practice"

urlpatterns = [
    path(f"{_PRACTICE}/", pages.practice_page, name="practice"),
    path(f"{_PRACTICE}/stories/<slug:code>/", pages.vignette_page, name="practice_vignette"),
    path(f"{_PRACTICE}/action-step/", pages.step_page, name="practice_step"),
    path(f"{_PRACTICE}/active-efforts/", pages.efforts_page, name="practice_efforts"),
    path(f"{_PRACTICE}/present/", pages.children_page, {"what": "present"}, name="practice_present"),
    path(f"{_PRACTICE}/present/<uuid:child_id>/", pages.present_page, name="practice_presenting"),
    path(f"{_PRACTICE}/roundtable/", pages.children_page, {"what": "roundtable"}, name="practice_roundtable"),
]
