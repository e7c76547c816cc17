"""The app of permanency; it starts only if every installed rating scale can be read."""

from django.apps import AppConfig

from homeward.permanency.ratings.scale import scales
from homeward.policy.grammar import ManualError
from homeward.website.environment import SettingError


class Permanency(AppConfig):
    """Plans, goals, ratings, reviews and hearings."""

    name = "homeward.permanency"
    label = "permanency"

    def ready(self) -> None:
        """Read the rating scales; SettingError says what is wrong with a file, before anybody rates with it."""
        try:
            scales()
        except ManualError as faulty:
            raise SettingError(f"HOMEWARD_RATING_SCALES: {faulty}") from faulty
