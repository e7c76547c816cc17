"""Where sessions are kept: Django's, in the database, which also tells when the one that was read ends."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """One session."""

    ends_at: datetime | None = None
    """When it ends unless it is saved anew; None before it was read."""

    def _get_session_from_db(self) -> Any:
        kept = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        self.ends_at = kept.expire_date if kept else None
        return kept
