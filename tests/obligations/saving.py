"""Somebody who saves without pause until she is killed; run by itself on a database that has a county."""

from datetime import date
from itertools import cycle

KINDS = ("relative_search", "goals_reevaluated", "placement_change_expected")


def save_without_pause(today: date) -> None:
    """Record one event after the other; a line on standard output after each that was saved."""
    from homeward.casefile.models import Child
    from homeward.obligations.actions import record_event
    from homeward.workforce.models import Person

    supervisor = Person.objects.get(external_id="sup-01")
    children = list(Child.objects.visible_to(supervisor, on=today)[:3])
    for child, kind in zip(cycle(children), cycle(KINDS), strict=False):
        record_event(child=child, kind=kind, on=today, by=supervisor, today=today)
        print("saved", flush=True)  # noqa: T201


def halves(today: date) -> list[str]:
    """What is saved by half, in words; nothing if every save is whole or not there at all."""
    from homeward.audit.chain import verify
    from homeward.audit.models import Entry
    from homeward.casefile.frame import caseload_of
    from homeward.casefile.models import Child, Event, Source
    from homeward.obligations.answers import answers
    from homeward.obligations.models import Obligation
    from homeward.website.policy_in_force import manual_in_force

    found = [] if not verify().breaks else ["the audit's chain is broken"]
    for child in Child.objects.all():
        saved = Event.objects.filter(child=child, source=Source.TYPED).count()
        if not saved == child.version - 1 == Entry.objects.about(child.pk).filter(verb="record_event").count():
            found.append(f"{saved} events, version {child.version}, or another number of entries in the audit")
        asked, _ = answers(caseload_of(child.pk), manual_in_force(), today)
        stored = Obligation.objects.filter(child=child).values_list("episode", "rule", "occasion", "due_on", "outcome")
        if {(*key, answer.due_on, answer.outcome) for key, answer in asked.items()} != set(stored):
            found.append("what is due is not what is recorded")
    return found


if __name__ == "__main__":
    import sys

    from homeward.cli.database import open_database

    open_database()
    day = date.fromisoformat(sys.argv[2])
    if sys.argv[1] == "save":
        save_without_pause(day)
    print("\n".join(halves(day)))  # noqa: T201
