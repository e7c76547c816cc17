"""`manage.py verify_audit`: as `homeward audit verify`, for those who run Django's commands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from homeward.audit.chain import verify


class Command(BaseCommand):
    """Finds entries that were altered, removed or inserted; exit status 1 if there are any."""

    help = "Find entries of the audit that were altered, removed or inserted."

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell how many entries there are and the last one's hash, or raise CommandError with every break."""
        verified = verify()
        if verified.breaks:
            raise CommandError("\n".join(f"Entry {found.sequence} {found.says}" for found in verified.breaks))
        self.stdout.write(f"The audit is whole. Last entry: {verified.entries}:{verified.last_hash}")
