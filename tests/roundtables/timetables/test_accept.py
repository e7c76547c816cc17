"""A proposal is taken over, as far as it still can be; then it is announced. What is announced is repaired."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.casefile.models import Child, Event
from homeward.casefile.sight import sight_of
from homeward.roundtables.actions import announce, cancel
from homeward.roundtables.free import moment
from homeward.roundtables.models import Absence, Roundtable, SchedulingSettings, Status, Timetable
from homeward.roundtables.requests import requests_of
from homeward.roundtables.timetables.accept import Answers, accept
from homeward.roundtables.timetables.actions import Days, ask_again
from tests.casefile.staff import newcomer, person
from tests.cast_county import TODAY
from tests.roundtables.arranged import SOON, convened, other_child, room, waiting_child
from tests.roundtables.timetables.asked import FIRST, LAST, made, meetings, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rooms() -> None:
    room("Oak")
    room("Elm")


def accepted(timetable: Timetable, **answers: Any) -> Timetable:
    return accept(timetable=timetable, by=person("pc-01"), today=TODAY, answers=Answers(**answers))


def announced_days(child: Child) -> list[date]:
    found = Event.objects.current().filter(child=child, kind="roundtable_scheduled", on__gte=TODAY)
    return list(found.values_list("on", flat=True))


def away(who: str, on: date, days: int = 1) -> None:
    whole = {"from_at": moment(on, time.min), "until_at": moment(on + timedelta(days=days), time.min)}
    Absence.objects.create(person=person(who), recorded_by=person("pc-01"), recorded_at=moment(TODAY, time(9)), **whole)


def test_what_is_accepted_is_planned_and_stands_in_no_file_yet() -> None:
    child, timetable = waiting_child(), proposed()
    for _ in range(2):
        accepted(timetable)
    made = Roundtable.objects.get(attending__child=child)
    assert (made.status, announced_days(child)) == (Status.PLANNED, [])
    assert Roundtable.objects.count() == len(timetable.solution["meetings"])
    [request] = requests_of(sight_of(person("pc-01"), on=TODAY), today=TODAY, only=child.pk)
    assert (request.arranged, request.is_planned) == (made.on, True)
    assert not Roundtable.objects.of_seats(person("fac-01").pk).exists(), "nobody is told"


def test_what_is_planned_is_announced_once_the_facilitator_was_asked() -> None:
    child = waiting_child()
    accepted(proposed())
    made = Roundtable.objects.get(attending__child=child)
    sent: dict[str, Any] = {"roundtable": made, "by": person("pc-01"), "today": TODAY}
    with pytest.raises(ValidationError) as refused:
        announce(is_asked=False, efforts="", **sent)
    assert "is_asked" in refused.value.message_dict
    for _ in range(2):
        announce(is_asked=True, efforts="Asked two agencies.", **sent)
    made.refresh_from_db()
    assert (made.status, announced_days(child)) == (Status.ANNOUNCED, [made.on])
    assert "asked: no relative" in made.seats.taken().get(role="facilitator").eligible_because
    with pytest.raises(PermissionDenied):
        announce(**{**sent, "by": person("ocm-001")}, is_asked=True, efforts="")


def test_what_is_planned_can_be_dropped_and_leaves_nothing_behind() -> None:
    child = waiting_child()
    accepted(proposed())
    cancel(roundtable=Roundtable.objects.get(attending__child=child), why="Home.", by=person("pc-01"), today=TODAY)
    assert announced_days(child) == []
    assert not Roundtable.objects.live().filter(attending__child=child).exists()


def test_what_became_impossible_is_refused_in_words_and_the_rest_is_kept() -> None:
    child, timetable = waiting_child(), proposed()
    assert len(timetable.solution["meetings"]) > 1
    convened(child, on=SOON + timedelta(days=1), room=room("Elm"))
    became = accepted(timetable).became
    refused = became.pop(str(child.pk))["refused"]
    assert f"For {child} one is announced" in refused
    assert all("roundtable" in one for one in became.values())
    assert Roundtable.objects.filter(status=Status.PLANNED).count() == len(became)


def test_a_facilitator_who_is_away_by_now_is_refused() -> None:
    child, timetable = waiting_child(), proposed()
    meeting = meetings(timetable)[str(child.pk)]
    lead = next(who for who in ("fac-01", "fac-02") if str(person(who).pk) == meeting["facilitator"])
    away(lead, date.fromisoformat(meeting["start"][:10]))
    assert "is away" in accepted(timetable).became[str(child.pk)]["refused"]


def test_announced_ones_stay_unless_they_may_be_changed() -> None:
    announced = convened(waiting_child())
    away("fac-01", TODAY, days=60)
    key = str(announced.pk)
    assert key not in meetings(proposed())
    moving = proposed(may_move=True)
    assert meetings(moving)[key]["facilitator"] == str(person("fac-02").pk)
    assert "Ask, and confirm" in accepted(moving).became[key]["refused"]
    announced.refresh_from_db()
    assert announced.version == 1


def test_an_announced_one_is_changed_with_a_reason() -> None:
    announced = convened(waiting_child())
    away("fac-01", TODAY, days=60)
    accepted(proposed(may_move=True), is_asked=True, why="Fay is ill.", efforts="Asked.")
    announced.refresh_from_db()
    assert (announced.version, announced.changed_why) == (2, "Fay is ill.")
    assert announced.seats.taken().get(role="facilitator").person == person("fac-02")


def repaired(roundtable: Roundtable, *absent: str, last: date = LAST) -> tuple[Timetable, dict[str, Any]]:
    keys = [str(person(who).pk) for who in absent]
    timetable = proposed(repairs=roundtable, absent=keys, days=Days(FIRST, last, 10))
    assert set(timetable.solution["meetings"][0]) > {"start"}
    return timetable, meetings(timetable)[str(roundtable.pk)]


def parts_changed(timetable: Timetable, roundtable: Roundtable) -> set[str]:
    before, now = timetable.announced[str(roundtable.pk)], meetings(timetable)[str(roundtable.pk)]
    return {part for part in before if before[part] != now[part]}


def test_a_facilitator_who_drops_out_is_replaced_and_nothing_else_changes() -> None:
    announced = convened(waiting_child())
    timetable, _ = repaired(announced, "fac-01")
    assert parts_changed(timetable, announced) == {"facilitator"}
    accepted(timetable, is_asked=True, why="She is ill.")
    announced.refresh_from_db()
    assert announced.seats.taken().get(role="facilitator").person == person("fac-02")


def test_if_nobody_else_is_free_then_another_time_is_proposed() -> None:
    announced = convened(waiting_child())
    away("fac-02", SOON)
    away("fac-01", SOON)
    timetable, _ = repaired(announced)
    assert "start" in parts_changed(timetable, announced)


def test_if_the_case_manager_can_not_come_another_day_is_proposed() -> None:
    announced = convened(waiting_child())
    _, meeting = repaired(announced, "ocm-001")
    assert meeting["start"][:10] != str(SOON)
    assert meeting["facilitator"] == str(person("fac-01").pk)


def test_an_external_who_drops_out_is_replaced_at_the_same_time() -> None:
    other = newcomer("external_consultant", agency="partner")
    announced = convened(waiting_child())
    timetable, meeting = repaired(announced, "ext-01")
    assert (parts_changed(timetable, announced), meeting["external"]) == ({"external"}, str(other.pk))


def test_a_repair_moves_no_other_roundtable() -> None:
    announced = convened(waiting_child())
    other = Child.objects.in_care(on=TODAY).filter(unit__external_id="three-bridges-1", roundtables=None).first()
    assert other
    stays = convened(other, at=time(13, 30))
    timetable, _ = repaired(announced, "ocm-001")
    assert timetable.announced[str(stays.pk)]["start"] == f"{SOON}T13:30"
    accepted(timetable, why="He is ill.", is_asked=True)
    stays.refresh_from_db()
    assert stays.version == 1


def test_a_repair_takes_no_place_from_another_also_if_that_one_could_easily_move() -> None:
    """The only other time of the only day at which all could come is that of a roundtable that is free to go away."""
    announced = convened(waiting_child())
    stays = convened(other_child(), at=time(13))
    away("ocm-001", SOON)
    Absence.objects.filter(person=person("ocm-001")).update(until_at=moment(SOON, time(12)))
    keys = {"repairs": announced, "absent": [], "days": Days(SOON, SOON, 10)}
    timetable = proposed(**keys)
    assert str(announced.pk) not in meetings(timetable), "pc-01, who sits at both, is at the other one"
    assert timetable.announced.keys() == {str(announced.pk), str(stays.pk)}
    kept = meetings(timetable).get(str(stays.pk))
    assert kept is None or kept["start"] == f"{SOON}T13:00"


def test_made_again_what_is_announced_stays_though_more_of_what_was_proposed_would_if_it_moved() -> None:
    """One announced roundtable stands in the way of two that were only proposed: for the solver one change is less."""
    agency = person("pc-01").agency
    assert agency
    SchedulingSettings.objects.create(agency=agency, initial_minutes=60, repeat_minutes=60, caps={})
    announced = convened(other_child())
    before = proposed(may_move=True)
    others = [one for one in before.solution["meetings"] if one["roundtable"] != str(announced.pk)][:2]
    assert len(others) == 2
    for one, hour, where in zip(others, (9, 10), ("Oak", "Elm"), strict=True):
        minutes = {"start": f"{SOON}T{hour:02}:00", "end": f"{SOON}T{hour + 1:02}:00"}
        one |= {**minutes, "room": str(room(where).pk), "facilitator": str(person("fac-02").pk)}
    before.save(update_fields=["solution"])
    again = made(ask_again(timetable=before, by=person("pc-01"), today=TODAY))
    assert again.stage == "proposed", again.faults
    assert meetings(again)[str(announced.pk)]["start"] == f"{SOON}T09:00"
    assert parts_changed(again, announced) == set()
    assert sum(row[1] for row in again.reached if row[0] == "changed") == 2


def test_travel_between_sites_is_known_to_the_timetable() -> None:
    agency = person("pc-01").agency
    assert agency
    SchedulingSettings.objects.create(agency=agency, travel={"North|South": 90})
    elm = room("Elm")
    elm.site = "South"
    elm.save()
    proposal = proposed()
    assert proposal.solution["meetings"]


def test_announced_roundtables_that_only_stand_in_each_others_way_change_places() -> None:
    two = [convened(), convened(other_child(), at=time(13))]
    begins = [one.starts_at for one in two]
    timetable = proposed(may_move=True)
    said, places = meetings(timetable), timetable.announced
    changed = []
    for one, other in (two, reversed(two)):
        there = places[str(other.pk)]
        start = datetime.fromisoformat(there["start"])
        end = f"{start + timedelta(minutes=one.minutes):%Y-%m-%dT%H:%M}"
        here = {**places[str(one.pk)], "start": there["start"], "end": end, "room": there["room"]}
        changed.append({**said[str(one.pk)], **here})
    timetable.solution["meetings"] = changed
    timetable.save(update_fields=["solution"])
    became = accepted(timetable, is_asked=True, why="The court asked").became
    assert all("roundtable" in one for one in became.values()), became
    assert [Roundtable.objects.get(pk=one.pk).starts_at for one in two] == begins[::-1]
