"""The library by topic with its search, and what an agency does with it."""

from datetime import timedelta
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.steps import Found
from homeward.resources import actions
from homeward.resources.actions import LOOKS_AFTER, NoSuchResourceError
from homeward.resources.forms import CheckForm, NoForm, ResourceForm, RetireForm
from homeward.resources.library import Listed, by_topic, library_of, matching

_LONG_AGO: Final = timedelta(days=365)
"""A link that was looked at before that may lead somewhere else by now."""


@signed_in()
def resources_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every resource by topic, or those that match; what is retired stands apart, for those who keep the library."""
    asked = request.GET.get("q", "").replace("\0", "")[:200].strip()
    found = matching(library_of(visit.person.agency), asked)
    listed = [one for one in found if not one.is_retired]
    given = {
        "asked": asked,
        "topics": list(by_topic(listed)),
        "count": len(listed),
        "linked": sum(1 for one in listed if one.link),
        "unchecked": sum(1 for one in listed if one.link and not one.checked_on),
        "retired": [one for one in found if one.is_retired],
        "keeps": bool(LOOKS_AFTER & visit.sight.roles),
        "long_ago": visit.today - _LONG_AGO,
        "today": visit.today,
    }
    return render(request, "resources/resources.html", given)


def _asking(title: str, **more: Any) -> Asking:
    return Asking(title=title, back=reverse("resources"), above="Resources", **more)


def _listed(visit: Visit, key: str) -> Listed:
    """A resource of her agency's library; Http404 if there is none of that key."""
    try:
        return actions.find(visit.person.agency, key)
    except NoSuchResourceError as unknown:
        raise Http404("There is no such resource.") from unknown


@signed_in(roles=LOOKS_AFTER, methods=FORM)
def add_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A resource of the agency's own."""

    def save(found: Found) -> Done:
        added = actions.add_resource(said=found, by=visit.person, today=visit.today)
        return Done(f"{reverse('resources')}#{added.topic}", f"Added: {added.title}.")

    return _asking("Add a resource", form=ResourceForm, save=save, initial=_asked_for(request)).answer(request)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    return {"topic": request.GET.get("topic", "other")}


@signed_in(roles=LOOKS_AFTER, methods=FORM)
def change_page(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Another wording, link or topic."""
    one = _listed(visit, key)

    def save(found: Found) -> Done:
        changed = actions.change_resource(
            key=key, said=found, opened=found["opened"], by=visit.person, today=visit.today
        )
        return Done(f"{reverse('resources')}#{changed.topic}", f"Saved: {changed.title}.")

    initial = {name: getattr(one.of, name) for name in actions.SAID} | {"opened": one.version_for}
    intro = "Of the agency above yours; saving makes your own." if one.agency != visit.person.agency else ""
    if one.agency is None:
        intro = "As it comes with Homeward; saving makes your agency's own."
    asking = _asking(f"Change “{one.title}”", form=ResourceForm, save=save, initial=initial, intro=intro)
    return asking.answer(request)


@signed_in(roles=LOOKS_AFTER, methods=FORM)
def retire_page(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """It stands in no list any more, and is proposed nowhere."""
    one = _listed(visit, key)

    def save(found: Found) -> Done:
        actions.retire_resource(key=key, why=found["why"], by=visit.person, today=visit.today)
        return Done(reverse("resources"), f"Retired: {one.title}. It can be brought back.")

    return _asking(f"Retire “{one.title}”", form=RetireForm, save=save, button="Retire").answer(request)


@signed_in(roles=LOOKS_AFTER, methods=FORM)
def restore_page(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """It stands in the lists again."""
    one = _listed(visit, key)

    def save(found: Found) -> Done:
        restored = actions.restore_resource(key=key, by=visit.person, today=visit.today)
        return Done(f"{reverse('resources')}#{restored.topic}", f"Brought back: {restored.title}.")

    return _asking(f"Bring back “{one.title}”", form=NoForm, save=save, button="Bring back").answer(request)


@signed_in(roles=LOOKS_AFTER, methods=FORM)
def check_page(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Somebody opened the link on a day, and it led where it should."""
    one = _listed(visit, key)

    def save(found: Found) -> Done:
        checked = actions.check_resource(key=key, on=found["on"], by=visit.person, today=visit.today)
        also = " Wherever the same link stands it counts too." if len(checked) > 1 else ""
        return Done(f"{reverse('resources')}#{one.topic}", f"Marked as checked: {one.title}.{also}")

    return _asking(
        f"Checked: “{one.title}”",
        form=partial(CheckForm, today=visit.today),
        save=save,
        button="Mark as checked",
        initial={"on": visit.today},
        intro=f"Open {one.link} first. Mark it when it leads to what the title says.",
    ).answer(request)


@signed_in(roles=LOOKS_AFTER, methods=("POST",))
def move_page(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One place up or down within the topic."""
    one = _listed(visit, key)
    is_up = request.POST.get("where") == "up"
    try:
        actions.move_resource(key=key, is_up=is_up, by=visit.person, today=visit.today)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    else:
        messages.success(request, f"Moved {'up' if is_up else 'down'}: {one.title}.")
    return redirect(f"{reverse('resources')}#{one.topic}")
