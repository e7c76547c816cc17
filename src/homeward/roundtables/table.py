"""The ways from a roundtable to its consultation: preparing it, the meeting, what one recommends, the form."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from homeward.casefile.models import Child
from homeward.casefile.page import Visit
from homeward.permanency.consultations import who
from homeward.permanency.consultations.attending import seat_at
from homeward.permanency.consultations.convened import convened
from homeward.permanency.consultations.follow_ups import open_of
from homeward.permanency.consultations.steps import children_of
from homeward.permanency.consultations.views import may_record_follow_up
from homeward.permanency.models import Consultation
from homeward.roundtables.models import Roundtable, Status
from homeward.website.words import capital, day_words


@dataclass(frozen=True)
class Way:
    """A link, or something that is done by a press."""

    says: str
    address: str
    is_main: bool = False
    is_press: bool = False


def consultation_of(roundtable: Roundtable) -> Consultation | None:
    """The consultation for which a roundtable was convened; None before anybody began to prepare it."""
    return Consultation.objects.filter(convened_as=roundtable.pk, called_off_at=None).first()


def table_of(visit: Visit, roundtable: Roundtable, children: Sequence[Child]) -> list[Way]:
    """What this person may open of it."""
    one = consultation_of(roundtable)
    ways = _by_file(visit, roundtable, one, children)
    if one and may_start(visit, roundtable, one, children):
        address = reverse("start_roundtable_meeting", args=(roundtable.pk,))
        ways.append(Way("Start the meeting", address, is_main=True, is_press=True))
    if one and one.started_at and seat_at(one, visit.person):
        if who.leads_or_writes(visit.person, one) and not ways:
            ways.append(Way("Go into the meeting", reverse("roundtable_meeting", args=(roundtable.pk,)), is_main=True))
        if not one.completed_at:
            ways.append(Way("Write what I recommend", reverse("consultation_recommend", args=(roundtable.pk,))))
    return ways


def may_start(visit: Visit, roundtable: Roundtable, one: Consultation, children: Sequence[Child]) -> bool:
    """Whether the visitor leads it, and it can begin. Whoever prepares it does so where she prepares."""
    if one.started_at or roundtable.status != Status.ANNOUNCED or roundtable.on > visit.today:
        return False
    seats = roundtable.seats.taken().filter(person=visit.person.pk, role=who.LEADS)
    return seats.exists() and who.starts(visit.person, children, convened(one, children), on=visit.today)


def _follow_up(visit: Visit, one: Consultation) -> list[Way]:
    """The check of the steps or the review with a new rating, whichever is open, for whoever records it."""
    due = open_of(one, today=visit.today)
    if due is None or not all(may_record_follow_up(visit, child, due.kind) for child in children_of(one)):
        return []
    when = f"was to be held {day_words(due.due_on)}" if due.days_late else f"by {day_words(due.due_on)}"
    return [Way(f"{capital(due.words)}, {when}", reverse("follow_up", args=(due.children[0].pk, one.pk)))]


def _by_file(visit: Visit, roundtable: Roundtable, one: Consultation | None, children: Sequence[Child]) -> list[Way]:
    """The pages in the children's files, for whoever may open each of these."""
    seen = set(Child.objects.seen_by(visit.sight).filter(pk__in=[child.pk for child in children]))
    if not children or len(seen) < len(children):
        return []
    first, takes_part = children[0], who.takes_part(visit.person, children[0], on=visit.today)
    if one is None:
        if not takes_part or roundtable.status != Status.ANNOUNCED:
            return []
        return [Way("Prepare it", reverse("begin_consultation", args=(first.pk,)), is_main=True)]
    here = (first.pk, one.pk)
    if one.held_at:
        return [Way("The form", reverse("consultation_form", args=here), is_main=True), *_follow_up(visit, one)]
    if not one.started_at:
        return [Way("Go on preparing" if takes_part else "Read what is prepared", reverse("consultation", args=here))]
    return [Way("Go into the meeting", reverse("consultation_meeting", args=here), is_main=True)] if takes_part else []
