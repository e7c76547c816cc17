"""The rating scale as data: what comes with Homeward, what an agency may add, and what is said of a faulty file."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from homeward.permanency.criteria import CRITERIA, CRITERION
from homeward.permanency.ratings.scale import EMBEDDED, read_scale, scale_on, scales
from homeward.policy.grammar import ManualError
from homeward.policy.vocabulary import PLACEMENT_TYPES, RATINGS
from homeward.website.environment import SettingError

SHIPPED = (EMBEDDED / "homeward_1.toml").read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """The folder with the agency's own scales."""
    settings.HOMEWARD_RATING_SCALES = str(tmp_path)
    scales.cache_clear()
    yield tmp_path
    scales.cache_clear()


def test_the_scale_that_comes_with_homeward_says_that_it_is_to_be_replaced() -> None:
    scale = scale_on(date(2026, 11, 22))
    assert "Replace with your official text" in scale.notice
    assert [level.code for level in scale.levels] == list(RATINGS)
    assert {len(level.paths) for level in scale.levels} == {2}


def test_what_is_general_knowledge_is_marked_so() -> None:
    marked = {
        level.code for level in scale_on(date(2026, 1, 1)).levels for way in level.paths if way.is_to_be_confirmed
    }
    assert marked == {"poor", "uncertain"}


def test_every_criterion_but_one_decides_something() -> None:
    asked = {
        name
        for level in scale_on(date(2026, 1, 1)).levels
        for way in level.paths
        for condition in way.conditions
        for name in condition.criteria
    }
    assert set(CRITERION) - asked == {"child_old_enough_to_ask"}
    assert all(one.choices[-1] == ("", "Not asked") for one in CRITERIA)


def test_a_placement_type_proposes_one_restrictiveness_at_most() -> None:
    listed = scale_on(date(2026, 1, 1)).restrictiveness
    assert len({one.code for one in listed}) == len(listed)
    for placement_type in PLACEMENT_TYPES:
        assert sum(placement_type in one.placements for one in listed) <= 1


def test_uncertain_is_neither_above_nor_below_anything() -> None:
    scale = scale_on(date(2026, 1, 1))
    uncertain = scale.level("uncertain")
    for level in scale.levels:
        assert not uncertain.is_below(level)
        assert not level.is_below(uncertain)
    assert scale.level("poor").is_below(scale.level("achieved"))


def test_an_agency_adds_its_own_version_from_a_day_on(own: Path) -> None:
    text = SHIPPED.replace('"homeward-1"', '"agency-2027"').replace("2019-07-01", "2027-01-01")
    (own / "agency.toml").write_text(text, encoding="utf-8")
    assert set(scales()) == {"homeward-1", "agency-2027"}
    assert scale_on(date(2026, 12, 31)).version == "homeward-1"
    assert scale_on(date(2027, 1, 1)).version == "agency-2027"
    assert scale_on(date(2010, 1, 1)).version == "homeward-1"


def test_one_version_can_not_stand_twice(own: Path) -> None:
    (own / "again.toml").write_text(SHIPPED, encoding="utf-8")
    with pytest.raises(ManualError, match="two scales have one version"):
        scales()


def test_the_website_does_not_start_with_a_scale_that_can_not_be_read(own: Path) -> None:
    app = apps.get_app_config("permanency")
    (own / "agency.toml").write_text("version = 1", encoding="utf-8")
    with pytest.raises(SettingError, match="HOMEWARD_RATING_SCALES: agency"):
        app.ready()


def test_a_folder_that_is_not_there_is_said(own: Path, settings: Settings) -> None:
    settings.HOMEWARD_RATING_SCALES = str(own / "nowhere")
    with pytest.raises(ManualError, match="there is no folder"):
        scales()


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('version        = "homeward-1"\n', "", 'homeward.version: is missing: write version = "…"'),
        ('code = "very_good"', 'code = "verygood"', 'there is no "verygood". Did you mean "very_good"?'),
        ('criteria = ["setting"]', 'criteria = ["settin"]', 'there is no "settin". Did you mean "setting"?'),
        ('accepts = ["own_parents"]', 'accepts = ["parents"]', 'there is no "parents".'),
        ('mark = "S"', 'mark = "X"', 'there is no "X"'),
        ("effective_from = 2019-07-01", 'effective_from = "soon"', "write a date without quotes"),
        ('code = "uncertain"', 'code = "poor"', "write one for each status, in this order"),
        ('placements = ["hospital"]', 'placements = ["hospitl"]', 'Did you mean "hospital"?'),
        ("condition = [", "conditions = [", 'there is no key "conditions" here. Did you mean "condition"?'),
        ("[[level]]", "[[level", "homeward.toml"),
    ],
)
def test_a_faulty_scale_says_where_and_what_to_write(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    assert was in SHIPPED
    path = tmp_path / "homeward.toml"
    path.write_text(SHIPPED.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ManualError) as refused:
        read_scale(path)
    assert said in str(refused.value).replace("homeward.toml.version", "homeward.version")
