"""The roundtables that somebody sees by her seat."""

from homeward.casefile.page import Visit
from homeward.casefile.sight import PRACTISE
from homeward.roundtables.models import Roundtable
from homeward.roundtables.models.meeting import RoundtableQuerySet


def by_seat(visit: Visit) -> RoundtableQuerySet:
    """The roundtables at which she sits; those of made-up children only for whoever practises."""
    mine = Roundtable.objects.of_seats(visit.person.pk)
    return mine if PRACTISE & visit.sight.roles else mine.filter(agency__is_practice=False)
