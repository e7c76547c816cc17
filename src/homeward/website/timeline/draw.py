"""Draws a timeline: lane after lane from the top, each as high as it needs to be."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from homeward.policy.vocabulary import RATINGS, is_scheduled
from homeward.website.timeline.drawing import LEFT, RIGHT, ROW, TOP, Box, Drawing, Line, Mark, Row, Text
from homeward.website.timeline.lanes import AHEAD, LETTERS, PLACEMENTS, STATUS, lane_of, packed, shown
from homeward.website.timeline.scale import Scale, marked_months, scale_of
from homeward.website.timeline.story import Happened, Story, Window
from homeward.website.words import capital, counted, day_words, plain

_LETTER_WIDTH: Final = 5.6
_LEVEL: Final = 17
_MARK: Final = 18
_MOST_WINDOWS: Final = 12
_ON_THE_SCALE: Final = RATINGS[:-1]


@dataclass
class _Canvas:
    """What has been drawn so far, down to `y`."""

    story: Story
    scale: Scale
    y: float = TOP
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    key: dict[str, dict[str, str]] = field(default_factory=dict)

    def lane(self, name: str, height: float) -> float:
        """Begin a lane of this height; returns its top."""
        top = self.y
        self.boxes.append(Box(LEFT, top, RIGHT - LEFT, height, "t-lane"))
        self.texts.append(Text(8, top + 16, name, "t-lane-name"))
        self.y = top + height + 6
        return top

    def row(self, lane: str, on: date, until: date | None, says: str, link: str) -> str:
        """Add a row to the table; returns where a mark leads: its record, or this row."""
        row = Row(f"timeline-{len(self.rows) + 1}", lane, on, until, says)
        self.rows.append(row)
        return link or f"#{row.id}"


def draw(story: Story) -> Drawing:
    """The timeline of a story: lanes, today, the marked months, and the table of the same."""
    canvas = _Canvas(story, scale_of(story))
    _placements(canvas)
    _status(canvas)
    for lane in LETTERS:
        _events(canvas, lane)
    _ahead(canvas)
    _days(canvas)
    return Drawing(
        height=canvas.y + 20,
        title="Timeline",
        summary=_summary(story),
        boxes=canvas.boxes,
        lines=canvas.lines,
        texts=canvas.texts,
        path=" ".join(canvas.path),
        marks=canvas.marks,
        rows=sorted(canvas.rows, key=lambda row: row.on),
        key=[
            (lane, ", ".join(f"{letter} {words}" for letter, words in used.items()))
            for lane, used in canvas.key.items()
        ],
    )


def _summary(story: Story) -> str:
    stay = story.stays[-1]
    until = f"to {day_words(stay.discharged_on)}" if stay.discharged_on else f"looked at on {day_words(story.as_of)}"
    return (
        f"In care from {day_words(stay.removed_on)}, {until}: {counted(len(story.homes), 'placement')}, "
        f"{counted(len(story.events), 'event')}, {counted(len(story.windows), 'thing')} due. "
        "The table below says the same."
    )


def _end_of(canvas: _Canvas, ended_on: date | None, started_on: date) -> date:
    """Where a bar ends: its own end, the end of its stay, or the day looked at."""
    if ended_on:
        return ended_on
    stay = next((one for one in reversed(canvas.story.stays) if one.removed_on <= started_on), canvas.story.stays[-1])
    return stay.discharged_on or max(canvas.story.as_of, started_on)


def _span(canvas: _Canvas, started_on: date, ended_on: date | None) -> tuple[float, float]:
    return canvas.scale.x(started_on), canvas.scale.x(_end_of(canvas, ended_on, started_on))


def _placements(canvas: _Canvas) -> None:
    homes = sorted(canvas.story.homes, key=lambda home: home.started_on)
    spans = [_span(canvas, home.started_on, home.ended_on) for home in homes]
    rows = packed(spans, gap=0)
    top = canvas.lane(PLACEMENTS, ROW * (max(rows, default=0) + 1) + 14)
    for stay in canvas.story.stays:
        start, end = _span(canvas, stay.removed_on, stay.discharged_on)
        canvas.boxes.append(Box(start, top + 2, max(2, round(end - start, 1)), 4, "t-stay"))
        canvas.row("Stay", stay.removed_on, stay.discharged_on, "In out-of-home care", "")
    for home, (start, end), row in zip(homes, spans, rows, strict=True):
        name, y, width = plain(home.placement_type), top + 9 + ROW * row, max(4, round(end - start, 1))
        until = day_words(home.ended_on) if home.ended_on else "now"
        link = canvas.row(PLACEMENTS, home.started_on, home.ended_on, capital(name), home.link)
        fits = width > len(name) * _LETTER_WIDTH + 8
        canvas.marks.append(
            Mark(start, y, width, ROW - 3, f"t-bar t-bar--{home.placement_type}",
                 f"{capital(name)}, {day_words(home.started_on)} to {until}", link,
                 label=Text(start + 6, y + 15, name, "t-bar-name") if fits else None)
        )  # fmt: skip


def _status(canvas: _Canvas) -> None:
    """Stepped along the scale; uncertain is off it, as a hatched band underneath."""
    ratings = sorted((event for event in canvas.story.events if lane_of(event.kind) == STATUS), key=lambda one: one.on)
    has_uncertain = any(event.value == RATINGS[-1] for event in ratings)
    top = canvas.lane(STATUS, _LEVEL * (len(_ON_THE_SCALE) + has_uncertain) + 12)
    heights = {rating: top + 12 + _LEVEL * place for place, rating in enumerate(RATINGS)}
    for rating in _ON_THE_SCALE + RATINGS[-1:] * has_uncertain:
        canvas.texts.append(Text(LEFT - 6, heights[rating] + 3.5, plain(rating), "t-level-name", "end"))
    for rating in _ON_THE_SCALE:
        canvas.lines.append(Line(LEFT, heights[rating], RIGHT, heights[rating], "t-level"))
    is_drawn_from = False
    for place, event in enumerate(ratings):
        until = ratings[place + 1].on if place + 1 < len(ratings) else _end_of(canvas, None, event.on)
        start, end, y = canvas.scale.x(event.on), canvas.scale.x(until), heights[event.value]
        if event.value == RATINGS[-1]:
            canvas.boxes.append(Box(start, y - 7, max(2, round(end - start, 1)), 14, "t-uncertain"))
        else:
            canvas.path.append(f"{'L' if is_drawn_from else 'M'}{start} {y} L{end} {y}")
        is_drawn_from = event.value != RATINGS[-1]
        link = canvas.row(STATUS, event.on, None, f"Rated {plain(event.value)}", event.link)
        title = f"Permanency status rated {plain(event.value)}, {day_words(event.on)}"
        canvas.marks.append(Mark(start - 6, y - 6, 12, 12, "t-mark", title, link, is_round=True))


def _events(canvas: _Canvas, lane: str) -> None:
    """Round marks with letters; outlined if they lie ahead. A lane without any is left out."""
    events = sorted((one for one in shown(canvas.story.events) if lane_of(one.kind) == lane), key=lambda one: one.on)
    events = [event for event in events if event.on <= canvas.scale.last]
    if not events:
        return
    places = [canvas.scale.x(event.on) - _MARK / 2 for event in events]
    rows = packed([(x, x + _MARK) for x in places])
    top = canvas.lane(lane, ROW * (max(rows) + 1) + 6)
    for event, x, row in zip(events, places, rows, strict=True):
        letter, words = LETTERS[lane][event.kind]
        canvas.key.setdefault(lane, {})[letter] = words
        says = _says(event)
        is_ahead = is_scheduled(event.kind) or event.on > canvas.story.as_of
        link = canvas.row(lane, event.on, None, says, event.link)
        style = "t-mark t-mark--ahead" if is_ahead else "t-mark"
        canvas.marks.append(
            Mark(x, top + 6 + ROW * row, _MARK, _MARK, style, f"{says}, {day_words(event.on)}", link, True, letter)
        )


def _says(event: Happened) -> str:
    return capital(plain(event.kind)) + (f": {plain(event.value)}" if event.value else "")


def _ahead(canvas: _Canvas) -> None:
    """What is due as outlined bars, a row each, with its name on the side that has room."""
    windows = sorted(canvas.story.windows, key=lambda window: (window.due_on, window.title))
    if not windows:
        return
    drawn = _drawn(windows, canvas.scale.last)
    top = canvas.lane(AHEAD, ROW * max(1, len(drawn)) + 6)
    for window in windows:
        when = f"{plain(window.outcome)}, due {day_words(window.due_on)}"
        link = canvas.row(
            AHEAD, window.opens_on, window.due_on, f"{window.title} ({plain(window.outcome)})", window.link
        )
        if window not in drawn:
            continue
        y = top + 5 + ROW * drawn.index(window)
        start, end = canvas.scale.x(window.opens_on), canvas.scale.x(window.due_on)
        width = max(6, round(end - start, 1))
        is_right = start + width / 2 < (LEFT + RIGHT) / 2
        label = Text(start + width + 6 if is_right else start - 6, y + 13, window.title, "t-window-name",
                     "start" if is_right else "end")  # fmt: skip
        style = f"t-window t-window--{window.outcome}"
        canvas.marks.append(Mark(start, y, width, ROW - 6, style, f"{window.title}: {when}", link, label=label))


def _drawn(windows: list[Window], last: date) -> list[Window]:
    """The windows that have room: what is ahead first, then what has been overdue for the shortest time."""
    within = [window for window in windows if window.opens_on <= last]
    ahead = [window for window in within if window.outcome != "overdue"][:_MOST_WINDOWS]
    overdue = [window for window in within if window.outcome == "overdue"]
    room = _MOST_WINDOWS - len(ahead)
    return [*(overdue[-room:] if room else []), *ahead]


def _days(canvas: _Canvas) -> None:
    """Today, the marked months, and the names of months or years along the foot."""
    bottom = canvas.y
    for day, name in canvas.scale.ticks():
        x = canvas.scale.x(day)
        canvas.lines.append(Line(x, TOP, x, bottom, "t-grid"))
        canvas.texts.append(Text(x, bottom + 14, name, "t-axis", "middle"))
    for months, day in marked_months(canvas.story, canvas.scale):
        x = canvas.scale.x(day)
        canvas.lines.append(Line(x, 36, x, bottom, "t-month"))
        canvas.texts.append(
            Text(x, 31, str(months) if _is_narrow(canvas) else f"month {months}", "t-month-name", "middle")
        )
    x = canvas.scale.x(canvas.story.as_of)
    canvas.lines.append(Line(x, 18, x, bottom, "t-today"))
    anchor = "end" if x > RIGHT - 80 else "middle"
    canvas.texts.append(Text(x, 13, f"{canvas.story.as_of:%b} {canvas.story.as_of.day}", "t-today-name", anchor))


def _is_narrow(canvas: _Canvas) -> bool:
    """Whether four months have no room for the words "month 11"."""
    return (RIGHT - LEFT) / max(1, (canvas.scale.last - canvas.scale.first).days) * 120 < 56
