"""Made-up families for some of the cast, written by the actions that their case managers use."""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple
from uuid import uuid4

from homeward.casefile.models import Assignment, Child
from homeward.family.actions import Newcomer, add_note, add_relative, change_relative
from homeward.family.keep import Sender
from homeward.family.models import Relative
from homeward.family.relations import RELATIONS
from homeward.family.searches import searches_of
from homeward.family.searching import record_connection, record_contact, record_lead
from homeward.workforce.models import RoleName


class Told(NamedTuple):
    """Somebody of a family: who she is to the child, or to whom of those before her, and how far she has come."""

    name: str
    relation: str
    of: str = ""
    phone: str = ""
    address: str = ""
    rung: str = ""
    note: str = ""
    born: int | None = None


_LUCIA: Final = (
    Told("Carla Santangelo", "mother", phone="414-555-0111", rung="engaged", born=1994),
    Told("Gino Santangelo", "legal_father", rung="not_found",
         note="Letters came back; nobody has heard of him.", born=1990),
    Told("Paul Ricci", "alleged_father", phone="414-555-0112", rung="located", born=1988),
    Told("Ada Vitale", "mothers_mother", phone="414-555-0113", address="212 Harbor Street, Racine", rung="supports",
         note="Calls every Sunday, and has her for Easter.", born=1966),
    Told("Ugo Vitale", "mothers_father", born=1961),
    Told("Rosa Vitale", "mothers_sister", phone="414-555-0114", address="9 Elm Court, Kenosha", rung="placement",
         note="Wants to become licensed; the home study began.", born=1987),
    Told("Marco Vitale", "son", of="Rosa Vitale", born=2015),
    Told("Dino Ferrante", "partner", of="Rosa Vitale", rung="contacted", born=1985),
    Told("Luca Vitale", "mothers_brother", rung="declined", note="Works on ships; ask again in spring.", born=1991),
    Told("Bruna Conti", "mothers_aunt", phone="414-555-0115", rung="located", born=1959),
    Told("Teresa Santangelo", "fathers_mother", address="77 Mill Road, Madison", rung="notified", born=1963),
    Told("Nina Santangelo", "fathers_sister", phone="608-555-0116", rung="contacted", born=1995),
    Told("Aldo Santangelo", "fathers_brother", born=1997),
    Told("Mia Santangelo", "daughter", of="Nina Santangelo", born=2018),
    Told("Coach Delia Bell", "mentor", phone="414-555-0117", rung="engaged", born=1979),
    Told("Maria and Tom Keller", "like_kin", phone="414-555-0118", rung="permanency",
         note="Her first foster family; they would adopt her.", born=1980),
)  # fmt: skip
_THEO: Final = (
    Told("Giulia Marchetti", "mother", phone="414-555-0121", rung="engaged", born=1996),
    Told("Sam Doyle", "father", rung="located", note="Lives in Duluth.", born=1993),
    Told("Enzo Marchetti", "mothers_brother", phone="414-555-0122", address="18 Locust Street, Milwaukee",
         rung="permanency", note="Would be his guardian if he can not go home.", born=1990),
    Told("Pia Marchetti", "mothers_sister", phone="414-555-0123", rung="supports",
         note="Calls every Sunday and comes once a month.", born=1999),
    Told("Renzo Marchetti", "mothers_father", address="Via Roma 4, Lucca, Italy", rung="engaged",
         note="Found in the summer; sends letters.", born=1964),
    Told("Kathleen Doyle", "fathers_mother", rung="notified", born=1966),
    Told("Brendan Doyle", "fathers_brother", rung="declined", note="No room now; ask again next year.", born=1995),
    Told("Mrs. Okafor", "like_kin", rung="engaged", note="The neighbor who minded him.", born=1958),
)  # fmt: skip
_AIYANA: Final = (
    Told("Dana Rivers", "mother", phone="715-555-0131", rung="engaged", born=1996),
    Told("Rick Stone", "father", address="Route 8, Box 14", born=1990),
    Told("June Rivers", "mothers_mother", phone="715-555-0132", address="Cedar Loop 5", rung="permanency",
         note="Guardianship by the custom of the tribe.", born=1968),
    Told("Walter Rivers", "mothers_uncle", rung="supports", note="Teaches her the language.", born=1961),
    Told("May Rivers", "mothers_sister", rung="contacted", born=1999),
)  # fmt: skip
_FAMILIES: Final = {"lucia-santangelo": _LUCIA, "theo-marchetti": _THEO, "aiyana-rivers": _AIYANA}

_FLAGS: Final[dict[str, dict[str, Any]]] = {
    "Ugo Vitale": {"is_deceased": True},
    "Aldo Santangelo": {"do_not_contact": True, "do_not_contact_why": "He said so on the phone."},
    "Rick Stone": {"is_unsafe": True, "unsafe_why": "A no-contact order of the court."},
}
_LIFELONG: Final = {"Ada Vitale": "Nonna", "Enzo Marchetti": "Zio", "June Rivers": "Nokomis", "Rosa Vitale": ""}
_FIRST_CALL: Final = timedelta(days=8)
"""So long after what called for the search the first one was reached."""
_STRENGTH: Final = {"engaged": "some", "supports": "strong", "placement": "strong", "declined": "weak"}


def write_families(as_of: date) -> None:
    """Write the families, each by the child's case manager."""
    for external_id, told in _FAMILIES.items():
        for child in Child.objects.filter(external_id=external_id):
            _write(child, told, as_of)


def _write(child: Child, told: tuple[Told, ...], as_of: date) -> None:
    role = RoleName.ONGOING_CASE_MANAGER
    keeper = Assignment.objects.in_force(as_of).select_related("person").get(child=child, role=role).person

    def sent() -> Sender:
        return Sender(keeper, as_of, uuid4())

    called_for = searches_of(child)
    begun_on = (called_for[0].opened_on if called_for else as_of) + _FIRST_CALL
    known: dict[str, Relative] = {}
    for number, one in enumerate(told):
        first, _, last = one.name.rpartition(" ")
        facts = {"first_name": first, "last_name": last, "born_about": one.born}
        newcomer = Newcomer(facts, RELATIONS[one.relation], "parent", one.phone, one.address)
        relative = add_relative(child=child, newcomer=newcomer, of=known.get(one.of), sent=sent())
        known[one.name] = relative
        _lead(child, relative, one, min(begun_on + timedelta(days=number % 7), as_of), sent)
    for name in known.keys() & _FLAGS.keys():
        facts = {"first_name": known[name].first_name, "last_name": known[name].last_name, **_FLAGS[name]}
        change_relative(relative=known[name], child=child, facts=facts, why="", sent=sent())
    for name in known.keys() & _LIFELONG.keys():
        both = "yes" if _LIFELONG[name] else ""
        said = {"on": as_of, "strength": "strong", "direction": "both", "frequency": "every week"}
        said |= {"childs_word": _LIFELONG[name], "lifelong_by_child": "yes", "lifelong_by_relative": both}
        record_connection(child=child, relative=known[name], said=said, sent=sent())
    if "Walter Rivers" in known:
        note = {"on": as_of, "text": "The tribe knows the family's clan.", "for_whom": "tribe"}
        add_note(child=child, relative=known["Walter Rivers"], said=note, sent=sent())


def _lead(child: Child, relative: Relative, one: Told, on: date, sent: Any) -> None:
    """How far somebody has come, and the talk by which it came so."""
    if one.rung in {"contacted", "engaged", "supports", "placement", "permanency"}:
        said = {"how": "phone", "outcome": "reached", "result": one.note, "minutes": 20}
        record_contact(child=child, relative=relative, on=on, said=said, rung="", sent=sent())
    if one.rung in _STRENGTH:
        bond = {"on": on, "strength": _STRENGTH[one.rung], "direction": "both", "frequency": "now and then"}
        record_connection(child=child, relative=relative, said=bond, sent=sent())
    if one.rung:
        said_of_lead = {"rung": one.rung, "note": one.note}
        record_lead(child=child, relative=relative, on=on, said=said_of_lead, sent=sent())
