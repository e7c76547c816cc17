"""The facts of each stay, made of the four tables: a row a stay that began on or before the day."""

from datetime import date

import polars as pl

from benchmarks.rivals.openfisca_county.definitions import NEVER
from benchmarks.rivals.openfisca_county.facts import RATINGS
from benchmarks.tables import Tables

on, kind = pl.col("on"), pl.col("kind")
OUT_OF_CARE = ("missing_from_care", "trial_reunification")
INCARCERATED = ("juvenile_correctional", "adult_correctional")


def prepare(tables: Tables, as_of: date) -> pl.DataFrame:
    """A column a fact (`facts.py`), besides child_id, episode_id and the number of hearings held."""
    stays = _stays(tables, as_of)
    events = _events(tables, stays, as_of)
    for part in (_milestones(events, as_of), _ratings(events), _homes(tables, stays, as_of)):
        stays = stays.join(part, on="episode_id", how="left")
    stays = stays.join(_later_ratings(events, stays), on="episode_id", how="left")
    return stays.with_columns(
        pl.col("hearings").fill_null(0),
        pl.col("placed_on").fill_null(pl.col("removed_on")),
        pl.col("rating").fill_null("not_rated").cast(pl.Enum(RATINGS)).to_physical().cast(pl.Int64),
        pl.col("is_in_independent_living", "is_incarcerated").fill_null(False),
        pl.col("is_always_in_care").fill_null(True),
        arranged_hearing_on=pl.when(
            (pl.col("arranged_hearing_on") > pl.col("last_hearing_on")) | pl.col("last_hearing_on").is_null()
        ).then("arranged_hearing_on"),
    ).with_columns(pl.col(pl.Date).fill_null(NEVER))


def _stays(tables: Tables, as_of: date) -> pl.DataFrame:
    previous = pl.col("discharged_on").shift().over("child_id")
    return (
        tables.episodes.filter(pl.col("removed_on") <= as_of)
        .sort("child_id", "removed_on", "discharged_on", nulls_last=True)
        .join(tables.children.select("child_id", "birth_date"), on="child_id")
        .with_columns(
            # Of two stays that touch, the earlier has the events of the day on which they do.
            events_from=pl.col("removed_on")
            + pl.duration(days=(previous == pl.col("removed_on")).fill_null(False).cast(int)),
            events_to=pl.col("discharged_on").fill_null(NEVER),
            is_unbroken=(previous <= pl.col("removed_on").dt.offset_by("-22mo")).fill_null(True),
            discharged_on=pl.when(pl.col("discharged_on") <= as_of).then("discharged_on"),
        )
    )


def _events(tables: Tables, stays: pl.DataFrame, as_of: date) -> pl.DataFrame:
    bounds = stays.select("child_id", "episode_id", "removed_on", "events_from", "events_to")
    counts = (on <= as_of) | (kind == "permanency_hearing_scheduled")
    return (
        tables.events.filter(counts)
        .join(bounds, on="child_id", maintain_order="left")
        .filter(on.is_between("events_from", "events_to"))
    )


def _milestones(events: pl.DataFrame, as_of: date) -> pl.DataFrame:
    hearing = on.filter(kind == "permanency_hearing_held")
    return events.group_by("episode_id").agg(
        found_on=on.filter(kind == "abuse_neglect_finding").min(),
        plan_filed_on=on.filter(kind == "permanency_plan_filed").min(),
        relative_notice_sent_on=on.filter(kind == "relative_notice_sent").min(),
        last_roundtable_on=on.filter(kind == "roundtable_held").max(),
        last_hearing_on=hearing.max(),
        hearings=hearing.n_unique(),
        arranged_hearing_on=on.filter((kind == "permanency_hearing_scheduled") & (on >= as_of)).max(),
    )


def _ratings(events: pl.DataFrame) -> pl.DataFrame:
    in_order = events.filter(kind == "permanency_rating").sort("on", maintain_order=True)
    return in_order.group_by("episode_id", maintain_order=True).agg(
        first_rated_on=on.first(), rating=pl.col("value").last()
    )


def _later_ratings(events: pl.DataFrame, stays: pl.DataFrame) -> pl.DataFrame:
    """The first rating after the last hearing held, or after the removal, other than those of the first rated day."""
    since = stays.select("episode_id", "last_hearing_on", "first_rated_on")
    later = (on > pl.max_horizontal("removed_on", "last_hearing_on")) & (on > pl.col("first_rated_on"))
    ratings = events.filter(kind == "permanency_rating").join(since, on="episode_id").filter(later)
    return ratings.group_by("episode_id").agg(later_rated_on=on.min())


def _homes(tables: Tables, stays: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Where each stay began, and the placement that counts on the day: of those that cover it, the last to start."""
    homes = (
        tables.placements.filter(pl.col("started_on") <= as_of)
        .join(stays.select("episode_id", "events_to"), on="episode_id", maintain_order="left")
        .with_columns(ended_on=pl.min_horizontal("ended_on", "events_to"))
        .sort("started_on", maintain_order=True)
    )
    of_today = pl.col("placement_type").filter(pl.col("ended_on") >= as_of).last()
    began = homes.group_by("episode_id", maintain_order=True).agg(
        placed_on=pl.col("started_on").filter(pl.col("placement_type") != "missing_from_care").first(),
        is_in_independent_living=of_today == "supervised_independent_living",
        is_incarcerated=of_today.is_in(INCARCERATED),
        is_always_in_care=~pl.col("placement_type").is_in(OUT_OF_CARE).any(),
        is_missing=of_today == "missing_from_care",
    )
    missing = homes.join(began.filter("is_missing"), on="episode_id", how="semi", maintain_order="left")
    return began.drop("is_missing").join(_missing_since(missing, as_of), on="episode_id", how="left")


def _missing_since(homes: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The first day of the run of missing days up to `as_of`; `homes` are those of missing children, in their order."""
    last = pl.min_horizontal("ended_on", pl.lit(as_of))
    days = homes.with_columns(day=pl.date_ranges("started_on", last)).explode("day")
    each = days.group_by("episode_id", "day", maintain_order=True).agg(pl.col("placement_type").last())
    missing = each.filter(pl.col("placement_type") == "missing_from_care").sort("episode_id", "day", descending=True)
    place = pl.int_range(pl.len()).over("episode_id")
    unbroken = missing.filter(pl.col("day") == pl.lit(as_of) - pl.duration(days=place))
    return unbroken.group_by("episode_id").agg(missing_since=pl.col("day").min())
