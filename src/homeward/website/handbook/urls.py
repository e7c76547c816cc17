"""Addresses of the policy handbook."""

from django.urls import path

from homeward.website.handbook import views

urlpatterns = [
    path("", views.policy, name="policy"),
    path("facts/", views.facts, name="policy_facts"),
    path("open-questions/", views.questions, name="policy_questions"),
    path("rules/<str:rule_id>/", views.rule, name="rule"),
]
