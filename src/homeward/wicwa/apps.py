"""The app of the Wisconsin Indian Child Welfare Act; it starts only if every installed wording can be read."""

from django.apps import AppConfig

from homeward.policy.grammar import ManualError
from homeward.website.environment import SettingError
from homeward.wicwa.wording import wordings


class Wicwa(AppConfig):
    """Inquiry, notices, active efforts, placement preferences."""

    name = "homeward.wicwa"
    label = "wicwa"

    def ready(self) -> None:
        """Read what the agency writes itself; SettingError says what is wrong with a file, before anybody uses it."""
        try:
            wordings()
        except ManualError as faulty:
            raise SettingError(f"HOMEWARD_WICWA_WORDINGS: {faulty}") from faulty
