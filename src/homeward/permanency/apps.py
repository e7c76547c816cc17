"""The app of permanency; it starts only if every installed rating scale and consultation guide can be read."""

from collections.abc import Callable

from django.apps import AppConfig

from homeward.permanency.concurrent.wording import wordings
from homeward.policy.grammar import ManualError
from homeward.website.environment import SettingError


class Permanency(AppConfig):
    """Plans, goals, ratings, reviews and hearings, consultations."""

    name = "homeward.permanency"
    label = "permanency"

    def ready(self) -> None:
        """Read what the agency writes itself; SettingError says what is wrong with a file, before anybody uses it."""
        from homeward.permanency.consultations.guide import guides  # reads tables too: not before they are ready
        from homeward.permanency.ratings.scale import scales

        written: tuple[tuple[str, Callable[[], object]], ...] = (
            ("HOMEWARD_RATING_SCALES", scales),
            ("HOMEWARD_CONSULTATION_GUIDES", guides),
            ("HOMEWARD_CONCURRENT_WORDINGS", wordings),
        )
        for setting, read in written:
            try:
                read()
            except ManualError as faulty:
                raise SettingError(f"{setting}: {faulty}") from faulty
