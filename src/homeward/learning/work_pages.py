"""The page of one activity: the learner does it, applies it and reflects; the coach reads what is shared."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from homeward.casefile.actions import ChangedSinceError
from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.learning import actions
from homeward.learning.chosen import Chosen, activities_of, to_do
from homeward.learning.forms import WorkForm, initial_of
from homeward.learning.guide_pages import rules_of
from homeward.learning.models import ActivityWork, LearningPath
from homeward.learning.places import places, practice_children
from homeward.learning.who import COACH, opened

_MOST_OF_HER_OWN: Final = 200


@signed_in(methods=FORM)
def activity_page(request: HttpRequest, visit: Visit, path_id: UUID, code: str) -> HttpResponse:
    """An activity that was chosen; saved as it is typed."""
    path, part = opened(visit, path_id)
    chosen = next((one for one in to_do(path, activities_of(path)) if one.activity.code == code), None)
    if chosen is None:
        raise Http404("This activity was not chosen.")
    work = path.works.select_related("applied_to__agency").filter(activity=code).first()
    if part == COACH:
        return _coach(request, visit, path, chosen, work)
    form = _form(request, visit, path, work)
    if request.method == "POST":
        as_typed = request.headers.get("X-Homeward-Saves") == "typed"
        return _typed(visit, path, code, form) if as_typed else _sent(request, visit, path, chosen, work, form)
    return _page(request, visit, path, chosen, work, form)


def _form(request: HttpRequest, visit: Visit, path: LearningPath, work: ActivityWork | None) -> WorkForm:
    sight = visit.sight
    own = Child.objects.filter(sight.supervised | sight.carried(), sight.by_work).exclude(sight.practice)
    return WorkForm(
        request.POST or None,
        initial=initial_of(work),
        questions=activities_of(path).reflect,
        practice=practice_children(visit),
        own=list(own.order_by("first_name", "last_name", "pk")[:_MOST_OF_HER_OWN]),
        known=work.applied_to if work else None,
    )


def _save(visit: Visit, path: LearningPath, code: str, form: WorkForm) -> ActivityWork:
    about = {"said": form.said(), "opened": form.cleaned_data["opened"]}
    return actions.write_work(path=path, activity=code, by=visit.person, today=visit.today, **about)


def _typed(visit: Visit, path: LearningPath, code: str, form: WorkForm) -> JsonResponse:
    """Sent by the page itself a few seconds after somebody typed: whether it is saved, and why not."""
    if not form.is_valid():
        return JsonResponse({"says": "Not saved: something is too long. Press “Save” to see what."})
    try:
        saved = _save(visit, path, code, form)
    except (ChangedSinceError, ValidationError) as refused:
        return JsonResponse({"says": f"Not saved. {_why(refused)} What you typed is still here."})
    return JsonResponse({"opened": str(saved.number)})


def _sent(
    request: HttpRequest,
    visit: Visit,
    path: LearningPath,
    chosen: Chosen,
    work: ActivityWork | None,
    form: WorkForm,
) -> HttpResponse:
    if form.is_valid():
        try:
            _save(visit, path, chosen.activity.code, form)
            messages.success(request, "Saved. It is yours: your coach sees what you share.")
            return redirect("learning_way", path.pk)
        except (ChangedSinceError, ValidationError) as refused:
            form.add_error(None, f"{_why(refused)} What you typed is still here. Save again to keep it.")
            # Both texts are her own: pressed once more, this one takes the place of the other.
            form.data = {**form.data.dict(), "opened": str(work.number if work else 0)}  # type: ignore[attr-defined]
            return _page(request, visit, path, chosen, work, form, status=409)
    return _page(request, visit, path, chosen, work, form)


def _why(refused: ChangedSinceError | ValidationError) -> str:
    return " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)


def _page(
    request: HttpRequest,
    visit: Visit,
    path: LearningPath,
    chosen: Chosen,
    work: ActivityWork | None,
    form: WorkForm,
    *,
    status: int = 200,
) -> HttpResponse:
    given = {**_about(request, visit, path, chosen, work), "form": form, "is_signed": path.signatures.exists()}
    return render(request, "learning/activity.html", given, status=status)


def _coach(
    request: HttpRequest, visit: Visit, path: LearningPath, chosen: Chosen, work: ActivityWork | None
) -> HttpResponse:
    """What is shared, with what helps the talk about it."""
    if request.method == "POST":
        raise Http404("The learner writes here.")
    given = _about(request, visit, path, chosen, work)
    if work and work.shares_applied and work.applied_to:
        given["applied_to"] = _told(visit, work.applied_to)
    if work and work.shares_reflections:
        questions = activities_of(path).reflect
        given["reflections"] = [pair for pair in zip(questions, work.reflections, strict=False) if pair[1].strip()]
    return render(request, "learning/activity_for_coach.html", given)


def _told(visit: Visit, child: Child) -> str:
    """A child as the coach hears of her: the name of a real one is told only to whoever sees her by her own work."""
    if child.agency.is_practice:
        return f"{child}, a made-up child"
    sees = Child.objects.seen_by(visit.sight).filter(pk=child.pk).exists()
    return str(child) if sees else "A child of her own work"


def _about(
    request: HttpRequest, visit: Visit, path: LearningPath, chosen: Chosen, work: ActivityWork | None
) -> dict[str, Any]:
    example = next(iter(practice_children(visit)), None)
    activity = chosen.activity
    return {
        "path": path,
        "chosen": chosen,
        "activity": activity,
        "work": work,
        "places": places(activity.places, example, request),
        "rules": rules_of(activity.rules),
    }
