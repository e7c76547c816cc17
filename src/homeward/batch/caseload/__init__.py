"""Reading and checking a caseload: files in, faults or the engine's tables out.

    with read_caseload(Path("extract")) as reading:
        for fault in reading.faults:
            ...
        for caseload in reading.chunks():
            ...

The format, and what bad input gets, is told in `docs/caseload.md`. The way of a row through this package: `places`
finds the four tables, a `csv_file`, `parquet_file` or `workbook` gives their rows in batches of text, `check` turns
text into numbers and finds the faults, `children`, `episodes`, `placements` and `events` know what the rows of each
must be to one another, and `reading` lays them together again, child by child.
"""

from homeward.batch.caseload.faults import CaseloadError, Fault
from homeward.batch.caseload.pictures import ChildPicture, EpisodePicture, Facts
from homeward.batch.caseload.reading import Reading, read_caseload

__all__ = ["CaseloadError", "ChildPicture", "EpisodePicture", "Facts", "Fault", "Reading", "read_caseload"]
