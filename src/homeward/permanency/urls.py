"""The addresses of `permanency`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
