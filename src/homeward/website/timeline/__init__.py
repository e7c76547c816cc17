"""A child's timeline: one drawing and one table of the same, made of what happened and what is ahead.

    drawing = draw(Story(as_of=day, stays=..., homes=..., events=..., windows=...))

and in a template `{% include "timeline/timeline.html" with drawing=drawing %}`. Pure: it knows no request, no database.
"""

from homeward.website.timeline.draw import draw
from homeward.website.timeline.drawing import Drawing
from homeward.website.timeline.story import Happened, Home, Stay, Story, Window, story_of

__all__ = ["Drawing", "Happened", "Home", "Stay", "Story", "Window", "draw", "story_of"]
