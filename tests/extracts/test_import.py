"""What an import changes: what is new, other, or not there any more, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest

from homeward.audit.models import Entry
from homeward.casefile.models import Amendment, Child, Episode, Event, Placement, Source
from homeward.extracts.models import State
from homeward.obligations.models import Obligation
from tests.cast_county import TODAY
from tests.extracts.pictures import ID, add, bring_in, casefile, change, child, drop, edit, look

pytestmark = pytest.mark.django_db


def test_what_the_county_was_filled_from_changes_nothing(extract: Path) -> None:
    before = casefile()
    done = bring_in(extract)
    assert done.state == State.IMPORTED
    assert (done.counts["children.unchanged"], done.counts["events.unchanged"]) == (24, 434)
    assert casefile() == before


def test_looking_writes_nothing(extract: Path) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="Ayana")
    drop(extract, "events", child_id=ID)
    before = casefile()
    looked = look(extract)
    assert (looked.state, looked.counts["children.changed"]) == (State.CHECKED, 1)
    assert looked.counts["events.withdrawn"] > 10
    assert casefile() == before


def test_the_same_extract_twice_changes_something_once(extract: Path) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="Ayana", ongoing_case_manager="ocm-002")
    add(extract, "events", child_id=ID, kind="relative_search", on="2026-11-20")
    drop(extract, "placements", episode_id=f"{ID}-1", placement_type="foster_home")
    bring_in(extract)
    assert child().first_name == "Ayana"
    before = casefile()
    again = bring_in(extract, on=TODAY + timedelta(days=1))
    assert {what for what, number in again.counts.items() if number} == {
        f"{table}.unchanged" for table in ("children", "episodes", "placements", "events")
    }
    assert casefile() == before


def test_a_new_child_comes_with_all_that_is_said_of_her(extract: Path) -> None:
    named = {"ongoing_case_manager": "ocm-001", "unit": "three-bridges-1", "agency": "three-bridges"}
    add(extract, "children", child_id="wren", first_name="Wren", birth_date="2020-02-02", **named)
    add(extract, "episodes", episode_id="wren-1", child_id="wren", removed_on="2026-10-01")
    add(extract, "placements", episode_id="wren-1", started_on="2026-10-01", placement_type="shelter_care")
    add(extract, "events", child_id="wren", kind="permanency_rating", on="2026-10-20", value="fair")
    done = bring_in(extract)
    wren = child("wren")
    assert (str(wren.unit), wren.agency.external_id, wren.indian_child) == (
        "Three bridges 1",
        "three-bridges",
        "unknown",
    )
    assert [one.person.external_id for one in wren.assignments.all()] == ["ocm-001"]
    assert Obligation.objects.filter(child=wren, rule="wi.permanency-plan").exists()
    assert [done.counts[f"{table}.new"] for table in ("children", "episodes", "placements", "events")] == [1] * 4


def test_each_fact_that_changes_leaves_an_entry_by_the_extract(extract: Path) -> None:
    before = child().version
    edit(extract, "children", where={"child_id": ID}, birth_date="2024-08-23")
    edit(extract, "placements", where={"started_on": "2026-03-22"}, ended_on="2026-04-05")
    bring_in(extract)
    told = {(one.column, one.was, one.became, one.recorded_by) for one in Amendment.objects.filter(child=child())}
    assert ("birth_date", "2024-08-22", "2024-08-23", None) in told
    assert ("ended_on", "2026-04-06", "2026-04-05", None) in told
    assert child().version == before + 1


def test_an_import_is_noted_once_for_each_child_it_changes_and_once_as_a_whole(extract: Path) -> None:
    add(extract, "events", child_id=ID, kind="relative_search", on="2026-11-20")
    bring_in(extract)
    entries = Entry.objects.filter(verb__startswith="import").order_by("sequence")
    assert [(one.verb, one.child_id) for one in entries] == [("import", child().pk), ("import_extract", None)]


def test_what_is_due_is_reckoned_in_the_same_step(extract: Path) -> None:
    due = Obligation.objects.filter(child=child(), rule="wi-dmcps.rating-initial")
    assert due.get().outcome == "met"
    drop(extract, "events", child_id=ID, kind="permanency_rating")
    bring_in(extract)
    assert due.get().outcome != "met"


def test_an_event_no_longer_in_the_extract_is_withdrawn_and_stays_to_be_read(extract: Path) -> None:
    drop(extract, "events", child_id=ID, on="2026-09-06")
    bring_in(extract)
    assert not Event.objects.current().filter(child=child(), on="2026-09-06").exists()
    withdrawal = Event.objects.get(child=child(), is_withdrawal=True)
    assert (withdrawal.source, withdrawal.recorded_by, withdrawal.corrects is None) == (Source.EXTRACT, None, False)
    assert "does not have it any more" in withdrawal.why


def test_what_was_withdrawn_and_comes_again_counts_again(extract: Path) -> None:
    events = (extract / "events.csv").read_text()
    drop(extract, "events", child_id=ID, on="2026-09-06")
    drop(extract, "placements", episode_id=f"{ID}-1", placement_type="foster_home")
    bring_in(extract)
    assert Placement.objects.current().filter(child=child()).count() == 1
    (extract / "events.csv").write_text(events)
    add(
        extract,
        "placements",
        episode_id=f"{ID}-1",
        started_on="2026-03-22",
        ended_on="2026-04-06",
        placement_type="foster_home",
    )
    bring_in(extract)
    assert Event.objects.current().filter(child=child(), on="2026-09-06").count() == 1
    assert Placement.objects.current().filter(child=child()).count() == 2


def test_a_stay_no_longer_in_the_extract_is_withdrawn_with_its_homes(extract: Path) -> None:
    drop(extract, "placements", episode_id=f"{ID}-1")
    drop(extract, "episodes", episode_id=f"{ID}-1")
    bring_in(extract)
    assert not Episode.objects.current().filter(child=child()).exists()
    assert Episode.objects.filter(child=child()).count() == 1
    assert not Obligation.objects.filter(child=child()).exists()


def test_children_whom_it_does_not_name_are_listed_and_left_alone(extract: Path) -> None:
    before = str(Event.objects.filter(child=child()).values_list())
    for table in ("children", "events"):
        drop(extract, table, child_id=ID)
    drop(extract, "placements", episode_id=f"{ID}-1")
    drop(extract, "episodes", child_id=ID)
    done = bring_in(extract)
    assert (done.untouched, done.untouched_count) == ([str(child().pk)], 1)
    assert str(Event.objects.filter(child=child()).values_list()) == before


def test_a_column_that_is_not_there_says_nothing(extract: Path) -> None:
    def without(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        kept = ("child_id", "first_name", "last_name")
        return [{name: row[name] for name in kept} for row in rows]

    rows = without
    before = casefile()
    change(extract, "children", rows)
    text = (extract / "children.csv").read_text().splitlines()
    assert text[0].count(",") > 2
    lines = [line.split(",") for line in text]
    keep = [lines[0].index(name) for name in ("child_id", "first_name", "last_name")]
    (extract / "children.csv").write_text("\n".join(",".join(line[at] for at in keep) for line in lines) + "\n")
    bring_in(extract)
    assert casefile() == before


def test_a_child_of_another_agency_is_refused_and_not_touched(extract: Path) -> None:
    practice = Child.objects.filter(agency__is_practice=True)[0]
    add(extract, "children", child_id=practice.external_id, first_name="Somebody")
    add(extract, "events", child_id=practice.external_id, kind="relative_search", on="2026-11-20")
    done = bring_in(extract)
    assert (done.counts["children.refused"], done.counts["events.refused"], done.fault_count) == (1, 1, 1)
    assert "another agency" in done.faults[0]["problem"]
    practice.refresh_from_db()
    assert practice.first_name != "Somebody"


def test_a_name_that_is_too_long_to_be_one_is_told(extract: Path) -> None:
    edit(extract, "children", where={"child_id": ID}, first_name="A" * 300)
    done = look(extract)
    assert [(fault["column"], fault["value"]) for fault in done.faults] == [("first_name", None)]
