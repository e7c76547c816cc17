"""The addresses of `extracts`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
