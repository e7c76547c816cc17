"""Ticking off what goes out before a review or hearing: that it was done, on which day, and to whom it went."""

from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.enter import enter, may_enter
from homeward.obligations.forms import OTHER
from homeward.obligations.recording import OWNER_OF_KIND
from homeward.obligations.steps import Found, Steps, sent_by
from homeward.permanency.court.announced import HEARING
from homeward.permanency.court.checklist import Line, lines_before
from homeward.permanency.court.forms import NoticeForm
from homeward.permanency.models import NoticeGiven
from homeward.website.asked import key_in
from homeward.website.words import day_words
from homeward.workforce.models import Person

OWNERS: Final = frozenset({OWNER_OF_KIND[f"{HEARING}_held"]})
"""Whoever records the reviews and hearings themselves."""


def give_notice(
    *,
    child: Child,
    on: date,
    before: date,
    rule: str,
    name: str,
    note: str,
    by: Person,
    today: date,
    token: UUID,
    version: int | None = None,
    corrects: NoticeGiven | None = None,
    withdraws: bool = False,
    why: str = "",
) -> NoticeGiven:
    """Keep that something was done before the review or hearing of a day. Raises as `enter` does."""
    there = NoticeGiven.objects.of(child.pk).filter(before=before, rule=rule, name=name).exclude(token=token)
    if corrects is None and there.exists():
        raise ValidationError("This is ticked off already. Correct that entry.")
    record = NoticeGiven(
        child=child,
        on=on,
        before=before,
        rule=rule,
        name=name,
        note=note.strip(),
        token=token,
        corrects=corrects,
        is_withdrawal=withdraws,
        why=why.strip(),
    )
    return enter(record, owners=OWNERS, by=by, today=today, version=version)


@signed_in(methods=FORM)
def notice_page(
    request: HttpRequest, visit: Visit, child_id: UUID, before: str, rule_id: str, name: str
) -> HttpResponse:
    """Done; where it is ticked off already, its correction. No date moves, so it is saved at once."""
    child = visit.child(child_id, page="record")
    if not may_enter(visit.person, child, OWNERS, on=visit.today):
        raise PermissionDenied("Your role does not record reviews and hearings.")
    day, line = _asked(child, before, rule_id, name, visit.today)
    given = NoticeGiven.objects.of(child.pk).filter(before=day, rule=rule_id, name=name).first()
    court_at = reverse("court", args=(child.pk,))
    token = key_in(request.POST.get("token", ""))
    if token and NoticeGiven.objects.filter(child=child, token=token).exists():
        return redirect(court_at)

    def save(found: Found) -> str:
        more = {"why": found.get("why", ""), "withdraws": bool(found.get("withdraws")), "corrects": given}
        what = {"before": day, "rule": rule_id, "name": name, "note": found["note"], "on": found["on"]}
        give_notice(child=child, **what, **more, **sent_by(visit, found))
        return court_at

    return Steps(
        child=child,
        today=visit.today,
        title=f"{line.says}, before {day_words(day)}",
        form=partial(NoticeForm, today=visit.today, corrects=bool(given)),
        save=save,
        says=lambda found: "",
        told=f"{line.says}: saved. No date moved.",
        initial={"when": OTHER, "on": given.on, "note": given.note} if given else {},
        template="obligations/one_step.html",
        more={"corrects": given, "back_at": court_at},
    ).answer(request)


def _asked(child: Child, before: str, rule_id: str, name: str, today: date) -> tuple[date, Line]:
    """The day of the review or hearing and the line of the manual's check; 404 if it asks no such thing."""
    try:
        day = date.fromisoformat(before)
    except ValueError as fault:
        raise Http404("no such day") from fault
    found = [line for rule, line in lines_before(child, day, today) if (rule, line.name) == (rule_id, name)]
    if not found:
        raise Http404("nothing like that is asked before that day")
    return day, found[0]
