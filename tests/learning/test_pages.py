"""The pages of learning as learner, coach and administrator meet them."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from homeward.casefile.models import Child
from homeward.documents.pdf import pdf_of
from homeward.learning import actions
from homeward.learning.activities import ACTIVITIES
from homeward.learning.chosen import activities_of, to_do, version_on
from homeward.learning.guide import GUIDE
from homeward.learning.models import ActivityWork, LearningPath
from homeward.learning.standing import standing_of
from homeward.learning.summary import on_one_page, summary_of
from homeward.permanency.content.actions import write_version
from homeward.permanency.content.versions import content_on
from homeward.workforce.actions import appoint
from tests.casefile.staff import child_of, person
from tests.cast_county import TODAY, SignIn
from tests.learning.ways import OPTION_2, begun, chosen, learner, signed, talked, written

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *args: object) -> str:
    text = client.get(reverse(name, args=args)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def typed(**more: object) -> dict[str, object]:
    return {"opened": 0, "notes": "", "applied": "", "applied_to": "", **more}


def test_each_theme_leads_to_its_places_and_to_its_rules(sign_in: SignIn) -> None:
    text = sign_in("learner-01").get(reverse("learning_guide")).content.decode()
    guide = content_on(GUIDE, TODAY)
    for theme in guide.themes:
        part = text.split(f'id="{theme.code}"')[1].split("</section>")[0]
        assert "In Homeward:" in part, theme.code
        assert theme.rules, theme.code
        assert all(reverse("rule", args=[rule]) in part for rule in theme.rules), theme.code


def test_pages_about_a_child_lead_the_learner_to_a_made_up_one(sign_in: SignIn) -> None:
    client = sign_in("learner-01")
    links = re.findall(r'href="(/children/[^"]+)"', client.get(reverse("learning_guide")).content.decode())
    assert len(links) > 8
    assert {client.get(link).status_code for link in links} == {200}


def test_who_sees_no_made_up_child_is_led_to_the_children(sign_in: SignIn) -> None:
    text = sign_in("ocm-001").get(reverse("learning_guide")).content.decode()
    assert f'href="{reverse("children")}">Plan and goals</a>' in text


@pytest.mark.parametrize("who", ["ext-01", "fac-01", "guest-01", "qa-01"])
def test_the_guide_leads_nobody_to_a_page_that_is_closed_to_her(sign_in: SignIn, who: str) -> None:
    client = sign_in(who)
    text = client.get(reverse("learning_guide")).content.decode().split("<main")[1].split("</main>")[0]
    links = set(re.findall(r'href="(/[^"]+)"', text))
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_way_goes_from_the_first_button_to_the_choice(sign_in: SignIn) -> None:
    who = learner()
    client = sign_in(who)
    assert "Begin with a coach" in page(client, "today")
    sent = {"token": uuid4(), "coach": person("coach-01").pk}
    path = LearningPath.objects.get(pk=client.post(reverse("begin_learning"), sent)["Location"].split("/")[3])
    choice = {"why": "Near to my work"}
    for one in activities_of(path).activities:
        choice[f"{one.code}.decision"] = "leave"
    replaced = {"teens.decision": "instead", "teens.title": "Visit the youth council", "teens.why": "They invited me"}
    client.post(reverse("choose_activities", args=[path.pk]), choice | replaced)
    assert "The coach reads the choice" in page(client, "learning_way", path.pk)
    coach = sign_in("coach-01")
    assert "Visit the youth council" in page(coach, "learning_way", path.pk)
    assert "agrees to it" in page(coach, "today")
    coach.post(reverse("agree_to_activities", args=[path.pk, 1]))
    assert [one.replaced for one in to_do(path, activities_of(path))] == ["Teens and permanence"]


def test_a_coach_begins_a_way_and_it_stands_on_the_learners_day(sign_in: SignIn) -> None:
    who, coach = learner(), sign_in("coach-01")
    assert reverse("begin_with_learner") in coach.get(reverse("learners")).content.decode()
    sent = {"token": uuid4(), "learner": person(who).pk}
    answers = [coach.post(reverse("begin_with_learner"), sent) for _ in range(2)]
    path = LearningPath.objects.get(learner=person(who))
    assert {answer["Location"] for answer in answers} == {reverse("choose_activities", args=[path.pk])}
    again = coach.post(reverse("begin_with_learner"), sent | {"token": uuid4()}).content.decode()
    assert "Lena Learner is on a way already" in again
    assert f"Your way with {path.coach}" in page(sign_in(who), "today")


def test_a_coach_is_offered_learners_of_her_agency_and_below(sign_in: SignIn) -> None:
    offered = sign_in("sup-01").get(reverse("begin_with_learner")).context["form"].fields["learner"].queryset
    assert list(offered) == []
    appoint(person=person("ocm-001"), role="learner", from_on=TODAY)
    assert [one.external_id for one in offered.all()] == ["ocm-001"]


def test_what_takes_the_place_of_an_activity_needs_a_name_and_a_reason(sign_in: SignIn) -> None:
    path = begun()
    sent = {f"{one.code}.decision": "instead" for one in activities_of(path).activities} | {"why": "So"}
    answer = sign_in(path.learner.external_id or "").post(reverse("choose_activities", args=[path.pk]), sent)
    text = answer.content.decode()
    assert "Write what takes its place." in text
    assert "Say why this helps more." in text
    assert not path.choosings.exists()


def test_notes_are_saved_as_they_are_typed(sign_in: SignIn) -> None:
    path = chosen()
    client = sign_in(path.learner.external_id or "")
    at, header = reverse("learning_activity", args=[path.pk, OPTION_2]), {"X-Homeward-Saves": "typed"}
    assert client.post(at, typed(notes="One"), headers=header).json() == {"opened": "1"}
    assert client.post(at, typed(notes="One, two", opened=1), headers=header).json() == {"opened": "2"}
    refused = client.post(at, typed(notes="Of another window", opened=1), headers=header).json()
    assert "another window" in refused["says"]
    assert ActivityWork.objects.get(path=path).notes == "One, two"


def test_a_page_that_is_behind_keeps_what_was_typed_and_saves_it_when_asked_again(sign_in: SignIn) -> None:
    path = chosen()
    written(path, notes="Earlier")
    client, at = sign_in(path.learner.external_id or ""), reverse("learning_activity", args=[path.pk, OPTION_2])
    answer = client.post(at, typed(notes="Later"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Later" in text
    assert 'name="opened" value="1"' in text
    assert client.post(at, typed(notes="Later", opened=1)).status_code == 302
    assert path.works.get().notes == "Later"


@pytest.mark.parametrize("shares", ["shares_notes", "shares_applied", "shares_reflections"])
def test_the_coach_sees_what_is_shared_and_nothing_else(sign_in: SignIn, shares: str) -> None:
    path = chosen()
    texts = {"shares_notes": "My notes", "shares_applied": "My steps", "shares_reflections": "My thoughts"}
    said: dict[str, Any] = {shares: True, "reflections": ["My thoughts", "", ""]}
    written(path, notes="My notes", applied="My steps", **said)
    text = page(sign_in("coach-01"), "learning_activity", path.pk, OPTION_2)
    assert {name for name, words in texts.items() if words in text} == {shares}


def test_the_coach_learns_no_name_of_a_child_whom_she_does_not_see(sign_in: SignIn) -> None:
    path, child = chosen(), child_of()
    written(path, applied_to_id=child.pk, applied="My steps", shares_applied=True)
    text = page(sign_in("coach-01"), "learning_activity", path.pk, OPTION_2)
    assert "A child of her own work" in text
    assert child.last_name not in text.split("shares with you")[1]


def test_a_coach_without_made_up_children_is_told_that_it_is_one(sign_in: SignIn) -> None:
    appoint(person=person("ocm-001"), role="learner", from_on=TODAY)
    path = chosen(begun("ocm-001", coach="sup-01"))
    child = Child.objects.get(external_id="practice-aiyana-rivers")
    written(path, applied_to_id=child.pk, shares_applied=True)
    assert f"{child}, a made-up child" in page(sign_in("sup-01"), "learning_activity", path.pk, OPTION_2)


def test_a_learner_is_offered_made_up_children_and_those_of_her_own_work(sign_in: SignIn) -> None:
    someone = person("ocm-001")
    appoint(person=someone, role="learner", from_on=TODAY - timedelta(days=9))
    path = chosen(begun("ocm-001", coach="sup-01"))
    at = reverse("learning_activity", args=[path.pk, OPTION_2])
    text = sign_in("ocm-001").get(at).content.decode()
    assert "Made-up children, to practice with" in text
    assert "Children of your own work: a pointer alone" in text
    assert str(child_of().pk) in text
    assert str(child_of("kestrel-point-1").pk) not in text


def test_nobody_points_to_a_child_whom_she_does_not_see(sign_in: SignIn) -> None:
    path = chosen()
    at = reverse("learning_activity", args=[path.pk, OPTION_2])
    answer = sign_in(path.learner.external_id or "").post(at, typed(applied_to=str(child_of().pk)))
    assert answer.status_code == 200
    assert not path.works.exists()


def test_what_helps_the_talk_is_for_the_coach_alone(sign_in: SignIn) -> None:
    path = chosen(teens="do", active_efforts="do")
    lines = [line for one in activities_of(path).activities for line in one.discussion]
    assert len(lines) == 12
    mine = sign_in(path.learner.external_id or "")
    pages = [("learning_way",), ("learning_activity", "teens"), ("learning_activity", OPTION_2), ("choose_activities",)]
    read = "".join(page(mine, name, path.pk, *more) for name, *more in [*pages, ("record_learning_talk",)])
    assert not [line for line in lines if line in read]
    coach = page(sign_in("coach-01"), "record_learning_talk", path.pk)
    assert [line for line in lines if line not in coach] == []


def test_the_next_step_stands_in_today_of_both_and_its_outcome_in_the_way(sign_in: SignIn) -> None:
    path = chosen()
    step = talked(path, "I write to the aunt", due_on=TODAY + timedelta(days=3))
    who = path.learner.external_id or ""
    for one in (who, "coach-01"):
        assert "I write to the aunt" in page(sign_in(one), "today")
    sent = {"became": "She answered at once"}
    sign_in(who).post(reverse("follow_learning_step", args=[path.pk, step.pk]), sent)
    assert "She answered at once" in page(sign_in("coach-01"), "learning_way", path.pk)
    assert "I write to the aunt" not in page(sign_in(who), "today")


def test_a_talk_says_what_it_was_about(sign_in: SignIn) -> None:
    path = chosen()
    talked(path, activity=OPTION_2)
    assert "about: Active efforts in the permanency plan" in page(sign_in("coach-01"), "learning_way", path.pk)


def test_the_talk_is_asked_for_with_a_step_in_thirty_days(sign_in: SignIn) -> None:
    text = sign_in("coach-01").get(reverse("record_learning_talk", args=[chosen().pk])).content.decode()
    due = TODAY + timedelta(days=30)
    assert f'value="{due:%b} {due.day}, {due.year}"' in text


def test_an_administrator_sees_how_many_took_part_and_nobody(sign_in: SignIn) -> None:
    path = signed()
    text = page(sign_in("admin-01"), "learning")
    assert "3 took part" in text
    assert "2 signed with their coach" in text
    names = {path.learner.name, person("learner-01").name, person("learner-02").name}
    assert not [name for name in names if name in text]
    assert not [name for name in names if name in page(sign_in("admin-01"), "audit")]


def test_an_agency_adds_an_activity_and_ways_that_began_before_keep_theirs(sign_in: SignIn) -> None:
    path = chosen()
    client, at = sign_in("admin-01"), reverse("write_content", args=[ACTIVITIES.code])
    form = client.get(at).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    fresh = next(key for key in form.keys["activity"] if key.startswith("own_"))
    sent |= {f"activity.{fresh}.title": "Shadow a hearing", f"activity.{fresh}.instructions": "Go.\nListen."}
    assert client.post(at, {name: value for name, value in sent.items() if value is not False}).status_code == 302
    titles = [one.title for one in version_on(TODAY).activities]
    assert titles[-1] == "Shadow a hearing"
    assert len(activities_of(path).activities) == len(titles) - 1


@pytest.mark.parametrize(
    ("column", "line"), [("links", "no address"), ("links", "Bad | javascript:alert(1)"), ("places", "nowhere")]
)
def test_a_faulty_activity_is_refused_with_what_to_write(column: str, line: str) -> None:
    from django.core.exceptions import ValidationError

    row = {"code": "own", "title": "Own", column: [line]}
    with pytest.raises(ValidationError, match=column):
        write_version(
            kind=ACTIVITIES, values={"days_to_step": 30, "activity": [row]}, effective_from=TODAY, why="",
            by=person("admin-01"), today=TODAY, token=uuid4(),
        )  # fmt: skip


def test_the_summary_is_one_page_without_notes_and_without_children(sign_in: SignIn) -> None:
    path = LearningPath.objects.get(learner=person("learner-01"))
    answer = sign_in("learner-01").get(reverse("learning_summary", args=[path.pk]))
    content = answer.content
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type/Page[^s]", content)) == 1
    assert path.learner.name not in answer["Content-Disposition"]
    paper = summary_of(standing_of(path, TODAY), TODAY)
    lines = " ".join(line for section in paper.sections for line in section.lines)
    work = path.works.get()
    assert "In place of “Teens and permanence”" in lines
    assert work.notes not in lines
    assert str(work.applied_to) not in lines


def test_the_summary_of_a_long_way_is_one_page_too() -> None:
    path = chosen(teens="do", active_efforts="instead", resources="do")
    for number in range(8):
        step = talked(path, "I ask the aunt. " * 60, on=TODAY - timedelta(days=number), summary="We talked. " * 90)
        actions.follow_step(step=step, became="She came. " * 60, by=path.coach, today=TODAY)
    standing = standing_of(LearningPath.objects.get(pk=path.pk), TODAY)
    paper, content = on_one_page(standing, TODAY)
    assert len(re.findall(rb"/Type/Page[^s]", pdf_of(summary_of(standing, TODAY)))) > 1
    assert len(re.findall(rb"/Type/Page[^s]", content)) == 1
    assert [len(section.lines) for section in paper.sections[1:3]] == [4, 4]
    assert "And 5 earlier talks." in paper.sections[1].lines


def test_nothing_is_written_once_both_signed(sign_in: SignIn) -> None:
    path = signed()
    client, at = sign_in(path.learner.external_id or ""), reverse("learning_activity", args=[path.pk, OPTION_2])
    answer = client.post(at, typed(notes="Late"))
    assert answer.status_code == 409
    assert "It is signed" in answer.content.decode()
    assert not path.works.exists()
