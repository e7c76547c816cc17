"""An extract's picture of a child beside what is recorded: what becomes new, changes, is withdrawn, or is to settle."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any, Final

from homeward.batch.caseload import ChildPicture, Fault
from homeward.casefile.models import Child
from homeward.extracts.changes import Changes
from homeward.extracts.happenings import lay_events
from homeward.extracts.recorded import Recorded, recorded_of, text_of
from homeward.extracts.staff import Directory, lay_place, lay_staff
from homeward.extracts.stays import lay_stays

OWN_COLUMNS: Final = ("birth_date", "indian_child", "gender", "first_name", "last_name", "case_id")

_NOTHING: Final = frozenset({None, "", "unknown"})
"""How an extract says that it does not know."""

_LONGEST: Final = 200
"""Characters of a text of the casefile."""


def compare(
    pictures: Collection[ChildPicture], directory: Directory, *, on: date, now: datetime
) -> Iterator[Changes | tuple[ChildPicture, Fault]]:
    """For each child what would change; or, for one who can not be imported, why."""
    recorded = recorded_of([picture.child_id for picture in pictures], on=on)
    for picture in pictures:
        known = recorded.get(picture.child_id)
        fault = _unfit(picture, known, directory)
        yield (picture, fault) if fault else _changes(picture, known, directory, on, now)


def _changes(picture: ChildPicture, known: Recorded | None, directory: Directory, on: date, now: datetime) -> Changes:
    child = known.child if known else Child(external_id=picture.child_id, agency=directory.importing)
    changes = Changes(child, known or Recorded(child), known is None, on, now, picture.is_whole)
    _lay_facts(changes, picture)
    lay_place(changes, picture.facts, directory)
    lay_staff(changes, picture.facts, directory)
    is_changed = changes.facts or changes.ended or changes.opened
    changes.count("children", "new" if changes.is_new else "changed" if is_changed else "unchanged")
    lay_stays(changes, picture)
    lay_events(changes, picture)
    return changes


def _lay_facts(changes: Changes, picture: ChildPicture) -> None:
    """Who the child is. What a person typed stands where the extract says nothing; where it differs it is to settle."""
    child, typed = changes.child, dict[str, Any]()
    for column in OWN_COLUMNS:
        said = picture.facts.get(column, getattr(child, column))
        if changes.is_new:
            setattr(child, column, said)
        elif getattr(child, column) == said:
            continue
        elif column not in changes.recorded.typed:
            changes.facts[column] = said
        elif said not in _NOTHING:
            typed[column] = said
    if typed:
        recorded = {column: text_of(getattr(child, column)) for column in typed}
        changes.differ(recorded, {column: text_of(said) for column, said in typed.items()}, about=child)


def _unfit(picture: ChildPicture, known: Recorded | None, directory: Directory) -> Fault | None:
    """Why a child can not be imported."""
    if known and not directory.holds(known.child):
        problem = "is the id of a child of another agency, for which this extract is not"
        return Fault("children", picture.row, "child_id", picture.child_id[:80], problem)
    texts = {"child_id": picture.child_id, **picture.facts}
    texts |= {"episode_id": max((stay.episode_id for stay in picture.episodes), key=len, default="")}
    for column, text in texts.items():
        if isinstance(text, str) and (len(text) > _LONGEST or "\0" in text):
            problem = f"is longer than {_LONGEST} characters, or has a character that no text has"
            return Fault("children", picture.row, column, None, problem)
    return None
