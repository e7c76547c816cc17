"""Several threads that add to the audit at one moment; run by itself on a database of its own."""

import threading

THREADS, ENTRIES = 4, 5


def add_at_once() -> str:
    """Add entries with THREADS threads, each thread with a connection of its own; says what is then verified."""
    from homeward.audit.chain import verify

    threads = [threading.Thread(target=_add) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return str(verify())


def _add() -> None:
    from django.db import connection

    from homeward.audit.actions import record

    for _ in range(ENTRIES):
        record(by=None, verb="opened")
    connection.close()


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "audit", verbosity=0, skip_checks=True)
    print(add_at_once())  # noqa: T201
