"""The address of Try dates."""

from django.urls import path

from homeward.website.try_dates.views import try_dates

urlpatterns = [path("", try_dates, name="try_dates")]
