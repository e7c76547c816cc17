"""The way from choosing to both signatures: whose turn it is, what is agreed, and what nobody may change."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from homeward.casefile.actions import ChangedSinceError
from homeward.learning import actions
from homeward.learning.chosen import activities_of, to_do, version_on
from homeward.learning.models import LearningPath, Talk
from homeward.learning.standing import standing_of
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY
from tests.learning.ways import COACH, OPTION_2, begun, chosen, learner, rows, signed, talked, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]


def step_of(path: LearningPath) -> str:
    return standing_of(path, TODAY).step


def test_the_way_goes_from_choosing_to_both_signatures() -> None:
    path = begun()
    steps = [step_of(path)]
    chosen(path)
    steps.append(step_of(path))
    written(path, notes="Steps I could take")
    steps.append(step_of(path))
    written(path, opened=1, notes="Steps I could take", applied="At the visit")
    steps.append(step_of(path))
    written(path, opened=2, notes="Steps I could take", applied="At the visit", reflections=["Much", "", ""])
    steps.append(step_of(path))
    talked(path)
    steps.append(step_of(path))
    for who in (path.learner, path.coach):
        actions.sign(path=path, by=who, today=TODAY)
    assert [*steps, step_of(path)] == ["choose", "do", "apply", "reflect", "talk", "sign", ""]


def test_a_choice_holds_once_the_other_one_agreed() -> None:
    path = begun()
    made = actions.choose(path=path, rows=rows(path, teens="do"), why="First", by=path.learner, today=TODAY)
    assert to_do(path, activities_of(path)) == []
    with pytest.raises(ValidationError, match="the other one"):
        actions.agree(path=path, number=made.number, by=path.learner, today=TODAY)
    actions.agree(path=path, number=made.number, by=path.coach, today=TODAY)
    assert [one.activity.code for one in to_do(path, activities_of(path))] == ["teens"]


def test_nobody_agrees_to_a_choice_that_was_made_anew() -> None:
    path = begun()
    first = actions.choose(path=path, rows=rows(path, teens="do"), why="First", by=path.learner, today=TODAY)
    actions.choose(path=path, rows=rows(path), why="Second", by=path.learner, today=TODAY)
    with pytest.raises(ValidationError, match="chosen anew"):
        actions.agree(path=path, number=first.number, by=path.coach, today=TODAY)


def test_what_was_agreed_holds_until_another_choice_is_agreed_to() -> None:
    path = chosen(teens="do")
    actions.choose(path=path, rows=rows(path, resources="do"), why="Another", by=path.coach, today=TODAY)
    assert [one.activity.code for one in to_do(path, activities_of(path))] == ["teens"]


@pytest.mark.parametrize("decision", ["do", "instead", "leave"])
def test_all_some_none_or_others_may_be_chosen(decision: str) -> None:
    path = chosen(teens=decision, active_efforts=decision, resources=decision)
    doing = to_do(path, activities_of(path))
    assert len(doing) == (0 if decision == "leave" else 3)
    assert {one.activity.title for one in doing if one.replaced} == (
        {"Sit in on a talk with the tribe"} if decision == "instead" else set()
    )


def test_whoever_chose_none_goes_on_to_the_talk() -> None:
    assert step_of(chosen(teens="leave")) == "talk"


def test_a_second_way_begins_when_the_first_is_signed_by_both() -> None:
    path = chosen()
    with pytest.raises(ValidationError, match="on a way already"):
        begun()
    talked(path)
    actions.sign(path=path, by=path.learner, today=TODAY)
    actions.sign(path=path, by=path.coach, today=TODAY)
    assert begun().pk != path.pk


def test_a_coach_begins_with_a_learner_who_agrees_by_what_they_choose() -> None:
    path = begun(by=COACH)
    assert (path.learner.external_id, path.coach.external_id, step_of(path)) == ("learner-09", COACH, "choose")
    made = actions.choose(path=path, rows=rows(path, teens="do"), why="Together", by=path.coach, today=TODAY)
    assert standing_of(path, TODAY).turn == {"learner"}
    actions.agree(path=path, number=made.number, by=path.learner, today=TODAY)
    assert step_of(LearningPath.objects.get(pk=path.pk)) == "do"


def test_nobody_else_begins_a_way_for_a_learner() -> None:
    for stranger in ("admin-01", "learner-01"):
        with pytest.raises(PermissionDenied):
            begun(by=stranger)
    with pytest.raises(ValidationError, match="Choose a coach"):
        begun(coach="qa-01", by="qa-01")


def test_a_coach_begins_no_second_way_beside_one_that_goes_on() -> None:
    begun()
    with pytest.raises(ValidationError, match="Lena Learner is on a way already"):
        begun(by=COACH)


def test_only_learners_begin_and_only_with_a_coach_or_supervisor_of_their_agency() -> None:
    with pytest.raises(PermissionDenied):
        begun("ocm-001")
    for stranger in ("pc-01", "sup-01", "qa-01"):
        with pytest.raises(ValidationError, match="Choose a coach"):
            begun(coach=stranger)


def test_a_page_opened_before_another_save_writes_nothing_over() -> None:
    path = chosen()
    written(path, notes="First")
    with pytest.raises(ChangedSinceError):
        written(path, notes="Second")
    assert path.works.get().notes == "First"


def test_the_coach_writes_nothing_in_the_learners_notes() -> None:
    path = chosen()
    with pytest.raises(PermissionDenied):
        actions.write_work(path=path, activity=OPTION_2, said={"notes": "x"}, opened=0, by=path.coach, today=TODAY)


def test_a_talk_lies_behind_and_its_step_ahead_of_it() -> None:
    path = chosen()
    with pytest.raises(ValidationError, match="once it was held"):
        talked(path, on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="after the talk"):
        talked(path, due_on=TODAY - timedelta(days=1))


def test_the_same_form_sent_twice_records_one_talk() -> None:
    path, token = chosen(), uuid4()
    for _ in range(2):
        actions.record_talk(
            path=path, on=TODAY, activity="", summary="Once", step="", due_on=None,
            by=path.learner, today=TODAY, token=token,
        )  # fmt: skip
    assert Talk.objects.filter(path=path).count() == 1


def test_nobody_signs_before_choice_talk_and_next_step() -> None:
    path = begun()
    with pytest.raises(ValidationError) as refused:
        actions.sign(path=path, by=path.learner, today=TODAY)
    assert len(refused.value.messages) == 3


def test_what_is_signed_does_not_change() -> None:
    path = signed()
    with pytest.raises(ValidationError, match="It is signed"):
        actions.choose(path=path, rows=rows(path), why="Late", by=path.learner, today=TODAY)
    with pytest.raises(ValidationError, match="It is signed"):
        written(path, notes="Late")
    with pytest.raises(ValidationError, match="It is signed"):
        talked(path)


def test_a_signature_is_taken_back_while_it_stands_alone() -> None:
    path = chosen()
    talked(path)
    actions.sign(path=path, by=path.learner, today=TODAY)
    actions.take_signature_back(path=path, by=path.learner, today=TODAY)
    assert not path.signatures.exists()
    for who in (path.learner, path.coach):
        actions.sign(path=path, by=who, today=TODAY)
    with pytest.raises(ValidationError, match="Both of you"):
        actions.take_signature_back(path=path, by=path.coach, today=TODAY)


def test_a_next_step_is_followed_up_also_after_both_signed() -> None:
    path = signed()
    step = path.steps.get()
    assert standing_of(path, TODAY + timedelta(days=25)).near_steps(TODAY + timedelta(days=25)) == [step]
    actions.follow_step(step=step, became="Done, and it went well", by=path.coach, today=TODAY)
    path = LearningPath.objects.get(pk=path.pk)
    assert standing_of(path, TODAY + timedelta(days=25)).near_steps(TODAY + timedelta(days=25)) == []


def test_what_the_other_one_wrote_about_a_step_is_not_passed_over() -> None:
    step = signed().steps.get()
    for _ in range(2):
        actions.follow_step(step=step, became="It went well", by=step.path.learner, today=TODAY)
    with pytest.raises(ValidationError, match="Lena Learner has written it down already: “It went well”"):
        actions.follow_step(step=step, became="It took two calls", by=step.path.coach, today=TODAY)


def test_a_step_is_due_in_thirty_days_unless_they_agree_on_another_day() -> None:
    assert version_on(TODAY).days_to_step == 30


def test_another_coach_takes_the_place_of_the_first() -> None:
    path = chosen()
    learner("coach-09", role="coach")
    actions.change_coach(path=path, coach=person("coach-09"), by=path.learner, today=TODAY)
    with pytest.raises(PermissionDenied):
        actions.sign(path=path, by=person(COACH), today=TODAY)


def test_what_the_learner_applied_is_a_pointer_alone() -> None:
    path = chosen()
    written(path, applied_to_id=child_of().pk)
    work = path.works.get()
    assert (work.applied_to_id, work.applied, work.is_applied) == (child_of().pk, "", True)
