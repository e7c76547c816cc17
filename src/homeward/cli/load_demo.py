"""`homeward load-demo`: the made-up county as a website that can be used at once."""

from datetime import date

from homeward.cli.arguments import AsOf
from homeward.cli.database import open_database
from homeward.cli.demo import Children, Seed
from homeward.cli.endings import CommandError
from homeward.cli.terminal import Page, tell
from homeward.cli.words import counted, day_words


def load_demo(children: Children = 2000, seed: Seed = 1, as_of: AsOf = None) -> None:
    """Fill the empty database with the made-up county."""
    open_database(create=True)
    from homeward.casefile.load import NotEmptyError
    from homeward.demo.installation import set_up_demo_county
    from homeward.website.policy_in_force import today

    day: date = as_of or today()
    try:
        loaded, _ = set_up_demo_county(
            children=children, seed=seed, as_of=day, progress=lambda step: tell(f"{step}, a moment …")
        )
    except NotEmptyError as full:
        raise CommandError("The database has children already. HOMEWARD_DATABASE can name another one.") from full
    Page().line(
        f"{counted(loaded.rows['children'], 'made-up child', 'made-up children')} and "
        f"{counted(loaded.rows['people'], 'person', 'people')} who work with them, as of {day_words(day)}"
    )
