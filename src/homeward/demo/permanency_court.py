"""What was found at a hearing of the cast, and why one was put off: details that no caseload has."""

from homeward.casefile.models import Event
from homeward.permanency.models import Continuance, CourtFinding
from homeward.permanency.models.court import PutOffReason, TookPart

_PUT_OFF = "nevaeh-lindqvist"


def add_court_records() -> None:
    """Nevaeh's first hearing has its findings, her second one the reason why it is to be held on another day."""
    events = Event.objects.filter(child__external_id__endswith=_PUT_OFF).order_by("child_id", "on", "-kind")
    announced: dict[object, Event] = {}
    for event in events:
        if event.kind == "permanency_hearing_held":
            CourtFinding.objects.create(
                event=event,
                reasonable_efforts="made",
                plan="approved_with_changes",
                goal="reunification",
                took_part=";".join((TookPart.PARENTS, TookPart.CAREGIVERS, TookPart.CHILDS_COUNSEL)),
                others="An aunt, by telephone",
                notes="Visits with the mother are to become longer.",
            )
            announced.pop(event.child_id, None)
        if event.kind == "permanency_hearing_scheduled":
            if before := announced.get(event.child_id):
                Continuance.objects.create(
                    event=event,
                    put_off=before,
                    reason=PutOffReason.PAPERS,
                    details="Nobody had rated her, and the plan was not ready.",
                )
            announced[event.child_id] = event
