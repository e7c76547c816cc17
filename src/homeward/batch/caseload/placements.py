"""The table of placements: each must lie within its episode."""

from typing import Final

import numpy as np

from homeward.batch.caseload.check import Check
from homeward.batch.caseload.episodes import Episodes
from homeward.batch.caseload.faults import Problem
from homeward.batch.caseload.ids import Ids
from homeward.batch.caseload.spill import Records
from homeward.batch.caseload.texts import ABSENT, FAULTY, Numbers
from homeward.policy.days import NEVER

PLACEMENT: Final = np.dtype([("episode", "<i4"), ("started_on", "<i4"), ("ended_on", "<i4"), ("placement_type", "i1")])
"""A placement as it is put aside: position of its episode, days, code."""


def read_placements(check: Check, episode_ids: Ids, episodes: Episodes) -> Records:
    """The placements of a batch that are not refused, in the order of the file."""
    episode = check.references("episode_id", episode_ids)
    started_on = check.days("started_on")
    ended_on = check.days("ended_on")
    placement_type = check.codes("placement_type")
    backwards = (started_on >= 0) & (ended_on >= 0) & (ended_on < started_on)
    check.fault(backwards, "ended_on", Problem.ENDS_BEFORE_START, started_on)
    if len(episodes):
        _check_within(check, np.where(backwards, FAULTY, started_on), ended_on, episode, episodes)
        check.refuse_with(episodes.refused[episode.clip(min=0)] & (episode >= 0), "episode_id")

    stands = ~check.refused
    rows = np.empty(int(stands.sum()), PLACEMENT)
    rows["episode"] = episode[stands]
    rows["started_on"] = started_on[stands]
    rows["ended_on"] = np.where(ended_on == ABSENT, NEVER, ended_on)[stands]
    rows["placement_type"] = placement_type[stands]
    return rows


def _check_within(check: Check, started_on: Numbers, ended_on: Numbers, episode: Numbers, episodes: Episodes) -> None:
    """Compare the placements' days with those of their episodes, as far as both are known."""
    known = episode.clip(min=0)
    removed_on = np.where(episode >= 0, episodes.removed_on[known], FAULTY)
    discharged_on = np.where(episode >= 0, episodes.discharged_on[known], FAULTY)
    too_early = (started_on >= 0) & (started_on < removed_on)
    check.fault(too_early, "started_on", Problem.STARTS_BEFORE_REMOVAL, removed_on)
    is_over = discharged_on >= 0
    too_late = is_over & (started_on > discharged_on)
    check.fault(too_late, "started_on", Problem.STARTS_AFTER_DISCHARGE, discharged_on)
    check.fault(is_over & (ended_on > discharged_on), "ended_on", Problem.ENDS_AFTER_DISCHARGE, discharged_on)
