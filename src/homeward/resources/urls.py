"""The addresses of the resource library."""

from django.urls import path

from homeward.resources import pages

urlpatterns = [
    path("resources/", pages.resources_page, name="resources"),
    path("resources/add/", pages.add_page, name="add_resource"),
    path("resources/<slug:key>/change/", pages.change_page, name="change_resource"),
    path("resources/<slug:key>/move/", pages.move_page, name="move_resource"),
    path("resources/<slug:key>/check/", pages.check_page, name="check_resource"),
    path("resources/<slug:key>/retire/", pages.retire_page, name="retire_resource"),
    path("resources/<slug:key>/restore/", pages.restore_page, name="restore_resource"),
]
