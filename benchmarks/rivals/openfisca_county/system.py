"""The package's system, and its answers as rows."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.rivals.openfisca_county.clocks import CLOCKS
from benchmarks.rivals.openfisca_county.definitions import NEVER, STAY
from benchmarks.rivals.openfisca_county.determination import ANSWERS, determination
from benchmarks.rivals.openfisca_county.facts import FACTS
from benchmarks.rivals.openfisca_county.obligations import OBLIGATIONS, OUTCOMES
from benchmarks.rivals.openfisca_county.preparation import prepare
from benchmarks.tables import Tables

RULES = {
    "wi.permanency-plan": ("removed_on", "plan_due_on", "plan_filed_on", "plan_outcome"),
    "wi.relative-notice": (
        "removed_on",
        "relative_notice_due_on",
        "relative_notice_sent_on",
        "relative_notice_outcome",
    ),
    "wi-dmcps.rating-initial": ("placed_on", "rating_initial_due_on", "first_rated_on", "rating_initial_outcome"),
    "wi.permanency-hearing": ("hearing_opens_on", "hearing_due_on", None, "hearing_outcome"),
    "wi-dmcps.rating-before-hearing": (
        "rating_before_hearing_opens_on",
        "rating_before_hearing_due_on",
        "later_rated_on",
        "rating_before_hearing_outcome",
    ),
    "wi-dmcps.roundtable-every-six-months": ("six_months_opens_on", "six_months_due_on", None, "six_months_outcome"),
}
"""The variables that give opens_on, due_on, met_on and outcome of each obligation that is stated."""

OF_THE_LAST_LINK = ("wi.permanency-hearing", "wi-dmcps.rating-before-hearing")


@cache
def county() -> Any:
    """The system with its parameters and variables, built once."""
    system = TaxBenefitSystem([STAY])
    system.load_parameters(str(Path(__file__).with_name("parameters")))
    system.add_variables(*FACTS, *CLOCKS, *OBLIGATIONS, determination)
    return system


def evaluate(tables: Tables, as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The obligations and determinations that are stated, inputs prepared; columns as the other rivals have them."""
    stays = prepare(tables, as_of)
    simulation = SimulationBuilder().build_default_simulation(county(), count=stays.height)
    for variable in FACTS:
        simulation.set_input(variable.__name__, str(as_of), stays[variable.__name__].to_numpy())
    obligations = pl.concat(_obligations(simulation, stays, rule_id, as_of) for rule_id in RULES)
    return obligations, _determinations(simulation, stays, as_of)


def situation(stay: Mapping[str, Any], as_of: date) -> dict[str, str]:
    """The outcomes and the determination of one stay (a row of `preparation.prepare`), as a web interface asks it."""
    facts = {variable.__name__: {str(as_of): _plain(stay[variable.__name__])} for variable in FACTS}
    simulation = SimulationBuilder().build_from_entities(county(), {"stays": {"stay": facts}})
    wanted = [*(outcome for *_, outcome in RULES.values()), "determination"]
    return {name: str(simulation.calculate(name, str(as_of)).decode_to_str()[0]) for name in wanted}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _determinations(simulation: Any, stays: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Of the open stays whose count is unbroken; and, beside them, the day of the TPR count if it is stated."""
    values = {name: simulation.calculate(name, str(as_of)) for name in ("months_in_care", "tpr_on")}
    answers = pl.Series(ANSWERS)[simulation.calculate("determination", str(as_of)).view(np.ndarray)]
    is_stated = (pl.col("discharged_on") == NEVER) & pl.col("is_unbroken")
    return (
        stays.with_columns(**values, determination=answers)
        .filter(is_stated)
        .select("child_id", "episode_id", "determination", "months_in_care", pl.col("tpr_on").replace(NEVER, None))
    )


def _obligations(simulation: Any, stays: pl.DataFrame, rule_id: str, as_of: date) -> pl.DataFrame:
    opens_on, due_on, met_on, outcome = RULES[rule_id]
    days = {
        column: simulation.calculate(variable, str(as_of)) if variable else NEVER
        for column, variable in (("opens_on", opens_on), ("due_on", due_on), ("met_on", met_on))
    }
    in_cycle = pl.col("hearings") + 1 if rule_id in OF_THE_LAST_LINK else pl.lit(1)
    words = pl.Series(OUTCOMES)[simulation.calculate(outcome, str(as_of)).view(np.ndarray)]
    return (
        stays.select("child_id", "episode_id", rule_id=pl.lit(rule_id), occasion=in_cycle.cast(pl.Int64))
        .with_columns(**days, outcome=words)
        .filter(pl.col("outcome") != "not_required")
        .with_columns(pl.col(pl.Date).replace(NEVER, None))
    )
