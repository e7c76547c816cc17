"""The register of systemic barriers as a table to take out."""

from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from homeward.casefile.page import Visit, signed_in
from homeward.permanency.consultations.register import COLUMNS, asked_for, lines_of
from homeward.permanency.consultations.who import REGISTER
from homeward.worklists.tables import Kind, Table, taken_out


@signed_in(roles=REGISTER)
def barriers_export(request: HttpRequest, visit: Visit, kind: Kind) -> HttpResponseBase:
    """The barriers that are asked for, as the page lists them."""
    pairs, back = asked_for(visit, request.GET)
    table = Table("systemic-barriers", COLUMNS, partial(lines_of, pairs), len(pairs), back)
    return taken_out(request, visit, kind, table)
