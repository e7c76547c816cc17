"""How a variable of this package is written: a fact that is given, or a function that computes one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DAY
from openfisca_core.variables import Variable

Days = NDArray[np.datetime64]
Flags = NDArray[np.bool_]
Months = NDArray[np.int64]

NEVER = date(9999, 12, 31)
"""There is no such day: later than every day."""

STAY: Any = build_entity(key="stay", plural="stays", label="A stay in out-of-home care", is_person=True)


def words(name: str, *members: str) -> Any:
    return Enum(name, {member: member for member in members})


def fact(name: str, label: str, kind: Any = date) -> Any:
    """A variable that is given: a day (never, unless given), a yes or no, or one of some words (else the last one)."""
    return type(name, (Variable,), _attributes(kind, label))


def computed(kind: Any, label: str) -> Callable[[Callable[..., Any]], Any]:
    """Make a variable of the formula below it, with its name."""

    def variable(formula: Callable[..., Any]) -> Any:
        return type(formula.__name__, (Variable,), _attributes(kind, label) | {"formula": formula})

    return variable


def _attributes(kind: Any, label: str) -> dict[str, Any]:
    of_words = isinstance(kind, type) and issubclass(kind, Enum)
    values = {"possible_values": kind, "default_value": list(kind)[-1]} if of_words else {}
    value_type = Enum if of_words else kind
    never = {"default_value": NEVER} if kind is date else {}
    return {"value_type": value_type, "entity": STAY, "definition_period": DAY, "label": label, **values, **never}


def months_after(day: Days, months: int | Months) -> Days:
    """The same day of the month so many months later, or the last day of a shorter month."""
    month = day.astype("datetime64[M]")
    later = month + np.asarray(months, "timedelta64[M]")
    last = (later + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    days: Days = np.minimum(later.astype("datetime64[D]") + (day - month.astype("datetime64[D]")), last)
    return days


def today(period: Any) -> np.datetime64:
    return np.datetime64(period.start.date, "D")
