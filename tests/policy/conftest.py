"""What the tests of the engine share: a manual of one's own in which to ask for days and conditions."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from homeward.policy.facts import Facts
from homeward.policy.occasions import Occasions
from tests.policy.made_up import BASE, facts, small_manual, written
from tests.reference.history import ChildHistory

# The same examples in every run: what fails once fails again.
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("fixed")

ANSWERS = ("no", "cannot tell", "yes")
HEAD = """
[settings]
how_often = { default = "6 months", means = "how often" }
lead = { default = 20, means = "how many days" }
"""


@dataclass
class Asking:
    """Asks small manuals what a day or a condition, written as in a manual, comes to."""

    folder: Path

    def facts(self, words: str, *children: ChildHistory, as_of: str) -> Facts:
        """The children under a manual that has these words besides the usual small ones."""
        files = BASE | {"words": f'kind = "words"\n{words}'}
        return facts(*children, as_of=as_of, manual=small_manual(self.folder, files, HEAD))

    def occasions(self, words: str, *children: ChildHistory, as_of: str, per: str) -> Occasions:
        """The occasions of a rule that looks at each on the as-of date."""
        rows = self.facts(words, *children, as_of=as_of).occasions(per)
        return rows.settling(judged_on=rows.day("as_of") if per == "episode" else np.full(len(rows), rows.facts.as_of))

    def day(self, text: str, *children: ChildHistory, as_of: str = "2026-01-01", per: str = "episode") -> str:
        """A day for every occasion."""
        words = f'[day.asked]\nmeans = "…"\nis = {text}'
        return written(self.occasions(words, *children, as_of=as_of, per=per).day("asked"))

    def condition(self, text: str, *children: ChildHistory, as_of: str = "2026-01-01", per: str = "episode") -> str:
        """The answers of a condition for every occasion."""
        words = f'[condition.asked]\nmeans = "…"\nis = {text}'
        answers = self.occasions(words, *children, as_of=as_of, per=per).holds("asked")
        return ", ".join(ANSWERS[answer] for answer in answers)


@pytest.fixture
def ask(tmp_path: Path) -> Asking:
    """A small manual of one's own."""
    return Asking(tmp_path)
