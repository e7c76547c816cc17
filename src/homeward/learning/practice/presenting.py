"""Presenting a child in ten minutes: the parts, how long each takes, and what the file knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField

MINUTES: Final = 10


@dataclass(frozen=True)
class Part:
    """One part of a presentation; the timer of the meeting shows one after the other."""

    code: str
    says: str
    minutes: int
    about: str


PARTS: Final = (
    Part(
        "who", "Who the child is", 2, "Begin with the child: what she loves, what makes people smile, whom she misses."
    ),
    Part("strengths", "What is strong", 2, "In the child, in the family, in whoever cares for her. Name people."),
    Part("way", "The way so far", 2, "Removals, homes and what ended each, in a few sentences. No blame."),
    Part("plan", "Plan, goals and people", 2, "The goals now, what was tried, who is there for life or could be."),
    Part("wish", "What the child wants", 1, "In her own words, and when somebody last asked."),
    Part("ask", "What you ask of the table", 1, "One question to which you have no answer yet."),
)
"""Ours, after how roundtables are led; they sum up to ten minutes."""

AFTERWARDS: Final = (
    "Did you say the child's name more often than the word for her placement?",
    "Could somebody who never met her now tell what she is like?",
    "Was anything said that you would not say with her in the room?",
    "Which part ran over, and what would you leave out?",
)


class NotesForm(forms.Form):
    """A few words for each part."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for part in PARTS:
            self.fields[part.code] = forms.CharField(
                label=f"My words: {part.says.lower()}",
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def parts(self) -> list[tuple[Part, BoundField]]:
        """Each part with its field."""
        return [(part, self[part.code]) for part in PARTS]


def planned() -> Mapping[str, int]:
    """At which minute each part begins."""
    begins, at = {}, 0
    for part in PARTS:
        begins[part.code] = at
        at += part.minutes
    return begins
