"""The pages on which stays in care and placements are recorded, corrected and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from homeward.casefile.models import Child, Episode, Placement
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.casefile.visibility import may_record
from homeward.obligations import stays
from homeward.obligations.forms import TakeBackForm
from homeward.obligations.mistaken_stay import of_stay, why_not, withdraw_episode
from homeward.obligations.recording import CASE_MANAGER
from homeward.obligations.stay_forms import CorrectEpisodeForm, CorrectPlacementForm, DischargeForm, PlacementForm
from homeward.obligations.steps import Found, Steps
from homeward.website.words import capital, day_words, plain


@signed_in(methods=FORM)
def removal_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """A stay in care begins."""
    child = _opened(visit, child_id)
    if _open_stay(child) and request.method != "POST":
        return redirect(_address(child))

    def save(found: Found) -> str:
        with _beside_the_day("removed_on"):
            home = {"removed_on": found["on"], "placement_type": found["placement_type"]}
            stays.record_removal(child=child, **home, **_sent(visit, found))
        return _address(child, "removal")

    form = partial(PlacementForm, today=visit.today)
    return _steps(visit, child, "Removal", form, save, _says_placed).answer(request)


@signed_in(methods=FORM)
def move_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The child moves to another placement."""
    child = _opened(visit, child_id)
    episode = _need_stay(child)

    def save(found: Found) -> str:
        with _beside_the_day("started_on"):
            home = {"started_on": found["on"], "placement_type": found["placement_type"]}
            stays.record_placement(episode=episode, **home, **_sent(visit, found))
        return _address(child, "move")

    form = partial(PlacementForm, today=visit.today)
    return _steps(visit, child, "Move", form, save, _says_placed).answer(request)


@signed_in(methods=FORM)
def discharge_page(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """The stay ends."""
    child = _opened(visit, child_id)
    episode = _need_stay(child)

    def save(found: Found) -> str:
        with _beside_the_day("discharged_on"):
            end = {"discharged_on": found["on"], "discharge_reason": found["discharge_reason"]}
            stays.record_discharge(episode=episode, **end, **_sent(visit, found))
        return _address(child, "discharge")

    def says(found: Found) -> str:
        return f"Discharge, {day_words(found['on'])}: {plain(found['discharge_reason'])}"

    return _steps(visit, child, "Discharge", partial(DischargeForm, today=visit.today), save, says).answer(request)


@signed_in(methods=FORM)
def correct_episode_page(request: HttpRequest, visit: Visit, child_id: UUID, episode_id: UUID) -> HttpResponse:
    """The days of a stay were others."""
    child = _opened(visit, child_id)
    episode = get_object_or_404(Episode.objects.current(), pk=episode_id, child=child)
    columns = ("removed_on", "discharged_on", "discharge_reason")

    def save(found: Found) -> str:
        right = {column: found[column] for column in columns}
        stays.correct_episode(episode=episode, why=found["why"], **right, **_sent(visit, found))
        return _address(child, "correction")

    title = f"Correct the stay from {day_words(episode.removed_on)}"
    initial = {column: getattr(episode, column) for column in columns}
    return _steps(visit, child, title, CorrectEpisodeForm, save, lambda found: title, initial=initial).answer(request)


@signed_in(methods=FORM)
def withdraw_episode_page(request: HttpRequest, visit: Visit, child_id: UUID, episode_id: UUID) -> HttpResponse:
    """The child was not in care then: the stay was entered by mistake."""
    child = _opened(visit, child_id)
    episode = get_object_or_404(Episode, pk=episode_id, child=child)
    if episode.withdrawn_at:
        return redirect(_address(child, "stay"))

    def save(found: Found) -> str:
        withdraw_episode(episode=episode, why=found["why"], **_sent(visit, found))
        return _address(child, "stay")

    title = f"Take back the stay from {day_words(episode.removed_on)}"
    return Steps(
        child=child,
        today=visit.today,
        title=title,
        form=TakeBackForm,
        save=save,
        says=lambda found: title,
        template="obligations/withdraw_episode.html",
        more={
            "episode": episode,
            "of_stay": of_stay(episode),
            "refused": why_not(episode, child, visit.person, visit.today),
        },
    ).answer(request)


@signed_in(methods=FORM)
def correct_placement_page(request: HttpRequest, visit: Visit, child_id: UUID, placement_id: UUID) -> HttpResponse:
    """The days or the type of a placement were others."""
    child = _opened(visit, child_id)
    home = get_object_or_404(Placement.objects.current(), pk=placement_id, child=child)
    columns = ("started_on", "ended_on", "placement_type")

    def save(found: Found) -> str:
        right = {column: found[column] for column in columns}
        stays.correct_placement(placement=home, why=found["why"], **right, **_sent(visit, found))
        return _address(child, "correction")

    title = f"Correct the placement from {day_words(home.started_on)}"
    initial = {column: getattr(home, column) for column in columns}
    return _steps(visit, child, title, CorrectPlacementForm, save, lambda found: title, initial=initial).answer(request)


@signed_in(methods=FORM)
def withdraw_placement_page(request: HttpRequest, visit: Visit, child_id: UUID, placement_id: UUID) -> HttpResponse:
    """The child never lived there."""
    child = _opened(visit, child_id)
    home = get_object_or_404(Placement, pk=placement_id, child=child, episode__withdrawn_at=None)
    if home.withdrawn_at and request.method != "POST":
        return redirect(_address(child))

    def save(found: Found) -> str:
        stays.withdraw_placement(placement=home, why=found["why"], **_sent(visit, found))
        return _address(child, "withdrawal")

    title = f"Take back: {plain(home.placement_type)} from {day_words(home.started_on)}"
    return _steps(visit, child, title, TakeBackForm, save, lambda found: title).answer(request)


def _steps(
    visit: Visit, child: Child, title: str, form: Any, save: Any, says: Any, *, initial: dict[str, Any] | None = None
) -> Steps:
    return Steps(child=child, today=visit.today, title=title, form=form, save=save, says=says, initial=initial or {})


def _says_placed(found: Found) -> str:
    return f"{capital(plain(found['placement_type']))} from {day_words(found['on'])}"


def _opened(visit: Visit, child_id: UUID) -> Child:
    """The child, for somebody who may record where the child lives."""
    child = visit.child(child_id, page="record")
    if not may_record(visit.person, child, CASE_MANAGER, on=visit.today):
        raise PermissionDenied("Your role does not record where a child lives.")
    return child


def _open_stay(child: Child) -> Episode | None:
    return Episode.objects.current().filter(child=child, discharged_on=None).first()


def _need_stay(child: Child) -> Episode:
    """The stay that is open, else the last one: a discharge that is sent twice finds it ended already."""
    episode = _open_stay(child) or Episode.objects.current().filter(child=child).order_by("removed_on").last()
    if episode is None:
        raise Http404("this child was never in care")
    return episode


def _address(child: Child, saved: str = "") -> str:
    return reverse("placements", args=(child.pk,)) + (f"?saved={saved}" if saved else "")


def _sent(visit: Visit, found: Found) -> dict[str, Any]:
    """Who records, when, and at which version of the child."""
    return {"by": visit.person, "today": visit.today, "version": found["version"]}


@contextmanager
def _beside_the_day(name: str) -> Iterator[None]:
    """A fault of the day stands beside the one field in which these forms ask for it."""
    try:
        yield
    except ValidationError as refused:
        if not hasattr(refused, "error_dict"):
            raise
        said = refused.message_dict
        raise ValidationError({"on" if field == name else field: faults for field, faults in said.items()}) from refused
