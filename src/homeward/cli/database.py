"""The website's database, for the commands that work on it."""

from homeward.cli.endings import CommandError


def open_database(*, create: bool = False) -> None:
    """Make Django ready. Raises CommandError if the settings or the database are not fit.

    With `create` the database is made, or brought to this version.
    """
    from homeward.website.environment import SettingError
    from homeward.website.serving import prepare

    prepare(demo=False)
    try:
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
    except SettingError as wrong:
        raise CommandError(str(wrong)) from wrong
    if create:
        settings.HOMEWARD_DATA.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    else:
        _refuse_another_version()


def _refuse_another_version() -> None:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as problem:
        raise CommandError("The database that HOMEWARD_DATABASE names can not be opened.") from problem
    if waiting:
        raise CommandError("The database is not there, or of an older version: `homeward serve` brings it up to date.")
