"""The engine on a real PostgreSQL says what the law says, and leaves nothing behind there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import psycopg
import pytest

from cbccvc_rules.api import library
from cbccvc_rules.authoring.cases import run_case
from cbccvc_rules.authoring.said import mismatch_line
from cbccvc_rules.engines.sql.engine import SqlEngine
from cbccvc_rules.engines.sql.postgres import PostgresAt
from conformance.test_cases import one_of_each_kind
from properties.engines import drawn, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cbccvc_rules.authoring.cases import Case
    from cbccvc_rules.engines.base import Judgement
    from clusters import Cluster

ONE_IN = 4


def sample() -> Sequence[Case]:
    """Cases of every kind, one in so many: each opens the database anew."""
    return one_of_each_kind()[::ONE_IN]


def in_catalogue(server: Cluster) -> set[tuple[str, str]]:
    """Return every relation that there is in the database, temporary ones of all sessions too."""
    asked = (
        "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
    )
    with psycopg.connect(server.url("owner")) as connection:
        rows = connection.execute(asked).fetchall()
    return {(str(space), str(name)) for space, name in rows}


def judged(server: Cluster, seed: int, bodies: int) -> tuple[list[Judgement], SqlEngine]:
    engine = SqlEngine(PostgresAt(server.reader))
    return list(engine.judgements(*drawn(seed, bodies))), engine


@pytest.mark.parametrize("case", sample(), ids=lambda case: case.name)
def test_a_case_is_judged_on_postgresql_as_the_law_says(case: Case, server: Cluster) -> None:
    found = run_case(case, library(), lambda: SqlEngine(PostgresAt(server.reader)))
    assert not found, "\n".join(mismatch_line(one, "en") for one in found)


@pytest.mark.parametrize("seed", range(2_000, 2_012))
def test_postgresql_says_what_the_reference_engine_says(seed: int, server: Cluster) -> None:
    found, engine = judged(server, seed, bodies=30)
    assert [(one.rule.id, one.subject.key, one.verdict.value) for one in found] == said(
        "reference", *drawn(seed, 30)
    )
    assert not engine.aside


def test_nothing_is_left_in_the_database(server: Cluster) -> None:
    before = in_catalogue(server)
    found, _ = judged(server, 2_000, bodies=5)
    assert found
    assert in_catalogue(server) == before


def test_the_engine_there_does_without_the_engine_here() -> None:
    asked = "import sys, cbccvc_rules.engines.sql.postgres; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_the_role_that_judged_may_create_nothing_that_stays(server: Cluster) -> None:
    with psycopg.connect(server.reader) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("CREATE TABLE public.kept (a int)")
    assert refused.value.sqlstate == "42501"


def test_a_table_of_the_user_by_the_name_of_one_of_ours_is_neither_read_nor_touched(
    server: Cluster,
) -> None:
    server.run('CREATE TABLE "staff_row" (no text)', "INSERT INTO staff_row VALUES ('theirs')")
    try:
        found, _ = judged(server, 2_001, bodies=5)
        with psycopg.connect(server.reader) as connection:
            assert connection.execute("SELECT * FROM staff_row").fetchall() == [("theirs",)]
    finally:
        server.run("DROP TABLE staff_row")
    assert [(one.rule.id, one.subject.key, one.verdict.value) for one in found] == said(
        "reference", *drawn(2_001, 5)
    )
