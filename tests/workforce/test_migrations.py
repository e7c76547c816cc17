"""The tables are what the models say."""

import pytest
from django.core.management import call_command
from pytest_django import Settings


@pytest.mark.django_db
def test_no_migration_is_missing(settings: Settings) -> None:
    settings.MIGRATION_MODULES = {}  # which is otherwise without them in tests: the tables come from a file
    call_command("makemigrations", "--check", "--dry-run", verbosity=0, skip_checks=True)
