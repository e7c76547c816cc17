"""What the permanency rating, or its absence, means for the roundtable; and active efforts for an Indian child."""

from datetime import date

from homeward.demo.cast.member import CastMember, Record, ago, later, open_day


def active_efforts(as_of: date) -> CastMember:
    """An Indian child to whom everything owed was done."""
    aiyana = Record("aiyana-rivers", ago(as_of, years=2, months=3), "female", indian="yes")
    aiyana.removed(ago(as_of, months=8), "foster_home")
    aiyana.moves(later(aiyana.removed_on, days=15), "relative_home")
    aiyana.usual_start("good")
    aiyana.event("indian_child_determined", later(aiyana.removed_on, days=12))
    aiyana.event("relative_search", later(aiyana.removed_on, days=22))
    aiyana.event("goals_reevaluated", later(aiyana.removed_on, days=30))
    held = aiyana.hearings("good")
    aiyana.event("active_efforts_evaluated", later(held, days=-9))
    aiyana.event("active_efforts_evaluated", ago(as_of, days=10))
    aiyana.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-4)))
    return aiyana.member(
        "active efforts",
        """Aiyana, two, is an Indian child: her tribe answered twelve days after she was removed, and three days later
        she moved to her grandmother. Active efforts were evaluated before her first hearing, and again ten days ago for
        the next one.""",
        "not_yet: before_month_11",
        ("wi.wicwa-active-efforts", "met"),
        ("wi.relative-search", "met"),
        ("wi.goals-reevaluated", "met"),
    )


def poor(as_of: date) -> CastMember:
    """Rated Poor, and the hearing is days away."""
    jaylen = Record("jaylen-okafor", ago(as_of, years=9, months=6), "male")
    jaylen.removed(ago(as_of, months=11, days=12), "foster_home")
    jaylen.usual_start("uncertain")
    jaylen.hearings("fair")
    hearing_on = open_day(later(as_of, days=9))
    jaylen.event("permanency_plan_filed", ago(as_of, days=12))
    jaylen.event("permanency_rating", later(hearing_on, months=-1, days=-6), "poor")
    jaylen.event("permanency_hearing_scheduled", hearing_on)
    jaylen.event("roundtable_scheduled", open_day(later(as_of, days=4)))
    return jaylen.member(
        "poor",
        """Jaylen, nine, has been in care for eleven months; his hearing is next week. His consultant rated him Poor in
        time, a good month before it, so a roundtable must take place in the month before the hearing. It is arranged;
        it counts when it has been held.""",
        "required: rated_poor",
        ("wi-dmcps.roundtable-before-hearing", "open"),
        ("wi-dmcps.rating-before-hearing", "met"),
        ("wi.permanency-hearing", "open"),
    )


def never_rated(as_of: date) -> CastMember:
    """A year in care, and no permanency consultant has rated her."""
    nevaeh = Record("nevaeh-lindqvist", ago(as_of, years=4, months=1), "female")
    nevaeh.removed(ago(as_of, months=12, days=10), "foster_home")
    nevaeh.usual_start(None)
    nevaeh.hearings(None)
    nevaeh.event("permanency_plan_filed", ago(as_of, days=40))
    nevaeh.event("permanency_hearing_scheduled", open_day(ago(as_of, days=22)))
    nevaeh.event("permanency_hearing_scheduled", open_day(later(as_of, days=13)))
    return nevaeh.member(
        "never rated",
        """Nevaeh, four, has been in care for a year. The consultant's post was vacant and she was never rated. Her
        second hearing was put off, is overdue, and is now set for the week after next. Policy lists who needs no
        roundtable, and a child who was never rated is not on the list: hers is required.""",
        "required: not_rated",
        ("wi-dmcps.rating-initial", "overdue"),
        ("wi-dmcps.rating-before-hearing", "overdue"),
        ("wi.permanency-hearing", "overdue"),
        ("wi-dmcps.roundtable-before-hearing", "open"),
    )


def no_birth_date(as_of: date) -> CastMember:
    """Nobody can tell whether she is 18."""
    sahra = Record("sahra-dirie", None, "female")
    sahra.removed(ago(as_of, months=11, days=15), "foster_home")
    sahra.usual_start("poor")
    sahra.hearings("poor")
    hearing_on = open_day(later(as_of, days=6))
    sahra.event("permanency_plan_filed", ago(as_of, days=15))
    sahra.event("permanency_rating", later(hearing_on, months=-1, days=-4), "poor")
    sahra.event("permanency_hearing_scheduled", hearing_on)
    return sahra.member(
        "no birth date",
        """Sahra's birth was never registered where she was born, and no birth date is recorded. She is rated Poor and
        her hearing is next week, so she needs a roundtable unless she is 18. Nobody can tell; the answer says which
        fact is missing, and does not guess.""",
        "cannot_tell: birth_date_not_recorded",
        ("wi-dmcps.roundtable-before-hearing", "cannot_tell"),
        ("wi-dmcps.rating-before-hearing", "met"),
    )


def fair(as_of: date) -> CastMember:
    """Rated Fair: a roundtable is optional."""
    theo = Record("theo-marchetti", ago(as_of, years=6, months=8), "male")
    theo.removed(ago(as_of, months=13), "relative_home")
    theo.usual_start("fair")
    held = theo.hearings("fair", "fair")
    theo.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-5)))
    return theo.member(
        "fair",
        """Theo, six, has lived with his uncle for thirteen months, and every rating so far was Fair: there is a plan,
        and it is being carried out. Both hearings took place in time without a roundtable. One is optional.""",
        "optional: rated_fair",
        ("wi.permanency-hearing", "met"),
        ("wi-dmcps.rating-before-hearing", "met"),
        ("wi-dmcps.roundtable-before-hearing", "not_required"),
    )


def uncertain(as_of: date) -> CastMember:
    """Rated Uncertain, which is neither better nor worse than anything."""
    kalia = Record("kalia-thao", ago(as_of, years=11, months=2), "female")
    kalia.removed(ago(as_of, months=17), "foster_home")
    kalia.usual_start("uncertain")
    held = kalia.hearings("uncertain", "uncertain")
    hearing_on = open_day(later(held, months=6, days=-3))
    kalia.event("permanency_plan_filed", ago(as_of, days=20))
    kalia.event("permanency_rating", ago(as_of, days=35), "uncertain")
    kalia.event("permanency_hearing_scheduled", hearing_on)
    kalia.event("tpr_exception_documented", later(kalia.removed_on, months=15))
    return kalia.member(
        "uncertain",
        """Kalia, eleven, has been in care for seventeen months. People doubt that her foster home can last, and her
        rating is Uncertain, which is off the scale: it is neither above nor below Poor. A roundtable is optional, also
        past fifteen months.""",
        "optional: rated_uncertain",
        ("wi-dmcps.roundtable-month-15", "not_required"),
        ("us.tpr-15-of-22", "met"),
    )
