"""The place in a history at which a page of it ended: so the next page goes on there whatever is recorded meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

MOVES, NOTED, AMENDED, EVENT = 4, 3, 2, 1
"""Of one moment, what is more comes first."""

_ID: Final = 32
"""The digits of a row's key."""

_LENGTHS: Final = {MOVES: _ID, NOTED: 18, AMENDED: _ID, EVENT: 8 + _ID}
"""How long the key of each is."""


@dataclass(frozen=True, order=True)
class Cursor:
    """Things stand by their moment; of one moment by their rank, the kind of thing; then by their key."""

    at: datetime
    rank: int
    key: str

    @property
    def written(self) -> str:
        """As it stands in an address."""
        return f"{self.at.timestamp():.6f}_{self.rank}_{self.key}"

    @classmethod
    def read(cls, written: str) -> "Cursor | None":
        """A cursor from an address; None if it is none, which begins anew."""
        try:
            at, rank, key = written.split("_")
            moment = datetime.fromtimestamp(float(at), tz=timezone.get_current_timezone())
            cursor = cls(moment, int(rank), key)
            cursor._earlier_key()
        except (ValueError, OverflowError, OSError):
            return None
        return cursor if len(key) == _LENGTHS.get(cursor.rank) else None

    def of_moments(self, rank: int) -> Q:
        """The rows of one kind that come after it, by their `recorded_at` and key."""
        if rank > self.rank:
            return Q(recorded_at__lt=self.at)
        if rank < self.rank:
            return Q(recorded_at__lte=self.at)
        return Q(recorded_at__lt=self.at) | Q(recorded_at=self.at) & self._earlier_key()

    def of_days(self, rank: int) -> Q:
        """The same for rows that stand at the end of their day, `moved_on`."""
        day = timezone.localtime(self.at).date()
        if rank != self.rank:
            return Q(moved_on__lt=day)
        return Q(moved_on__lt=day) | Q(moved_on=day) & self._earlier_key()

    def _earlier_key(self) -> Q:
        """An entry's key is its number, an event's begins with its day, all others are the row's."""
        if len(self.key) < _ID:
            return Q(pk__lt=int(self.key))
        day, key = self.key[:-_ID], UUID(self.key[-_ID:])
        if not day:
            return Q(pk__lt=key)
        on = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007
        return Q(on__lt=on) | Q(on=on, pk__lt=key)
