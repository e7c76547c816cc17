"""The addresses of `extracts`. They hold keys, never a name or an identifier of the state system."""

from django.urls import path

from homeward.extracts import views

urlpatterns = [
    path("", views.extracts_page, name="extracts"),
    path("to-settle/", views.to_settle_page, name="to_settle"),
    path("to-settle/identifiers/", views.identifiers_page, name="settle_identifiers"),
    path("to-settle/<uuid:difference_id>/", views.settle_page, name="settle"),
    path("to-settle/identifier/<int:mention_id>/", views.identify_page, name="identify"),
    path("<uuid:extract_id>/", views.extract_page, name="extract"),
    path("<uuid:extract_id>/confirm/", views.confirm_page, name="confirm_extract"),
    path("<uuid:extract_id>/discard/", views.discard_page, name="discard_extract"),
    path("<uuid:extract_id>/refused-rows.csv", views.refused_rows_page, name="refused_rows"),
]
