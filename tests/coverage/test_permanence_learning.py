"""The module *Permanence*, objectives, themes and activities for learning on the job: a test for each row."""

import pytest
from django.urls import reverse

from homeward.learning import actions
from homeward.learning.activities import Activity
from homeward.learning.chosen import activities_of, to_do, version_on
from homeward.learning.forms import TalkForm, WorkForm
from homeward.learning.guide import GUIDE, Guide, Theme
from homeward.learning.models import LearningPath
from homeward.learning.places import PLACES
from homeward.learning.who import coaches_for
from homeward.permanency.content.versions import content_on
from tests.casefile.staff import person
from tests.cast_county import TODAY, SignIn
from tests.learning.ways import begun, chosen, learner, rows, written

pytestmark = pytest.mark.django_db

OBJECTIVES = ("values", "both", "urgency", "principles")


def guide() -> Guide:
    return content_on(GUIDE, TODAY)


def theme(code: str) -> Theme:
    return next(one for one in guide().themes if one.code == code)


def objective(code: str) -> str:
    found = next(one for one in guide().objectives if one.code == code)
    return f"{found.says} {found.how}"


def option(code: str) -> Activity:
    return next(one for one in version_on(TODAY).activities if one.code == code)


def leads_to(one: Theme) -> set[str]:
    return {PLACES[code][0] for code in one.places}


def test_a_learner_can_explain_why_permanence_matters() -> None:
    """Objective 1."""
    assert tuple(one.code for one in guide().objectives) == OBJECTIVES
    assert "why each child needs a family that lasts" in objective("values")


def test_a_learner_can_tell_legal_from_emotional_permanence() -> None:
    """Objective 2."""
    assert "legal" in objective("both")
    assert "there for life" in objective("both")


def test_a_learner_sees_how_time_counts() -> None:
    """Objective 3."""
    assert "how long a child has been in care" in objective("urgency")
    assert {"Today", "Due"} <= leads_to(theme("pillar"))


def test_a_learner_finds_what_planning_asks_at_each_phase() -> None:
    """Objective 4."""
    assert "at each review and at each move" in objective("principles")
    assert {"wi.permanency-plan", "wi.permanency-review", "wi.permanency-hearing"} <= set(theme("plan").rules)


def test_theme_1_permanence_is_a_pillar_and_a_value() -> None:
    """Theme I."""
    assert "pillars" in theme("pillar").points[0]
    assert theme("pillar").quote == "work quickly and diligently to achieve permanency"


def test_theme_2_legal_and_emotional_belong_together() -> None:
    """Theme II."""
    assert "going home, guardianship or adoption" in theme("legal_and_emotional").points[0]
    assert "on the first day" in theme("legal_and_emotional").about


def test_theme_3_names_the_four_goals_in_their_order() -> None:
    """Theme III."""
    words = ("reunification", "Adoption", "Guardianship", "fit and willing relative")
    assert [word in point for word, point in zip(words, theme("goals").points, strict=True)] == [True] * 4


def test_theme_4_names_the_three_stages() -> None:
    """Theme IV."""
    words = ("Setting the stage", "Getting ready", "Focused services")
    assert all(point.startswith(word) for word, point in zip(words, theme("framework").points, strict=True))


def test_theme_5_says_what_is_due_and_leads_to_each_rule() -> None:
    """Theme V."""
    points = " ".join(theme("plan").points)
    assert all(word in points for word in ("60 days", "six months", "each year", "each move", "comes of age"))
    assert len(theme("plan").rules) == 5


def test_theme_6_names_the_eight_components() -> None:
    """Theme VI."""
    assert len(theme("concurrent").points) == 8


def test_theme_7_names_the_six_points_of_search() -> None:
    """Theme VII."""
    assert len(theme("search").points) == 6
    assert {"wi.relative-search", "wi.wicwa-active-efforts"} <= set(theme("search").rules)


def test_learner_and_coach_read_the_same_guide(sign_in: SignIn) -> None:
    """Themes, summary."""
    for who in ("learner-01", "coach-01", "sup-01"):
        text = sign_in(who).get(reverse("learning_guide")).content.decode()
        assert [one.says for one in guide().themes if one.says not in text] == []


def test_none_of_the_activities_is_asked_for() -> None:
    """Activities, optional."""
    path = chosen(teens="leave")
    assert to_do(path, activities_of(path)) == []
    assert "Choose together first, and agree to the choice." not in actions.missing_to_sign(path)


def test_all_some_none_or_others_are_chosen_with_the_coach() -> None:
    """Activities, choice."""
    path = begun()
    decided = rows(path, teens="instead", active_efforts="do")
    made = actions.choose(path=path, rows=decided, why="Both near to the work", by=path.learner, today=TODAY)
    assert to_do(path, activities_of(path)) == []
    actions.agree(path=path, number=made.number, by=path.coach, today=TODAY)
    assert [bool(one.replaced) for one in to_do(path, activities_of(path))] == [True, False]


def test_the_first_two_activities_have_something_for_the_talk() -> None:
    """Activities, resource."""
    assert [bool(one.discussion) for one in version_on(TODAY).activities] == [True, True, False]


def test_option_1_leads_to_the_film_and_names_its_source() -> None:
    """Option 1, film."""
    link = option("teens").links[0]
    assert link.address.startswith("https://www.youtube.com/watch")
    assert "Annie E. Casey Foundation (2016)" in link.word


def test_option_1_notes_are_taken_where_the_activity_stands() -> None:
    """Option 1, notes."""
    path = chosen(teens="do")
    written(path, "teens", notes="Never stop to look")
    assert path.works.get(activity="teens").notes == "Never stop to look"
    assert "notes" in WorkForm.base_fields


def test_option_1_is_talked_about_with_a_coach_or_supervisor() -> None:
    """Option 1, talk."""
    roles = {
        name for one in coaches_for(person(learner()), on=TODAY) for name in one.roles.values_list("name", flat=True)
    }
    assert roles <= {"coach", "supervisor"}
    assert "Talk with your coach" in option("teens").instructions[-1]
    assert {"on", "summary", "step", "due_on"} <= set(TalkForm.base_fields)


def test_option_1_has_three_questions_for_the_coach_alone(sign_in: SignIn) -> None:
    """Option 1, questions."""
    path = chosen(teens="do")
    read = [read_as(sign_in, who, path, "teens") for who in (path.learner.external_id or "", "coach-01")]
    assert [[line in text for line in option("teens").discussion] for text in read] == [[False] * 3, [True] * 3]


def test_option_2_leads_to_the_standards_and_the_part_to_read() -> None:
    """Option 2, standards."""
    assert option("active_efforts").links[0].address == "https://dcf.wisconsin.gov/cwportal/policy"
    assert "evaluating the permanency plan" in option("active_efforts").instructions[1]


def test_option_2_keeps_active_efforts_in_mind() -> None:
    """Option 2, Indian child."""
    assert "active efforts" in option("active_efforts").instructions[3]
    assert option("active_efforts").rules == ("wi.wicwa-active-efforts",)


def test_option_2_steps_are_listed_for_a_practice_child() -> None:
    """Option 2, list."""
    work = LearningPath.objects.get(learner=person("learner-01")).works.get(activity="active_efforts")
    assert work.applied.startswith("1. Ask")
    assert work.applied_to is not None
    assert work.applied_to.agency.is_practice


def test_option_2_asks_how_the_agency_works_with_tribes() -> None:
    """Option 2, tribes."""
    assert "tribe" in option("active_efforts").instructions[-1]


def test_option_2_gives_the_coach_the_eight_requirements_and_the_preferences(sign_in: SignIn) -> None:
    """Option 2, resource."""
    path = chosen(active_efforts="do")
    assert len(option("active_efforts").discussion) == 8 + 1
    text = read_as(sign_in, "coach-01", path, "active_efforts")
    assert "48.028(7)(b)" in text
    assert "48.028(7)(b)" not in read_as(sign_in, path.learner.external_id or "", path, "active_efforts")


def test_option_3_leads_to_resources_by_topic() -> None:
    """Option 3, review."""
    assert "by topic" in option("resources").instructions[0]
    assert option("resources").links


def test_option_3_ideas_are_talked_about() -> None:
    """Option 3, talk."""
    assert "Talk with your coach" in option("resources").instructions[-1]


def read_as(sign_in: SignIn, who: str, path: LearningPath, code: str) -> str:
    return sign_in(who).get(reverse("learning_activity", args=[path.pk, code])).content.decode()
