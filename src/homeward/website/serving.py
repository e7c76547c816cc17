"""Serving the website: gunicorn around it, and what must be right before it starts.

`prepare` is called before Django reads its settings; it fills in what the demonstration needs.
"""

import errno
import gc
import os
import secrets
import socket
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
    workers: int | None,
    demo: bool,
    fill: Callable[[], None] = lambda: None,
    ready: Callable[[], None] = lambda: None,
    beside: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> None:
    """Prepare database and static files, and serve until stopped; UnfitToServeError if the settings are not fit.

    Raises UnfitToServeError too if something else listens at the address, or the database can not be used.
    `fill` is called once the database has its tables, before the first page is served; `ready` when pages can be
    opened; `beside` is what goes on as long as pages are served.
    """
    prepare(demo=demo)
    if demo:
        os.environ.setdefault("HOMEWARD_SITE_URL", f"http://{address}")  # for the links in letters
    import django
    from django.core.management import call_command

    django.setup()
    found = tuple(problems(demo=demo))
    if found:
        raise UnfitToServeError(*found)
    _refuse_taken(address)
    bring_up_to_date()
    fill()
    call_command("collectstatic", verbosity=0, interactive=False)
    # Two pages in one process only hold each other up, and a kept connection binds its visitor to a process that may be
    # busy while another is idle: each process answers one page at a time, and whichever is free takes the next.
    options: dict[str, Any] = {"worker_class": "gthread", "threads": 1, "keepalive": 0, "preload_app": True}
    options |= {"bind": address, "workers": workers or (os.cpu_count() or 1) + 1, "control_socket_disable": True}
    options["loglevel"] = "warning" if demo else "info"  # whoever has a look needs one line: where to look
    with beside():
        _gunicorn({**options, "when_ready": lambda server: ready()})


def bring_up_to_date() -> None:
    """Make the database, or bring it to this version; UnfitToServeError if that can not be."""
    from django.conf import settings
    from django.core.management import call_command

    settings.HOMEWARD_DATA.mkdir(parents=True, exist_ok=True)
    refuse_newer_database()
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    call_command("createcachetable", verbosity=0)


def refuse_newer_database() -> int:
    """How many steps the database is behind this version; UnfitToServeError if it can not be opened, or is ahead."""
    from django.apps import apps
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        loader = (executor := MigrationExecutor(connection)).loader
    except OperationalError as problem:
        raise UnfitToServeError(
            "The database that HOMEWARD_DATABASE names can not be opened. Is its server running, and is the name, "
            "the person and the password right?"
        ) from problem
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("homeward.")}
    if any(step[0] in ours and step not in loader.disk_migrations for step in loader.applied_migrations):
        raise UnfitToServeError(
            "The database is of a newer version of Homeward than this program. Start the newer version, or restore "
            "the backup that was made before the upgrade."
        )
    return len(executor.migration_plan(loader.graph.leaf_nodes()))


def _refuse_taken(address: str) -> None:
    """Raise UnfitToServeError if an address can not be listened at, before anything is prepared."""
    host, _, port = address.rpartition(":")
    if not (host and port.isdecimal() and int(port) <= 65535):
        raise UnfitToServeError(f"--address {address}: write a host and a port, such as 127.0.0.1:8000.")
    try:
        with socket.create_server((host.strip("[]"), int(port)), family=_family(host)):
            pass
    except OSError as problem:
        raise UnfitToServeError(
            f"Homeward can not listen at {address}: {os.strerror(problem.errno or errno.EINVAL)}. "
            "Another program may be there already; --address 127.0.0.1:8001 chooses another place."
        ) from problem


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if host.startswith("[") else socket.AF_INET


def _read_once() -> Any:
    """The application with all that never changes, read before the processes part: addresses, code, the manual.

    What is there by then is left out when Python searches for garbage, and it searches less often: to walk through
    all of it again and again held up whoever waited for a page by 200 ms.
    """
    from django.db import connections
    from django.urls import resolve

    from homeward.website.policy_in_force import manual_in_force
    from homeward.website.wsgi import application

    manual_in_force()
    resolve("/healthz")
    connections.close_all()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)
    return application


def _gunicorn(options: dict[str, Any]) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn comes without types
        """gunicorn with options from here instead of from its own command line."""

        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return _read_once()

    Server().run()
