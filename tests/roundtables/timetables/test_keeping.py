"""How long proposals are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from homeward.roundtables.models import Stage, Timetable
from homeward.roundtables.timetables.actions import ask_again, discard
from homeward.roundtables.timetables.keeping import remove_old_proposals
from tests.casefile.staff import person
from tests.cast_county import TODAY
from tests.roundtables.timetables.asked import ask

pytestmark = pytest.mark.django_db


def of_days_ago(days: int, stage: str = Stage.PROPOSED) -> Timetable:
    made = ask()
    Timetable.objects.filter(pk=made.pk).update(asked_at=timezone.now() - timedelta(days=days), stage=stage)
    return made


def kept() -> set[object]:
    return set(Timetable.objects.values_list("pk", flat=True))


def test_what_nobody_accepted_is_removed_after_the_days_of_the_setting(settings: Settings) -> None:
    settings.HOMEWARD_TIMETABLE_DAYS = 30
    old = [of_days_ago(31, stage) for stage in (Stage.PROPOSED, Stage.DISCARDED, Stage.FAILED, Stage.IMPOSSIBLE)]
    young, accepted = of_days_ago(29), of_days_ago(400, Stage.ACCEPTED)
    assert remove_old_proposals(now=timezone.now()) == len(old)
    assert kept() == {young.pk, accepted.pk}
    assert remove_old_proposals(now=timezone.now()) == 0


def test_what_was_accepted_stays_also_if_it_was_made_from_one_that_goes() -> None:
    first = of_days_ago(200)
    Timetable.objects.filter(pk=first.pk).update(solution={"meetings": [], "unscheduled": []})
    first.refresh_from_db()
    second = ask_again(timetable=first, by=person("pc-01"), today=TODAY)
    assert second.after == first
    Timetable.objects.filter(pk=second.pk).update(stage=Stage.ACCEPTED)
    assert remove_old_proposals(now=timezone.now()) == 1
    assert Timetable.objects.get().after is None


def test_one_that_was_discarded_just_now_can_still_be_looked_at() -> None:
    made = discard(timetable=ask(), by=person("pc-01"), today=TODAY)
    assert remove_old_proposals(now=timezone.now()) == 0
    assert kept() == {made.pk}
