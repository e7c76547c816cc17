"""What a review or hearing of an Indian child asks besides: active efforts, the order of placements, notices."""

from dataclasses import dataclass
from datetime import date

from homeward.casefile.models import Child, Event
from homeward.casefile.page import Visit
from homeward.obligations.recording import record_address
from homeward.website.words import counted, day_words
from homeward.wicwa.models import EVALUATED, ExpertWitness, GoodCause, TribalInquiry, evaluations_of
from homeward.wicwa.picture import Row, completeness, is_owed, matrix_of, tribes_of, worksheets
from homeward.wicwa.preference import lacking_of
from homeward.wicwa.sight import Reader, reader_of
from homeward.wicwa.wording import Wording, wording_on


@dataclass(frozen=True)
class BeforeCourt:
    """How the record under the Act stands; what is not on record is said, whether it is enough is not."""

    reader: Reader
    evaluation: Event | None
    """The latest one."""
    complete: str
    not_done: list[Row]
    open_points: list[str]
    evaluate_at: str

    @property
    def is_printed(self) -> bool:
        """Whether there is a statement to print."""
        return self.evaluation is not None and hasattr(self.evaluation, "activeeffortsevaluation")


def before_court(child: Child, visit: Visit, may: frozenset[str]) -> BeforeCourt | None:
    """For a child who is, or may be, an Indian child; None for one who is not. `may`: `recording.hers_to_record`."""
    reader, wording = reader_of(visit, child), wording_on(visit.today)
    inquiries = list(TribalInquiry.objects.of(child.pk).select_related("tribe"))
    tribes = tribes_of(child, inquiries, wording, visit.today, reader.only_tribe)
    if not is_owed(child, tribes):
        return None
    matrix = matrix_of(child, wording)
    empty = [row for row in matrix if row.now is None]
    points = [f"Nothing is recorded of {counted(len(empty), 'activity', 'activities')}"] if empty else []
    points += [
        f"The hearing of {day_words(notice.hearing_on)} is set too early: not before {day_words(notice.earliest_on)}, "
        f"after the notice to {one.tribe}"
        for one in tribes
        for notice in one.notices
        if notice.is_too_early and notice.earliest_on and notice.hearing_on and notice.hearing_on >= visit.today
    ]
    return BeforeCourt(
        reader=reader,
        evaluation=evaluations_of(child).first(),
        complete=completeness(matrix),
        not_done=[row for row in matrix if row.now and row.now.state == row.now.State.NOT_DONE],
        open_points=points if reader.is_guest else [*points, *_of_placement(child, wording, visit.today)],
        evaluate_at=record_address(child.pk, EVALUATED, may),
    )


def _of_placement(child: Child, wording: Wording, today: date) -> list[str]:
    """What is not on record about the order of placements; no guest reads it."""
    missing = [
        f"{sheet.title}: proof is missing for level {', '.join(str(one.number) for one in sheet.passed_over)}"
        for sheet in worksheets(child, wording, today)
        if sheet.passed_over
    ]
    return missing + lacking_of(GoodCause.objects.of(child.pk), list(ExpertWitness.objects.of(child.pk)))
