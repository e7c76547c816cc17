"""The app of roundtables: it says to consultations which meeting was convened for them."""

from django.apps import AppConfig


class Roundtables(AppConfig):
    """Who needs a roundtable, convening, who sees it."""

    name = "homeward.roundtables"
    label = "roundtables"

    def ready(self) -> None:
        """Tell consultations who arranges their meetings."""
        from homeward.permanency.consultations.convened import tell  # reads tables: not before they are ready
        from homeward.roundtables.convenes import Roundtables as Convenes

        tell(Convenes())
