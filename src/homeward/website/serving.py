"""Serving the website: gunicorn around it, and what must be right before it starts.

`prepare` is called before Django reads its settings; it fills in what the demonstration needs.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Final

DEMO_PORT: Final = 8000
_SETTINGS: Final = "homeward.website.settings"


class UnfitToServeError(Exception):
    """The settings are not fit for serving; each line says what to change."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def prepare(*, demo: bool) -> None:
    """Set what is not set yet in the environment: where the settings are and, for the demonstration, the rest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    data = Path(os.environ.setdefault("HOMEWARD_DATA", "build/demo-site" if demo else "build/site"))
    os.environ.setdefault("HOMEWARD_STATIC", str(data / "static"))
    if demo:
        # Only this machine can reach it, so it needs no secret that outlives it and no encryption on the way.
        os.environ["HOMEWARD_DEMO"] = "true"
        os.environ["HOMEWARD_HTTPS"] = "false"
        os.environ["HOMEWARD_HOSTS"] = "localhost,127.0.0.1"
        os.environ.setdefault("HOMEWARD_SECRET_KEY", secrets.token_urlsafe(50))
        os.environ.setdefault("HOMEWARD_AGENCY", "Homeward")


def problems(*, demo: bool) -> Iterator[str]:
    """What stands in the way of serving, in the settings as Django has read them."""
    from django.conf import settings

    from homeward.website.settings import UNSAFE_SECRET_KEY

    if settings.SECRET_KEY == UNSAFE_SECRET_KEY or len(settings.SECRET_KEY) < 32:
        yield "HOMEWARD_SECRET_KEY is not set, or is short: give it at least 32 characters that nobody can guess."
    if settings.DEBUG:
        yield "HOMEWARD_DEBUG is true: errors would show data of children. Leave it out."
    if "*" in settings.ALLOWED_HOSTS:
        yield "HOMEWARD_HOSTS lets in every name: write the names of this server, with commas between."
    if settings.HOMEWARD_DEMO and not demo:
        yield "HOMEWARD_DEMO is true: everybody could sign in with a click. Use `homeward serve --demo` for a look."


def serve(
    *,
    address: str,
    workers: int,
    demo: bool,
    fill: Callable[[], None] = lambda: None,
    beside: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Prepare database and static files, and serve until stopped; UnfitToServeError if the settings are not fit.

    `fill` is called once the database has its tables, before the first page is served; `beside` is what goes on as
    long as pages are served.
    """
    prepare(demo=demo)
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    found = tuple(problems(demo=demo))
    if found:
        raise UnfitToServeError(*found)
    settings.HOMEWARD_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    fill()
    call_command("collectstatic", verbosity=0, interactive=False)
    options = {"bind": address, "workers": workers, "threads": 4, "worker_class": "gthread"}
    with beside():
        _gunicorn({**options, "control_socket_disable": True})


def _gunicorn(options: dict[str, Any]) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn comes without types
        """gunicorn with options from here instead of from its own command line."""

        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from homeward.website.wsgi import application

            return application

    Server().run()
