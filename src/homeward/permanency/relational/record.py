"""Recording relational permanence, and correcting it."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.enter_page import EnterPage
from homeward.permanency.models import RelationalRecord
from homeward.permanency.relational.actions import OWNERS, record_relational
from homeward.permanency.relational.forms import FIELDS, RelationalForm


def _save(**said: Any) -> RelationalRecord:
    found = {name: said.pop(name) for name in FIELDS}
    return record_relational(found=found, **said)


_PAGE: Final = EnterPage(
    noun="relational permanence",
    model=RelationalRecord,
    owners=OWNERS,
    form=RelationalForm,
    columns=FIELDS,
    save=_save,
    template="permanency/relational_form.html",
    tab="ratings",
)


@signed_in(methods=FORM)
def record_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """What was found about a child's connections on a day."""
    return _PAGE.answer(request, visit, child_id)


@signed_in(methods=FORM)
def correct_page(request: HttpRequest, visit: Visit, child_id: UUID, record_id: UUID) -> HttpResponse:
    """The same, for what was recorded wrongly."""
    return _PAGE.answer(request, visit, child_id, record_id)
