"""The app of learning on the job: it offers its texts to the agency, and says on Today what comes next."""

from django.apps import AppConfig


class Learning(AppConfig):
    """The guide, the activities, and the way of a learner with her coach."""

    name = "homeward.learning"
    label = "learning"

    def ready(self) -> None:
        """Say what others ask for; none of them knows this app."""
        from homeward.learning.activities import ACTIVITIES  # reads tables: not before they are ready
        from homeward.learning.guide import GUIDE
        from homeward.learning.on_today import on_today
        from homeward.permanency.content.kinds import offer
        from homeward.worklists.also import tell

        offer(GUIDE)
        offer(ACTIVITIES)
        tell(on_today)
