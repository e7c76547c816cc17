"""What the months in care bring: hearings, the fifteenth month, parental rights, and an end to it."""

from datetime import date

from homeward.demo.cast.member import CastMember, Record, ago, later, open_day


def late_hearing(as_of: date) -> CastMember:
    """One hearing in time and one late; a panel's review in between."""
    imani = Record("imani-broadwater", ago(as_of, years=5, months=9), "female")
    imani.removed(ago(as_of, months=13), "foster_home")
    imani.usual_start("fair")
    held = imani.hearings("good")
    reviewed_on = open_day(later(imani.removed_on, months=9))
    imani.event("permanency_review_scheduled", reviewed_on)
    imani.event("permanency_review_held", reviewed_on)
    imani.event("review_summary_sent", later(reviewed_on, days=41))
    imani.event("permanency_rating", later(imani.removed_on, months=11), "good")
    imani.event("permanency_plan_filed", later(held, months=5))
    late_on = open_day(later(held, months=6, days=21))
    imani.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    imani.event("permanency_hearing_scheduled", late_on)
    imani.event("permanency_hearing_held", late_on)
    imani.event("permanency_hearing_scheduled", open_day(later(late_on, months=6, days=-6)))
    return imani.member(
        "late hearing",
        """Imani, five, has been in care for thirteen months. Her first hearing was in time; the second was put off by
        the court and held three weeks late, and the next six months count from the day on which it was held. The
        summary of the panel's review in between came after 41 days instead of 30.""",
        "exempt: above_poor",
        ("wi.permanency-hearing", "met"),
        ("wi.permanency-hearing", "met_late"),
        ("wi.permanency-hearing", "upcoming"),
        ("wi.review-summary", "met_late"),
        ("wi.permanency-plan-update", "met"),
    )


def month_15(as_of: date) -> CastMember:
    """In the fifteenth month, and Poor since the foster home was lost."""
    lucia = Record("lucia-santangelo", ago(as_of, years=8, months=3), "female")
    lucia.removed(ago(as_of, months=14, days=12), "foster_home")
    lucia.usual_start("fair")
    held = lucia.hearings("fair", "fair")
    moved_on = ago(as_of, days=30)
    lucia.moves(moved_on, "foster_home")
    lucia.event("placement_change_expected", later(moved_on, days=-6))
    lucia.event("relative_search", later(moved_on, days=5))
    lucia.event("goals_reevaluated", later(moved_on, days=4))
    lucia.event("permanency_rating", ago(as_of, days=25), "poor")
    lucia.event("roundtable_scheduled", open_day(later(as_of, days=6)))
    lucia.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return lucia.member(
        "month 15",
        """Lucia, eight, was rated Fair before both of her hearings. A month ago her foster home gave up, and she is
        rated Poor since. Twelve days ago her fifteenth month in care began: a roundtable has to take place within it,
        although her next hearing is months away.""",
        "required: rated_poor",
        ("wi-dmcps.roundtable-month-15", "open"),
        ("wi.goals-reevaluated", "met"),
        ("wi.relative-search", "met"),
    )


def six_months_poor(as_of: date) -> CastMember:
    """Three years in care, Poor, and the same barriers every time."""
    marcus = Record("marcus-everhart", ago(as_of, years=12, months=7), "male")
    marcus.removed(ago(as_of, months=38), "foster_home")
    marcus.usual_start("fair")
    held = marcus.hearings("fair", "fair")
    moved_on = later(marcus.removed_on, months=14, days=20)
    marcus.moves(moved_on, "residential_care_center")
    marcus.event("goals_reevaluated", later(moved_on, days=18))
    marcus.event("relative_search", later(moved_on, days=25))
    marcus.event("tpr_exception_documented", later(marcus.removed_on, months=15, days=3))
    for form_after in (4, 19, None):
        held = marcus.hearing(held, "poor")
        roundtable_on = open_day(later(held, days=-17))
        in_plan = later(roundtable_on, days=2) if form_after else None
        marcus.roundtable(roundtable_on, form_after=form_after, in_plan=in_plan)
    held = marcus.hearing(held, "poor")
    marcus.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-3)))
    return marcus.member(
        "six months poor",
        """Marcus, twelve, has been in care for three years, most of them in a residential care center, and is rated
        Poor. His three roundtables named the same steps each time: what stands in the way is no step that his worker
        could take but the waiting list for treatment foster care, a systemic barrier. None was held before his last
        hearing, and the six months since the last one have passed; its form was never completed, and its results are
        in no plan.""",
        "required: rated_poor",
        ("wi-dmcps.roundtable-every-six-months", "overdue"),
        ("wi-dmcps.roundtable-before-hearing", "met"),
        ("wi-dmcps.roundtable-before-hearing", "missed"),
        ("wi-dmcps.consultation-form", "met"),
        ("wi-dmcps.consultation-form", "met_late"),
        ("wi-dmcps.consultation-form", "overdue"),
        ("wi-dmcps.roundtable-in-plan", "met"),
        ("wi-dmcps.roundtable-in-plan", "missed"),
    )


def re_entry(as_of: date) -> CastMember:
    """Two stays together make fifteen months."""
    devon = Record("devon-mabrey", ago(as_of, years=8, months=10), "male")
    devon.removed(ago(as_of, months=21), "foster_home")
    devon.usual_start("fair")
    devon.hearings("fair")
    devon.discharged(ago(as_of, months=11), "reunification")
    devon.removed(ago(as_of, months=9), "foster_home")
    devon.usual_start("poor")
    roundtable_on = open_day(later(devon.removed_on, months=4, days=12))
    devon.roundtable(roundtable_on, form_after=5, in_plan=later(roundtable_on, days=9))
    held = devon.hearings(None)
    devon.event("permanency_rating", later(held, months=-1, days=-1), "fair")
    devon.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return devon.member(
        "re-entry",
        """Devon, eight, was in care for ten months, went home for two, and has been back for nine. Within 22 months
        both stays count: his fifteenth month began four months after he came back, and his roundtable was held in it.
        For the same reason a petition to end parental rights, or the reason for filing none, is overdue, while this
        stay alone is not a year old. He is rated Fair since.""",
        "optional: rated_fair",
        ("wi-dmcps.roundtable-month-15", "met"),
        ("us.tpr-15-of-22", "overdue"),
        ("wi-dmcps.consultation-form", "met"),
        ("wi-dmcps.roundtable-in-plan", "met"),
    )


def trial_reunification(as_of: date) -> CastMember:
    """On trial at home: two clocks treat it differently."""
    hazel = Record("hazel-brandtner", ago(as_of, years=4, months=6), "female")
    hazel.removed(ago(as_of, months=16), "foster_home")
    home_on = ago(as_of, months=4, days=15)
    hazel.moves(home_on, "trial_reunification")
    hazel.usual_start("fair")
    held = hazel.hearings("fair", "fair")
    hazel.event("placement_change_expected", later(home_on, days=-14))
    hazel.event("relative_search", later(home_on, days=3))
    hazel.event("goals_reevaluated", later(home_on, days=8))
    hazel.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return hazel.member(
        "trial reunification",
        """Hazel, four, has been with her mother on trial for four and a half months, and her case is still open. Those
        months count for her hearings and for the roundtable's fifteen months, but not towards the fifteen after which a
        petition to end parental rights is due: that day lies months ahead.""",
        "optional: rated_fair",
        ("us.tpr-15-of-22", "upcoming"),
        ("wi.permanency-hearing", "met"),
    )


def with_relatives(as_of: date) -> CastMember:
    """With her grandmother: no petition is asked for."""
    amara = Record("amara-fairweather", ago(as_of, years=7, months=1), "female")
    amara.removed(ago(as_of, months=20), "shelter_care")
    amara.moves(later(amara.removed_on, days=3), "relative_home")
    amara.usual_start("fair")
    amara.event("goals_reevaluated", later(amara.removed_on, days=20))
    held = amara.hearings("good", "good")
    amara.event("permanency_goal_set", held, "guardianship")
    amara.event("relative_search", later(held, days=7))
    held = amara.hearing(held, "good")
    amara.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return amara.member(
        "with relatives",
        """Amara, seven, has lived with her grandmother for twenty months, and guardianship is being prepared. On the
        day on which fifteen months were reached she lived with a relative, so no petition to end parental rights is
        required. She is rated Good.""",
        "exempt: above_poor",
        ("us.tpr-15-of-22", "not_required"),
        ("wi.relative-search", "met"),
    )


def adopted(as_of: date) -> CastMember:
    """Adopted two weeks ago, and everything was done in time."""
    josiah = Record("josiah-penrose", ago(as_of, years=4, months=11), "male")
    josiah.removed(ago(as_of, months=32), "foster_home")
    josiah.usual_start("fair")
    held = josiah.hearings("fair", "good")
    josiah.event("permanency_goal_set", held, "adoption")
    josiah.event("reunification_ruled_out", held)
    josiah.event("relative_search", later(held, days=12))
    josiah.event("tpr_petition_filed", later(held, days=45))
    for rating in ("good", "very_good", "very_good"):
        held = josiah.hearing(held, rating)
    moved_on = later(josiah.removed_on, months=20)
    josiah.moves(moved_on, "pre_adoptive_home")
    josiah.event("goals_reevaluated", later(moved_on, days=10))
    josiah.event("relative_search", later(moved_on, days=21))
    adopted_on = open_day(ago(as_of, days=16))
    josiah.event("permanency_rating", later(adopted_on, days=-3), "achieved")
    josiah.discharged(adopted_on, "adoption")
    return josiah.member(
        "adopted",
        """Josiah, four, was adopted two weeks ago after two and a half years in care. His plans, hearings, ratings and
        searches were all in time, and the petition was filed before it was due: everything that policy asked for him is
        met, and nothing is open.""",
        "",
        ("wi.permanency-plan", "met"),
        ("wi.permanency-hearing", "met"),
        ("us.tpr-15-of-22", "met"),
    )
