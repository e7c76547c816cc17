"""Where the termination of parental rights stands, which a goal of adoption needs."""

from typing import Final

from homeward.casefile.models import Child, Event
from homeward.website.words import day_words

_SAID: Final = {
    "tpr_petition_filed": "the petition was filed",
    "tpr_exception_documented": "it is on record why there is no petition",
}


def termination_of(child: Child) -> str:
    """In words, what is on record of it; the latest counts. One query."""
    latest = Event.objects.current().filter(child=child, kind__in=_SAID).in_order().last()
    return f"{_SAID[latest.kind]}, {day_words(latest.on)}" if latest else "no petition is on record"
