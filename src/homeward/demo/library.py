"""What the made-up county did with the resource library. It checked no real link: nobody opened one."""

from datetime import date, timedelta
from typing import Final

from homeward.resources.actions import add_resource, check_resource, move_resource, retire_resource
from homeward.workforce.models import Person

_OWN: Final = {
    "topic": "other",
    "title": "Whom to call in this county, by question",
    "credit": "Lakeshore County Division of Protective Services",
    "link": "https://lakeshore.example/permanency/whom-to-call",
    "place": "",
    "about": ["roundtable", "plan_due"],
}


def keep_library(as_of: date) -> None:
    """One resource of its own, looked at last month; one moved up; one that it does without."""
    keeper = Person.objects.get(external_id="admin-01")
    own = add_resource(said=_OWN, by=keeper, today=as_of)
    check_resource(key=own.key, on=as_of - timedelta(days=24), by=keeper, today=as_of)
    move_resource(key="consultation-guide", is_up=True, by=keeper, today=as_of)
    retire_resource(key="permanency-support", why="It stands on the county's own pages.", by=keeper, today=as_of)
