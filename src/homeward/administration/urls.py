"""The addresses of `administration`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
