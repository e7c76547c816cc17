"""The pages on which each kind of record under the Act is entered or corrected."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.enter_page import EnterPage
from homeward.wicwa import forms
from homeward.wicwa.actions import OWNERS, record_status
from homeward.wicwa.models import (
    ActiveEffort,
    ExpertWitness,
    GoodCause,
    MoreTime,
    NoticeReceipt,
    PlacementSearch,
    PreferenceOrder,
    TribalInquiry,
    TribalInvitation,
    TribalNotice,
    TribalStatus,
    TribeNote,
)


def _child(child: Child, visit: Visit) -> dict[str, Any]:
    return {"child": child}


def _page(noun: str, model: Any, form: Any, *columns: str, **more: Any) -> EnterPage:
    return EnterPage(noun=noun, model=model, owners=OWNERS, form=form, columns=columns, tab="wicwa", **more)


PAGES: Final = {
    "inquiry": _page(
        "answer about a tribe",
        TribalInquiry,
        forms.InquiryForm,
        *("asked", "answer", "tribe", "words"),
        intro="Ask everybody who may know, and write down each answer. Never conclude it from race, a name or a look; "
        "and no answer is not a no.",
    ),
    "status": _page(
        "status with a tribe",
        TribalStatus,
        forms.StatusForm,
        *("tribe", "status", "how_known"),
        save=record_status,
        told="What is due for the child follows it.",
        intro="If the tribe says that the child is a member or eligible, this is also recorded as the child's tribe, "
        "which opens the file to its guests under an agreement, and as the determination that the child is an Indian "
        "child. You need not enter it anywhere else.",
    ),
    "notice": _page(
        "notice to a tribe",
        TribalNotice,
        forms.NoticeForm,
        *("tribe", "proceeding", "sent_to", "means", "hearing_on"),
    ),
    "receipt": _page("receipt of a notice", NoticeReceipt, forms.ReceiptForm, *("notice", "how_known"), given=_child),
    "more-time": _page(
        "request for more time",
        MoreTime,
        forms.MoreTimeForm,
        *("notice", "days", "asked_by", "how_known"),
        given=_child,
        intro="The tribe may ask for more time to prepare than the notice gives it. The earliest hearing moves by it.",
    ),
    "invitation": _page(
        "invitation of a tribe",
        TribalInvitation,
        forms.InvitationForm,
        *("tribe", "to_what", "invited", "means", "answer"),
        intro="The tribe's representatives are invited at the earliest point, and to every step after it.",
    ),
    "effort": _page(
        "entry about active efforts",
        ActiveEffort,
        forms.EffortForm,
        *("activity", "state", "explanation", "done_by", "tribal_contact", "evidence"),
        intro="Each entry stays; the latest one of an activity says where it stands.",
    ),
    "order": _page(
        "order of preference of a tribe",
        PreferenceOrder,
        forms.OrderForm,
        *("tribe", "order", "levels", "document"),
        intro="A tribe's own order takes the place of the one in the Act.",
    ),
    "search": _page(
        "search on a level of preference",
        PlacementSearch,
        forms.SearchForm,
        *("placement", "level", "candidate", "contact", "result", "evidence"),
        given=_child,
        intro="Go in order. A level is exhausted when everybody on it was asked, nobody else was found, and each "
        "answer has its proof.",
    ),
    "good-cause": _page(
        "good cause",
        GoodCause,
        forms.GoodCauseForm,
        *("placement", "ground", "ground_words", "requested_by", "statement", "evidence", "finding", "found_on"),
        given=_child,
        intro="A statement for one placement that departs from the order. Whoever asks for it has to prove it.",
    ),
    "witness": _page(
        "qualified expert witness",
        ExpertWitness,
        forms.WitnessForm,
        *("name", "qualified", "named_by", "proceeding", "about", "testified_on", "testimony"),
    ),
    "note": _page(
        "note of a tribe",
        TribeNote,
        forms.NoteForm,
        *("tribe", "text"),
        intro="Only the tribe's guests under an agreement, the child's case manager and her supervisor read this.",
    ),
}


@signed_in(methods=FORM)
def entry_page(
    request: HttpRequest, visit: Visit, child_id: UUID, kind: str, record_id: UUID | None = None
) -> HttpResponse:
    """An entry of one kind; with `record_id`, what counts in the place of one that was wrong."""
    if kind not in PAGES:
        raise Http404(f"there is no record {kind}")
    return PAGES[kind].answer(request, visit, child_id, record_id)
