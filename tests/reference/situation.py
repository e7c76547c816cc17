"""One episode on the as-of date with its clocks and cycles, and the one form in which every rule gives its rows."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .clocks import Clocks
from .cycles import Link, hearing_links, review_links
from .facts import EpisodeFacts

Settings = dict[str, object]
ResultRow = dict[str, object]

DEFAULTS: Settings = {
    "hearing_interval": "6 months",
    "month_15_for_every_child": False,
    "relative_search_days": 30,
    "goals_reevaluated_days": 30,
}


@dataclass(frozen=True)
class Situation:
    """All that a rule may look at."""

    facts: EpisodeFacts
    clocks: Clocks
    settings: Settings

    @cached_property
    def review_links(self) -> list[Link]:
        """The links of the review cycle."""
        return review_links(self.facts)

    @cached_property
    def hearing_links(self) -> list[Link]:
        """The links of the hearing cycle."""
        return hearing_links(self.facts, {"6 months": 6, "12 months": 12}[str(self.settings["hearing_interval"])])

    @cached_property
    def month_14(self) -> date | None:
        """M14, if there is one."""
        return self.clocks.month_14(self.facts)

    @cached_property
    def month_15(self) -> date | None:
        """M15, if there is one."""
        return self.clocks.month_15(self.facts)

    @property
    def every_child_in_month_15(self) -> bool:
        """The setting under which the rating does not matter in the 15th month."""
        return self.settings["month_15_for_every_child"] is True

    def days_setting(self, name: str) -> int:
        """A setting that is a number of days."""
        return int(str(self.settings[name]))


@dataclass(frozen=True)
class Occasion:
    """One occasion of a rule, before it is decided whether it is written and with which outcome."""

    rule_id: str
    owner: str
    number: int
    opens: date | None
    due: date | None
    met: date | None
    closing_day: date | None = None
    """The day on which an unmet occasion becomes missed, apart from the episode's end."""
    required: bool = True
    decidable: bool = True

    def row(self, facts: EpisodeFacts, every: bool) -> ResultRow | None:
        """The row to write, or None where nothing is written."""
        discharged = facts.discharged
        if self.met is None and discharged is not None and self.due is not None and self.due > discharged:
            return None
        if not self.required and not every:
            return None
        return {
            "child_id": facts.child.child_id,
            "episode_id": facts.episode.episode_id,
            "rule_id": self.rule_id,
            "occasion": self.number,
            "opens_on": self.opens,
            "due_on": self.due,
            "met_on": self.met,
            "outcome": self.outcome(facts),
            "owner": self.owner,
        }

    def outcome(self, facts: EpisodeFacts) -> str:
        """The outcome, as the description of `evaluate` orders them."""
        if not self.required:
            return "not_required"
        if not self.decidable:
            return "cannot_tell"
        assert self.opens is not None
        assert self.due is not None
        if self.met is not None:
            return "met" if self.met <= self.due else "met_late"
        closing_day_has_come = self.closing_day is not None and self.closing_day <= facts.as_of
        if facts.discharged is not None or closing_day_has_come:
            return "missed"
        if self.due < facts.as_of:
            return "overdue"
        return "open" if self.opens <= facts.as_of else "upcoming"
