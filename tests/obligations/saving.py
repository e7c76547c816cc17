"""Somebody who saves without pause until she is killed; run by itself on a database that has a county."""

import json
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


def counts() -> dict[str, list[int]]:
    """For each child: the events of these kinds, the version, the entries of the audit. A save adds one to each."""
    from homeward.audit.models import Entry
    from homeward.casefile.models import Child, Event, Source

    return {
        str(child.pk): [
            Event.objects.filter(child=child, source=Source.TYPED, kind__in=KINDS).count(),
            child.version,
            Entry.objects.about(child.pk).filter(verb="record_event", details__kind__in=KINDS).count(),
        ]
        for child in Child.objects.all()
    }


def faults(today: date) -> list[str]:
    """What does not hold together, in words."""
    from homeward.audit.chain import verify
    from homeward.casefile.frame import caseload_of
    from homeward.casefile.models import Child
    from homeward.obligations.answers import answers
    from homeward.obligations.models import Obligation
    from homeward.website.policy_in_force import manual_in_force

    found = [] if not verify().breaks else ["the audit's chain is broken"]
    for child in Child.objects.all():
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
    print(json.dumps({"counts": counts(), "faults": faults(day)}))  # noqa: T201
