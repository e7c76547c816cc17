"""What an agency settles about times: convening by hand knows it, and a reason goes beyond it."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.audit.models import Entry
from homeward.casefile.models import Child
from homeward.obligations.models import Determination
from homeward.roundtables.actions import convene
from homeward.roundtables.models import Choice, PrioritizationGuidance, SchedulingSettings
from homeward.roundtables.models.settings import settings_for
from homeward.roundtables.settings_page import save_settings
from homeward.roundtables.windows import is_working_day, practical_last_day
from homeward.workforce.models import Agency
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.roundtables.arranged import SOON, convened, other_child, room, waiting_child, wanted

pytestmark = pytest.mark.django_db


def agency() -> Agency:
    found = person("pc-01").agency
    assert found
    return found


def settled(**changed: Any) -> None:
    SchedulingSettings.objects.update_or_create(agency=agency(), defaults=changed)


def faults(*children: Child, **asked: Any) -> dict[str, list[str]]:
    given = {"exception": "", **asked}
    with pytest.raises(ValidationError) as refused:
        convene(wanted=wanted(*children, **given), by=person("pc-01"), today=TODAY, token=uuid4())
    return dict(refused.value.message_dict)


def test_without_settings_the_usual_ones_hold_and_those_above_hold_below() -> None:
    assert (settings_for(agency()).turnover_minutes, settings_for(agency()).changed_at) == (15, None)
    county = agency().parent
    assert county
    SchedulingSettings.objects.create(agency=county, turnover_minutes=30)
    assert settings_for(agency()).turnover_minutes == 30
    settled(turnover_minutes=45)
    assert settings_for(agency()).turnover_minutes == 45


def test_a_holiday_is_refused_whatever_the_reason() -> None:
    thanksgiving = date(2026, 11, 26)
    assert not is_working_day(thanksgiving)
    assert "no working day" in faults(wanted().children[0], on=thanksgiving, exception="All agree.")["on"][0]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"at": time(7)}, "between 8:30 a.m. and 4:30 p.m."),
        ({"at": time(15)}, "between 8:30 a.m. and 4:30 p.m."),
        ({"at": time(11)}, "Lunch is from"),
        ({"on": TODAY + timedelta(days=1)}, "notice"),
    ],
)
def test_what_is_unusual_takes_a_reason(asked: dict[str, Any], says: str) -> None:
    child = waiting_child()
    assert says in faults(child, **asked)["exception"][0]
    assert convened(child, **asked, exception="The family asked for it.").exception_why == "The family asked for it."


def test_a_tribe_is_told_longer_before() -> None:
    child = other_child()
    Child.objects.filter(pk=child.pk).update(indian_child="yes")
    child.refresh_from_db()
    settled(tribal_notice_days=14)
    assert "a tribe is invited" in faults(child)["exception"][0]


def test_the_practical_last_day_leaves_time_for_the_form_and_the_plan() -> None:
    hearing = SOON + timedelta(days=5)
    usual = SchedulingSettings(agency=agency())
    assert practical_last_day(date(2026, 12, 18), usual) == date(2026, 12, 4)
    day_before = SchedulingSettings(agency=agency(), plan_days=1, form_working_days=0)
    assert practical_last_day(hearing, day_before) == hearing - timedelta(days=1)


def test_after_the_practical_last_day_a_reason_is_written() -> None:
    child = other_child()
    Determination.objects.filter(child=child).update(next_hearing_on=SOON + timedelta(days=10))
    assert "the last day would be" in faults(child)["exception"][0]
    settled(plan_days=1, form_working_days=0)
    assert convened(child, exception="").on == SOON


def test_nobody_is_at_two_sites_without_the_time_to_go_there() -> None:
    settled(travel={"North|South": 120})
    convened(other_child(), at=time(13))
    elm = room("Elm")
    elm.site = "South"
    elm.save()
    assert "120 minutes away" in faults(waiting_child(), at=time(10, 30), minutes=60, room=elm, exception="!")["at"][0]
    elm.site, elm.is_virtual = "", True
    elm.save()
    convened(waiting_child(), at=time(9, 30), room=elm)


def test_the_page_shows_the_usual_numbers_and_saves_the_agencys_own(sign_in: SignIn) -> None:
    room("Oak")
    elm = room("Elm")
    elm.site = "South"
    elm.save()
    client, at = sign_in("pc-01"), reverse("scheduling_settings")
    page = client.get(at)
    assertContains(page, "confirm each with your agency")
    typed = {field.html_name: field.value() or "" for field in page.context["form"]}
    assert client.post(at, {**typed, "closes": "7:00"}).status_code == 200
    assert not SchedulingSettings.objects.exists()
    assert client.post(at, {**typed, "notice_days": "4", "travel-0": "35", "facilitator-day": ""}).status_code == 302
    made = SchedulingSettings.objects.get()
    assert (made.notice_days, made.travel, made.caps["facilitator"]) == (4, {"North|South": 35}, [None, 6])
    assert Entry.objects.get(verb="save_scheduling_settings").details == {"changed": "caps, notice_days, travel"}


@pytest.mark.parametrize("who", ["ocm-001", "sup-01", "qa-01", "fac-01", "pc-02"])
def test_settings_are_the_consultants_and_administrators(who: str) -> None:
    with pytest.raises(PermissionDenied):
        save_settings(agency=agency(), settled={"opens": time(8), "closes": time(9)}, by=person(who), today=TODAY)


def test_the_guidance_is_labelled_until_the_agency_writes_its_own(sign_in: SignIn) -> None:
    client, at = sign_in("pc-01"), reverse("prioritization_guidance")
    assertContains(client.get(at), "Replace it with your official text")
    sent = {"text": "Consider age first.", "questions": "Is she 16?\n\nIs a home found?", "is_official": "on"}
    for _ in range(2):
        assert client.post(at, sent).status_code == 302
    assert list(PrioritizationGuidance.objects.values_list("number", "is_official")) == [(1, True)]
    client.post(at, {**sent, "text": "Consider age, then time."})
    assert PrioritizationGuidance.objects.count() == 2


def test_its_questions_are_answered_where_an_optional_one_is_chosen(sign_in: SignIn) -> None:
    told = Determination.objects.filter(determination="optional", unit__external_id="three-bridges-1")
    child = told.order_by("child__external_id")[0].child
    client, at = sign_in("pc-01"), reverse("choose_roundtable", args=(child.pk,))
    assertContains(client.get(at), "Is the 18th birthday near?")
    assertContains(client.post(at, {"why": "It would help."}), "Answer this")
    answers = {f"question-{place}": "yes" for place in range(6)}
    assert client.post(at, {"why": "It would help.", **answers}).status_code == 302
    choice = Choice.objects.get(child=child)
    assert (choice.guidance, len(choice.answers), choice.answers[0]["answer"]) == (None, 6, "Yes")
    assertContains(client.get(reverse("roundtables_of_child", args=(child.pk,))), "Is the 18th birthday near?")
