"""Who has seen a child's file, and who changed it."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.audit.models import Entry
from homeward.audit.words import VERBS
from homeward.casefile.page import SEE_FILES, Visit, signed_in
from homeward.website.words import capital, plain

_MOST_ENTRIES: Final = 200

PAGE_WORDS: Final = {
    "child": "the child's page",
    "seen": "this page",
    "practice_presenting": "practice: presenting the child",
    "record": "a form in which something is recorded",
    "recorded": "what was saved",
    "ratings": "ratings",
    "rating": "a rating",
    "team": "who works with the child",
    "assign": "the form that assigns somebody",
    "unit": "the form that changes the unit",
    "restrict": "the form that restricts the record",
    "lift_restriction": "the form that lifts the restriction",
    "tribe": "the form for a tribe",
    "plan_and_goals": "plan and goals",
    "concurrent_planning": "concurrent planning",
    "core_components": "core components of concurrent planning",
    "plan_draft": "the draft of the plan",
    "plan_version": "a version of the plan",
    "compare_plans": "two versions of the plan",
    "file_plan": "the filing of the plan",
    "court": "reviews and hearings",
    "placements": "stays and placements",
    "wicwa": "the record under the Indian Child Welfare Act",
    "wicwa_evaluation": "an evaluation of active efforts",
    "history": "the history",
    "family": "the family",
    "relative": "a relative",
    "genogram": "the genogram",
    "ecomap": "the eco-map",
    "duplicates": "relatives who may be recorded twice",
    "family_interaction": "family interaction",
    "family_form": "a form about the family",
    "roundtables": "choices and roundtables",
    "roundtable": "a roundtable",
    "roundtable_snapshot": "the snapshot of a roundtable",
    "roundtable_meeting": "the meeting of a roundtable, by a seat at it",
    "roundtable_projector": "the projected page of a roundtable, by a seat at it",
    "consultation_recommend": "the page for recommending at a roundtable",
    "invite_tribe": "the form for the invitation of the tribe",
    "convene": "the form that convenes a roundtable",
    "consultations": "consultations",
    "consultation": "a consultation in preparation",
    "begin_consultation": "the form that begins a consultation",
    "consultation_presenter": "the presenter's page of a consultation",
    "consultation_meeting": "the meeting of a consultation",
    "consultation_projector": "the projected page of a consultation",
    "end_consultation": "the end of a consultation's meeting",
    "consultation_form": "the form of a consultation",
    "consultation_text": "the text of a consultation's form",
    "action_step": "an action step",
    "systemic_barrier": "a systemic barrier",
    "follow_up": "the follow-up of a roundtable",
    "raised": "something that stays late",
    "read_before_hearing": "a roundtable before the hearing",
}

_HERE: Final = {"opened": "opened", "refused": "was refused", "break_glass": "opened the file by giving a reason"}
"""What is said more shortly where everything is of one file."""


@signed_in(roles=SEE_FILES)
def seen_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Who has seen this child's file, and who changed it; the latest first."""
    child = visit.child(child_id, page="seen")
    entries = Entry.objects.about(child.pk).select_related("by")[:_MOST_ENTRIES]
    given = {
        "child": child,
        "entries": [(entry, *_seen_words(entry)) for entry in entries],
        "most": _MOST_ENTRIES,
    }
    return render(request, "worklists/seen.html", given)


def _seen_words(entry: Entry) -> tuple[str, str]:
    """What somebody did, and with what."""
    details = entry.details
    what = str(details.get("kind") or details.get("role") or "")
    page = str(details.get("page") or "")
    did = _HERE.get(entry.verb) or VERBS.get(entry.verb, plain(entry.verb))
    return capital(did), plain(what) or PAGE_WORDS.get(page, plain(page))
