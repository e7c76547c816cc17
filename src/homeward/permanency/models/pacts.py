"""Permanency pacts: an adult's pledge to a young person, and looking at it again."""

from django.db import models

from homeward.obligations.dated import DatedRecord, DatedRecordQuerySet, said
from homeward.website.words import capital, day_words


class PermanencyPact(DatedRecord):
    """What an adult pledged to a young person on a day, with somebody's help, and when it is looked at again."""

    adult = models.CharField(max_length=200)
    relationship = models.CharField(max_length=200)
    supports = models.TextField()
    facilitator = models.CharField(max_length=200, blank=True)
    review_on = models.DateField()
    copy_in_file = models.CharField(max_length=10, choices=(("yes", "yes"), ("no", "no")))

    objects = DatedRecordQuerySet["PermanencyPact"].as_manager()

    def __str__(self) -> str:
        return f"{self.adult}, since {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """Who pledged what."""
        return said(
            adult=self.adult,
            relationship=self.relationship,
            supports=self.supports,
            with_the_help_of=self.facilitator,
            look_at_it_again=day_words(self.review_on),
            copy_in_the_file=capital(self.get_copy_in_file_display()),
        )


class PactReview(DatedRecord):
    """A pact was looked at again: whether it goes on, and until when."""

    pact = models.ForeignKey(PermanencyPact, models.PROTECT, related_name="reviews")
    goes_on = models.CharField(max_length=10, choices=(("yes", "it goes on"), ("no", "it has ended")))
    note = models.TextField()
    review_on = models.DateField(null=True, blank=True)

    objects = DatedRecordQuerySet["PactReview"].as_manager()

    def __str__(self) -> str:
        return f"{self.pact.adult}, looked at {day_words(self.on)}"

    @property
    def says(self) -> list[tuple[str, str]]:
        """What was found."""
        again = day_words(self.review_on) if self.review_on else ""
        return said(pact=self.pact, found=capital(self.get_goes_on_display()), note=self.note, look_at_it_again=again)
