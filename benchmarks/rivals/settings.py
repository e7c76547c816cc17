"""The agency's settings, as every rival takes them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Lengths of time that an agency sets for itself; the defaults are Milwaukee's."""

    hearing_interval: Literal[6, 12] = 6
    """Months from one permanency hearing to the next. At 6 every hearing serves as the review."""
    month_15_for_every_child: bool = False
    relative_search_days: int = 30
    goals_reevaluated_days: int = 30


MILWAUKEE = Settings()
