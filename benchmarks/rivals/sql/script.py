"""The stages as statements: settings and the database's own words filled in, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template

from benchmarks.rivals.settings import MILWAUKEE, Settings

STAGES = Path(__file__).with_name("stages")
OBLIGATION, DETERMINATION = "obligation", "determination"

Dialect = Mapping[str, str]

_IN_22_MONTHS = "greatest(least(a.day, {to}) - greatest((a.day - INTERVAL '22 months')::DATE, {after}), 0) * {sign}"
_OF_A_LIST = _IN_22_MONTHS.format(to="a.to_on[i]", after="a.after_on[i]", sign="a.sign[i]")
_OF_A_ROW = _IN_22_MONTHS.format(to="x.to_on", after="x.after_on", sign="x.sign")

DUCKDB: Dialect = {"days_counted": f"list_sum([{_OF_A_LIST} FOR i IN range(1, len(a.sign) + 1)])::INTEGER"}
POSTGRES: Dialect = {
    "days_counted": f"(SELECT sum({_OF_A_ROW})::INTEGER"
    " FROM unnest(a.after_on, a.to_on, a.sign) AS x (after_on, to_on, sign))"
}
"""Where the two databases need different words: the sum over lists that stand in one row."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One query and the name under which later stages read it. A view is read once, a table again and again."""

    name: str
    query: str

    @property
    def kind(self) -> str:
        return "VIEW" if self.name.startswith("asked_") else "TABLE"


def stages(
    dialect: Dialect, as_of: date, settings: Settings = MILWAUKEE, *, chosen_children: str = "TRUE"
) -> list[Stage]:
    """The stages on a day; `chosen_children` is a condition on `child_id`."""
    values = {
        **dialect,
        "as_of": f"DATE '{as_of}'",
        "forever": "DATE '9999-12-31'",
        "beginning": "DATE '0001-01-01'",
        "hearing_interval": f"INTERVAL '{settings.hearing_interval} months'",
        "reviews_are_asked": str(settings.hearing_interval != 6).upper(),
        "month_15_for_every_child": str(settings.month_15_for_every_child).upper(),
        "relative_search_days": str(settings.relative_search_days),
        "goals_reevaluated_days": str(settings.goals_reevaluated_days),
        "chosen_children": chosen_children,
    }
    return [Stage(name, template.substitute(values)) for name, template in _templates()]


def one_query(dialect: Dialect, as_of: date, settings: Settings = MILWAUKEE, *, chosen_children: str) -> str:
    """One query for the obligations of a few children."""
    parts = stages(dialect, as_of, settings, chosen_children=chosen_children)
    expressions = ",\n".join(f"{stage.name} AS (\n{stage.query})" for stage in parts)
    return f"WITH {expressions}\nSELECT * FROM {OBLIGATION}"


@cache
def _templates() -> list[tuple[str, Template]]:
    files = sorted(STAGES.glob("*.sql"))
    return [(path.stem.split("_", 1)[1], Template(path.read_text(encoding="utf-8"))) for path in files]
