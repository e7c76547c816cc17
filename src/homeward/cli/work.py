"""`homeward work`: what is done in the background, where it runs apart from the website."""

from homeward.cli.database import open_database


def work() -> None:
    """Do what waits in the background.

    That is checking and importing extracts; it goes on until it is stopped. `homeward serve` does this beside the
    website, unless it is told --no-work.
    """
    open_database()
    from homeward.website.working import work as work_on

    work_on()
