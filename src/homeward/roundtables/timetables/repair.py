"""Somebody drops out of a roundtable that is arranged, or its hearing is moved: the smallest change that mends it."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from homeward.administration.asking import Asking, Done
from homeward.casefile.page import FORM, Visit, signed_in
from homeward.obligations.record import refuse_kind
from homeward.obligations.steps import Found
from homeward.roundtables.actions import LIVE
from homeward.roundtables.eligibility import CONVENE
from homeward.roundtables.meetings import seen_by_file
from homeward.roundtables.models import Answer
from homeward.roundtables.requests import SCHEDULED
from homeward.roundtables.timetables.actions import Days, ask_for_timetable
from homeward.roundtables.timetables.forms import RepairForm
from homeward.website.words import clock_words, day_words


@signed_in(roles=CONVENE, methods=FORM)
def repair_page(request: HttpRequest, visit: Visit, roundtable_id: UUID) -> HttpResponse:
    """Say who can not come; everything else stays where it is."""
    roundtable = seen_by_file(visit, roundtable_id)
    for one in roundtable.attending.order_by("child__birth_date", "child"):
        refuse_kind(visit, visit.child(one.child_id, page="roundtable"), SCHEDULED)
    if roundtable.status not in LIVE:
        raise PermissionDenied("It is over, or will not be held.")

    def save(found: Found) -> Done:
        asked = ask_for_timetable(
            agency=roundtable.agency, days=Days(found["first_day"], found["last_day"], found["seconds"]),
            repairs=roundtable, absent=found["absent"], by=visit.person, today=visit.today,
        )  # fmt: skip
        return Done(reverse("timetable", args=(asked.pk,)), "The smallest change is looked for.")

    begins = clock_words(roundtable.starts_at_here.time())
    seats = list(roundtable.seats.taken().select_related("person"))
    said_no = roundtable.invited.filter(answer=Answer.DECLINED, withdrawn_at=None).values_list("person_id", flat=True)
    first = max(visit.today, min(roundtable.on, visit.today + timedelta(days=1)))
    return Asking(
        title="Find the smallest change",
        form=partial(RepairForm, seats=seats),
        save=save,
        back=reverse("roundtable", args=(roundtable.pk,)),
        above="Roundtable",
        button="Find the smallest change",
        intro=f"{day_words(roundtable.on)}, {begins}, {roundtable.room}. First somebody else is looked for at the same "
        "time in the same room, then another room, then another time. All other roundtables stay. Nothing is changed "
        "before you accept it.",
        initial={
            "absent": [str(pk) for pk in said_no],
            "first_day": first,
            "last_day": max(roundtable.on, visit.today) + timedelta(days=14),
            "seconds": 10,
        },
    ).answer(request)
