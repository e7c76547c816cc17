"""The pages of learning as learner, coach and administrator meet them."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from homeward.learning.activities import ACTIVITIES
from homeward.learning.chosen import activities_of, to_do, version_on
from homeward.learning.guide import GUIDE
from homeward.learning.models import ActivityWork, LearningPath
from homeward.permanency.content.actions import write_version
from homeward.permanency.content.versions import content_on
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
    assert "a child of her own work" in text
    assert child.last_name not in text.split("shares with you")[1]


def test_a_learner_is_offered_made_up_children_and_those_of_her_own_work(sign_in: SignIn) -> None:
    from homeward.workforce.actions import appoint

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


def test_the_talk_is_asked_for_with_a_step_in_thirty_days(sign_in: SignIn) -> None:
    text = sign_in("coach-01").get(reverse("record_learning_talk", args=[chosen().pk])).content.decode()
    due = TODAY + timedelta(days=30)
    assert f'value="{due:%b} {due.day}, {due.year}"' in text


def test_an_administrator_sees_how_many_took_part_and_nobody(sign_in: SignIn) -> None:
    path = signed()
    text = page(sign_in("admin-01"), "learning")
    assert "3 took part" in text
    assert "2 have signed" in text
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
    from homeward.learning.standing import standing_of
    from homeward.learning.summary import summary_of

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


def test_nothing_is_written_once_both_signed(sign_in: SignIn) -> None:
    path = signed()
    client, at = sign_in(path.learner.external_id or ""), reverse("learning_activity", args=[path.pk, OPTION_2])
    answer = client.post(at, typed(notes="Late"))
    assert answer.status_code == 409
    assert "It is signed" in answer.content.decode()
    assert not path.works.exists()
