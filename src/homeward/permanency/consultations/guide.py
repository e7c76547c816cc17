"""How a consultation is run, as the agency writes it: phases, prompts, questions, barriers, the form's order.

Versions come with Homeward, from files of the agency, and from the page on which the agency writes its own texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from homeward.permanency.content.files import version_of_file
from homeward.permanency.content.kinds import Column, Kind, Listed, Version
from homeward.permanency.content.versions import content_of, content_on
from homeward.policy.dated_texts import named, whole_number
from homeward.policy.grammar import ManualError, Names, Table

EMBEDDED: Final = Path(__file__).parent / "guides"
"""The guide that comes with Homeward; an agency's own lie in the folder of HOMEWARD_CONSULTATION_GUIDES."""

SEATS: Final = (
    ("permanency_consultant", "Permanency consultant"),
    ("ongoing_case_manager", "Ongoing case manager"),
    ("supervisor", "Ongoing supervisor"),
    ("facilitator", "Facilitator"),
    ("external_consultant", "External consultant, from outside the agency"),
    ("other_department", "From another department, in place of an external consultant"),
    ("tribal_representative", "Tribal representative"),
    ("scribe", "Scribe"),
    ("other", "Integral to the child's life or the work with the family"),
)

FORM: Final = (
    ("header", "Consultation"),
    ("people", "Participants"),
    ("summary", "Summary"),
    ("clarify", "Clarifying, and the status agreed"),
    ("ideas", "Ideas"),
    ("steps", "Action steps"),
    ("barriers", "Systemic barriers"),
    ("goals", "Recommended goals"),
    ("debrief", "Debrief"),
    ("recommendations", "Recommendations of the participants"),
    ("noted", "Noted"),
)
"""The sections of the form, in the order in which they stand unless the agency says otherwise."""

_QUORUM: Final = ("permanency_consultant", "ongoing_case_manager", "supervisor", "facilitator")
_NAMED: Final = ("brainstorm", "debrief", "check", "barrier")


@dataclass(frozen=True)
class Phase:
    """A phase of the meeting."""

    code: str
    says: str
    minutes: int
    about: str
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """One version of the guide; never changed once a consultation was held by it."""

    version: str
    title: str
    effective_from: date
    notice: str
    check_after: int
    """Days after the meeting at which the supervisor checks the steps."""
    review_after: int
    """Days after the meeting at which it is reviewed and rated again."""
    phases: tuple[Phase, ...]
    brainstorm: Mapping[str, str]
    debrief: Mapping[str, str]
    checks: Mapping[str, str]
    barriers: Mapping[str, str]
    quorum: tuple[str, ...] = _QUORUM
    """The seats without which the form notes that somebody was missing; the external consultant is noted always."""
    form: tuple[tuple[str, str], ...] = FORM
    """The sections of the form in order, each with its heading. All of them: none can be left out."""

    def barrier_words(self, code: str) -> str:
        """A barrier in words; the code itself if this version does not know it."""
        return self.barriers.get(code, code.replace("_", " "))


@cache
def guides() -> Mapping[str, Guide]:
    """Every version that is installed as a file, the oldest first. Raises ManualError with what to write instead."""
    found = {one.name: _read(one) for one in sorted(_installed(), key=lambda one: one.effective_from)}
    if len(found) < len(_installed()):
        raise ManualError([f"two guides have one version: {', '.join(one.name for one in _installed())}"])
    return found


def _installed() -> Sequence[Version]:
    own = Path(settings.HOMEWARD_CONSULTATION_GUIDES) if settings.HOMEWARD_CONSULTATION_GUIDES else None
    if own and not own.is_dir():
        raise ManualError([f"there is no folder {own}"])
    return [version_of_file(path) for folder in (EMBEDDED, own) if folder for path in sorted(_files(folder))]


@cache
def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(folder.glob("*.toml"))


def guide_on(day: date) -> Guide:
    """The guide that holds on a day: the latest in effect; the oldest also holds before. One query."""
    return content_on(GUIDE, day)


def guide_of(version: str, day: date) -> Guide:
    """The guide by which a consultation was held; where it is no longer installed, the one of the day."""
    return content_of(GUIDE, version, day)


def read_guide(path: Path) -> Guide:
    """The guide of a file. Raises ManualError that names file, key and what to write instead."""
    return _read(version_of_file(path))


def _read(version: Version) -> Guide:
    table = Table(version.values, version.place or "guide", Names(settings={}))
    table.only("title", "notice", "check_after", "review_after", "phase", "quorum", "form", *_NAMED)
    phases = tuple(_phase(row) for row in table.tables("phase"))
    if not phases:
        raise table.fault("phase", "write at least one [[phase]]")
    brainstorm, debrief, checks, barriers = (named(table, name) for name in _NAMED)
    return Guide(
        version=version.name,
        title=table.text("title"),
        effective_from=version.effective_from,
        notice=table.text("notice", ""),
        check_after=whole_number(table, "check_after", below=1000, example="a number, check_after = 30"),
        review_after=whole_number(table, "review_after", below=1000, example="a number, review_after = 30"),
        phases=phases,
        brainstorm=brainstorm,
        debrief=debrief,
        checks=checks,
        barriers=barriers,
        quorum=_quorum(table) if "quorum" in version.values else _QUORUM,
        form=_sections(table),
    )


def _phase(row: Table) -> Phase:
    row.only("code", "says", "minutes", "about", "prompts")
    return Phase(
        row.text("code"),
        row.text("says"),
        whole_number(row, "minutes", below=1000, example="a number, minutes = 30"),
        row.text("about", ""),
        row.texts("prompts"),
    )


def _quorum(table: Table) -> tuple[str, ...]:
    for row in table.tables("quorum"):
        row.only("seat")
    return tuple(row.one_of("seat", [code for code, _ in SEATS]) for row in table.tables("quorum"))


def _sections(table: Table) -> tuple[tuple[str, str], ...]:
    """The sections as the agency orders them; those that it does not name follow in their usual order."""
    named = {row.one_of("code", [code for code, _ in FORM]): row.text("says") for row in table.tables("form")}
    return (*named.items(), *((code, says) for code, says in FORM if code not in named))


def _question(name: str, title: str, word: str, says: str) -> Listed:
    return Listed(name, title, word, (Column("says", says, is_required=True),))


GUIDE: Final[Kind[Guide]] = Kind(
    code="consultation-guide",
    title="How a consultation is run",
    about="Phases with minutes and prompts, questions, checklist, barriers, the seats of a quorum, the form's order.",
    fields=(
        Column("title", "Title", is_required=True),
        Column("notice", "Notice at the foot of the pages", "Empty once these are your official texts.", "text"),
        Column("check_after", "Days until the steps are checked", holds="number", is_required=True),
        Column("review_after", "Days until it is reviewed and rated again", holds="number", is_required=True),
    ),
    lists=(
        Listed(
            "phase",
            "Phases of the meeting",
            "Phase",
            (
                Column("says", "Name", is_required=True),
                Column("minutes", "Minutes", holds="number", is_required=True),
                Column("about", "Who speaks, and what happens", holds="text"),
                Column("prompts", "Prompts", "One a line.", "lines"),
            ),
        ),
        _question("brainstorm", "Questions of the brainstorm", "Question", "Question"),
        _question("debrief", "Questions of the debrief", "Question", "Question"),
        _question("check", "Checklist of the preparation", "Line", "What is thought of"),
        _question("barrier", "Barriers", "Barrier", "Barrier"),
        Listed("quorum", "Quorum", "Seat", (Column("seat", "Seat", holds="choice", choices=SEATS),), code=""),
        Listed(
            "form", "Sections of the form", "Section", (Column("says", "Heading", is_required=True),), is_open=False
        ),
    ),
    shipped=_installed,
    read=_read,
)
