"""The answers to "who is it to the child": each is a way of ties, and whoever stands in between need not be known."""

from dataclasses import dataclass
from typing import Final

from homeward.family.kinship import DOWN, GUARDIAN, LIKE_KIN, MENTOR, PARTNER, SIBLING, UP
from homeward.family.models import Tie

FEMALE, MALE, ANY = "female", "male", ""


@dataclass(frozen=True)
class Relation:
    """One answer: the steps from the child, or from a relative, each with the gender of whom it leads to."""

    code: str
    words: str
    way: tuple[tuple[str, str], ...]
    basis: str = ""
    certainty: str = Tie.Certainty.CERTAIN

    @property
    def gender(self) -> str:
        """The gender that the word itself says."""
        return self.way[-1][1]

    @property
    def is_parent(self) -> bool:
        """Whether it is a parent of whoever it starts from."""
        return [kind for kind, _ in self.way] == [UP]


_MOTHER, _FATHER = (UP, FEMALE), (UP, MALE)

GROUPS: Final = (
    (
        "Parents and who takes their place",
        (
            Relation("mother", "Mother", (_MOTHER,), Tie.Basis.BIOLOGICAL),
            Relation("father", "Father", (_FATHER,), Tie.Basis.BIOLOGICAL),
            Relation("alleged_father", "Alleged father", (_FATHER,), Tie.Basis.BIOLOGICAL, Tie.Certainty.ALLEGED),
            Relation("legal_father", "Legal father", (_FATHER,), Tie.Basis.LEGAL),
            Relation("stepmother", "Stepmother", (_MOTHER,), Tie.Basis.STEP),
            Relation("stepfather", "Stepfather", (_FATHER,), Tie.Basis.STEP),
            Relation("adoptive_parent", "Adoptive parent", ((UP, ANY),), Tie.Basis.ADOPTIVE),
            Relation("guardian", "Guardian", ((GUARDIAN, ANY),)),
        ),
    ),
    (
        "Brothers, sisters, children, partners",
        (
            Relation("sister", "Sister", ((SIBLING, FEMALE),)),
            Relation("brother", "Brother", ((SIBLING, MALE),)),
            Relation("daughter", "Daughter", ((DOWN, FEMALE),)),
            Relation("son", "Son", ((DOWN, MALE),)),
            Relation("partner", "Partner", ((PARTNER, ANY),)),
        ),
    ),
    (
        "On the mother's side",
        (
            Relation("mothers_mother", "Mother's mother", (_MOTHER, _MOTHER)),
            Relation("mothers_father", "Mother's father", (_MOTHER, _FATHER)),
            Relation("mothers_sister", "Mother's sister", (_MOTHER, (SIBLING, FEMALE))),
            Relation("mothers_brother", "Mother's brother", (_MOTHER, (SIBLING, MALE))),
            Relation("mothers_partner", "Mother's partner", (_MOTHER, (PARTNER, ANY))),
            Relation("mothers_cousin", "Cousin on the mother's side", (_MOTHER, (SIBLING, ANY), (DOWN, ANY))),
            Relation("mothers_aunt", "Mother's aunt", (_MOTHER, (UP, ANY), (SIBLING, FEMALE))),
            Relation("mothers_uncle", "Mother's uncle", (_MOTHER, (UP, ANY), (SIBLING, MALE))),
        ),
    ),
    (
        "On the father's side",
        (
            Relation("fathers_mother", "Father's mother", (_FATHER, _MOTHER)),
            Relation("fathers_father", "Father's father", (_FATHER, _FATHER)),
            Relation("fathers_sister", "Father's sister", (_FATHER, (SIBLING, FEMALE))),
            Relation("fathers_brother", "Father's brother", (_FATHER, (SIBLING, MALE))),
            Relation("fathers_partner", "Father's partner", (_FATHER, (PARTNER, ANY))),
            Relation("fathers_cousin", "Cousin on the father's side", (_FATHER, (SIBLING, ANY), (DOWN, ANY))),
            Relation("fathers_aunt", "Father's aunt", (_FATHER, (UP, ANY), (SIBLING, FEMALE))),
            Relation("fathers_uncle", "Father's uncle", (_FATHER, (UP, ANY), (SIBLING, MALE))),
        ),
    ),
    (
        "Like family",
        (
            Relation("like_kin", "Like-kin: like family, without a tie of blood or law", ((LIKE_KIN, ANY),)),
            Relation("mentor", "Mentor: coach, teacher, neighbor", ((MENTOR, ANY),)),
        ),
    ),
)
RELATIONS: Final = {one.code: one for _, listed in GROUPS for one in listed}
