"""What is on record under the Indian Child Welfare Act for two of the cast; every person and letter in it is made up.

For Aiyana it is all there, with one activity not done and explained; for Noah the inquiry has begun.
"""

from dataclasses import dataclass
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
_GRANDMOTHER: Final = "June Rivers, grandmother"

_LETTER: Final = "Letter of the tribe's social worker, in the state system's ICWA record"

_EFFORTS: Final = (
    ("a", 20, "done", "The tribe's social worker met the family twice and wrote part of the plan.", _LETTER),
    ("am", 35, "done", "Home, health and parenting were looked at together with mother and grandmother.", ""),
    (
        "b",
        3,
        "done",
        "Invited by telephone two days after removal, and to every hearing since.",
        "Notes of calls, in the state system",
    ),
    ("c", 9, "done", "Grandmother, two aunts and an uncle were called; the grandmother asked to care for her.", ""),
    (
        "d",
        24,
        "in_progress",
        "Her mother comes to the grandmother's home three times a week, unsupervised.",
        "Calendar of visits, in the unit's folder",
    ),
    ("e", 40, "done", "Home visiting and a parent mentor of the tribe were offered; the mother took both.", ""),
    (
        "f",
        45,
        "not_done",
        "The tribe's housing program has no free home before spring; the mother is first on its list. The county's "
        "list was closed. A voucher was asked for; the answer is due next month.",
        "Letter of the housing program, in the state system's ICWA record",
    ),
    (
        "g",
        150,
        "in_progress",
        "The mentor reports every month; the mother missed one of eleven meetings.",
        "Reports of the mentor, in the unit's folder",
    ),
    ("h", 160, "done", "Counseling in the language of the tribe could not be had nearby: it is held by video.", ""),
)
"""(activity, so many days after removal, state, explanation, evidence)."""


def write_wicwa_records(as_of: date) -> None:
    """Write what the case managers of these children have written, by the actions that they use."""
    for child in Child.objects.filter(external_id="aiyana-rivers"):
        _aiyana(child, as_of)
    for child in Child.objects.filter(external_id="noah-larocque"):
        _noah(child, as_of)


@dataclass(frozen=True)
class _Writer:
    """A case manager who writes of a child, so many days after the removal."""

    child: Child
    by: Person
    tribe: Tribe
    first: date
    today: date

    @property
    def sent(self) -> dict[str, Any]:
        return {"by": self.by, "today": self.today}

    def write(self, model: Any, days: int, **said: Any) -> Any:
        on = self.first + timedelta(days=days)
        return keep(model, OWNERS, child=self.child, on=on, token=uuid4(), **said, **self.sent)


def _aiyana(child: Child, as_of: date) -> None:
    first = Episode.objects.current().get(child=child).removed_on
    tribe = Tribe.objects.get(affiliations__child=child)
    writer = _Writer(child, _case_manager(child, as_of), tribe, first, as_of)
    _asked_and_answered(writer)
    _noticed_and_invited(writer)
    _efforts(writer)
    _homes_looked_at(writer)
    writer.write(
        models.TribeNote, 30, tribe=tribe, text="A naming ceremony is planned; the family asks not to write of it."
    )
    child.refresh_from_db()
    describe_evaluation(
        event=models.evaluations_of(child)[0],
        placement="follows",
        statement="Aiyana lives with her grandmother, on the first level of s. 48.028(7)(b), Wis. Stats.",
        next_steps="Ask the housing program again on the first of each month; the voucher's answer goes to the court.",
        **writer.sent,
    )


def _asked_and_answered(writer: _Writer) -> None:
    """The inquiry, and the tribe's answer."""
    asked = {"answer": "possible", "tribe": writer.tribe}
    enrolled = "She is enrolled, and sent a copy of her card."
    writer.write(models.TribalInquiry, 0, asked="Her mother", words="“My mother is enrolled. I never was.”", **asked)
    writer.write(models.TribalInquiry, 1, asked=_GRANDMOTHER, words=enrolled, **asked)
    for days, status, how in (
        (1, "open", "The enrollment office was written to, with the copy of the card."),
        (12, "verified", "Letter of the enrollment office: Aiyana is eligible."),
    ):
        record_status(
            child=writer.child,
            on=writer.first + timedelta(days=days),
            tribe=writer.tribe,
            status=status,
            how_known=how,
            token=uuid4(),
            **writer.sent,
        )


def _noticed_and_invited(writer: _Writer) -> None:
    """Whom the tribe designates, the notice with its receipt, and the invitations."""
    designate(
        tribe=writer.tribe,
        name=_DIRECTOR,
        office="Indian child welfare director",
        address="1 Demonstration Way\nLakeshore, WI",
        phone="555-0142",
        from_on=writer.first,
        **writer.sent,
    )
    notice = writer.write(
        models.TribalNotice,
        2,
        tribe=writer.tribe,
        proceeding="Petition for protection or services",
        sent_to=_DIRECTOR,
        means="Registered mail, return receipt requested",
        hearing_on=writer.first + timedelta(days=24),
    )
    writer.write(models.NoticeReceipt, 6, notice=notice, how_known="Return receipt, signed by the tribe's clerk.")
    for days, to_what, answer in ((2, "The first hearing", "She came by video."), (40, "The permanency plan", "")):
        invited = {"to_what": to_what, "invited": _DIRECTOR, "answer": answer}
        writer.write(models.TribalInvitation, days, tribe=writer.tribe, **invited)


def _efforts(writer: _Writer) -> None:
    for code, days, state, explanation, evidence in _EFFORTS:
        contact = _DIRECTOR if code in "abe" else ""
        said = {"explanation": explanation, "done_by": writer.by.name, "tribal_contact": contact, "evidence": evidence}
        writer.write(models.ActiveEffort, days, activity=code, state=state, **said)


def _homes_looked_at(writer: _Writer) -> None:
    """Who was asked on the first level of the placement preferences."""
    home = Placement.objects.current().filter(child=writer.child).order_by("-started_on")[0]
    agreed = "Home approved with the tribe's agreement."
    for days, candidate, result, evidence in (
        (9, "May Rivers, an aunt", "declined", "Call of that day."),
        (15, _GRANDMOTHER, "placed", agreed),
    ):
        said = {"candidate": candidate, "result": result, "evidence": evidence}
        writer.write(models.PlacementSearch, days, placement=home, level="foster-extended_family", **said)


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
