"""The exercises, and the way to a practice roundtable."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.sight import PRACTISE
from homeward.learning.practice.exercises import Vignette, exercises_on
from homeward.learning.practice.forms import EffortsForm, StepForm, VignetteForm
from homeward.learning.practice.presenting import AFTERWARDS, MINUTES, NotesForm, planned
from homeward.permanency.consultations.snapshot import shown, snapshot
from homeward.permanency.criteria import CRITERIA
from homeward.permanency.models import Consultation
from homeward.permanency.ratings.check import check, higher_levels_met
from homeward.permanency.ratings.scale import scale_on
from homeward.website.words import capital, plain
from homeward.wicwa.wording import wording_on

_MOST: Final = 30
"""So many practice roundtables are listed, the latest."""


@signed_in()
def practice_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What can be practised."""
    given = {"exercises": exercises_on(visit.today), "practises": bool(PRACTISE & visit.sight.roles)}
    return render(request, "learning/practice/practice.html", given)


@signed_in(methods=FORM)
def vignette_page(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """A story to rate: checked against the criteria, then compared with the key and its reasons."""
    exercises, scale = exercises_on(visit.today), scale_on(visit.today)
    story = exercises.vignette(code)
    if story is None:
        raise Http404("There is no such story.")
    sent = request.method == "POST"
    form = VignetteForm(request.POST) if sent else VignetteForm()
    compares = sent and form.is_valid() and request.POST.get("step") == "compare"
    checked = check(scale, form.answers)
    given = {
        "exercises": exercises,
        "story": story,
        "form": form,
        "scale": scale,
        "checked": checked if sent else (),
        "levels": [(choice, level) for choice, level in zip(form["value"], checked, strict=True)],
        "higher": higher_levels_met(checked, str(form["value"].value() or "")),
        "compared": _compared(form, story) if compares else [],
        "chosen": capital(plain(str(form["value"].value() or ""))),
        "key_level": capital(plain(story.level)),
        "key_checked": next(one for one in check(scale, story.answers) if one.level.code == story.level),
    }
    return render(request, "learning/practice/vignette.html", given)


def _compared(form: VignetteForm, story: Vignette) -> list[dict[str, Any]]:
    """Each criterion: what was answered, what the authors answered, and why."""
    answers = form.answers
    return [
        {
            "asks": one.asks,
            "mine": one.words(answers[one.name]),
            "theirs": one.words(story.answers.get(one.name, "")),
            "is_otherwise": bool(answers[one.name]) and answers[one.name] != story.answers.get(one.name, ""),
            "why": story.why.get(one.name, ""),
        }
        for one in CRITERIA
        if answers[one.name] or one.name in story.answers
    ]


@signed_in(methods=FORM)
def step_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """An action step to write, and whose a barrier is."""
    exercises = exercises_on(visit.today)
    sent = request.method == "POST"
    form = StepForm(request.POST if sent else None, statements=exercises.statements)
    # The parts of the key stand in the order of the fields.
    beside = [
        (part, field.value() or "", says) for field, (part, says) in zip(form.step, exercises.step_good, strict=True)
    ]
    given = {"exercises": exercises, "form": form, "compares": sent and form.is_valid(), "beside": beside}
    return render(request, "learning/practice/step.html", given)


@signed_in(methods=FORM)
def efforts_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The active efforts from memory, then beside those that the Act lists."""
    sent = request.method == "POST"
    form = EffortsForm(request.POST) if sent else EffortsForm()
    wording = wording_on(visit.today)
    given = {"form": form, "compares": sent and form.is_valid(), "wording": wording, "count": len(wording.activities)}
    return render(request, "learning/practice/efforts.html", given)


@signed_in(roles=PRACTISE)
def children_page(request: HttpRequest, visit: Visit, what: str) -> HttpResponse:
    """The made-up children: whom to present, or for whom to hold a roundtable; and those that were held."""
    children = Child.objects.filter(visit.sight.practice).select_related("agency")
    talks = Consultation.objects.filter(members__child__agency__in=visit.sight.practice_ids, called_off_at=None)
    by_child: dict[UUID, list[Consultation]] = {}
    for talk in talks.distinct().prefetch_related("members").order_by("-on", "-pk")[:_MOST]:
        for member in talk.members.all():
            by_child.setdefault(member.child_id, []).append(talk)
    listed = children.in_care(on=visit.today).order_by("first_name", "last_name", "pk")
    given = {"what": what, "listed": [(one, by_child.get(one.pk, [])) for one in listed], "minutes": MINUTES}
    return render(request, "learning/practice/children.html", given)


@signed_in(roles=PRACTISE, methods=FORM)
def present_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The presenter's page of a made-up child, part by part, with the timer of the meeting."""
    child = visit.child(child_id, page="practice_presenting")
    if not child.agency.is_practice:
        raise Http404("Only a made-up child is presented for practice.")
    form = NotesForm(request.POST) if request.method == "POST" else NotesForm()
    begins = planned()
    given = {
        "child": child,
        "form": form,
        "parts": [(part, field, begins[part.code]) for part, field in form.parts],
        "known": shown(snapshot([child], visit.today, visit.today)),
        "afterwards": AFTERWARDS,
        "minutes": MINUTES,
    }
    return render(request, "learning/practice/present.html", given)
