"""Whom to ask again when a home changes, or will: who was found before, and who of them was asked since."""

from collections.abc import Sequence
from dataclasses import dataclass

from homeward.family.people import Kinsfolk, Member
from homeward.family.searches import Search


@dataclass(frozen=True)
class AskingAgain:
    """What a change of home, or that one is likely, asks of those who work with the family."""

    search: Search
    asked: Sequence[Member]
    """Of those who may be asked: who was called, visited or written to since."""
    waiting: Sequence[Member]

    @property
    def known(self) -> int:
        """How many may be asked."""
        return len(self.asked) + len(self.waiting)


def asking_again(kinsfolk: Kinsfolk, searches: Sequence[Search]) -> AskingAgain | None:
    """For the latest search, if a move called for it; None once it is settled and everybody was asked.

    Nobody stands here who is not safe for the child, or who does not want to be contacted.
    """
    search = next((one for one in searches[:1] if one.asks_again), None)
    if search is None:
        return None
    may_be_asked = [one for one in kinsfolk.others if one.to_ask]
    asked, waiting = list[Member](), list[Member]()
    for one in may_be_asked:
        was_asked = any(done.on >= search.opened_on for done in (*one.attempts, *one.notices))
        (asked if was_asked else waiting).append(one)
    return AskingAgain(search, asked, waiting) if waiting or search.is_open else None
