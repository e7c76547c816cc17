"""What is missing before a meeting can end or a form can be completed; and what the form notes as it was."""

from collections.abc import Sequence

from homeward.casefile.models import Child
from homeward.permanency.consultations.guide import SEATS, Guide, guide_of
from homeward.permanency.consultations.parts import BARRIERS, EXPECTED, MISSED, PEOPLE, STEPS, Texts, present, rows_of
from homeward.permanency.consultations.steps import COMPLETE_BARRIER, Compared, compared
from homeward.permanency.models import Consultation
from homeward.permanency.models.consultations import ROUNDTABLE
from homeward.website.forms import read_day

Faults = dict[str, str]
"""What is missing, by the name of the part; "" for what is of no one part."""

_ANY = ("facilitator", "scribe", "other", "tribal_representative")
"""The seats that no one person has by her work with the child."""


def before_end(texts: Texts) -> Faults:
    """What must be right before the meeting can end: somebody was there, and every day can be read."""
    faults: Faults = {}
    people = rows_of(PEOPLE, texts)
    if not present(texts):
        faults[""] = "Write down who took part: at least one name."
    for key, person in people.items():
        if person.get("name") and not person.get("role"):
            faults[f"{PEOPLE}.{key}.role"] = "Choose the role."
        if person.get("name") and person.get("came") == EXPECTED:
            faults[f"{PEOPLE}.{key}.came"] = f"Say whether {person['name']} takes part."
    for key, step in rows_of(STEPS, texts).items():
        if step.get("by") and not read_day(step["by"]):
            faults[f"{STEPS}.{key}.by"] = "Write the day as month, day and year, for example Mar 3, 2027."
        if not step.get("what"):
            faults[f"{STEPS}.{key}.what"] = "Say what is to be done, or empty the row."
    for key, barrier in rows_of(BARRIERS, texts).items():
        if not barrier.get("category"):
            faults[f"{BARRIERS}.{key}.category"] = "Choose the category, or empty the row."
    return faults


def before_completion(consultation: Consultation, children: Sequence[Child], texts: Texts) -> Faults:
    """What must be right before the form can be completed; above all Procedures 6.a."""
    faults = before_end(texts)
    for key, step in rows_of(STEPS, texts).items():
        for name, says in (("who", "Say who does it."), ("by", "Say by when.")):
            if not step.get(name):
                faults[f"{STEPS}.{key}.{name}"] = says
    if any(one.is_noted for one in compared(consultation, children, texts)) or texts.get("form.same") == "yes":
        faults |= _incomplete_barriers(texts)
    return faults


def _incomplete_barriers(texts: Texts) -> Faults:
    barriers = rows_of(BARRIERS, texts)
    if not barriers:
        return {
            "": "There are no action steps, or the same as last time: fill in the systemic barriers completely before "
            "you complete the form."
        }
    return {
        f"{BARRIERS}.{key}.{name}": "Fill this in: there are no new action steps, so the barriers must be complete."
        for key, row in barriers.items()
        for name in COMPLETE_BARRIER
        if not row.get(name)
    }


def noted(consultation: Consultation, texts: Texts, compared_steps: Sequence[Compared]) -> list[str]:
    """What the form says of how the consultation was, where it was not as policy asks or nothing was written."""
    people = present(texts)
    said = [note for one in compared_steps if (note := _of_steps(one, is_alone=len(compared_steps) == 1))]
    if texts.get("form.same") == "yes" and not any(one.is_noted for one in compared_steps):
        said.append("The action steps are in substance the same as last time.")
    if consultation.kind == ROUNDTABLE:
        guide = guide_of(consultation.guide_version, consultation.on)
        said += _of_seats({person.get("role", "") for person in people}, texts, guide)
    absent = [one["name"] for one in rows_of(PEOPLE, texts).values() if one.get("came") == MISSED and one.get("name")]
    said += [f"{name} was expected and did not come." for name in absent]
    for person in people:
        name = person["name"]
        if person.get("conflict") == "yes":
            how = person.get("conflict_how", "it is not written how")
            can_not = ", the facilitator, who can not be connected," if person.get("role") == "facilitator" else ""
            said.append(f"{name}{can_not} is connected to the child or the family: {how}.")
        elif not person.get("conflict"):
            said.append(f"{name} was not asked about a connection to the child or the family.")
        if not person.get("recommends"):
            said.append(f"No recommendation of {name} is written down.")
    return said


def _of_steps(one: Compared, *, is_alone: bool) -> str:
    of = "" if is_alone else f" for {one.child}"
    if one.are_none:
        return f"There are no action steps{of}."
    return f"The action steps{of} are the same as last time." if one.are_the_same else ""


def _of_seats(roles: set[str], texts: Texts, guide: Guide) -> list[str]:
    words = dict(SEATS)
    missing = [role for role in guide.quorum if role not in roles and role != "external_consultant"]
    said = [f"Without {'a' if role in _ANY else 'the'} {words[role].lower()}." for role in missing]
    if "facilitator" in roles and texts.get("people.certified") != "yes":
        said.append("That the facilitator is PRT-certified on this day is not confirmed.")
    if "external_consultant" not in roles:
        efforts = texts.get("prep.efforts") or "none are written down"
        instead = "somebody from another department took part" if "other_department" in roles else "nobody in her place"
        said.append(f"Without an external consultant; {instead}. Efforts made: {efforts}.")
    return said
