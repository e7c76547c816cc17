"""What the page of the Act shows of a child: tribe by tribe, the matrix of active efforts, what is complete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from homeward.casefile.models import Child, Event, Placement, TribalAffiliation
from homeward.obligations.dated import in_the_place_of
from homeward.website.words import capital, counted, day_words
from homeward.wicwa.models import (
    ActiveEffort,
    MoreTime,
    NoticeReceipt,
    PlacementSearch,
    PreferenceOrder,
    TribalContact,
    TribalInquiry,
    TribalInvitation,
    TribalNotice,
    TribalStatus,
)
from homeward.wicwa.preference import Worksheet, worksheets_of
from homeward.wicwa.wording import Activity, Wording
from homeward.workforce.models import Tribe


@dataclass(frozen=True)
class Notice:
    """A notice, when it was received, and the earliest day of a hearing that follows from that."""

    notice: TribalNotice
    receipt: NoticeReceipt | None
    more_time: Sequence[MoreTime]
    """What the tribe asked for besides."""
    earliest_on: date | None
    hearing_on: date | None
    """The hearing of which it tells, or else the next one that is announced."""

    @property
    def is_too_early(self) -> bool:
        """Whether that hearing lies before the earliest day."""
        return bool(self.hearing_on and self.earliest_on and self.hearing_on < self.earliest_on)


@dataclass
class OfTribe:
    """Everything about a child and one tribe."""

    tribe: Tribe
    statuses: list[TribalStatus] = field(default_factory=list)
    affiliation: TribalAffiliation | None = None
    contacts: list[TribalContact] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    invitations: list[TribalInvitation] = field(default_factory=list)
    named_on: date | None = None

    @property
    def says(self) -> str:
        """Where it stands, in words."""
        if self.statuses:
            return capital(self.statuses[0].get_status_display())
        if self.affiliation:
            return f"On record since {day_words(self.affiliation.from_on)}: {self.affiliation.get_how_known_display()}"
        return "Named; nothing else is recorded yet"

    @property
    def may_be(self) -> bool:
        """Whether the child is or may be one of the tribe's."""
        return not self.statuses or self.statuses[0].status != TribalStatus.Status.NOT

    @property
    def invited_after(self) -> str:
        """How long after the tribe was first named its representatives were first invited."""
        first = min((one.on for one in self.invitations), default=None)
        if first is None:
            return "Not invited yet."
        if self.named_on is None or first <= self.named_on:
            return f"First invited {day_words(first)}."
        days = counted((first - self.named_on).days, "day")
        return f"First invited {day_words(first)}, {days} after the tribe was first named."


@dataclass(frozen=True)
class Row:
    """A row of the matrix: an activity and its entries, the latest first."""

    activity: Activity
    entries: Sequence[ActiveEffort]

    @property
    def now(self) -> ActiveEffort | None:
        return self.entries[0] if self.entries else None


def tribes_of(
    child: Child, inquiries: Sequence[TribalInquiry], wording: Wording, today: date, only: UUID | None
) -> list[OfTribe]:
    """What is recorded about each tribe of a child; of one only for its guest. Nine queries."""
    found: dict[UUID, OfTribe] = {}

    def of(tribe: Tribe, on: date) -> OfTribe:
        one = found.setdefault(tribe.pk, OfTribe(tribe))
        one.named_on = min(one.named_on or on, on)
        return one

    for inquiry in inquiries:
        if inquiry.tribe:
            of(inquiry.tribe, inquiry.on)
    for status in TribalStatus.objects.of(child.pk).select_related("tribe"):
        of(status.tribe, status.on).statuses.append(status)
    for known in TribalAffiliation.objects.in_force(today).filter(child=child).select_related("tribe"):
        one = found.setdefault(known.tribe_id, OfTribe(known.tribe))
        one.affiliation = known
    now = in_the_place_of(TribalNotice, child.pk)
    receipts: dict[UUID, NoticeReceipt] = {}
    for receipt in NoticeReceipt.objects.of(child.pk):
        receipts.setdefault(now(receipt.notice_id), receipt)
    more_time = list(MoreTime.objects.of(child.pk))
    hearing_on = _next_hearing(child, today)
    for notice in TribalNotice.objects.of(child.pk).select_related("tribe"):
        received = receipts.get(notice.pk)
        more = [one for one in more_time if now(one.notice_id) == notice.pk]
        earliest = earliest_hearing(received.on, more, wording) if received else None
        told = Notice(notice, received, more, earliest, notice.hearing_on or hearing_on)
        of(notice.tribe, notice.on).notices.append(told)
    for invitation in TribalInvitation.objects.of(child.pk).select_related("tribe"):
        of(invitation.tribe, invitation.on).invitations.append(invitation)
    for contact in TribalContact.objects.in_force(today).filter(tribe__in=found).order_by("name"):
        found[contact.tribe_id].contacts.append(contact)
    return [one for one in found.values() if only is None or one.tribe.pk == only]


def earliest_hearing(received_on: date, more_time: Iterable[MoreTime], wording: Wording) -> date:
    """The first day of a hearing: some days after the receipt, and those more for which the tribe asked."""
    more = min(sum(one.days for one in more_time), wording.more_days_at_most)
    return received_on + timedelta(days=wording.days_after_receipt + more)


def _next_hearing(child: Child, today: date) -> date | None:
    announced = Event.objects.current().filter(child=child, kind="permanency_hearing_scheduled", on__gte=today)
    return announced.order_by("on").values_list("on", flat=True).first()


def is_owed(child: Child, tribes: Sequence[OfTribe]) -> bool:
    """Whether the child is or may be an Indian child: not known yet is not a no."""
    return child.indian_child != "no" or any(one.may_be for one in tribes)


def matrix_of(child: Child, wording: Wording) -> list[Row]:
    """The activities with their entries; one that the wording no longer has comes last. One query."""
    efforts = list(ActiveEffort.objects.of(child.pk))
    codes = dict.fromkeys([*(one.code for one in wording.activities), *(one.activity for one in efforts)])
    return [Row(wording.activity(code), [one for one in efforts if one.activity == code]) for code in codes]


def completeness(rows: Sequence[Row]) -> str:
    """How much of the matrix is written; whether it is enough is not said here."""
    states = [row.now.state for row in rows if row.now]
    said = [f"{len(states)} of {len(rows)} activities have an entry"]
    said += [f"{states.count(state)} {words}" for state, words in ActiveEffort.State.choices if state in states]
    return ": ".join([said[0], ", ".join(said[1:])]) if states else said[0]


def without_documents(rows: Sequence[Row]) -> list[Activity]:
    """The activities that are done or in progress, and of which no entry names a document."""
    shown = {ActiveEffort.State.DONE, ActiveEffort.State.IN_PROGRESS}
    return [
        row.activity
        for row in rows
        if row.now and row.now.state in shown and not any(one.documents for one in row.entries)
    ]


def worksheets(child: Child, wording: Wording, today: date) -> list[Worksheet]:
    """The worksheets of placement preference. Three queries."""
    homes = Placement.objects.current().filter(child=child, started_on__lte=today).order_by("-started_on")
    searches = list(PlacementSearch.objects.of(child.pk).select_related("placement"))
    orders = list(PreferenceOrder.objects.of(child.pk).select_related("tribe"))
    return worksheets_of(searches, orders, wording, homes.first())
