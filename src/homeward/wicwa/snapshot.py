"""The record of active efforts as it stood on a day, in plain values: what an evaluation keeps and prints."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from homeward.casefile.models import Child, Placement
from homeward.obligations.dated import DatedRecord
from homeward.website.words import day_words
from homeward.wicwa.models import (
    ActiveEffort,
    ExpertWitness,
    GoodCause,
    MoreTime,
    NoticeReceipt,
    PlacementSearch,
    PreferenceOrder,
    TribalInvitation,
    TribalNotice,
    TribalStatus,
)
from homeward.wicwa.preference import Worksheet, worksheets_of
from homeward.wicwa.wording import Wording

Values = dict[str, Any]


def snapshot_of(child: Child, on: date, wording: Wording) -> Values:
    """What is believed now of all that happened by a day. What a tribe told in confidence is not in it."""
    efforts = list(ActiveEffort.objects.of(child.pk).filter(on__lte=on))
    return {
        "activities": [_activity(one, efforts) for one in wording.activities],
        "tribes": _entries(_latest_statuses(child, on)),
        "notices": _entries(TribalNotice.objects.of(child.pk).filter(on__lte=on).select_related("tribe")),
        "receipts": _entries(
            NoticeReceipt.objects.of(child.pk).filter(on__lte=on).select_related("notice", "notice__tribe")
        ),
        "more_time": _entries(
            MoreTime.objects.of(child.pk).filter(on__lte=on).select_related("notice", "notice__tribe")
        ),
        "invitations": _entries(TribalInvitation.objects.of(child.pk).filter(on__lte=on).select_related("tribe")),
        "worksheets": [_worksheet(one) for one in _worksheets(child, on, wording)],
        "good_cause": _entries(GoodCause.objects.of(child.pk).filter(on__lte=on).select_related("placement")),
        "witnesses": _entries(ExpertWitness.objects.of(child.pk).filter(on__lte=on)),
        "notice": wording.notice,
    }


def _latest_statuses(child: Child, on: date) -> list[TribalStatus]:
    latest: dict[Any, TribalStatus] = {}
    for one in TribalStatus.objects.of(child.pk).filter(on__lte=on).select_related("tribe"):
        latest.setdefault(one.tribe_id, one)
    return list(latest.values())


def _activity(activity: Any, efforts: list[ActiveEffort]) -> Values:
    entries = [one for one in efforts if one.activity == activity.code]
    now = entries[0] if entries else None
    return {
        "code": activity.code,
        "says": activity.says,
        "module": activity.module,
        "state": now.state if now else "",
        "state_words": now.get_state_display().capitalize() if now else "Nothing is recorded",
        "entries": _entries(entries),
    }


def _worksheets(child: Child, on: date, wording: Wording) -> list[Worksheet]:
    homes = Placement.objects.current().filter(child=child, started_on__lte=on).order_by("-started_on")
    searches = PlacementSearch.objects.of(child.pk).filter(on__lte=on).select_related("placement")
    orders = PreferenceOrder.objects.of(child.pk).filter(on__lte=on).select_related("tribe")
    return worksheets_of(list(searches), list(orders), wording, homes.first())


def _worksheet(sheet: Worksheet) -> Values:
    return {
        "title": sheet.title,
        "order": sheet.order,
        "of_tribe": str(sheet.of_tribe.tribe) if sheet.of_tribe else "",
        "passed_over": [one.number for one in sheet.passed_over],
        "levels": [
            {"number": one.number, "says": one.says, "state": one.state, "entries": _entries(one.searches)}
            for one in sheet.levels
        ],
    }


def _entries(records: Iterable[DatedRecord]) -> list[Values]:
    return [{"day": day_words(one.on), "says": [list(pair) for pair in one.says]} for one in records]
