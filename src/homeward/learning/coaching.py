"""The coach's page, and what the two do together: talk, agree on a next step, follow it up."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.learning import actions
from homeward.learning.chosen import activities_of, to_do, version_on
from homeward.learning.forms import FollowForm, LearnerForm, TalkForm
from homeward.learning.standing import PREFETCH, Standing, standing_of
from homeward.learning.who import COACH, COACHES, coached_by, learners_for, opened
from homeward.obligations.steps import Found
from homeward.website.words import day_words


def my_learners(visit: Visit) -> list[Standing]:
    """Where each of a coach's learners stands: those whose turn it is hers first, complete ones last."""
    ways = coached_by(visit).select_related("learner", "coach").prefetch_related(*PREFETCH)
    found = [standing_of(path, visit.today) for path in ways]
    return sorted(found, key=lambda one: (one.is_complete, COACH not in one.turn, one.path.learner.name))


@signed_in(roles=COACHES)
def learners_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """My learners, where they are, what to talk about next. By name, not by how far anybody is."""
    listed = my_learners(visit)
    given = {
        "going": [one for one in listed if not one.is_complete],
        "complete": [one for one in listed if one.is_complete],
        "today": visit.today,
    }
    return render(request, "learning/learners.html", given)


@signed_in(roles=COACHES, methods=FORM)
def begin_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A coach or supervisor begins a way with a learner."""

    def save(found: Found) -> Done:
        version = version_on(visit.today).version
        path = actions.begin_path(coach=visit.person, version=version, by=visit.person, today=visit.today, **found)
        return Done(reverse("choose_activities", args=[path.pk]), f"You are on the way with {path.learner}.")

    return Asking(
        title="Begin with a learner",
        form=lambda *given, **named: LearnerForm(*given, learners=learners_for(visit.person, on=visit.today), **named),
        save=save,
        back=reverse("learners"),
        above="Your learners",
        button="Begin",
        intro="Talk with her first. The way is hers: it stands on her day, and she may go on with another coach. "
        "You see which step she is on, what you two agree, and what she shares. Nothing is scored.",
        initial={"token": uuid4()},
    ).answer(request)


@signed_in(methods=FORM)
def talk_page(request: HttpRequest, visit: Visit, path_id: UUID) -> HttpResponse:
    """A talk that was held, and the next step on which the two agreed."""
    path, part = opened(visit, path_id)
    activities = activities_of(path)
    doing = to_do(path, activities)

    def save(found: Found) -> Done:
        actions.record_talk(path=path, by=visit.person, today=visit.today, **found)
        return Done(reverse("learning_way", args=[path.pk]), "The talk is recorded. Both of you read it.")

    discussion = [(one.activity.title, one.activity.discussion) for one in doing if one.activity.discussion]
    asking = Asking(
        title="Record a talk",
        form=lambda *given, **named: TalkForm(*given, about=doing, **named),
        save=save,
        back=reverse("learning_way", args=[path.pk]),
        above=f"{path.learner} and {path.coach}",
        initial={
            "token": uuid4(),
            "on": visit.today,
            "due_on": visit.today + timedelta(days=activities.days_to_step),
        },
        template="learning/talk.html",
        more={"discussion": discussion if part == COACH else []},
    )
    return asking.answer(request)


@signed_in(methods=FORM)
def step_page(request: HttpRequest, visit: Visit, path_id: UUID, step_id: UUID) -> HttpResponse:
    """What became of a next step."""
    path, _ = opened(visit, path_id)
    step = path.steps.filter(pk=step_id).first()
    if step is None:
        raise Http404("There is no such step.")

    def save(found: Found) -> Done:
        actions.follow_step(step=step, by=visit.person, today=visit.today, **found)
        return Done(reverse("learning_way", args=[path.pk]), "It is written down.")

    return Asking(
        title="What became of the next step",
        form=FollowForm,
        save=save,
        back=reverse("learning_way", args=[path.pk]),
        above=f"{path.learner} and {path.coach}",
        intro=f"Agreed until {day_words(step.due_on)}: {step.says}",
    ).answer(request)
