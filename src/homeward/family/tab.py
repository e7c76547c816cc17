"""The tab *Family*: how far the search has come, what calls for it, everybody who was found; and one person's page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child
from homeward.casefile.page import Visit, signed_in
from homeward.family.asking import asking_again
from homeward.family.counters import TARGET, counters_of
from homeward.family.models import ContactAttempt, LeadStep, Notice, Relative, RelativeChange, RelativeNote
from homeward.family.pages import member_of
from homeward.family.people import Member, kinsfolk_of
from homeward.family.searches import NOTICE_RULE, search_rule, searches_of
from homeward.family.sharing import read_with
from homeward.obligations.models import Obligation
from homeward.obligations.satisfying import rules


@signed_in()
def family_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Counters, searches, and everybody of the family."""
    child = visit.child(child_id, page="family")
    kinsfolk, searches = kinsfolk_of(visit, child), searches_of(child)
    notice = Obligation.objects.filter(child=child, rule=NOTICE_RULE).order_by("-opens_on").first()
    given = {
        "child": child,
        "today": visit.today,
        "kinsfolk": kinsfolk,
        "counters": counters_of(kinsfolk, searches),
        "target": TARGET,
        "searches": searches[:1],
        "searches_before": searches[1:],
        "rule": search_rule(),
        "notice": notice,
        "notice_rule": rules().get(NOTICE_RULE),
        "again": asking_again(kinsfolk, searches),
        "may_record": kinsfolk.reader.keeps,
        "is_in_care": any(one.obligation and not one.obligation.episode.discharged_on for one in searches),
    }
    return render(request, "family/family.html", given)


@signed_in()
def relative_page(request: HttpRequest, visit: Visit, child_id: UUID, relative_id: UUID) -> HttpResponse:
    """Everything of one person that the visitor reads."""
    child = visit.child(child_id, page="relative")
    kinsfolk = kinsfolk_of(visit, child)
    member = member_of(kinsfolk, relative_id)
    names = {one.relative.pk: one for one in kinsfolk.members}
    ties = [
        (names[tie.one_id], tie, names[tie.other_id])
        for tie in kinsfolk.ties
        if member.relative.pk in {tie.one_id, tie.other_id}
    ]
    notes = (
        RelativeNote.objects.current().filter(read_with(child), relative__in=member.ids).select_related("recorded_by")
    )
    changes = RelativeChange.objects.filter(read_with(child), relative__in=member.ids).select_related("recorded_by")
    given = {
        "child": child,
        "today": visit.today,
        "member": member,
        "relative": member.relative,
        "is_child": member.relative.child_id is not None,
        "ties": ties,
        "notes": [one for one in notes.order_by("-on", "-recorded_at") if kinsfolk.reader.reads_note(one)],
        "done": _done(child, member),
        "merged": Relative.objects.filter(merged_into=member.relative, pk__in=member.ids),
        "reads_words": kinsfolk.reader.reads_words(member.relative),
        "changes": changes if kinsfolk.reader.keeps else (),
        "may_record": kinsfolk.reader.keeps,
    }
    return render(request, "family/relative.html", given)


def _done(child: Child, member: Member) -> list[tuple[str, LeadStep | ContactAttempt | Notice]]:
    """What was done for a child with one of the family: contacts, notices, how far it came; the latest first."""
    steps = LeadStep.objects.current().filter(child=child, relative__in=member.ids)
    found: list[tuple[str, LeadStep | ContactAttempt | Notice]] = [("step", one) for one in steps]
    found += [("attempt", one) for one in member.attempts]
    found += [("notice", one) for one in member.notices]
    return sorted(found, key=lambda each: (each[1].on, each[1].recorded_at), reverse=True)
