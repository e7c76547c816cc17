"""The permanency pacts of a young person as they stand: who pledged what, and which is to be looked at again."""

from dataclasses import dataclass
from datetime import date

from homeward.casefile.models import Child
from homeward.obligations.dated import in_the_place_of
from homeward.permanency.models import PactReview, PermanencyPact


@dataclass(frozen=True)
class Pact:
    """A pact, with the latest time it was looked at."""

    pact: PermanencyPact
    review: PactReview | None
    today: date

    @property
    def has_ended(self) -> bool:
        return self.review is not None and self.review.goes_on == "no"

    @property
    def review_on(self) -> date:
        """The day on which it is to be looked at again."""
        return (self.review.review_on if self.review else None) or self.pact.review_on

    @property
    def is_late(self) -> bool:
        return not self.has_ended and self.review_on < self.today


def pacts_of(child: Child, today: date) -> list[Pact]:
    """Every pact of a young person, the latest first; those that have ended too. Three queries."""
    now = in_the_place_of(PermanencyPact, child.pk)
    latest: dict[object, PactReview] = {}
    for review in PactReview.objects.of(child.pk):
        latest.setdefault(now(review.pact_id), review)
    return [Pact(one, latest.get(one.pk), today) for one in PermanencyPact.objects.of(child.pk)]
