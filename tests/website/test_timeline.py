from datetime import date, timedelta

import pytest

from homeward.policy.vocabulary import EVENT_KINDS
from homeward.website.timeline import Drawing, Happened, Home, Stay, Story, Window, draw
from homeward.website.timeline.drawing import LEFT, RIGHT
from homeward.website.timeline.lanes import packed

TODAY = date(2026, 11, 22)


def story(days: int, **given: tuple[object, ...]) -> Story:
    return Story(as_of=TODAY, stays=(Stay(TODAY - timedelta(days=days)),), **given)  # type: ignore[arg-type]


def of_nine_years() -> Story:
    removed_on = TODAY - timedelta(days=9 * 365)
    hearings = [removed_on + timedelta(days=180 * number) for number in range(1, 19)]
    ratings = [("poor", "uncertain", "fair", "good")[number % 4] for number in range(18)]
    return story(
        9 * 365,
        homes=tuple(Home("foster_home", on, on + timedelta(days=180)) for on in hearings),
        events=(
            *(Happened("permanency_hearing_held", on) for on in hearings),
            *(
                Happened("permanency_rating", on - timedelta(days=40), one)
                for on, one in zip(hearings, ratings, strict=True)
            ),
            *(Happened("roundtable_held", on - timedelta(days=number)) for on in hearings for number in (9, 12)),
        ),
        windows=(Window("Permanency hearing", TODAY, TODAY + timedelta(days=40), "open"),),
    )


def marks_that_touch(drawing: Drawing) -> list[tuple[str, str]]:
    marks = [mark for mark in drawing.marks if mark.letter]
    return [
        (one.title, other.title)
        for place, one in enumerate(marks)
        for other in marks[:place]
        if abs(one.x - other.x) < one.width and abs(one.y - other.y) < one.height
    ]


@pytest.mark.parametrize("told", [story(30), of_nine_years()], ids=["30 days", "9 years"])
def test_everything_lies_within_the_drawing_for_short_and_long_stays(told: Story) -> None:
    drawing = draw(told)
    for mark in drawing.marks:
        assert LEFT - 10 <= mark.x <= mark.x + mark.width <= RIGHT + 10
        assert 0 < mark.y < drawing.height


def test_no_mark_hides_another_however_long_the_stay() -> None:
    drawing = draw(of_nine_years())
    assert len([mark for mark in drawing.marks if mark.letter]) == 54
    assert marks_that_touch(drawing) == []


def test_every_mark_leads_to_its_row_of_the_table_or_to_its_record() -> None:
    drawing = draw(of_nine_years())
    rows = {f"#{row.id}" for row in drawing.rows}
    assert {mark.link for mark in drawing.marks} <= rows
    linked = draw(story(40, events=(Happened("permanency_plan_filed", TODAY, link="/plan/1/"),)))
    assert "/plan/1/" in {mark.link for mark in linked.marks}


def test_the_table_says_everything_that_the_drawing_shows() -> None:
    told = of_nine_years()
    shown = len(told.stays) + len(told.homes) + len(told.events) + len(told.windows)
    assert len(draw(told).rows) == shown


def test_the_line_of_the_status_steps_and_is_broken_where_the_rating_is_uncertain() -> None:
    rated = [("poor", 300), ("uncertain", 200), ("fair", 100), ("good", 50)]
    told = story(
        400, events=tuple(Happened("permanency_rating", TODAY - timedelta(days=ago), one) for one, ago in rated)
    )
    drawing = draw(told)
    assert drawing.path.count("M") == 2
    assert [box.style for box in drawing.boxes].count("t-uncertain") == 1


def test_months_eleven_fifteen_and_twenty_two_are_marked_as_far_as_they_are_reached() -> None:
    named = {text.says for text in draw(story(800)).texts if text.style == "t-month-name"}
    assert named == {"month 11", "month 15", "month 22"}
    assert not {text for text in draw(story(30)).texts if text.style == "t-month-name"}


def test_a_stay_that_has_ended_has_no_months_after_its_end() -> None:
    told = Story(as_of=TODAY, stays=(Stay(date(2024, 1, 1), date(2025, 2, 1)),))
    assert [text.says for text in draw(told).texts if text.style == "t-month-name"] == ["month 11"]


def test_what_was_announced_and_held_on_that_day_is_shown_once() -> None:
    day = TODAY - timedelta(days=20)
    events = (Happened("permanency_hearing_held", day), Happened("permanency_hearing_scheduled", day))
    assert len([mark for mark in draw(story(60, events=events)).marks if mark.letter]) == 1


def test_what_is_announced_is_outlined() -> None:
    drawing = draw(story(60, events=(Happened("roundtable_scheduled", TODAY + timedelta(days=20)),)))
    assert [mark.style for mark in drawing.marks] == ["t-mark t-mark--ahead"]


def test_windows_ahead_end_a_year_from_the_day_looked_at() -> None:
    far = Window("Far", TODAY + timedelta(days=800), TODAY + timedelta(days=900), "upcoming")
    drawing = draw(story(60, windows=(far,)))
    assert [mark.title for mark in drawing.marks] == []
    assert "Far (upcoming)" in {row.says for row in drawing.rows}


def test_what_is_ahead_has_room_before_what_is_long_overdue() -> None:
    overdue = [
        Window("Old", TODAY - timedelta(days=300 + n), TODAY - timedelta(days=200 + n), "overdue") for n in range(20)
    ]
    ahead = Window("Ahead", TODAY, TODAY + timedelta(days=30), "open")
    drawing = draw(story(700, windows=(*overdue, ahead)))
    assert len(drawing.marks) == 12
    assert "Ahead" in drawing.marks[-1].title
    assert len(drawing.rows) == 1 + 21


def test_every_kind_of_event_has_a_lane_and_words() -> None:
    events = tuple(Happened(kind, TODAY, "poor" if kind == "permanency_rating" else "") for kind in EVENT_KINDS)
    drawing = draw(story(60, events=tuple(one for one in events if not one.kind.endswith("_scheduled"))))
    assert len([mark for mark in drawing.marks if mark.is_round]) == len(EVENT_KINDS) - 3


def test_spans_that_overlap_are_laid_in_rows() -> None:
    assert packed([(0, 10), (5, 15), (12, 20), (14, 30)]) == [0, 1, 0, 2]
