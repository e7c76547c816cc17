"""How Django finds the website's templates, tags and static files."""

from django.apps import AppConfig


class Website(AppConfig):
    """The frame around every page."""

    name = "homeward.website"
    label = "website"
