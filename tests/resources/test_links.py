"""Links at fault are found without opening one."""

from pathlib import Path

import pytest

from homeward.policy.grammar import ManualError
from homeward.resources.links import fault_of, problems, same
from homeward.resources.shipped import Shipped, read_resources, shipped
from homeward.resources.topics import TOPICS


def resource(key: str, link: str, *, topic: str = "kinship", place: str = "") -> Shipped:
    return Shipped(key, topic, f"Title of {key}", "Credit", link, place, (), 10)


@pytest.mark.parametrize(
    "link",
    [
        *("dcf.wisconsin.gov", "ftp://dcf.wisconsin.gov/", "https://", "https://localhost/", "javascript:alert(1)"),
        *("https://dcf.wisconsin.gov/a b", "https://dcf.wisconsin.gov/page).", "https://user:word@dcf.wisconsin.gov/"),
        *("https://dcf.wisconsin.gov/\n", "https://dcf.wisconsin.gov:port/", "https://[::1", "#"),
    ],
)
def test_a_link_that_was_copied_badly_has_a_fault(link: str) -> None:
    assert fault_of(link).endswith((".", "/"))


@pytest.mark.parametrize("link", ["", "https://dcf.wisconsin.gov/cwportal", "http://www.qic-ag.org/a/?q=1#top"])
def test_a_link_that_can_be_opened_or_none_has_no_fault(link: str) -> None:
    assert fault_of(link) == ""


def test_one_link_written_in_two_ways_is_the_same() -> None:
    assert same("https://www.example.org/a/", "Forms") == same("http://EXAMPLE.org/a", "forms")
    assert same("https://example.org/a", "") != same("https://example.org/b", "")


def test_under_one_topic_a_link_stands_once() -> None:
    listed = [resource("first", "https://example.org/a"), resource("second", "http://www.example.org/a/")]
    assert list(problems(listed)) == [
        ("Title of second", "The same link stands under this topic already: Title of first.")
    ]


@pytest.mark.parametrize("apart", [{"topic": "adoption"}, {"place": "Forms"}])
def test_one_page_may_stand_under_two_topics_or_for_two_places_on_it(apart: dict[str, str]) -> None:
    listed = [resource("first", "https://example.org/a"), resource("second", "https://example.org/a", **apart)]
    assert list(problems(listed)) == []


def test_what_is_shipped_has_every_topic_of_the_module_and_of_the_policy_and_no_fault() -> None:
    assert {one.topic for one in shipped()} == set(TOPICS) - {"other"}
    assert list(problems(shipped())) == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('topic = "nothing"', "topic"),
        ('link = "ftp://x.org/"', "neither with https"),
        ('about = ["nothing"]', "about"),
        ('key = "two words"', "letters, numbers"),
        ("checked = 2026-01-01", "checked"),
    ],
)
def test_a_fault_in_the_file_says_what_to_write(tmp_path: Path, written: str, says: str) -> None:
    rows = {"key": '"one"', "topic": '"kinship"', "title": '"One"', "credit": '"Somebody"', "about": "[]"}
    name, value = written.split(" = ")
    lines = "\n".join(f"{key} = {said}" for key, said in (rows | {name: value}).items())
    (tmp_path / "mine.toml").write_text(f"[[resource]]\n{lines}\n", encoding="utf-8")
    with pytest.raises(ManualError, match=says):
        read_resources(tmp_path / "mine.toml")
