"""The first months in care: the plan, the notice, the relatives, the question of the tribe."""

from datetime import date

from homeward.demo.cast.member import CastMember, Record, ago, later, members, open_day


def newborn(as_of: date) -> CastMember:
    """Removed three weeks ago; everything is still open."""
    removed_on = ago(as_of, days=21)
    wren = Record("wren-calloway", ago(removed_on, days=2), "female")
    wren.removed(removed_on, "hospital")
    wren.moves(later(removed_on, days=4), "foster_home")
    wren.event("relative_search", later(removed_on, days=6))
    wren.event("permanency_hearing_scheduled", open_day(later(removed_on, months=6, days=-9)))
    return wren.member(
        "newborn",
        """Wren was removed from the hospital two days after she was born, three weeks ago, and lives with a foster
        family. Her relatives must have their notice within 30 days of the removal, and her first permanency plan is
        due on the 60th day; until then both are open. It is far too early for a roundtable.""",
        "not_yet: before_month_11",
        ("wi.permanency-plan", "open"),
        ("wi.relative-notice", "open"),
        ("wi.relative-search", "met"),
        ("wi-dmcps.rating-initial", "open"),
        ("wi.permanency-hearing", "upcoming"),
    )


def overdue_plan(as_of: date) -> CastMember:
    """75 days in care and no plan."""
    mateo = Record("mateo-villareal", ago(as_of, years=7, months=4), "male")
    mateo.removed(ago(as_of, days=75), "foster_home")
    mateo.usual_start("fair", plan=False)
    mateo.event("permanency_hearing_scheduled", open_day(later(mateo.removed_on, months=6, days=-5)))
    return mateo.member(
        "overdue plan",
        """Mateo, seven, came into care 75 days ago. His consultant rated him in time and his relatives were told, but
        nobody has filed his permanency plan, which was due on the 60th day. He has no permanency goal yet.""",
        "not_yet: before_month_11",
        ("wi.permanency-plan", "overdue"),
        ("wi.relative-notice", "met"),
        ("wi-dmcps.rating-initial", "met"),
    )


def inquiry_open(as_of: date) -> CastMember:
    """Nobody has asked yet whether he is an Indian child."""
    noah = Record("noah-larocque", ago(as_of, years=1, months=2), "male", indian="unknown")
    noah.removed(ago(as_of, months=5), "foster_home")
    noah.usual_start("uncertain")
    noah.event("permanency_hearing_scheduled", open_day(later(noah.removed_on, months=6, days=-7)))
    return noah.member(
        "inquiry open",
        """Noah, one year old, has been in care for five months. His mother spoke of an Ojibwe great-grandmother, and
        the inquiry is still open. Until it is answered nobody can tell whether active efforts are owed to him and his
        tribe; a blank is not a no.""",
        "not_yet: before_month_11",
        ("wi.wicwa-active-efforts", "cannot_tell"),
        ("wi.permanency-plan", "met"),
    )


def siblings(as_of: date) -> CastMember:
    """Three of one case, the eldest apart from the others."""
    removed_on = ago(as_of, months=10)
    family = [
        ("elena-quintero", 11, "female", "foster_home", "poor"),
        ("rafael-quintero", 6, "male", "relative_home", "fair"),
        ("sofia-quintero", 3, "female", "relative_home", "fair"),
    ]
    records = []
    for child_id, years, gender, home, rating in family:
        record = Record(child_id, ago(as_of, years=years, months=years), gender)
        record.removed(removed_on, "shelter_care")
        record.moves(later(removed_on, days=12), home)
        record.usual_start(rating)
        record.event("relative_search", later(removed_on, days=24))
        record.event("goals_reevaluated", later(removed_on, days=26))
        held = record.hearings(rating)
        record.event("permanency_hearing_scheduled", open_day(later(held, months=6, days=-3)))
        records.append(record)
    return members(
        "siblings",
        """Elena, Rafael and Sofia Quintero were removed together ten months ago. Their aunt took the two younger ones;
        Elena, eleven, lives with a foster family. They share one case and one hearing, which is some weeks away: the
        consultant has until a month before it to rate all three.""",
        "not_yet: before_month_11",
        records,
        ("wi-dmcps.rating-before-hearing", "open"),
        ("wi.goals-reevaluated", "met"),
        ("wi.permanency-hearing", "met"),
    )
