"""A made-up child with which somebody may look around: what the form holds, counted back from today."""

from datetime import date, timedelta

_TYPED: dict[str, tuple[tuple[str, *tuple[int | None, ...]], ...]] = {
    "placements": (("shelter_care", 425, 400), ("foster_home", 400, 170), ("relative_home", 170, None)),
    "court": (
        ("permanency_review_held", 250),
        ("permanency_hearing_held", 58),
        ("permanency_hearing_scheduled", -40),
    ),
    "ratings": (("permanency_rating:poor", 372), ("permanency_rating:uncertain", 180), ("permanency_rating:poor", 90)),
    "plans": (
        ("permanency_plan_filed", 370),
        ("permanency_goal_set:reunification", 370),
        ("permanency_plan_filed", 200),
    ),
    "roundtables": (("roundtable_held", 75), ("consultation_form_completed", 70)),
    "other": (("relative_notice_sent", 410), ("relative_search", 405)),
}


def example(today: date) -> dict[str, str]:
    """What somebody would have typed in for this child; days ago, or ahead where they are negative."""

    def typed(days_ago: int | None) -> str:
        return "" if days_ago is None else (today - timedelta(days=days_ago)).isoformat()

    data = {
        "removed_on": typed(425),
        "birth_date": typed(425 + 9 * 365),
        "indian_child": "no",
        "as_of": today.isoformat(),
    }
    for group, rows in _TYPED.items():
        data[f"{group}-rows"] = str(len(rows))
        for place, (what, *days) in enumerate(rows):
            names = ("placement_type", "started_on", "ended_on") if group == "placements" else ("what", "on")
            values = (what, *(typed(one) for one in days))
            data |= {f"{group}-{place}-{name}": value for name, value in zip(names, values, strict=True)}
    return data
