"""What is on record under the Indian Child Welfare Act for two of the cast; every person and letter in it is made up.

For Aiyana it is all there, with one activity not done and explained; for Noah the inquiry has begun.
"""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from homeward.casefile.models import Assignment, Child, Episode, Placement
from homeward.obligations.enter import keep
from homeward.obligations.recording import CASE_MANAGER
from homeward.wicwa import models
from homeward.wicwa.actions import OWNERS, describe_evaluation, record_status
from homeward.wicwa.contacts import designate
from homeward.workforce.models import Person, Tribe

_DIRECTOR: Final = "Marian Two Rivers"
_GRANDMOTHER: Final = "Lorraine Rivers, grandmother"

_EFFORTS: Final = (
    ("a", 20, "done", "The tribe's social worker met the family twice and wrote part of the plan.", "letter"),
    ("am", 35, "done", "Home, health and parenting were looked at together with mother and grandmother.", ""),
    ("b", 3, "done", "Invited by telephone two days after removal, and to every hearing since.", "notes of calls"),
    ("c", 9, "done", "Grandmother, two aunts and an uncle were called; the grandmother asked to care for her.", ""),
    (
        "d",
        24,
        "in_progress",
        "Her mother comes to the grandmother's home three times a week, unsupervised.",
        "calendar",
    ),
    ("e", 40, "done", "Home visiting and a parent mentor of the tribe were offered; the mother took both.", ""),
    (
        "f",
        45,
        "not_done",
        "The tribe's housing program has no free home before spring; the mother is first on its list. The county's "
        "list was closed. A voucher was asked for; the answer is due next month.",
        "letter of the program",
    ),
    ("g", 150, "in_progress", "The mentor reports every month; the mother missed one of eleven meetings.", "reports"),
    ("h", 160, "done", "Counseling in the language of the tribe could not be had nearby: it is held by video.", ""),
)
"""(activity, so many days after removal, state, explanation, evidence)."""


def write_wicwa_records(as_of: date) -> None:
    """Write what the case managers of these children have written, by the actions that they use."""
    for child in Child.objects.filter(external_id="aiyana-rivers"):
        _aiyana(child, as_of)
    for child in Child.objects.filter(external_id="noah-larocque"):
        _noah(child, as_of)


def _aiyana(child: Child, as_of: date) -> None:
    tribe, by = Tribe.objects.get(affiliations__child=child), _case_manager(child, as_of)
    first = Episode.objects.current().get(child=child).removed_on
    sent: dict[str, Any] = {"by": by, "today": as_of}
    designate(
        tribe=tribe,
        name=_DIRECTOR,
        office="Indian child welfare director",
        address="1 Demonstration Way\nLakeshore, WI",
        phone="555-0142",
        from_on=first,
        **sent,
    )

    def write(model: Any, days: int, **said: Any) -> Any:
        return keep(model, OWNERS, child=child, on=first + timedelta(days=days), token=uuid4(), **said, **sent)

    asked = {"answer": "possible", "tribe": tribe}
    write(models.TribalInquiry, 0, asked="Her mother", words="“My mother is enrolled. I never was.”", **asked)
    write(models.TribalInquiry, 1, asked=_GRANDMOTHER, words="She is enrolled, and sent a copy of her card.", **asked)
    for days, status, how in (
        (1, "open", "The enrollment office was written to, with the copy of the card."),
        (12, "verified", "Letter of the enrollment office: Aiyana is eligible."),
    ):
        record_status(
            child=child,
            on=first + timedelta(days=days),
            tribe=tribe,
            status=status,
            how_known=how,
            token=uuid4(),
            **sent,
        )
    notice = write(
        models.TribalNotice,
        2,
        tribe=tribe,
        proceeding="Petition for protection or services",
        sent_to=_DIRECTOR,
        means="Registered mail, return receipt requested",
        hearing_on=first + timedelta(days=24),
    )
    write(models.NoticeReceipt, 6, notice=notice, how_known="Return receipt, signed by the tribe's clerk.")
    for days, to_what, answer in ((2, "The first hearing", "She came by video."), (40, "The permanency plan", "")):
        write(models.TribalInvitation, days, tribe=tribe, to_what=to_what, invited=_DIRECTOR, answer=answer)
    for code, days, state, explanation, evidence in _EFFORTS:
        contact = _DIRECTOR if code in "abe" else ""
        said = {"explanation": explanation, "done_by": by.name, "tribal_contact": contact, "evidence": evidence}
        write(models.ActiveEffort, days, activity=code, state=state, **said)
    home = Placement.objects.current().filter(child=child).order_by("-started_on")[0]
    at = {"placement": home, "level": "foster-extended_family"}
    write(
        models.PlacementSearch,
        9,
        candidate="An aunt, Dana Rivers",
        result="declined",
        evidence="Call of that day.",
        **at,
    )
    placed = {"candidate": _GRANDMOTHER, "result": "placed", "evidence": "Home approved with the tribe's agreement."}
    write(models.PlacementSearch, 15, **placed, **at)
    write(models.TribeNote, 30, tribe=tribe, text="A naming ceremony is planned; the family asks not to write of it.")
    child.refresh_from_db()
    evaluated = models.evaluations_of(child)[0]
    describe_evaluation(
        event=evaluated,
        placement="follows",
        statement="Aiyana lives with her grandmother, on the first level of s. 48.028(7)(b), Wis. Stats.",
        next_steps="Ask the housing program again on the first of each month; the voucher's answer goes to the court.",
        **sent,
    )


def _noah(child: Child, as_of: date) -> None:
    first = Episode.objects.current().get(child=child).removed_on
    keep(
        models.TribalInquiry,
        OWNERS,
        child=child,
        on=first + timedelta(days=1),
        by=_case_manager(child, as_of),
        today=as_of,
        token=uuid4(),
        asked="His mother",
        answer="possible",
        words="“My great-grandmother was Ojibwe, I think. My uncle would know.”",
    )


def _case_manager(child: Child, as_of: date) -> Person:
    return Assignment.objects.in_force(as_of).select_related("person").get(child=child, role=CASE_MANAGER).person
