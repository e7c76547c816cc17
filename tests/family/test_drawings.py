"""The genogram and the eco-map: nobody on top of anybody, all within the drawing, and a table that says it too."""

from collections.abc import Sequence
from itertools import combinations
from time import process_time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from homeward.family import ecomap, genogram
from homeward.family.models import Connection
from homeward.family.searching import record_connection
from tests.cast_county import TODAY, SignIn
from tests.family.kin import add, child, keeper_of, seen_by, sent
from tests.family.large_family import large_family, many_contacts

pytestmark = pytest.mark.django_db


def overlap(one: genogram.Box, other: genogram.Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("people", [3, 17, 64, 200])
def test_nobody_is_drawn_on_top_of_anybody_and_all_are_within_the_drawing(people: int) -> None:
    hazel = child()
    large_family(hazel, people)
    drawing = genogram.draw(seen_by(keeper_of(hazel), hazel))
    assert len(drawing.boxes) == people
    assert [(one.name, other.name) for one, other in combinations(drawing.boxes, 2) if overlap(one, other)] == []
    assert all(
        box.x >= 0 and box.x + box.width <= drawing.width and box.bottom <= drawing.height for box in drawing.boxes
    )
    assert all(len(box.name) <= genogram.NAME_LETTERS and len(box.kin) <= genogram.KIN_LETTERS for box in drawing.boxes)


def test_each_generation_is_a_row_the_eldest_on_top_and_like_kin_below() -> None:
    hazel = child()
    for relation in ("mothers_mother", "mothers_sister", "brother", "mentor"):
        add(hazel, relation, f"{relation} X")
    y = {box.member.kin.words: box.y for box in genogram.draw(seen_by(keeper_of(hazel), hazel)).boxes}
    assert y["maternal grandmother"] < y["mother"] == y["maternal aunt"] < y["the child"] == y["brother"] < y["mentor"]


def test_parents_stand_side_by_side_and_every_tie_has_a_line() -> None:
    hazel = child()
    add(hazel, "alleged_father", "Paul Ricci")
    add(hazel, "mother", "Carla Brandtner")
    drawing = genogram.draw(seen_by(keeper_of(hazel), hazel))
    father, mother = (
        next(box for box in drawing.boxes if box.member.kin.words == word) for word in ("alleged father", "mother")
    )
    assert (father.y, mother.x - father.x) == (mother.y, genogram.WIDTH + genogram.GAP)
    assert sorted(line.style for line in drawing.lines) == [
        "g-line g-line--parent_of",
        "g-line g-line--parent_of g-line--unsure",
    ]


@pytest.mark.parametrize("people", [1, 2, 25])
def test_the_eco_map_has_room_for_everybody(people: int) -> None:
    hazel = child()
    for number in range(people):
        relative = add(hazel, "like_kin", f"Friend{number} X")
        said = {"strength": "strong", "direction": "both", "on": TODAY}
        record_connection(child=hazel, relative=relative, said=said, sent=sent(of=hazel))
    drawing = ecomap.draw(seen_by(keeper_of(hazel), hazel).others)
    places: Sequence[tuple[int, int]] = [(spot.x, spot.y) for spot in drawing.spots]
    places = [*places, (drawing.child_x, drawing.child_y)]
    assert len(drawing.spots) == people
    for (x, y), (other_x, other_y) in combinations(places, 2):
        assert abs(x - other_x) >= genogram.WIDTH or abs(y - other_y) >= genogram.HEIGHT
    assert all(
        y >= 0 and y + genogram.HEIGHT <= drawing.height and x + genogram.WIDTH <= drawing.width for x, y in places
    )


def test_what_is_drawn_stands_in_a_table_too_and_no_way_to_reach_anybody(sign_in: SignIn) -> None:
    hazel = child()
    rosa = add(hazel, "mothers_sister", "Rosa Brandtner-Vitale of Kenosha", phone="414 555 0100")
    said = {"strength": "stressful", "direction": "to_child", "on": TODAY, "childs_word": "Zia"}
    record_connection(child=hazel, relative=rosa, said=said, sent=sent(of=hazel))
    client = sign_in("qa-01")
    for name in ("genogram", "ecomap"):
        answer = client.get(reverse(name, args=(hazel.pk,)))
        assertContains(answer, "as a table")
        assertContains(answer, "Rosa Brandtner-Vitale of Kenosha")
        assert "414 555 0100" not in answer.content.decode()


def test_a_family_of_two_hundred_with_five_hundred_contacts_opens_in_time(sign_in: SignIn) -> None:
    hazel = child()
    large_family(hazel, 200)
    many_contacts(hazel, 500)
    assert not Connection.objects.filter(child=hazel).exists()
    client, at = sign_in(keeper_of(hazel)), reverse("family", args=(hazel.pk,))
    client.get(at)
    best = min(_seconds(client, at) for _ in range(3))
    assert best < 0.3


def _seconds(client: Client, at: str) -> float:
    began = process_time()
    assert client.get(at).status_code == 200
    return process_time() - began
