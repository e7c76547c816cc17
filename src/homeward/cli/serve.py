"""`homeward serve`: the website, for an agency or (with `--demo`) for a look on this machine."""

from contextlib import nullcontext
from functools import partial
from typing import Annotated

import typer

from homeward.cli.endings import CommandError

Address = Annotated[
    str | None, typer.Option("--address", metavar="HOST:PORT", help="Where to listen; 127.0.0.1:8000 if not said.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="How many processes; each answers one page at a time. One more than cores if not said."
    ),
]
Demo = Annotated[
    bool, typer.Option("--demo", help="On this machine only, with made-up people who sign in with one click.")
]
NoWork = Annotated[
    bool, typer.Option("--no-work", help="Do nothing in the background: `homeward work` runs on its own.")
]


def serve(*, address: Address = None, workers: Workers = None, demo: Demo = False, no_work: NoWork = False) -> None:
    """Serve the website, and work beside it.

    Settings are read from HOMEWARD_* in the environment.

    Refuses to start with a secret that everybody knows, with debugging on, or with the demonstration's open door.
    """
    from homeward.website.environment import SettingError
    from homeward.website.serving import UnfitToServeError
    from homeward.website.serving import serve as serve_website
    from homeward.website.working import working_beside

    place = address or "127.0.0.1:8000"
    if demo and place.partition(":")[0] not in {"127.0.0.1", "localhost"}:
        raise CommandError("The demonstration has an open door: it listens on 127.0.0.1 only.")
    try:
        fill, beside = _fill_demo if demo else lambda: None, nullcontext if no_work else working_beside
        ready = partial(_invite, place) if demo else lambda: None
        serve_website(address=place, workers=workers, demo=demo, fill=fill, ready=ready, beside=beside)
    except UnfitToServeError as unfit:
        raise CommandError(*unfit.problems) from unfit
    except SettingError as wrong:
        raise CommandError(str(wrong)) from wrong


def _invite(place: str) -> None:
    """Say where the demonstration is, once it can be opened."""
    typer.echo(
        f"Homeward's demonstration is at http://localhost:{place.rpartition(':')[2]}  (Ctrl-C ends it)", err=True
    )


def _fill_demo() -> None:
    """Put the made-up county into an empty database; in one that has it already, days have passed."""
    from homeward.casefile.load import NotEmptyError
    from homeward.demo.installation import bring_to_day, set_up_demo_county
    from homeward.website.policy_in_force import today

    def tell(step: str) -> None:
        typer.echo(f"{step} …", err=True)

    try:
        set_up_demo_county(as_of=today(), progress=tell)
    except NotEmptyError:
        bring_to_day(as_of=today(), progress=tell)
