"""The page of concurrent planning and the permanency framework, and the handout for families."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.page import READ_FILES, Visit, signed_in
from homeward.permanency.concurrent.picture import components_of, work_of
from homeward.permanency.concurrent.stages import stages_of
from homeward.permanency.concurrent.wording import LANGUAGES, wording_on
from homeward.permanency.goals.history import goals_of
from homeward.permanency.models import ConcurrentDecision, Disclosure, PrognosisChecklist
from homeward.permanency.plans.history import plans_of
from homeward.wicwa.sight import reader_of


@signed_in()
def concurrent_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The decision, both goals with their work, the core components, the talks, and what each stage asks."""
    child = visit.child(child_id, page="concurrent_planning")
    wording, goals = wording_on(visit.today), goals_of(child, visit.today)
    plan = plans_of(child, visit.today).in_force
    decisions = list(ConcurrentDecision.objects.of(child.pk))
    disclosures = list(Disclosure.objects.of(child.pk))
    reader = reader_of(visit, child)
    components = components_of(child, wording, disclosures, visit.today, reader.only_tribe)
    given = {
        "child": child,
        "wording": wording,
        "goals": goals,
        "work": work_of(child, goals, plan.plan if plan else None),
        "decisions": decisions,
        "disclosures": disclosures,
        "checklists": PrognosisChecklist.objects.of(child.pk),
        "components": components,
        "thin": [one for one in components if one.thin],
        "stages": stages_of(child, wording, goals, decisions, disclosures, components),
        "languages": LANGUAGES.items(),
        "records": reader.records,
        "correct_at": "correct_concurrent" if reader.records else "",
    }
    return render(request, "permanency/concurrent.html", given)


@signed_in()
def components_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The core components one by one: what is thin, every entry with its documents, what is on record elsewhere."""
    child = visit.child(child_id, page="core_components")
    wording = wording_on(visit.today)
    talks = list(Disclosure.objects.of(child.pk))
    reader = reader_of(visit, child)
    components = components_of(child, wording, talks, visit.today, reader.only_tribe)
    given = {
        "child": child,
        "wording": wording,
        "components": components,
        "thin": [one for one in components if one.lacks],
        "records": reader.records,
        "correct_at": "correct_concurrent" if reader.records else "",
    }
    return render(request, "permanency/components.html", given)


@signed_in(roles=READ_FILES)
def handout_page(request: HttpRequest, visit: Visit, language: str) -> HttpResponse:
    """What concurrent planning is, in plain words, to print and give; it names nobody."""
    wording = wording_on(visit.today)
    if language not in LANGUAGES or language not in wording.handouts:
        raise Http404("there is no handout in this language")
    title, *paragraphs = wording.handouts[language]
    given = {
        "language": language,
        "languages": [(code, words) for code, words in LANGUAGES.items() if code != language],
        "title": title,
        "paragraphs": paragraphs,
        "notice": wording.notice,
    }
    return render(request, "permanency/handout.html", given)
