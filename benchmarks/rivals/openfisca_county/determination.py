"""Whether a child needs a roundtable today, in an open stay whose 22-month count is unbroken."""

from typing import Any

import numpy as np

from benchmarks.rivals.openfisca_county.definitions import NEVER, computed, today, words
from benchmarks.rivals.openfisca_county.facts import Rating
from benchmarks.rivals.openfisca_county.obligations import Codes

ANSWERS = ("required", "optional", "exempt", "not_yet", "cannot_tell")
REQUIRED, OPTIONAL, EXEMPT, NOT_YET, CANNOT_TELL = range(len(ANSWERS))
Answer = words("Answer", *ANSWERS)


@computed(Answer, "The roundtable determination")
def determination(stay: Any, period: Any) -> Codes:
    rating = stay("rating", period)
    obliges = (rating == Rating.poor) | (rating == Rating.not_rated)
    too_early = (today(period) < stay("month_11", period)) & (today(period) < stay("month_14", period))
    unknown = obliges & (stay("birth_date", period) == np.datetime64(NEVER))
    may = (rating == Rating.fair) | (rating == Rating.uncertain)
    conditions = [too_early, stay("is_exempt", period), unknown, obliges, may]
    return np.select(conditions, [NOT_YET, EXEMPT, CANNOT_TELL, REQUIRED, OPTIONAL], EXEMPT)
