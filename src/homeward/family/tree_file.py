"""A GEDCOM file from elsewhere, read: who is in it, and what its families say ties them. Nothing of it is kept.

Of each person only the name, sex, birth, death and ties are read. What was read travels in the page on which somebody
chooses, signed for the child and the person who opened it: no copy of the file stays behind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import chain, combinations, islice
from typing import Any, Final

import gedcom7
from django.core import signing
from django.core.exceptions import ValidationError
from gedcom7.const import GEDCOM_MONTHS
from gedcom7.types import Date, DateApprox, DateRange
from gedcom7.types import GedcomStructure as Line

from homeward.family.models import Relative, Tie
from homeward.website.forms import LATEST

MOST_MEGABYTES: Final = 2
MOST_PEOPLE: Final = 500
_MOST_TIES: Final = 5000
_LONGEST: Final = 200
"""So long a name may be (`Relative.first_name`)."""
_HOURS_OPEN: Final = 12
_SALT: Final = "homeward.family-tree"
_READ: Final = ("7.", "5.5.1")
_ANOTHER_FORM: Final = "Take it out of the program once more, as GEDCOM 7."
_GENDERS: Final = {"F": Relative.Gender.FEMALE, "M": Relative.Gender.MALE, "X": Relative.Gender.OTHER}
_WITHOUT_BLOOD: Final = {
    "guardian": Tie.Kind.GUARDIAN,
    "like family": Tie.Kind.LIKE_KIN,
    "mentor": Tie.Kind.MENTOR,
}
"""In which words Homeward itself writes these ties."""


@dataclass(frozen=True)
class Somebody:
    """A person of the file, by the number at which she stands in it."""

    number: int
    first_name: str = ""
    last_name: str = ""
    gender: str = ""
    born_on: str = ""
    born_about: int | None = None
    is_deceased: bool = False
    died_in: int | None = None

    @property
    def name(self) -> str:
        """As the file has it."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def born(self) -> str:
        """The year, as far as the file says it."""
        return self.born_on[:4] or (f"about {self.born_about}" if self.born_about else "")

    @property
    def facts(self) -> dict[str, Any]:
        """What is taken over of her."""
        return {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "gender": self.gender,
            "birth_date": date.fromisoformat(self.born_on) if self.born_on else None,
            "born_about": self.born_about,
            "is_deceased": self.is_deceased,
        }


@dataclass(frozen=True)
class FileTie:
    """What the file says that one is to the other."""

    kind: str
    one: int
    other: int
    basis: str = ""
    certainty: str = Tie.Certainty.CERTAIN


@dataclass(frozen=True)
class TreeFile:
    """Everybody of a file, and their ties."""

    people: list[Somebody] = field(default_factory=list)
    ties: list[FileTie] = field(default_factory=list)

    @property
    def named(self) -> list[Somebody]:
        """Those who can be chosen, by name."""
        return sorted((one for one in self.people if one.name), key=lambda one: (one.last_name, one.first_name))

    @property
    def unnamed(self) -> int:
        """How many have no name: others are tied through them."""
        return len(self.people) - len(self.named)

    def signed(self, whose: str) -> str:
        """As it travels in the page of one child that one person opened."""
        rows = [asdict(one) for one in self.people], [asdict(one) for one in self.ties]
        return signing.dumps(rows, salt=f"{_SALT}.{whose}", compress=True)


def opened_again(signed: str, whose: str) -> TreeFile:
    """What came back with the page. ValidationError if it is another's, too old, or was changed on its way."""
    try:
        people, ties = signing.loads(signed, salt=f"{_SALT}.{whose}", max_age=_HOURS_OPEN * 3600)
    except signing.BadSignature as error:
        raise ValidationError("This page was open for too long. Choose the file again.") from error
    return TreeFile([Somebody(**one) for one in people], [FileTie(**one) for one in ties])


def read_tree(content: bytes) -> TreeFile:
    """The people and ties of a file. ValidationError says what is wrong with it, and where."""
    records = _records(content)
    _refuse_other_versions(records)
    lines = [one for one in records if one.tag == "INDI"]
    if not lines:
        raise ValidationError("Nobody is in this file: it has no record of a person (INDI).")
    if len(lines) > MOST_PEOPLE:
        raise ValidationError(
            f"This file has {len(lines):,} people; at most {MOST_PEOPLE} can be looked through on a page. "
            "Take out only the branch of the family that matters."
        )
    people = [_somebody(number, line) for number, line in enumerate(lines, start=1)]
    numbers = {line.xref: number for number, line in enumerate(lines, start=1) if line.xref}
    families = [one for one in records if one.tag == "FAM"]
    said = chain(_of_families(families, lines, numbers), _without_blood(lines, numbers))
    ties = dict.fromkeys(islice(said, _MOST_TIES + 1))
    if len(ties) > _MOST_TIES:
        raise ValidationError(f"This file has more than {_MOST_TIES:,} ties. Take out only a branch of the family.")
    return TreeFile(people, list(ties))


def _records(content: bytes) -> list[Line]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValidationError(f"Line {line:,} is not written in UTF-8. {_ANOTHER_FORM}") from error
    try:
        return gedcom7.loads(text)
    except gedcom7.GedcomParseError as error:
        where = f"Line {error.line_number:,}" if error.line_number else "This file"
        why = error.message.partition(":")[0]
        raise ValidationError(f"{where} is not as GEDCOM has it ({why}). {_ANOTHER_FORM}") from error
    except ValueError as error:
        raise ValidationError(f"This file is not as GEDCOM has it. {_ANOTHER_FORM}") from error


def _refuse_other_versions(records: list[Line]) -> None:
    version = next((text.text for text in _under(records[0], "GEDC", "VERS")), "")
    if not version.startswith(_READ):
        said = (
            f"is GEDCOM {version[:10]}" if version else "does not say which version of GEDCOM it is (HEAD, GEDC, VERS)"
        )
        raise ValidationError(f"This file {said}. {_ANOTHER_FORM}")


def _under(line: Line, *tags: str) -> Iterator[Line]:
    """What stands under a line by its tags."""
    lines = [line]
    for tag in tags:
        lines = [one for each in lines for one in each.children if one.tag == tag]
    return iter(lines)


def _somebody(number: int, line: Line) -> Somebody:
    first, last = _names(line)
    if max(len(first), len(last)) > _LONGEST:
        raise ValidationError(f"The name in the record {line.xref} is longer than {_LONGEST} letters.")
    born = next((found for one in _under(line, "BIRT", "DATE") if (found := _date(one))), None)
    died = next((found for one in _under(line, "DEAT", "DATE") if (found := _date(one))), None)
    day = _day(born) if born else None
    return Somebody(
        number=number,
        first_name=first,
        last_name=last,
        gender=next((_GENDERS[one.text].value for one in _under(line, "SEX") if one.text in _GENDERS), ""),
        born_on=day.isoformat() if day else "",
        born_about=born.year if born and not day else None,
        is_deceased=any(one.text == "Y" or one.children for one in _under(line, "DEAT")),
        died_in=died.year if died else None,
    )


def _names(line: Line) -> tuple[str, str]:
    """First and last name: between slashes stands the last one; or each stands in a line of its own."""
    name = next(_under(line, "NAME"), None)
    if name is None:
        return "", ""
    before, _, rest = name.text.partition("/")
    last, _, after = rest.partition("/")
    first = f"{before.strip()} {after.strip()}".strip()
    if not (first or last.strip()):
        first = next((one.text for one in _under(name, "GIVN")), "")
        last = next((one.text for one in _under(name, "SURN")), "")
    return " ".join(first.split()), " ".join(last.split())


def _date(line: Line) -> Date | None:
    """The day or year that a line says, in our calendar; "before" and "after" say none."""
    try:
        said = line.value
    except ValueError:
        return None
    if isinstance(said, DateApprox):
        said = said.date
    elif isinstance(said, DateRange):
        said = said.start if said.start and said.end else None
    if not isinstance(said, Date) or said.calendar not in {None, "GREGORIAN"} or said.epoch:
        return None
    return said if said.year and said.year <= LATEST.year else None


def _day(said: Date) -> date | None:
    month = GEDCOM_MONTHS.get(said.month or "")
    if not (said.year and month and said.day):
        return None
    try:
        return date(said.year, month, said.day)
    except (ValueError, OverflowError):
        return None


def _of_families(families: Iterable[Line], people: Iterable[Line], numbers: dict[str, int]) -> Iterator[FileTie]:
    """Parents and children, couples, and brothers and sisters whose parents the file does not know."""
    ways = {(line.xref, way.pointer): way for line in people for way in _under(line, "FAMC")}
    for family in families:
        parents = [line for tag in ("HUSB", "WIFE") for line in _under(family, tag) if line.pointer in numbers]
        children = [line for line in _under(family, "CHIL") if line.pointer in numbers]
        heads = [numbers[str(one.pointer)] for one in parents]
        for child in children:
            basis, certainty = _how(ways.get((child.pointer, family.xref)))
            for head in heads:
                if head != numbers[str(child.pointer)]:
                    yield FileTie(Tie.Kind.PARENT, head, numbers[str(child.pointer)], basis, certainty)
        if not heads:
            for one, other in combinations(sorted({numbers[str(line.pointer)] for line in children}), 2):
                yield FileTie(Tie.Kind.SIBLING, one, other)
        tags = {line.tag for line in family.children}
        if len(set(heads)) > 1 and ("MARR" in tags or not children) and not tags & {"DIV", "ANUL"}:
            one, other = sorted(set(heads))[:2]
            yield FileTie(Tie.Kind.PARTNER, one, other)


def _how(way: Line | None) -> tuple[str, str]:
    """How somebody came to be the child of a family, and how sure it is."""
    if way is None:
        return "", Tie.Certainty.CERTAIN
    said = next((one for one in _under(way, "PEDI")), None)
    phrase = next((one.text for one in _under(way, "PEDI", "PHRASE")), "")
    code = said.text.upper() if said else ""
    basis = {"BIRTH": Tie.Basis.BIOLOGICAL.value, "ADOPTED": Tie.Basis.ADOPTIVE.value}.get(code, "")
    if code == "OTHER":
        basis = {"step": Tie.Basis.STEP.value, "by law": Tie.Basis.LEGAL.value}.get(phrase, "")
    is_doubted = any(one.text.upper() == "CHALLENGED" for one in _under(way, "STAT"))
    return basis, Tie.Certainty.ALLEGED if is_doubted else Tie.Certainty.CERTAIN


def _without_blood(people: Iterable[Line], numbers: dict[str, int]) -> Iterator[FileTie]:
    for line in people:
        for asso in _under(line, "ASSO"):
            kinds = [_WITHOUT_BLOOD.get(one.text) for one in _under(asso, "ROLE", "PHRASE")]
            one, other = numbers.get(str(asso.pointer)), numbers.get(str(line.xref))
            if one and other and one != other and kinds and kinds[0]:
                yield FileTie(kinds[0], one, other)
