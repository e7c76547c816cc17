"""The way of a learner: beginning it, choosing and agreeing, how it stands, signing."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.learning import actions
from homeward.learning.chosen import activities_of, chosen_in, version_on
from homeward.learning.forms import ChoosingForm, CoachForm
from homeward.learning.models import LearningPath
from homeward.learning.standing import PREFETCH, standing_of
from homeward.learning.who import LEARNER, LEARNERS, coaches_for, opened
from homeward.obligations.steps import Found, add_faults


@signed_in(roles=LEARNERS, methods=FORM)
def begin_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A learner begins a way with a coach or supervisor."""

    def save(found: Found) -> Done:
        version = version_on(visit.today).version
        path = actions.begin_path(learner=visit.person, version=version, by=visit.person, today=visit.today, **found)
        return Done(reverse("choose_activities", args=[path.pk]), f"You are on your way with {path.coach}.")

    return Asking(
        title="Begin with a coach",
        form=lambda *given, **named: CoachForm(*given, coaches=coaches_for(visit.person, on=visit.today), **named),
        save=save,
        back=reverse("learning"),
        above="Learning on the job",
        button="Begin",
        intro="Your coach sees which step you are on, what you two agree, and what you share. Nothing is scored.",
        initial={"token": uuid4()},
    ).answer(request)


@signed_in(methods=FORM)
def coach_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """The learner goes on with another coach."""
    path, part = opened(visit, path_id)
    if part != LEARNER:
        raise PermissionDenied("The learner says with whom she goes on.")

    def save(found: Found) -> Done:
        made = actions.change_coach(path=path, coach=found["coach"], by=visit.person, today=visit.today)
        return Done(reverse("learning_way", args=[path.pk]), f"You go on with {made.coach}.")

    return Asking(
        title="Go on with another coach",
        form=lambda *given, **named: CoachForm(*given, coaches=coaches_for(path.learner, on=visit.today), **named),
        save=save,
        back=reverse("learning_way", args=[path.pk]),
        above="Your way",
        intro=f"{path.coach} will not see your record any more. Whoever comes next sees what you share.",
        initial={"token": uuid4(), "coach": path.coach_id},
    ).answer(request)


@signed_in()
def way_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """How a way stands: what was chosen, what was talked about, the next steps, who has signed."""
    _, part = opened(visit, path_id)
    path = LearningPath.objects.select_related("learner", "coach").prefetch_related(*PREFETCH).get(pk=path_id)
    standing = standing_of(path, visit.today)
    latest = next(iter(path.choosings.all()), None)
    signed = {one.signed_as: one for one in path.signatures.all()}
    titles = {one.activity.code: one.activity.title for one in standing.chosen}
    given: dict[str, Any] = {
        "path": path,
        "part": part,
        "is_learner": part == LEARNER,
        "standing": standing,
        "latest": latest,
        "may_agree": latest and latest.agreed_at is None and latest.made_by_id != visit.person.pk,
        "talks": [(talk, titles.get(talk.activity, "")) for talk in path.talks.all()],
        "signed": [(word, signed.get(name)) for name, word in (("learner", path.learner), ("coach", path.coach))],
        "has_signed": part in signed,
        "is_signed": bool(signed),
        "missing": actions.missing_to_sign(path),
        "notice": activities_of(path).notice,
        "today": visit.today,
    }
    return render(request, "learning/way.html", given)


@signed_in(methods=FORM)
def choose_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """All, some or none of the activities, or others in their place; the other one of the two agrees."""
    path, _ = opened(visit, path_id)
    activities = activities_of(path)
    latest = path.choosings.first()
    before = chosen_in(latest, activities)
    given = {"why": latest.why} if latest else {}
    form = ChoosingForm(request.POST or None, activities=activities, before=before, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.choose(path=path, rows=form.rows(), why=why, by=visit.person, today=visit.today)
            messages.success(
                request, "The choice is written down. It holds once the other one of you has agreed to it."
            )
            return redirect("learning_way", path.pk)
        except ValidationError as refused:
            add_faults(form, refused)
    shown = {"path": path, "form": form, "about": activities.about}
    return render(request, "learning/choose.html", shown)


@signed_in(methods=("POST",))
def agree_page(request: HttpRequest, visit: Visit, path_id: UUID, number: int) -> HttpResponse:
    """The other one agrees to the choice."""
    path, _ = opened(visit, path_id)
    try:
        actions.agree(path=path, number=number, by=visit.person, today=visit.today)
        messages.success(request, "You agreed to the choice.")
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    return redirect("learning_way", path.pk)


@signed_in(methods=("POST",))
def sign_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """Learner or coach signs, or takes the signature back while it stands alone."""
    path, _ = opened(visit, path_id)
    try:
        if request.POST.get("step") == "back":
            actions.take_signature_back(path=path, by=visit.person, today=visit.today)
            messages.success(request, "You took your signature back.")
        else:
            actions.sign(path=path, by=visit.person, today=visit.today)
            messages.success(request, "You signed.")
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    return redirect("learning_way", path.pk)
