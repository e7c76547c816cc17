"""The five who need no roundtable (OCM 43.00, Policy): above Poor, missing, 18, independent living, incarcerated."""

from datetime import date

from homeward.demo.cast.member import CastMember, Record, ago, later, open_day


def above_poor(as_of: date) -> CastMember:
    """Rated Very good."""
    owen = Record("owen-drescher", ago(as_of, years=3, months=5), "male")
    owen.removed(ago(as_of, months=16), "foster_home")
    owen.usual_start("fair")
    held = owen.hearings("good", "very_good")
    owen.event("permanency_goal_set", held, "adoption")
    owen.event("reunification_ruled_out", held)
    owen.event("relative_search", later(held, days=11))
    owen.event("tpr_petition_filed", later(held, days=30))
    owen.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return owen.member(
        "above poor",
        """Owen, three, has lived with the same foster family for sixteen months; they want to adopt him, and everybody
        believes it is for life. The petition to end his parents' rights was filed long before it was due. He is rated
        Very good and needs no roundtable.""",
        "exempt: above_poor",
        ("us.tpr-15-of-22", "met"),
        ("wi-dmcps.roundtable-month-15", "not_required"),
        ("wi.relative-search", "met"),
    )


def missing(as_of: date) -> CastMember:
    """Gone for seven months."""
    dakari = Record("dakari-hollins", ago(as_of, years=15, months=7), "male")
    dakari.removed(ago(as_of, months=19), "group_home")
    dakari.moves(ago(as_of, months=7), "missing_from_care")
    dakari.usual_start("fair")
    held = dakari.hearings("fair", "fair", "uncertain")
    dakari.event("permanency_rating", ago(as_of, days=20), "poor")
    dakari.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-6)))
    return dakari.member(
        "missing",
        """Dakari, fifteen, left his group home seven months ago and has not been found. After six months missing no
        roundtable is required, though he is rated Poor. His hearings go on. The months missing do not count towards the
        fifteen after which a petition to end parental rights is due, so that day has moved into the future.""",
        "exempt: missing_6_months",
        ("us.tpr-15-of-22", "upcoming"),
        ("wi.permanency-hearing", "met"),
    )


def turned_18(as_of: date) -> CastMember:
    """18 since last week."""
    briana = Record("briana-szymanski", ago(ago(as_of, days=6), years=18), "female")
    briana.removed(ago(as_of, months=23), "foster_home")
    briana.usual_start("fair")
    held = briana.hearings("fair", "fair", "fair")
    briana.event("tpr_exception_documented", later(briana.removed_on, months=14))
    hearing_on = open_day(later(held, months=6, days=-3))
    briana.event("permanency_plan_filed", ago(as_of, days=21))
    briana.event("permanency_rating", later(hearing_on, months=-1, days=-5), "poor")
    briana.event("permanency_hearing_scheduled", hearing_on)
    return briana.member(
        "turned 18",
        """Briana turned eighteen six days ago and stays in care until she has finished school. She was rated Poor
        before the hearing that comes now, so until her birthday a roundtable was required. Since then it is not; her
        team may still hold one.""",
        "exempt: age_18",
        ("wi-dmcps.rating-before-hearing", "met"),
        ("wi-dmcps.roundtable-before-hearing", "not_required"),
    )


def independent_living(as_of: date) -> CastMember:
    """In a flat of his own, with support."""
    xavier = Record("xavier-montrose", ago(as_of, years=17, months=4), "male")
    xavier.removed(ago(as_of, months=26), "group_home")
    xavier.moves(ago(as_of, months=4), "supervised_independent_living")
    xavier.usual_start("fair")
    held = xavier.hearings("fair", "fair", "uncertain")
    xavier.event("permanency_goal_set", held, "other_planned_arrangement")
    xavier.event("relative_search", later(held, days=16))
    held = xavier.hearing(held, "uncertain")
    xavier.event("goals_reevaluated", later(ago(as_of, months=4), days=13))
    xavier.event("permanency_rating", ago(as_of, days=15), "poor")
    xavier.event("tpr_exception_documented", later(xavier.removed_on, months=14, days=10))
    xavier.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-4)))
    return xavier.member(
        "independent living",
        """Xavier is seventeen and has had a supervised flat for four months. His goal, another planned arrangement, was
        set after he turned sixteen, as it must be. He is rated Poor, but whoever lives in supervised independent living
        needs no roundtable. Nobody looked for relatives again when he moved.""",
        "exempt: independent_living",
        ("wi.goals-reevaluated", "met"),
        ("wi.relative-search", "overdue"),
    )


def incarcerated(as_of: date) -> CastMember:
    """In a juvenile correctional facility."""
    tyrell = Record("tyrell-ashby", ago(as_of, years=16, months=3), "male")
    tyrell.removed(ago(as_of, months=18), "group_home")
    entered_on = ago(as_of, months=3)
    tyrell.moves(ago(entered_on, days=20), "juvenile_detention")
    tyrell.moves(entered_on, "juvenile_correctional")
    tyrell.usual_start("fair")
    held = tyrell.hearings("fair", "fair", "poor")
    for day in (ago(entered_on, days=10), later(entered_on, days=14)):
        tyrell.event("goals_reevaluated", day)
        tyrell.event("relative_search", day)
    tyrell.event("tpr_exception_documented", later(tyrell.removed_on, months=15, days=5))
    tyrell.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-4)))
    return tyrell.member(
        "incarcerated",
        """Tyrell, sixteen, was in detention for twenty days and has been in a juvenile correctional facility for three
        months. Before his third hearing he was rated Poor; because he is incarcerated no roundtable was required then,
        and none is now. Detention alone would not have exempted him.""",
        "exempt: incarcerated",
        ("wi-dmcps.roundtable-before-hearing", "not_required"),
        ("wi.permanency-hearing", "met"),
    )
