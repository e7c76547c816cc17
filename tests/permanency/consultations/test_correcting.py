"""A roundtable that was held on another day, or not at all: its consultation goes with the event."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from homeward.casefile.models import Child, Event
from homeward.obligations.actions import record_event
from homeward.permanency.consultations import actions
from homeward.permanency.consultations.correcting import correct_held
from homeward.permanency.models import ActionStep, Consultation
from tests.cast_county import TODAY, SignIn
from tests.permanency.consultations.meetings import SOMEBODY, STEP, attended, begun, completed, doing, held, wrote
from tests.permanency.consultations.test_meeting_pages import hidden

pytestmark = pytest.mark.django_db
BEFORE = TODAY - timedelta(days=3)


def held_event(child: Child) -> Event:
    return Event.objects.current().get(child=child, kind="roundtable_held", on__gte=BEFORE)


def fresh(one: Consultation) -> Consultation:
    return Consultation.objects.get(pk=one.pk)


def test_another_day_moves_the_consultation_too(sign_in: SignIn, child: Child) -> None:
    one, client = held(child), sign_in("pc-01")
    event = held_event(child)
    page = reverse("correct_roundtable_held", args=(child.pk, event.pk))
    assertRedirects(client.get(reverse("correct", args=(child.pk, event.pk))), page)
    sent = hidden(client.get(page).content.decode()) | {"when": "other", "on": BEFORE.isoformat(), "why": "A slip"}
    assertContains(client.post(page, sent), "Roundtable held")
    assert client.post(page, {**sent, "step": "save"}).status_code == 302
    assert (fresh(one).on, held_event(child).on) == (BEFORE, BEFORE)
    assert fresh(one).members.get().held == held_event(child)


def test_one_that_was_not_held_is_the_meeting_again_that_it_was(child: Child) -> None:
    one = held(child)
    correct_held(event=held_event(child), on=None, why="Another child was meant", **doing())
    assert (fresh(one).held_at, fresh(one).members.get().held) == (None, None)
    assert ActionStep.objects.filter(consultation=one).count() == 0
    assert not Event.objects.current().filter(child=child, kind="roundtable_held", on=TODAY).exists()


def test_a_completed_one_was_held(child: Child) -> None:
    one = completed(child)
    with pytest.raises(ValidationError, match="Its form is completed"):
        correct_held(event=held_event(child), on=None, why="x", **doing())
    correct_held(event=held_event(child), on=BEFORE, why="A slip", **doing())
    assert fresh(one).on == BEFORE


def test_an_event_without_a_consultation_is_corrected_as_any_other(child: Child) -> None:
    event = record_event(child=child, kind="roundtable_held", on=TODAY, **doing())
    right = correct_held(event=event, on=event.on - timedelta(days=1), why="A slip", **doing())
    assert right.corrects == event


def test_both_siblings_are_corrected(child: Child) -> None:
    sister = Child.objects.filter(unit=child.unit).exclude(pk=child.pk)[0]
    Child.objects.filter(pk__in=[child.pk, sister.pk]).update(case_id="together")
    one = actions.start(consultation=begun(child, siblings=[sister]), **doing())
    wrote(one, {**attended(one), **SOMEBODY, **STEP})
    actions.hold(consultation=one, **doing())
    correct_held(event=held_event(child), on=BEFORE, why="A slip", **doing())
    days = Event.objects.current().filter(child__in=[child, sister], kind="roundtable_held", on__gte=BEFORE)
    assert list(days.values_list("on", flat=True)) == [BEFORE, BEFORE]
