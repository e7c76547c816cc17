"""What the OpenFisca package states is what the reference answers, and it states all that it says it does."""

from functools import cache

import polars as pl
import pytest

from tests.benchmarks.questions import CHILDREN, OBLIGATION, QUESTIONS, Question, Row, expected, in_order, tables

pytest.importorskip("openfisca_core", reason="no OpenFisca: make .venv/bench")

from benchmarks.rivals.openfisca_county import preparation, system

OF_EVERY_STAY = {"wi.permanency-plan", "wi.relative-notice", "wi-dmcps.rating-initial"}
OF_UNBROKEN_STAYS = {"wi-dmcps.roundtable-every-six-months"}

milwaukees_questions = pytest.mark.parametrize("question", [QUESTIONS[0], QUESTIONS[2]], ids=["2022", "2026"])


@cache
def stated(question: Question) -> tuple[pl.DataFrame, pl.DataFrame]:
    return system.evaluate(tables(), question.as_of)


def last_links(question: Question) -> set[tuple[object, object, object]]:
    """Episode, rule and number of the last hearing link of each episode that is open, for the two rules that use it."""
    stays = {episode.episode_id: episode for child in CHILDREN for episode in child.episodes}
    links: dict[object, int] = {}
    for _, episode_id, rule_id, number, *_ in expected(question)[0]:
        left_on = stays[str(episode_id)].discharged_on
        if rule_id == "wi.permanency-hearing" and (left_on is None or left_on > question.as_of):
            links[episode_id] = max(links.get(episode_id, 0), int(str(number)))
    return {(episode_id, rule, number) for episode_id, number in links.items() for rule in system.OF_THE_LAST_LINK}


def is_stated(row: Row, unbroken: set[object], links: set[tuple[object, object, object]]) -> bool:
    _, episode_id, rule_id, number, *_ = row
    of_its_rule = rule_id in OF_EVERY_STAY or (rule_id in OF_UNBROKEN_STAYS and episode_id in unbroken)
    return of_its_rule or (episode_id, rule_id, number) in links


@milwaukees_questions
def test_it_states_all_obligations_that_it_says_it_states(question: Question) -> None:
    obligations, determinations = stated(question)
    unbroken, links = set(determinations["episode_id"]), last_links(question)
    wanted = [row for row in expected(question)[0] if is_stated(row, unbroken, links)]
    assert in_order(obligations.select(OBLIGATION).rows()) == wanted
    assert {row[2] for row in wanted} == set(system.RULES)


@milwaukees_questions
def test_its_determinations_and_months_are_the_references(question: Question) -> None:
    answers = {row[1]: (row[2], row[6]) for row in expected(question)[1]}
    _, determinations = stated(question)
    assert determinations.height > len(answers) / 3
    for _, episode_id, determination, months_in_care, _ in determinations.rows():
        assert (determination, months_in_care) == answers[episode_id]


@milwaukees_questions
def test_the_day_of_the_tpr_count_is_the_references_where_it_is_asked(question: Question) -> None:
    asked = {row[1]: row[5] for row in expected(question)[0] if row[2] == "us.tpr-15-of-22"}
    days = stated(question)[1].filter(pl.col("tpr_on").is_not_null() & pl.col("episode_id").is_in(list(asked)))
    assert days.height > 10
    assert {episode_id: asked[episode_id] for episode_id in days["episode_id"]} == dict(
        days.select("episode_id", "tpr_on").rows()
    )


def test_a_stay_alone_gets_the_determination_that_it_gets_among_all() -> None:
    question = QUESTIONS[2]
    answers = dict(stated(question)[1].select("episode_id", "determination").rows())
    stays = preparation.prepare(tables(), question.as_of).filter(pl.col("episode_id").is_in(list(answers)))
    for stay in stays.head(10).iter_rows(named=True):
        assert system.situation(stay, question.as_of)["determination"] == answers[stay["episode_id"]]
