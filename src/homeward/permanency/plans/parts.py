"""The parts of a permanency plan, as the agency writes them; a plan keeps the wording it was written for.

What comes with Homeward is from the pre-service module on permanence (section 1: V, VI; on-the-job activity 2), in our
own words: defaults, which an agency replaces with its official text on a page (`permanency.content`).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from homeward.casefile.models import Child
from homeward.permanency.content.kinds import Column, Kind, Listed, Version
from homeward.permanency.content.versions import content_of, content_on, versions_of
from homeward.permanency.models.plans import Written
from homeward.policy.grammar import ManualError, Names, Table
from homeward.website.words import capital, plain


@dataclass(frozen=True)
class Part:
    """One part of the plan, with a hint where people hesitate."""

    code: str
    title: str
    hint: str = ""
    is_of_active_efforts: bool = False
    """Only for a child who is, or may be, an Indian child."""


@dataclass(frozen=True)
class Parts:
    """One version of the parts."""

    wording: str
    """Its name: what a plan keeps."""
    notice: str
    parts: tuple[Part, ...]

    def asked_of(self, child: Child) -> tuple[Part, ...]:
        """Those that the plan of a child has."""
        return tuple(part for part in self.parts if child.indian_child != "no" or not part.is_of_active_efforts)


WORDING: Final = "Homeward default 1"
_SINCE: Final = date(2000, 1, 1)
_NOTICE: Final = "The parts and their hints are paraphrased defaults: replace with your official text."
_NO_LONGER: Final = "This part is no longer asked for: take over into another part what still holds, then empty it."

_DEFAULT: Final[tuple[Part, ...]] = (
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


def parts_on(day: date) -> Parts:
    """The version by which a plan is begun on a day. One query."""
    return content_on(PARTS, day)


def parts_of(written: Written) -> Parts:
    """The version for which a text was written."""
    return content_of(PARTS, written.wording, date.max)


def parts_for(child: Child, *written: Written) -> tuple[Part, ...]:
    """The parts that a draft has: of the wording of the first text, and every other one in which something is written.

    So nothing is lost where a plan was written for other parts than are asked today.
    """
    asked = parts_of(written[0]).asked_of(child)
    codes = {part.code for part in asked}
    texts = dict.fromkeys(code for one in written for code, said in one.texts.items() if said and code not in codes)
    return (*asked, *_no_longer(tuple(texts)))


def parts_shown(child: Child, *written: Written) -> tuple[Part, ...]:
    """The parts to be read: as `parts_for`, each in its place, without one that concerns the child not."""
    known = parts_of(written[0])
    asked = {part.code for part in known.asked_of(child)}
    said = {code for one in written for code, text in one.texts.items() if text}
    shown = tuple(part for part in known.parts if part.code in asked | said)
    return (*shown, *_no_longer(tuple(code for code in sorted(said) if code not in {part.code for part in shown})))


def _no_longer(codes: Sequence[str]) -> tuple[Part, ...]:
    """Parts of other versions, under the title that they had last. One query, and none where there are none."""
    if not codes:
        return ()
    titles = {part.code: part.title for version in versions_of(PARTS) for part in _read(version).parts}
    return tuple(Part(code, titles.get(code, capital(plain(code))), _NO_LONGER) for code in codes)


def _read(version: Version) -> Parts:
    table = Table(version.values, version.place or "parts", Names(settings={}))
    table.only("notice", "part")
    parts = []
    for row in table.tables("part"):
        row.only("code", "title", "hint", "is_of_active_efforts")
        is_of_active_efforts = bool(row.values.get("is_of_active_efforts"))
        parts.append(Part(row.text("code"), row.text("title"), row.text("hint", ""), is_of_active_efforts))
    if not parts:
        raise ManualError(["a plan has at least one part: write its title"])
    return Parts(version.name, table.text("notice", ""), tuple(parts))


PARTS: Final[Kind[Parts]] = Kind(
    code="permanency-plan",
    title="The parts of the permanency plan",
    about="What a plan consists of, in which order, and the hint beside each part.",
    fields=(Column("notice", "Notice at the foot of the pages", "Empty once these are your official texts.", "text"),),
    lists=(
        Listed(
            "part",
            "Parts",
            "Part",
            (
                Column("title", "Title", is_required=True),
                Column("hint", "Hint", "Where people hesitate: what belongs here.", "text"),
                Column("is_of_active_efforts", "Only for a child who is, or may be, an Indian child", holds="check"),
            ),
        ),
    ),
    shipped=lambda: [Version(WORDING, _SINCE, {"notice": _NOTICE, "part": [asdict(part) for part in _DEFAULT]})],
    read=_read,
)
