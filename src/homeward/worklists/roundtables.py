"""Each group of determinations as a table to take out."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.obligations.models import Determination, DeterminationQuerySet
from homeward.obligations.reasons import reason_words
from homeward.roundtables.determinations import GROUPS, ORDER
from homeward.website.keyset import ordered
from homeward.website.words import plain
from homeward.worklists.tables import Kind, Table, taken_out

_COLUMNS: Final = (
    "child", "child_id", "determination", "why", "status", "months_in_care", "window_from", "window_to", "next_hearing",
)  # fmt: skip


def _rows(determinations: DeterminationQuerySet) -> Iterator[tuple[object, ...]]:
    for one in ordered(determinations.select_related("child"), ORDER).iterator(chunk_size=1000):
        why = "; ".join(reason_words(one.reasons))
        who = (one.child, one.child.external_id, plain(one.determination), why, plain(one.rating) or "not rated")
        yield (*who, one.months_in_care, one.window_opens_on, one.window_closes_on, one.next_hearing_on)


@signed_in(roles=SEE_FILES)
def roundtables_export(request: HttpRequest, visit: Visit, kind: Kind) -> HttpResponseBase:
    """The group that is asked for, or those for whom one is required."""
    asked = request.GET.get("show", "")
    show = asked if asked in GROUPS else "required"
    of_group = Determination.objects.listed_for(visit.sight).filter(determination=show)
    back = f"{reverse('roundtables_needed')}?show={show}"
    table = Table("roundtables-needed", _COLUMNS, partial(_rows, of_group), of_group.count(), back)
    return taken_out(request, visit, kind, table)
