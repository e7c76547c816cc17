import pytest

from tests.policy.conftest import Asking
from tests.policy.made_up import called, facts, milwaukee, written
from tests.reference.examples import child, stay

REMOVED = stay("2024-01-10")
ENDED = stay("2024-01-10 2024-06-01")
PLAN = "permanency_plan_filed"
PLANS = (f"{PLAN} 2024-02-01", f"{PLAN} 2024-03-15", f"{PLAN} 2024-05-01")


@pytest.mark.parametrize(
    ("written_so", "day"),
    [
        ('"removed_on"', "2024-01-10"),
        ('{ after = "removed_on", by = "60 days" }', "2024-03-10"),
        ('{ before = "removed_on", by = "10 days" }', "2023-12-31"),
        ('{ after = "removed_on", by = "1 day" }', "2024-01-11"),
        ('{ after = "removed_on", by = "6 months" }', "2024-07-10"),
        ('{ before = "removed_on", by = "11 months" }', "2023-02-10"),
        ('{ after = "removed_on", by = "3 working days" }', "2024-01-15"),
        ('{ before = "removed_on", by = "3 working days" }', "2024-01-05"),
        ('{ after = "removed_on", by = "how_often" }', "2024-07-10"),
        ('{ after = "removed_on", by = "lead" }', "2024-01-30"),
        ('{ after = "discharged_on", by = "6 months" }', "-"),
        ('{ after = { before = "removed_on", by = "1 month" }, by = "2 days" }', "2023-12-12"),
    ],
)
def test_a_day_so_long_after_or_before_another(ask: Asking, written_so: str, day: str) -> None:
    assert ask.day(written_so, child(REMOVED)) == day


@pytest.mark.parametrize(
    ("written_so", "day"),
    [
        ('{ later_of = ["removed_on", "discharged_on"] }', "2024-06-01"),
        ('{ earlier_of = ["discharged_on", "removed_on", "as_of"] }', "2024-01-10"),
        ('{ later_of = ["removed_on", { first = "roundtable_held" }] }', "-"),
        ('{ earlier_of = [{ first = "roundtable_held" }, "discharged_on"] }', "2024-06-01"),
        ('{ first_known = [{ first = "roundtable_held" }, "discharged_on", "removed_on"] }', "2024-06-01"),
        ('{ first_known = [{ first = "roundtable_held" }, { first = "relative_search" }] }', "-"),
    ],
)
def test_one_of_several_days(ask: Asking, written_so: str, day: str) -> None:
    assert ask.day(written_so, child(ENDED)) == day


@pytest.mark.parametrize(
    ("bounds", "first", "latest"),
    [
        ("", "2024-02-01", "2024-05-01"),
        (', from = "removed_on"', "2024-02-01", "2024-05-01"),
        (', from = { after = "removed_on", by = "22 days" }', "2024-02-01", "2024-05-01"),
        (', after = { after = "removed_on", by = "22 days" }', "2024-03-15", "2024-05-01"),
        (', after = "as_of"', "-", "-"),
        (', until = { after = "removed_on", by = "65 days" }', "2024-02-01", "2024-03-15"),
        (', before = { after = "removed_on", by = "65 days" }', "2024-02-01", "2024-02-01"),
        (', until = "removed_on"', "-", "-"),
        (
            ', from = { after = "removed_on", by = "23 days" }, until = { after = "removed_on", by = "64 days" }',
            "-",
            "-",
        ),
        (
            ', after = { after = "removed_on", by = "64 days" }, before = { after = "removed_on", by = "66 days" }',
            "2024-03-15",
            "2024-03-15",
        ),
    ],
)
def test_the_first_or_latest_event_within_bounds(ask: Asking, bounds: str, first: str, latest: str) -> None:
    history = child(REMOVED, *PLANS)
    assert ask.day(f'{{ first = "{PLAN}"{bounds} }}', history) == first
    assert ask.day(f'{{ latest = "{PLAN}"{bounds} }}', history) == latest


def test_several_kinds_of_event_may_be_sought(ask: Asking) -> None:
    history = child(REMOVED, *PLANS, "roundtable_held 2024-01-20")
    assert ask.day(f'{{ first = ["{PLAN}", "roundtable_held"] }}', history) == "2024-01-20"


def test_the_day_on_which_a_clock_has_counted_enough(ask: Asking) -> None:
    written_so = '{ count = "care_count", reaches = "14 months", from = { after = "removed_on", by = "60 days" } }'
    assert ask.day(written_so, child(REMOVED)) == "2025-03-10"
    assert ask.day(written_so, child(REMOVED, *PLANS), per=PLAN) == "2025-03-10 2025-03-10 2025-03-10"


HELD = "roundtable_held"
MONTH_BEFORE = 'from = { before = "each", by = "1 month" }, until = { before = "each", by = "1 day" }'
IN_MONTH = f'{{ first = "{HELD}", each = "announced_days", {MONTH_BEFORE} }}'


def around(ask: Asking, *events: str, as_of: str = "2024-03-01") -> str:
    """The roundtable in the month before each hearing; the first is due on 2024-07-10."""
    return ask.day(IN_MONTH, child(REMOVED, *events), as_of=as_of, per="hearing_cycle")


@pytest.mark.parametrize(
    ("held", "found"), [("06-09", "-"), ("06-10", "2024-06-10"), ("07-09", "2024-07-09"), ("07-10", "-")]
)
def test_a_day_is_sought_around_the_day_of_the_link(ask: Asking, held: str, found: str) -> None:
    assert around(ask, f"{HELD} 2024-{held}", as_of="2024-07-10") == found


@pytest.mark.parametrize(
    ("held", "found"),
    [("04-19", "-"), ("04-20", "2024-04-20"), ("05-19", "2024-05-19"), ("05-20", "-"), ("06-20", "2024-06-20")],
)
def test_a_day_is_sought_around_every_day_announced(ask: Asking, held: str, found: str) -> None:
    events = (
        f"{HELD} 2024-{held}",
        "permanency_hearing_scheduled 2024-05-20",
        "permanency_hearing_scheduled 2024-07-05",
    )
    assert around(ask, *events, as_of="2024-07-10") == found


def test_of_the_days_found_around_each_the_earliest_counts(ask: Asking) -> None:
    events = (f"{HELD} 2024-06-20", f"{HELD} 2024-05-10", "permanency_hearing_scheduled 2024-05-20")
    assert around(ask, *events, as_of="2024-07-01") == "2024-05-10"


def test_days_announced_belong_to_the_link_in_which_they_lie(ask: Asking) -> None:
    events = (
        "permanency_hearing_scheduled 2024-06-30",
        "permanency_hearing_held 2024-06-30",
        "permanency_hearing_scheduled 2024-09-01",
    )
    roundtables = (f"{HELD} 2024-06-05", f"{HELD} 2024-08-31")
    assert around(ask, *events, *roundtables, as_of="2024-10-01") == "2024-06-05 2024-08-31"
    assert around(ask, *events, roundtables[0], as_of="2024-10-01") == "2024-06-05 -"


def test_a_day_announced_after_the_hearing_was_held_is_the_next_link_s(ask: Asking) -> None:
    events = ("permanency_hearing_held 2024-07-10", "permanency_hearing_scheduled 2024-07-11", f"{HELD} 2024-07-10")
    assert around(ask, *events, as_of="2024-12-01") == "- 2024-07-10"


def test_around_each_works_for_many_children_at_once(ask: Asking) -> None:
    ada = child(REMOVED, f"{HELD} 2024-05-25", *announced("2024-05-20", "2024-06-01"))
    ben = child(REMOVED, f"{HELD} 2024-05-10", *announced("2024-08-20"))
    cem = child(REMOVED, f"{HELD} 2024-05-24", f"{HELD} 2024-06-30", *announced("2024-05-25"))
    children = [called("ada", ada), called("ben", ben), called("cem", cem), called("dan", child(REMOVED))]
    found = ask.day(IN_MONTH, *children, as_of="2024-07-01", per="hearing_cycle")
    assert found == "2024-05-25 - 2024-05-24 -"


def announced(*days: str) -> list[str]:
    return [f"permanency_hearing_scheduled {day}" for day in days]


def test_the_latest_day_may_be_sought_around_each(ask: Asking) -> None:
    latest = IN_MONTH.replace("first =", "latest =")
    history = child(REMOVED, f"{HELD} 2024-06-12", f"{HELD} 2024-06-30", f"{HELD} 2024-07-10")
    assert ask.day(latest, history, as_of="2024-07-10", per="hearing_cycle") == "2024-06-30"
    assert ask.day(IN_MONTH, history, as_of="2024-07-10", per="hearing_cycle") == "2024-06-12"


def test_around_each_finds_nothing_for_no_occasions(ask: Asking) -> None:
    history = child(REMOVED, *announced("2024-05-20"))
    words = f'[day.asked]\nmeans = "…"\nis = {IN_MONTH}'
    rows = ask.occasions(words, history, as_of="2024-07-10", per="hearing_cycle")
    assert written(rows.take(rows.number > 1).day("asked")) == ""


def test_a_cycle_without_announcements_has_only_the_day_of_the_link(ask: Asking) -> None:
    found = ask.day(IN_MONTH, child(REMOVED, f"{HELD} 2024-04-01"), as_of="2024-05-01", per="review_cycle")
    assert found == "2024-04-01"


@pytest.mark.parametrize(
    ("how", "answers"),
    [
        ("before", "yes, no, no"),
        ("on_or_before", "yes, yes, no"),
        ("on", "no, yes, no"),
        ("on_or_after", "no, yes, yes"),
        ("after", "no, no, yes"),
    ],
)
def test_one_day_stands_so_to_another(ask: Asking, how: str, answers: str) -> None:
    written_so = f'{{ day = "occasion", {how} = {{ after = "removed_on", by = "65 days" }} }}'
    assert ask.condition(written_so, child(REMOVED, *PLANS), per=PLAN) == answers


@pytest.mark.parametrize(
    ("written_so", "answer"),
    [
        ('{ day = { after = "birth_date", by = "216 months" }, on_or_before = "as_of" }', "cannot tell"),
        ('{ day = "as_of", on_or_before = "birth_date" }', "cannot tell"),
        ('{ day = "discharged_on", before = "as_of" }', "no"),
        ('{ day = "as_of", before = "discharged_on" }', "yes"),
        ('{ reached = "birth_date" }', "no"),
        ('{ never = "birth_date" }', "yes"),
        ('{ known = "birth_date" }', "cannot tell"),
        ('{ known = "discharged_on" }', "cannot tell"),
        ('{ reached = "discharged_on" }', "no"),
        ('{ never = "discharged_on" }', "yes"),
        ('{ reached = "removed_on" }', "yes"),
        ('{ never = "removed_on" }', "no"),
        ('{ known = "removed_on" }', "yes"),
    ],
)
def test_what_is_not_recorded_can_not_be_told(ask: Asking, written_so: str, answer: str) -> None:
    assert ask.condition(written_so, child(REMOVED, born=None)) == answer


@pytest.mark.parametrize(
    ("ratings", "events", "answer"),
    [
        ('["poor", "none"]', (), "yes"),
        ('["poor"]', (), "no"),
        ('["none"]', ("permanency_rating 2024-02-01 poor",), "no"),
        ('["poor", "none"]', ("permanency_rating 2024-02-01 poor",), "yes"),
        ('"uncertain"', ("permanency_rating 2024-02-01 uncertain",), "yes"),
        ('["good", "achieved"]', ("permanency_rating 2024-02-01 uncertain",), "no"),
    ],
)
def test_the_rating_is_one_of_these(ask: Asking, ratings: str, events: tuple[str, ...], answer: str) -> None:
    assert ask.condition(f"{{ rating = {ratings} }}", child(REMOVED, *events)) == answer


@pytest.mark.parametrize(
    ("written_so", "answer"),
    [
        ('{ placement = ["hospital", "shelter_care"] }', "yes"),
        ('{ placement = ["foster_home"] }', "no"),
        ('{ placement = "foster_home", on = { after = "removed_on", by = "5 days" } }', "yes"),
        ('{ placement = "hospital", on = { after = "removed_on", by = "5 days" } }', "no"),
        ('{ placement = "other", on = { before = "removed_on", by = "5 days" } }', "no"),
    ],
)
def test_the_placement_is_of_one_of_these_types(ask: Asking, written_so: str, answer: str) -> None:
    homes = stay("2024-01-10", "foster_home 2024-01-10 2024-02-01", "hospital 2024-02-01")
    assert ask.condition(written_so, child(homes), as_of="2024-03-01") == answer


@pytest.mark.parametrize(
    ("recorded", "asked", "answer"),
    [
        ("yes", "yes", "yes"),
        ("no", "yes", "no"),
        ("unknown", "yes", "cannot tell"),
        ("unknown", "no", "cannot tell"),
        ("unknown", "unknown", "yes"),
        ("yes", "unknown", "no"),
        ("no", "no", "yes"),
    ],
)
def test_a_child_is_recorded_so(ask: Asking, recorded: str, asked: str, answer: str) -> None:
    assert ask.condition(f'{{ indian_child = "{asked}" }}', child(REMOVED, indian=recorded)) == answer


@pytest.mark.parametrize(("value", "answer"), [('"6 months"', "yes"), ('"12 months"', "no")])
def test_a_setting_has_this_value_for_every_child(ask: Asking, value: str, answer: str) -> None:
    written_so = f'{{ setting = "how_often", is = {value} }}'
    assert ask.condition(written_so, child(REMOVED), called("ada", child(REMOVED))) == f"{answer}, {answer}"


YES, NO, UNTOLD = '{ reached = "removed_on" }', '{ never = "removed_on" }', '{ known = "discharged_on" }'


@pytest.mark.parametrize(
    ("conditions", "all_of", "any_of", "none_of"),
    [
        ((YES,), "yes", "yes", "no"),
        ((NO,), "no", "no", "yes"),
        ((YES, YES), "yes", "yes", "no"),
        ((YES, NO), "no", "yes", "no"),
        ((NO, NO), "no", "no", "yes"),
        ((YES, UNTOLD), "cannot tell", "yes", "no"),
        ((NO, UNTOLD), "no", "cannot tell", "cannot tell"),
        ((UNTOLD, YES, NO), "no", "yes", "no"),
    ],
)
def test_conditions_joined(ask: Asking, conditions: tuple[str, ...], all_of: str, any_of: str, none_of: str) -> None:
    listed = ", ".join(conditions)
    for how, answer in (("all_of", all_of), ("any_of", any_of), ("none_of", none_of)):
        assert ask.condition(f"{{ {how} = [{listed}] }}", child(REMOVED)) == answer


def test_a_named_condition_may_stand_in_another(ask: Asking) -> None:
    defined = {"gone": '{ reached = "discharged_on" }', "still": '{ none_of = ["gone"] }', "same": '"still"'}
    words = "".join(f'[condition.{name}]\nmeans = "…"\nis = {text}\n' for name, text in defined.items())
    rows = ask.occasions(words, child(REMOVED), called("ada", child(ENDED)), as_of="2025-01-01", per="episode")
    assert [rows.holds(name).tolist() for name in ("gone", "still", "same")] == [[2, 0], [0, 2], [0, 2]]


def test_court_days_before_a_hearing() -> None:
    rows = facts(
        child(REMOVED, "permanency_hearing_scheduled 2025-04-21", "roundtable_held 2025-04-01"), as_of="2025-04-02"
    ).occasions("roundtable_held")
    due = (
        milwaukee()
        .obligations[[rule.id for rule in milwaukee().obligations].index("wi-dmcps.roundtable-in-plan")]
        .versions[0]
        .due
    )
    assert written(rows.day_by(due)) == "2025-04-11"
