"""The county with one of everything that has a page: made by what the staff do, as they do it.

Who adds a page about something new makes one of it here: `test_every_page` says which pages no link leads to.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from homeward.administration.actions import invitations
from homeward.casefile.actions import break_glass, restrict
from homeward.casefile.models import Child, Episode, Event
from homeward.extracts.files import refused_rows_of
from homeward.extracts.importing import check_extract
from homeward.family.duplicates import merge_relatives
from homeward.family.models import Relative
from homeward.family.searching import send_notices
from homeward.family.together import plan_interaction, record_visit
from homeward.obligations.enter import keep
from homeward.obligations.models import Determination
from homeward.permanency.consultations.actions import begin, start
from homeward.permanency.court.actions import announce, record_efforts_not_required
from homeward.permanency.models import Consultation, FollowUp, StageWork, SystemicBarrier
from homeward.permanency.relational.actions import record_relational
from homeward.permanency.stage.actions import record_stage
from homeward.roundtables.choosing import choose, separate
from homeward.roundtables.invitations.feed import make_feed
from homeward.roundtables.invitations.inviting import Guest, invite_guest
from homeward.roundtables.invitations.links import draw
from homeward.roundtables.invitations.tribes import record_invitation
from homeward.roundtables.models import Absence, Invited, LetterLink, RoomClosure, Roundtable, SharedAbsence
from homeward.roundtables.places import add_span
from homeward.roundtables.timetables.accept import accept
from homeward.wicwa.actions import OWNERS as OF_THE_ACT
from homeward.wicwa.models import GoodCause, MoreTime, TribalNotice
from homeward.workforce.actions import add_person, appoint, arrange_cover, invite
from homeward.workforce.models import Agency, RoleName
from homeward.worklists.digest import signed_key
from tests.casefile.staff import UNIT_1, person
from tests.cast_county import TODAY
from tests.extracts.pictures import add, bring_in, edit, new_extract, write_cast
from tests.family import kin
from tests.permanency.consultations.meetings import begun
from tests.roundtables.arranged import convened, other_child, room, waiting_child
from tests.roundtables.timetables.asked import proposed

VERA = "vera@partner.example"
SOON = datetime(2026, 12, 15, 9, tzinfo=UTC)


def named(external_id: str) -> Child:
    return Child.objects.get(external_id=external_id)


def write_one_of_each(folder: Path) -> None:
    """What the demonstration has none of."""
    _of_children()
    _of_families()
    _of_the_act_and_the_framework()
    _of_roundtables()
    _of_tribes_and_guests()
    _of_what_follows()
    _of_timetables()
    _of_staff()
    _of_extracts(folder)


def stories() -> list[str]:
    """Pages on which more is to be seen than on those of the first child and the first person of a list."""
    marcus, theo, nevaeh = (named(name).pk for name in ("marcus-everhart", "theo-marchetti", "nevaeh-lindqvist"))
    left = Child.objects.filter(unit__external_id=UNIT_1).exclude(pk__in=Child.objects.in_care(on=TODAY).values("pk"))
    of_tribe = Child.objects.filter(indian_child="yes", unit__external_id=UNIT_1)
    pages = ("child", "consultations", "roundtables_of_child", "ratings", "court", "team", "history")
    return [
        *(reverse(page, args=[marcus]) for page in pages),
        reverse("plan_and_goals", args=[theo]),
        *(reverse("plan_and_goals", args=[named(name).pk]) for name in ("jaylen-okafor", "owen-drescher")),
        *(reverse("consultations", args=[child]) for child in (nevaeh, theo)),
        *(reverse("consultation_form", args=[marcus, one.pk]) for one in _completed(marcus)),
        *(reverse("roundtables_of_child", args=[one.child_id]) for one in optional()[:2]),
        *(
            reverse(page, args=[nevaeh, one.pk])
            for page in ("consultation_meeting", "end_consultation")  # a button leads from the one to the other
            for one in _running(nevaeh)
        ),
        *(reverse("consultation", args=[theo, one.pk]) for one in Consultation.objects.filter(members__child=theo)),
        *(reverse("roundtable", args=[one.pk]) for one in Roundtable.objects.order_by("pk")),
        *_corrections(),
        *_followed(marcus),
        *_swaps(),
        *_families(),
        reverse("break_glass"),
        reverse("begin_learning"),
        reverse("wicwa", args=[named("aiyana-rivers").pk]),
        _undescribed(named("aiyana-rivers")),
        reverse("court", args=[nevaeh]),
        reverse("court", args=[named("aiyana-rivers").pk]),
        reverse("core_components", args=[theo]),
        reverse("team", args=[restricted().pk]),
        *(reverse("team", args=[child.pk]) for child in of_tribe[:1]),
        *(reverse("placements", args=[child.pk]) for child in left[:1]),
        reverse("person", args=[person("fac-01").pk]),
        *(f"{reverse('roundtables_needed')}?show={show}" for show in ("required", "cannot_tell")),
    ]


def _followed(child_id: UUID) -> list[str]:
    """The pages of steps and barriers on which what became of them can be corrected."""
    one = _completed(child_id)[0]
    return [
        *(reverse("action_step", args=[child_id, one.pk, step.pk]) for step in one.actionsteps.order_by("row")[:1]),
        *(
            reverse("systemic_barrier", args=[child_id, one.pk, each.pk])
            for each in one.systemicbarriers.order_by("-row")[:2]
        ),
    ]


def _swaps() -> list[str]:
    """Two that could change places: offered where somebody moves one onto the other."""
    live = Roundtable.objects.live().filter(status="announced", starts_at__gt=SOON - timedelta(days=30)).order_by("pk")
    return [reverse("swap_roundtables", args=[one.pk for one in live[:2]])]


def _families() -> list[str]:
    """A large family, whoever is not safe, whoever was told, two records of one person, and a child not in care."""
    theo, left = named("theo-marchetti"), Child.objects.exclude(pk__in=Child.objects.in_care(on=TODAY).values("pk"))
    names = ("Enzo", "Pia")
    people = [
        (theo, Relative.objects.get(first_name=name, last_name="Marchetti", family__relatives__child=theo))
        for name in names
    ]
    people.append((named("aiyana-rivers"), Relative.objects.get(first_name="Rick")))
    return [
        *(reverse("relative", args=[child.pk, one.pk]) for child, one in people),
        *(reverse(page, args=[theo.pk]) for page in ("family", "duplicates", "family_interaction", "ecomap")),
        reverse("early_search", args=[theo.pk]),
        *(reverse("family", args=[one.pk]) for one in left.filter(unit__external_id=UNIT_1)[:1]),
    ]


def _of_families() -> None:
    """A notice, time together, and two pairs of records: one found to be of one person, one that may be."""
    theo = named("theo-marchetti")
    pia, enzo = (
        Relative.objects.get(first_name=name, last_name="Marchetti", family__relatives__child=theo)
        for name in ("Pia", "Enzo")
    )
    merge_relatives(child=theo, kept=pia, same=kin.add(theo, "like_kin", "Piera Marchetti"), sent=kin.sent(of=theo))
    kin.add(theo, "like_kin", "Enzo Marcheti")
    kin.add(theo, "mothers_aunt", "Ida Marchetti")
    said = {"method": "mail", "language": "en"}
    send_notices(child=theo, relatives=[enzo], on=TODAY, said=said, sent=kin.sent(of=theo))
    plan = {"on": TODAY, "how_often": "Every week", "place": "His home", "supervision": "none"}
    plan_interaction(child=theo, relative=enzo, said=plan, sent=kin.sent(of=theo))
    record_visit(child=theo, relative=enzo, said={"on": TODAY, "came": "held"}, sent=kin.sent(of=theo))


def optional() -> list[Determination]:
    """Those for whom a roundtable may be chosen: the first of them has one, the second waits."""
    return [
        *Determination.objects.filter(determination="optional", unit__external_id=UNIT_1).order_by("child__external_id")
    ]


def _corrections() -> list[str]:
    """Pages to which the history leads by way of another one."""
    kinds = {"permanency_goal_set": "owen-drescher", "roundtable_held": "marcus-everhart"}
    latest = {
        kind: Event.objects.current().filter(kind=kind, child=named(who)).latest("on") for kind, who in kinds.items()
    }
    stays = Episode.objects.filter(child__unit__external_id=UNIT_1, child__episodes__discharged_on=None)[:6]
    return [
        *(reverse(f"correct_{kind}", args=[event.child_id, event.pk]) for kind, event in latest.items()),
        *(reverse("withdraw_episode", args=[stay.child_id, stay.pk]) for stay in stays),
    ]


def _undescribed(child: Child) -> str:
    """An evaluation of active efforts of which the extract brought the day alone."""
    evaluated = Event.objects.current().filter(child=child, kind="active_efforts_evaluated").earliest("on")
    return reverse("wicwa_evaluation", args=[child.pk, evaluated.pk])


def _completed(child_id: UUID) -> list[Consultation]:
    return [*Consultation.objects.filter(members__child=child_id).exclude(completed_at=None)]


def _running(child_id: UUID) -> list[Consultation]:
    return [*Consultation.objects.filter(members__child=child_id, held_at=None).exclude(started_at=None)]


def restricted() -> Child:
    """Somebody whose record is seen by those who are named on it."""
    return Child.objects.in_care(on=TODAY).filter(unit__external_id=UNIT_1).order_by("-external_id")[1]


def links_of_letters() -> list[str]:
    """The addresses that somebody gets by e-mail."""
    newcomer = person("ocm-009")
    letter = invite(person=newcomer, by=person("admin-01"), at=timezone.now())
    now, ends_at = timezone.now(), timezone.now() + timedelta(days=1)
    guest = Invited.objects.get(person__email=VERA)
    return [
        reverse("answer_by_link", args=[draw(guest, LetterLink.Purpose.ANSWER, now=now, ends_at=ends_at)]),
        reverse("guest_door", args=[draw(guest, LetterLink.Purpose.ENTER, now=now, ends_at=ends_at)]),
        reverse("calendar_feed", args=[make_feed(person=person("fac-01"))]),
        reverse("invitation", args=[invitations.token_of(letter)]),
        reverse("stop_morning_mail", args=[signed_key(person("ocm-001"))]),
    ]


def _sent(by: str) -> dict[str, Any]:
    return {"by": person(by), "today": TODAY, "token": uuid4()}


def _of_children() -> None:
    marcus = named("marcus-everhart")
    record_relational(child=marcus, on=TODAY, found={"lifelong_agreed": "no"}, **_sent("ocm-001"))
    record_stage(child=marcus, on=TODAY, stage="preparation", services="", **_sent("ocm-001"))
    record_efforts_not_required(child=marcus, found_on=TODAY, ground="Aggravated circumstances", **_sent("sup-01"))
    restrict(child=restricted(), named=[person("admin-01"), person("ocm-001")], by=person("admin-01"), on=TODAY)
    break_glass(child_id=marcus.pk, by=person("admin-01"), reason="The court asks today.", on=TODAY)


def _of_the_act_and_the_framework() -> None:
    """More time for a tribe, good cause that lacks something, and work of a stage."""
    aiyana, theo = named("aiyana-rivers"), named("theo-marchetti")
    notice = TribalNotice.objects.of(aiyana.pk)[0]
    more: dict[str, Any] = {"notice": notice, "days": 10, "asked_by": "The tribe's attorney", "how_known": "Her letter"}
    keep(MoreTime, OF_THE_ACT, child=aiyana, on=TODAY, **more, **_sent("ocm-001"))
    cause: dict[str, Any] = {
        "ground": "request",
        "ground_words": "A parent asks",
        "requested_by": "Her mother",
        "statement": "So",
    }
    keep(GoodCause, OF_THE_ACT, child=aiyana, on=TODAY, finding="pending", **cause, **_sent("ocm-001"))
    work: dict[str, Any] = {
        "stage": "preparation",
        "asked": "prepared",
        "what": "A life book is begun.",
        "evidence": "Photos, file room",
    }
    keep(StageWork, OF_THE_ACT, child=theo, on=TODAY, **work, **_sent("ocm-001"))


def _of_roundtables() -> None:
    begun(named("theo-marchetti"), who="ocm-001", on=TODAY + timedelta(days=3))
    _meet(waiting_child())
    convened(other_child(), on=TODAY + timedelta(days=10))
    held = TODAY - timedelta(days=5)
    convened(named("marcus-everhart"), today=held - timedelta(days=9), on=held)
    choose(child=optional()[0].child, kind="optional", why="It would help.", by=person("pc-01"), today=TODAY)
    separate(child=named("marcus-everhart"), why="They do not wish to meet.", by=person("pc-01"), today=TODAY)
    until = SOON + timedelta(hours=3)
    add_span(RoomClosure(room=room()), SOON, until, by=person("pc-01"), target=f"room:{room().pk}")
    away, agency = person("fac-02"), person("pc-01").agency
    add_span(Absence(person=away), SOON, until, by=person("pc-01"), target=f"person:{away.pk}")
    court_days = SharedAbsence(agency=agency, what="Court days")
    add_span(court_days, SOON + timedelta(days=14), until + timedelta(days=14), by=person("pc-01"), target="agency:")
    _follow_up(named("marcus-everhart"))


def _follow_up(child: Child) -> None:
    """A check of the steps, a barrier that is resolved, and one that stands."""
    completed, sup = _completed(child.pk)[0], person("sup-01")
    said = {"on": TODAY, "recorded_by": sup, "recorded_at": timezone.now(), "token": uuid4()}
    FollowUp.objects.create(
        consultation=Consultation.objects.of(child.pk).exclude(held_at=None)[0], kind="check", **said
    )
    found = {"consultation": completed, "narrative": "A check of another state", "must_act": "Licensing chief"}
    resolved = {"resolved_on": TODAY, "resolved_by": sup, "how_resolved": "It came"}
    SystemicBarrier.objects.create(row="0009a", category="licensing", level="state", **found, **resolved)
    SystemicBarrier.objects.create(row="0010a", category="court", level="county", **found)


def _of_tribes_and_guests() -> None:
    """The tribe of a child was asked, and somebody from outside is invited; both before anybody answers."""
    aiyana = named("aiyana-rivers")
    asked: dict[str, Any] = {"tribe": "The tribe", "name": "Nokomis River", "how": "phone", "on": TODAY}
    record_invitation(child=aiyana, **asked, **_sent("pc-01"))
    made = convened(aiyana, on=TODAY + timedelta(days=11), external=None, efforts="Asked two agencies.")
    partner = Agency.objects.get(external_id="partner")
    guest = Guest(role="external_consultant", name="Vera Visitor", email=VERA, agency=partner)
    invite_guest(roundtable=made, guest=guest, by=person("pc-01"), today=TODAY)


def _of_what_follows() -> None:
    """A step that stays late, a barrier that stands, and a hearing before which the roundtable is read again."""
    marcus = named("marcus-everhart")
    soon = TODAY + timedelta(days=9)
    announce(child=marcus, what="permanency_hearing", on=soon, reason="court_calendar", **_sent("sup-01"))


def _meet(child: Child) -> None:
    """A roundtable that is in its meeting, with everybody in her seat."""
    at_the_table = convened(child)
    one = begin(child=child, on=at_the_table.on, token=uuid4(), by=person("pc-01"), today=TODAY)
    start(consultation=one, by=person("pc-01"), today=at_the_table.on)


def _of_timetables() -> None:
    """One that was accepted, and one that is proposed."""
    accept(timetable=proposed(), by=person("pc-01"), today=TODAY)
    proposed(may_move=True)


def _of_staff() -> None:
    arrange_cover(
        covering=person("ocm-002"), covered=person("ocm-001"), from_on=TODAY, until_on=TODAY + timedelta(days=1)
    )
    county = Agency.objects.get(external_id="county")
    newcomer = add_person(name="Ada New", agency=county, email="ada@homeward.example", external_id="ocm-009")
    appoint(person=newcomer, role=RoleName.QUALITY_STAFF, from_on=TODAY)


def _of_extracts(folder: Path) -> None:
    """One that was checked and waits, and one that was imported and left something to settle."""
    write_cast(folder)
    add(folder, "events", child_id="aiyana-rivers", kind="permanency_ratng", on="2026-11-20")
    edit(folder, "children", where={"child_id": "aiyana-rivers"}, ongoing_case_manager="ocm-999", first_name="Ayana")
    edit(folder, "children", where={"child_id": "theo-marchetti"}, permanency_consultant="pc-999")
    bring_in(folder)
    waits = new_extract()
    refused_rows = refused_rows_of(waits.pk)
    refused_rows.parent.mkdir(parents=True)
    check_extract(waits, folder, on=TODAY, refused_rows=refused_rows)
