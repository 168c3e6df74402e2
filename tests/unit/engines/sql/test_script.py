"""The rules as text: what is printed is what is run, and names rule and provision."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import duckdb
import psycopg
import pytest
import sqlglot

from cbccvc_rules import UsageError
from cbccvc_rules.api import read, statements
from cbccvc_rules.engines.kinds import DIALECTS, KINDS
from cbccvc_rules.engines.sql.duck import DuckDb
from cbccvc_rules.engines.sql.plan import VERDICTS, plan_of
from cbccvc_rules.engines.sql.postgres import Postgres
from cbccvc_rules.engines.sql.refused import LINTED
from cbccvc_rules.engines.sql.script import script
from unit.cli.rounds import EXAMPLE, run
from unit.engines.rounds import a_person, a_rule, a_ruleset, a_unit, a_world

if TYPE_CHECKING:
    from clusters import Cluster

LAW = a_ruleset(a_rule("unit", "count(staff where rating = HTXSNV) * 2 <= count(staff)"))
WORLD = a_world(
    a_person("A", rating="HTXSNV"),
    a_person("B", rating="HTNV"),
    a_person("C", unit_id="V", rating="HTXSNV"),
    units=[a_unit(), a_unit("V"), a_unit("W")],
)


def expected() -> Counter[int]:
    found = KINDS["reference"]().judgements(LAW, WORLD)
    return Counter(VERDICTS.index(one.verdict) for one in found)


def test_there_is_something_broken_and_something_kept() -> None:
    assert expected() == {1: 2, 2: 1}


def test_what_is_printed_for_duckdb_runs_there() -> None:
    with duckdb.connect(":memory:") as connection:
        for table in plan_of(LAW, WORLD).tables:
            DuckDb(connection).load(table)
        rows = connection.execute(script(LAW, WORLD, "duckdb", "en")).fetchall()
    assert Counter(row[1] for row in rows) == expected()


def test_what_is_printed_for_postgresql_runs_there(server: Cluster) -> None:
    with psycopg.connect(server.reader) as connection:
        there = Postgres(connection)
        for table in plan_of(LAW, WORLD).tables:
            there.load(table)
        done = connection.execute(script(LAW, WORLD, "postgres", "en").encode())
        while done.nextset():
            pass
        rows = done.fetchall()
        connection.rollback()
    assert Counter(row[1] for row in rows) == expected()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_whole_law_can_be_written_in_every_dialect(dialect: str) -> None:
    written = statements(read(EXAMPLE), dialect, lang="en")
    said = [one for one in sqlglot.parse(written, read=dialect) if one is not None]
    counts = re.findall(r"^(?:CREATE .*|SELECT \* INTO .*)$", written, re.MULTILINE)
    assert len(said) > len(counts) > 5
    assert "excellent-share: Share of excellent ratings above the limit (Article 2 clause 6 of" in (
        written
    )
    assert ("NOT EXECUTED BY OUR TESTS" in written) == (dialect in LINTED)


@pytest.mark.parametrize(
    ("dialect", "made"),
    [
        ("duckdb", 'CREATE TEMPORARY TABLE "counts_1" AS\n'),
        ("postgres", 'CREATE TEMPORARY TABLE "counts_1" AS\n'),
        ("spark", "CREATE TEMPORARY VIEW `counts_1` AS\n"),
        ("tsql", "SELECT * INTO [#counts_1] FROM (\n"),
        ("oracle", 'CREATE GLOBAL TEMPORARY TABLE "counts_1" ON COMMIT PRESERVE ROWS AS\n'),
    ],
)
def test_a_temporary_table_is_made_as_the_dialect_has_it(dialect: str, made: str) -> None:
    written = script(LAW, WORLD, dialect, "en")
    assert made in written
    joined = re.search(r"LEFT JOIN (\S+)", written)
    assert joined is not None
    assert joined[1].strip('"[]`') == ("#counts_1" if dialect == "tsql" else "counts_1")


def test_a_rule_that_statements_cannot_judge_is_named_with_the_reason() -> None:
    law = a_ruleset(a_rule("batch", "occasion = annual"))
    assert "-- a-rule: judged by `reference` (it judges the round as a whole)" in script(
        law, WORLD, "duckdb", "en"
    )


def test_one_rule_alone_is_written_where_it_is_asked_for() -> None:
    done = run("sql", EXAMPLE, "--rule", "excellent-share", "--dialect", "tsql", "--lang", "en")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert re.findall(r"^-- v\d+ = (\S+):", done.stdout, re.MULTILINE) == ["excellent-share"]


def test_one_round_is_always_written_alike() -> None:
    first, again = (statements(read(EXAMPLE), "oracle") for _ in range(2))
    assert first == again


def test_a_dialect_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"there is no dialect of SQL `postgre`.*`postgres`"):
        statements(read(EXAMPLE), "postgre")
    done = run("sql", EXAMPLE, "--dialect", "mysql", "--lang", "en")
    assert done.exit_code == 2
