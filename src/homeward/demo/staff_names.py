"""Names for the made-up people who work with the made-up children."""

from random import Random
from typing import Final

from homeward.demo.names import family_names, pick

AGENCY_NAMES: Final = {"three-bridges": "Three Bridges Family Services", "kestrel-point": "Kestrel Point Child Care"}


def staff_name(external_id: str) -> str:
    """The name of somebody who is known by an identifier; always the same for the same one."""
    rng = Random(external_id)
    names = family_names(rng)
    given = names.girls if rng.random() < 0.8 else names.boys
    return f"{pick(given, rng)} {pick(names.families, rng)}"


def staff_email(external_id: str) -> str:
    """An address that can not exist."""
    return f"{external_id}@homeward.example"
