"""The addresses of the Act; the evaluation stands before the small form of `obligations`."""

from django.urls import path

from homeward.obligations.child_facts import DETERMINED
from homeward.wicwa import entries, evaluating, views
from homeward.wicwa.models import EVALUATED

_TAB = "children/<uuid:child_id>/wicwa"
_EVALUATION = f"{_TAB}/evaluations/<uuid:event_id>"

urlpatterns = [
    path("tribal-contacts/", views.contacts_page, name="tribal_contacts"),
    path("tribal-contacts/<uuid:contact_id>/end/", views.end_contact_page, name="end_tribal_contact"),
    path(f"children/<uuid:child_id>/record/{EVALUATED}/", evaluating.evaluate_page, name="evaluate_active_efforts"),
    path(f"children/<uuid:child_id>/record/{DETERMINED}/", views.determined_page, name="record_determined"),
    path(f"{_TAB}/", views.wicwa_page, name="wicwa"),
    path(f"{_EVALUATION}/", views.evaluation_page, name="wicwa_evaluation"),
    path(f"{_EVALUATION}/describe/", evaluating.describe_page, name="describe_wicwa_evaluation"),
    path(f"{_EVALUATION}/correct/", evaluating.correct_page, name=f"correct_{EVALUATED}"),
    path(f"{_TAB}/<slug:kind>/", entries.entry_page, name="record_wicwa"),
    path(f"{_TAB}/<slug:kind>/<uuid:record_id>/correct/", entries.entry_page, name="correct_wicwa"),
]
