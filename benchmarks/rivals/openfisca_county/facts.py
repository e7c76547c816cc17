"""What is given of each stay, as known on the day."""

from benchmarks.rivals.openfisca_county.definitions import fact, words

RATINGS = ("achieved", "very_good", "good", "fair", "poor", "uncertain", "not_rated")
Rating = words("Rating", *RATINGS)

FACTS = [
    fact("removed_on", "Removed from home"),
    fact("discharged_on", "Discharged, if that is past"),
    fact("birth_date", "Birth date; never if not recorded"),
    fact("placed_on", "Start of the first placement other than missing, or the removal"),
    fact("missing_since", "First day of the unbroken run of missing days that goes on"),
    fact("is_in_independent_living", "Lives in supervised independent living", bool),
    fact("is_incarcerated", "Is in a juvenile or adult correctional facility", bool),
    fact("is_unbroken", "No earlier stay reaches into the 22 months before this one", bool),
    fact("is_always_in_care", "Never placed as missing or in a trial reunification", bool),
    fact("found_on", "First finding of abuse or neglect"),
    fact("plan_filed_on", "First permanency plan filed"),
    fact("relative_notice_sent_on", "First relative notice sent"),
    fact("first_rated_on", "First permanency rating"),
    fact("later_rated_on", "First later rating after the last hearing held, or after the removal"),
    fact("rating", "Permanency rating of today", Rating),
    fact("last_roundtable_on", "Last roundtable held"),
    fact("last_hearing_on", "Last permanency hearing held"),
    fact("arranged_hearing_on", "The next permanency hearing as arranged"),
]
