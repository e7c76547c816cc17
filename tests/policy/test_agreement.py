"""The engine gives the very rows that the reference evaluator gives: every obligation and every determination."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count

import pytest

from tests.policy.agreement import Batch, disagreements
from tests.reference.children import AS_OF_DATES

CHANGED = {
    "hearing_interval": "12 months",
    "month_15_for_every_child": True,
    "relative_search_days": 20,
    "goals_reevaluated_days": 45,
}
SETTINGS: dict[str, dict[str, object]] = {
    "Milwaukee's own settings": {},
    "yearly hearings": {"hearing_interval": "12 months"},
    "every setting changed": CHANGED,
}
BATCHES, CHILDREN = 8, 875
"""Times three settings: 21,000 children, each looked at on two of the eight days."""


@pytest.mark.slow
@pytest.mark.parametrize("name", SETTINGS)
def test_engine_and_reference_agree_on_random_children(name: str) -> None:
    place = list(SETTINGS).index(name)
    batches = [
        Batch(
            place * BATCHES + number,
            CHILDREN,
            (AS_OF_DATES[number], AS_OF_DATES[(number + 1 + place) % 8]),
            SETTINGS[name],
        )
        for number in range(BATCHES)
    ]
    with ProcessPoolExecutor(cpu_count(), mp_context=get_context("spawn")) as pool:
        found = [line for lines in pool.map(disagreements, batches) for line in lines]
    assert not found, "\n".join(found[:12])


def test_a_disagreement_is_reported_with_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    assert disagreements(Batch(4, 3, AS_OF_DATES[:1])) == []
    monkeypatch.setattr("tests.policy.agreement.obligations", lambda *_, **__: [])
    head, first, *_ = disagreements(Batch(4, 3, AS_OF_DATES[-1:]))
    assert head.endswith("0 of the reference; only one has:")
    assert first.startswith("engine: c0000")
    assert "of ChildHistory(child_id='c0000" in first
