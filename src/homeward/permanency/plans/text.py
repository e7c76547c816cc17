"""What is written in a plan, as plain values: what is empty in it, and two people's changes brought together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from homeward.permanency.models.plans import Written

COLUMNS: Final = ("goal", "condition", "measure", "progress")
"""Of a condition: for which goal, what must be so, how one will know, how far it is."""

CONDITIONS: Final = "conditions"

Row = dict[str, str]


@dataclass(frozen=True)
class PlanText:
    """The texts of a plan by part, and its conditions."""

    texts: Mapping[str, str]
    conditions: tuple[Row, ...] = ()

    @classmethod
    def of(cls, written: Written) -> "PlanText":
        """What stands in a saved draft or in a filed plan."""
        return cls(dict(written.texts), tuple(written.conditions))

    def tidy(self) -> "PlanText":
        """Line ends as they are kept, no empty texts and no empty rows: what is the same is equal."""
        texts = {part: _lines(text) for part, text in self.texts.items() if text.strip()}
        rows = [{name: _lines(row.get(name, "")) for name in COLUMNS} for row in self.conditions]
        return PlanText(texts, tuple(row for row in rows if any(said.strip() for said in row.values())))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip()


@dataclass(frozen=True)
class Merged:
    """Two people's changes of one text. `theirs` has what the other wrote in the parts that both changed."""

    text: PlanText
    theirs: Mapping[str, str] = field(default_factory=dict)
    their_conditions: tuple[Row, ...] | None = None
    """Set if both changed the conditions. Rows of the other that are new stand in `text` too."""

    @property
    def is_clean(self) -> bool:
        return not self.theirs and self.their_conditions is None


def merge(*, base: PlanText, theirs: PlanText, mine: PlanText) -> Merged:
    """What both wrote since `base`: a part that only one changed is as she left it, one that both changed as in mine.

    Nothing is lost: where both changed a part, the other's text is given beside.
    """
    texts, disputed = {}, {}
    for part in dict.fromkeys((*mine.texts, *theirs.texts)):
        was, their, my = (one.texts.get(part, "") for one in (base, theirs, mine))
        texts[part] = their if my == was else my
        if their not in (was, my) and my != was:
            disputed[part] = their
    if mine.conditions == base.conditions:
        return Merged(PlanText(texts, theirs.conditions), disputed)
    if theirs.conditions in (base.conditions, mine.conditions):
        return Merged(PlanText(texts, mine.conditions), disputed)
    new = tuple(row for row in theirs.conditions if row not in (*base.conditions, *mine.conditions))
    return Merged(PlanText(texts, mine.conditions + new), disputed, theirs.conditions)
