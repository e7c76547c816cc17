"""The app of the website's people; it starts only if the settings name roles that there are."""

from django.apps import AppConfig
from django.conf import settings

from homeward.website.environment import SettingError


class Workforce(AppConfig):
    """Agencies, units, people, roles, covers."""

    name = "homeward.workforce"
    label = "workforce"

    def ready(self) -> None:
        """SettingError names a role that there is not: a door that somebody believes closed would stand open."""
        from homeward.workforce.models import RoleName  # not before the app is ready

        unknown = sorted(set(settings.HOMEWARD_SECOND_FACTOR) - {role.value for role in RoleName})
        if unknown:
            known = ", ".join(role.value for role in RoleName)
            raise SettingError(f"HOMEWARD_SECOND_FACTOR: there is no role {', '.join(unknown)}. Roles are {known}.")
