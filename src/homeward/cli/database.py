"""The website's database, for the commands that work on it."""

from homeward.cli.endings import CommandError


def open_database(*, create: bool = False) -> None:
    """Make Django ready. Raises CommandError if the settings or the database are not fit.

    With `create` the database is made, or brought to this version.
    """
    from homeward.website.environment import SettingError
    from homeward.website.serving import UnfitToServeError, bring_up_to_date, prepare, refuse_newer_database

    prepare(demo=False)
    try:
        import django

        django.setup()
    except SettingError as wrong:
        raise CommandError(str(wrong)) from wrong
    try:
        if create:
            bring_up_to_date()
            return
        is_behind = refuse_newer_database()
    except UnfitToServeError as unfit:
        raise CommandError(*unfit.problems) from unfit
    if is_behind:
        raise CommandError("The database is not there, or of an older version: `homeward serve` brings it up to date.")
