"""The rivals answer as the reference does: a faster engine is none if it answers something else."""

from collections.abc import Iterator
from contextlib import closing

import duckdb
import psycopg
import pytest

from benchmarks.rivals import python_loop
from benchmarks.rivals.python_loop.months import BY_HAND, WITH_DATEUTIL, Months
from benchmarks.rivals.sql import on_duckdb, on_postgres
from tests.benchmarks.questions import CHILDREN, QUESTIONS, Question, Row, every_question, expected, in_order, tables


@pytest.fixture(scope="module")
def duckdb_caseload() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(on_duckdb.load(tables())) as database:
        yield database


@pytest.fixture(scope="module")
def postgres_caseload(postgres_dsn: str) -> Iterator["psycopg.Connection[Row]"]:
    with closing(on_postgres.load(postgres_dsn, tables())) as database:
        yield database


def test_the_questions_meet_every_rule() -> None:
    rules = {row[2] for question in QUESTIONS for row in expected(question)[0]}
    assert len(rules) == 17


@pytest.mark.parametrize("months", [WITH_DATEUTIL, BY_HAND], ids=["dateutil", "by hand"])
@every_question
def test_the_python_loop_answers_as_the_reference(question: Question, months: Months) -> None:
    children = python_loop.read_children(tables())
    obligations, determinations = python_loop.evaluate(children, question.as_of, question.settings, months)
    assert (in_order(obligations), in_order(determinations)) == expected(question)


@every_question
def test_duckdb_answers_as_the_reference(question: Question, duckdb_caseload: duckdb.DuckDBPyConnection) -> None:
    obligations, determinations = on_duckdb.evaluate(duckdb_caseload, question.as_of, question.settings)
    assert (in_order(obligations.rows()), in_order(determinations.rows())) == expected(question)


@every_question
def test_postgres_answers_as_the_reference(question: Question, postgres_caseload: "psycopg.Connection[Row]") -> None:
    on_postgres.evaluate(postgres_caseload, question.as_of, question.settings)
    answers = tuple(
        in_order(postgres_caseload.execute(query).fetchall())
        for query in ("SELECT * FROM obligation", "SELECT * FROM determination")
    )
    assert answers == expected(question)


@pytest.mark.parametrize("prepare", [False, True], ids=["unprepared", "prepared"])
def test_postgres_answers_for_one_child_as_for_all(postgres_caseload: "psycopg.Connection[Row]", prepare: bool) -> None:
    question = QUESTIONS[1]
    for child in CHILDREN[:20]:
        of_child = [row for row in expected(question)[0] if row[0] == child.child_id]
        found = on_postgres.obligations_of(
            postgres_caseload, child.child_id, question.as_of, question.settings, prepare=prepare
        )
        assert in_order(found) == of_child


def test_duckdb_answers_for_one_child_as_for_all(duckdb_caseload: duckdb.DuckDBPyConnection) -> None:
    question = QUESTIONS[1]
    for child in CHILDREN[:5]:
        of_child = [row for row in expected(question)[0] if row[0] == child.child_id]
        found = on_duckdb.obligations_of(duckdb_caseload, child.child_id, question.as_of, question.settings)
        assert in_order(found) == of_child
