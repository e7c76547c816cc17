"""The parts of a permanency plan.

What they hold comes from the pre-service module on permanence (section 1: V, VI; on-the-job activity 2), in our own
words. They are defaults: an agency replaces them with its official text, and a plan keeps the wording it was written
for.
"""

from dataclasses import dataclass
from typing import Final

from homeward.casefile.models import Child
from homeward.permanency.models.plans import Written


@dataclass(frozen=True)
class Part:
    """One part of the plan, with a hint where people hesitate."""

    code: str
    title: str
    hint: str
    is_of_active_efforts: bool = False
    """Only for a child who is, or may be, an Indian child."""


WORDING: Final = "Homeward default 1"
NOTICE: Final = "The parts and their hints are paraphrased defaults: replace with your official text."

_DEFAULT: Final = (
    Part(
        "family",
        "Working with the family",
        "How the child, the parents and the caregivers took part in this plan, and what each of them wants.",
    ),
    Part(
        "goal_selection",
        "Goal selection",
        "Why the permanency goal was chosen, why the others were not, and when it was last looked at again: "
        "at the latest placement change at least.",
    ),
    Part(
        "concurrent_planning",
        "Concurrent planning",
        "What is done for the concurrent goal now, while the first goal is worked on: efforts, what the parents were "
        "told, who works together, family interaction, timelines. If there is no concurrent goal, say why.",
    ),
    Part(
        "relative_engagement",
        "Relative engagement",
        "Which relatives and like-kin were looked for and found, what each of them can offer, and how they were "
        "engaged again at the last placement change.",
    ),
    Part(
        "roundtable_results",
        "Results of the permanency roundtable",
        "What the roundtable recommended: action steps, barriers, goals. If none was held, say so.",
    ),
    Part(
        "active_efforts",
        "Active efforts and placement preference",
        "What was asked of and done with the tribe, the extended family, services and visits; whether the "
        "placement keeps the order of preference, or the good cause for another.",
        is_of_active_efforts=True,
    ),
)

_WORDINGS: Final = {WORDING: _DEFAULT}


def parts_for(child: Child) -> tuple[Part, ...]:
    """The parts that the plan of a child has today."""
    return tuple(part for part in _DEFAULT if child.indian_child != "no" or not part.is_of_active_efforts)


def parts_shown(written: Written, child: Child) -> tuple[Part, ...]:
    """The parts for which a text was written, without one that says nothing and does not concern the child."""
    asked = parts_for(child)
    return tuple(part for part in _WORDINGS[written.wording] if part in asked or written.texts.get(part.code))
