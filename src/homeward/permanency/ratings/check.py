"""What the scale asks for each level, against what was answered: met, not met, not asked. A person picks the level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from homeward.permanency.criteria import CRITERION
from homeward.permanency.ratings.scale import Condition, Level, PathToLevel, Scale
from homeward.website.words import capital, counted, plain

MET, NOT_MET, NOT_ASKED, NOT_NEEDED = "met", "not_met", "not_asked", "not_needed"

Answers = Mapping[str, str]
"""The answer to each criterion by its name; empty or absent: not asked."""

_WORDS: Final = {
    MET: "Met",
    NOT_MET: "Not met",
    NOT_ASKED: "Not asked",
    NOT_NEEDED: "Does not apply: too young to be asked",
}


@dataclass(frozen=True)
class Checked:
    """One condition and what was found."""

    condition: Condition
    finding: str

    @property
    def words(self) -> str:
        """What was found, in words."""
        return _WORDS[self.finding]


@dataclass(frozen=True)
class CheckedPath:
    """One way to a level, condition by condition."""

    path: PathToLevel
    conditions: tuple[Checked, ...]

    @property
    def finding(self) -> str:
        """Not met if any condition is not; else not asked if any was not asked; else met."""
        found = {checked.finding for checked in self.conditions}
        return next((finding for finding in (NOT_MET, NOT_ASKED) if finding in found), MET)

    @property
    def not_asked(self) -> int:
        """How many conditions nobody asked about."""
        return [checked.finding for checked in self.conditions].count(NOT_ASKED)

    @property
    def words(self) -> str:
        """How many conditions are met, are not, were not asked."""
        found = [checked.finding for checked in self.conditions if checked.finding != NOT_NEEDED]
        parts = [(NOT_MET, "not met"), (NOT_ASKED, "not asked")]
        rest = "".join(f", {found.count(finding)} {said}" for finding, said in parts if finding in found)
        return f"{found.count(MET)} of {counted(len(found), 'condition')} met{rest}"


@dataclass(frozen=True)
class CheckedLevel:
    """One level with all its ways."""

    level: Level
    paths: tuple[CheckedPath, ...]

    @property
    def finding(self) -> str:
        """The best of its ways: one that is met is enough, and one that was not asked through may still be."""
        found = {checked.finding for checked in self.paths}
        return next((finding for finding in (MET, NOT_ASKED) if finding in found), NOT_MET)

    @property
    def words(self) -> str:
        """What is found for the level, in words."""
        if self.finding == NOT_ASKED:
            return f"Cannot tell: {min(way.not_asked for way in self.paths if way.finding == NOT_ASKED)} not asked"
        return {MET: "All conditions met", NOT_MET: "A condition is not met"}[self.finding]

    @property
    def name(self) -> str:
        """The level's word."""
        return capital(plain(self.level.code))


def check(scale: Scale, answers: Answers) -> tuple[CheckedLevel, ...]:
    """Every level of a scale against the answers, in the order of the scale."""
    return tuple(
        CheckedLevel(
            level,
            tuple(CheckedPath(path, tuple(_checked(one, answers) for one in path.conditions)) for path in level.paths),
        )
        for level in scale.levels
    )


def _checked(condition: Condition, answers: Answers) -> Checked:
    too_young = answers.get("child_old_enough_to_ask") == "no"
    asked = [name for name in condition.criteria if not (too_young and CRITERION[name].is_the_childs)]
    if not asked:
        return Checked(condition, NOT_NEEDED)
    accepts = condition.if_too_young if too_young else condition.accepts
    given = [answers.get(name, "") for name in asked]
    if any(answer in accepts for answer in given):
        return Checked(condition, MET)
    return Checked(condition, NOT_MET if all(given) else NOT_ASKED)


def mismatch(scale: Scale, answers: Answers, code: str) -> str:
    """Why the level that a person picked needs a reason, as a sentence; empty if it needs none.

    It needs one if on every way to it a condition is not met. What was not asked decides nothing.
    """
    picked = next(checked for checked in check(scale, answers) if checked.level.code == code)
    if picked.finding != NOT_MET:
        return ""
    return f"{picked.name} asks for what is not met by these answers. Say shortly why you choose it."


def higher_levels_met(levels: Sequence[CheckedLevel], code: str) -> list[str]:
    """The names of the levels above the one that was picked of which all conditions are met: to be seen, not a fault.

    Uncertain is off the scale: nothing lies above it, and it lies above nothing.
    """
    picked = next((checked.level for checked in levels if checked.level.code == code), None)
    return [one.name for one in levels if picked and one.finding == MET and picked.is_below(one.level)]
